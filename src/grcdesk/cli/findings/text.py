"""One finding as a page of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from grcdesk.rules.findings.closing import sentence
from grcdesk.terms import Answer
from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.schemas.findings.findings import FindingDetail, FindingItemRow, FindingRow, MoveRow
    from grcdesk.schemas.findings.remediation import RemediationRow

_WIDTH = 100


def described(found: FindingDetail) -> str:
    """The page: what it is, what should be, what management says, who does what, and how it moved."""
    row = found.row
    parts = [f"{row.id}  {row.title}", "", *_facts(_pairs(found))]
    for name in ("condition", "criteria", "cause", "effect", "recommendation"):
        if text := getattr(found, name):
            parts += _hanging(name.capitalize(), text)
    if row.agreed is not None:
        agrees = "agrees" if row.agreed is Answer.YES else "does not agree"
        parts += _hanging(f"Management {agrees}: {found.responded_by}, {day(found.responded_on)}", found.response)
    parts += _section("Actions", (line for one in found.actions for line in _action(one)))
    parts += _section("Items, as they were found", (_item(one) for one in found.items))
    parts += _section("", filter(None, [found.suggestion]))
    parts += _section(
        "Seen in an earlier engagement", (f"{one.id} of {one.engagement}: {one.why}" for one in found.earlier)
    )
    parts += _section("Moves", map(_move, found.moves))
    parts += _section("", [sentence(found.lacks)] if found.lacks else [])
    return "\n".join(parts)


def _move(one: MoveRow) -> str:
    """From where to where it moved, who moved it and why, what shows it, and who wrote it down."""
    reason = f": {one.reason}" if one.reason else ""
    shown = f" [{' '.join(one.proofs)}]" if one.proofs else ""
    recorded = f" (recorded by {one.recorded_by})" if one.recorded_by != one.by else ""
    return f"{one.moved_on}  {word(one.from_status)} to {word(one.to_status)}, {one.by}{reason}{shown}{recorded}"


def _extent(row: FindingRow) -> str:
    if row.extent_k is None:
        return ""
    return f"{row.extent_k} of {row.extent_n}" if row.extent_n else str(row.extent_k)


def _pairs(found: FindingDetail) -> Iterator[tuple[str, str]]:
    row = found.row
    yield "Engagement", row.engagement
    yield "Severity", word(row.severity)
    yield "Class", word(row.scheme_class) if row.scheme_class else ""
    yield "Control", " ".join(part for part in (row.control, row.criterion, row.test) if part)
    yield "From", word(row.source) + (f": {', '.join(row.links)}" if row.links else "")
    yield "Extent", _extent(row)
    yield "Period", f"{found.period_from} to {found.period_to}" if found.period_from else ""
    yield "Raised", f"{row.raised_on} by {row.raised_by}, {row.age} days ago"
    yield "Owner", row.owner
    yield "Response due", day(row.response_due)
    yield "Status", word(row.status) + f" since {row.status_since}" + (", the acceptance is over" if row.lapsed else "")
    if found.accepted_by:
        yield "Accepted", f"by {found.accepted_by} until {day(found.accept_until)}: {found.accept_reason}"
    if found.verified_by:
        yield "Verified", f"by {found.verified_by} on {day(found.verified_on)} with {', '.join(found.proofs)}"
    yield "Closed", day(found.closed_on)


def _action(one: RemediationRow) -> Iterator[str]:
    ended = {"open": f"due {one.due}", "done": f"done {day(one.done_on)} by {one.done_by}: {one.proof}",
             "dropped": f"dropped: {one.reason}"}[one.state.value]  # fmt: skip
    yield f"{one.id}  {one.action}: {one.owner}, {ended}"
    yield from (f"    moved from {slip.from_due} to {slip.to_due}: {slip.reason}" for slip in one.slips)
    if one.interim:
        yield f"    until then: {one.interim}"


def _item(one: FindingItemRow) -> str:
    told = ", ".join(
        part for part in (one.what, one.cause, one.person, one.system, day(one.occurred_on)) if part != "-" and part
    )
    fixed = f"  [put right later: {one.fix}, {day(one.fixed_on)}, {one.fixed_by}]" if one.fix else ""
    return f"{one.item}{f': {told}' if told else ''}{fixed}"


def _facts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name:<16}{value or '-'}" for name, value in pairs]


def _hanging(name: str, said: str) -> list[str]:
    lines = [line for row in said.splitlines() for line in textwrap.wrap(row, _WIDTH - 4) or [""]]
    return ["", name, *(f"    {line}" for line in lines)]


def _section(name: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    if not found:
        return []
    return ["", name, *(f"  {line}" for line in found)] if name else ["", *found]
