"""A request, a walkthrough and the metrics as pages of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from grcdesk.terms.requests import AuditorStatus
from grcdesk.wording import count, day, word

if TYPE_CHECKING:
    from grcdesk.schemas.requests.requests import RequestDetail, RequestMetrics, RequestRow, RoundRow
    from grcdesk.schemas.requests.walkthroughs import DepartureRow, WalkthroughDetail, WalkthroughQuestion

_WIDTH = 100


def request_text(found: RequestDetail) -> str:
    """The page: the text as it came, where it stands, its rounds, and its row on the list."""
    row = found.row
    parts = ["  ".join(part for part in (row.id, row.ref, row.title) if part), ""]
    parts += row.text.splitlines()
    parts += ["", *(f"{name:<14} {text or '-'}" for name, text in _facts(found))]
    parts += _section("The list and we differ", (f"{one}; to settle it, set the field" for one in row.conflicts))
    parts += _section("Rounds", map(_round, found.history))
    if found.cells:
        parts += _section(
            f"On {found.file}", (f"{name}: {' '.join(text.split())}" for name, text in found.cells if text)
        )
    return "\n".join(parts)


def _facts(found: RequestDetail) -> list[tuple[str, str]]:
    row = found.row
    return [
        ("Area", row.area),
        ("Controls", " ".join(row.controls)),
        ("Criteria", " ".join(row.criteria)),
        ("Kind", word(row.kind) if row.kind else ""),
        ("Priority", word(row.priority) if row.priority else ""),
        ("Owner", row.owner),
        ("Asked", day(row.asked)),
        ("Due", day(row.due) + (", overdue" if row.overdue else "")),
        ("Status", word(row.status) + (f": {row.blocked}" if row.blocked else "")),
        ("Auditor", _auditor(found)),
        ("Round", str(row.rounds) + (f", returned: {row.return_reason}" if row.return_reason else "")),
        ("Evidence", " ".join(row.evidence)),
        ("Response", row.response),
        ("Next", found.next),
    ]


def _auditor(found: RequestDetail) -> str:
    row: RequestRow = found.row
    if row.auditor_status is AuditorStatus.NOT_SENT:
        return word(row.auditor_status) if row.submitted_on is None else "no word yet"
    return f"{word(row.auditor_status)} on {found.told_on}, as {found.told_by} told"


def _round(one: RoundRow) -> str:
    handed = f"submitted on {one.submitted_on}" if one.submitted_on else "submitted before the list came"
    by = f" by {one.submitted_by}" if one.submitted_by else ""
    what = f": {' '.join(one.evidence) or one.response}" if one.evidence or one.response else ""
    said = f"; {word(one.word)} on {one.told_on}, as {one.told_by} told" if one.word else "; no last word yet"
    why = f": {one.reason}" if one.reason else ""
    return f"{one.number}  {handed}{by}{what}{said}{why}"


def metrics_facts(found: RequestMetrics) -> list[tuple[str, Any]]:
    """The metrics as names and values."""
    rate = found.accepted_first_time_rate
    first = f"{found.accepted_first_time} of {found.first_time_known}"
    returns = [(f"returned {one.ref or one.id}", f"round {one.round}, {one.on}: {one.reason}") for one in found.returns]
    return [
        ("as of", found.as_of),
        ("requests", found.requests),
        ("open", found.open),
        ("overdue", found.overdue),
        ("submitted, no last word", found.submitted),
        ("accepted", found.accepted),
        ("accepted the first time", first + (f", {rate:.0%}" if rate is not None else "")),
        ("median days to submit", "-" if found.median_days_to_submit is None else f"{found.median_days_to_submit:g}"),
        ("returned", count(found.returned, "time")),
        *returns,
    ]


def walkthrough_text(found: WalkthroughDetail) -> str:
    """The page: the control as written, who showed what, the item followed, answers, differences."""
    row = found.row
    parts = [f"{row.id}  {row.control}  {row.title}", "", *textwrap.wrap(found.statement, _WIDTH)]
    facts = [
        ("State", word(row.state)),
        ("Planned", day(row.planned_on)),
        ("Held", day(row.held_on)),
        ("People", ", ".join(row.people)),
        ("Led by", row.led_by),
        ("Shown", found.shown),
        ("Item", row.item),
        ("Followed", found.followed),
        ("Difference", "none, as was said" if found.no_difference else ""),
    ]
    parts += ["", *(f"{name:<12} {text or '-'}" for name, text in facts)]
    parts += _section("Questions", map(_question, found.questions))
    parts += _section("Differences from the written control", map(_difference, found.differences))
    parts += _section("It lacks", row.lacking)
    return "\n".join(parts)


def _question(one: WalkthroughQuestion) -> str:
    said = "open" if one.answer is None else f"{word(one.answer)}, {one.by} on {one.on}"
    return f"{one.number}  {one.question}\n     {said}{f': {one.note}' if one.note else ''}"


def _difference(one: DepartureRow) -> str:
    settled = f"settled by {one.settled_by} on {one.settled_on}: {one.settled}" if one.settled else "open"
    return f"{one.id}  {one.found_on}  {one.what}\n     {settled}"


def _section(name: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", name, *(f"  {line}" for line in found)] if found else []
