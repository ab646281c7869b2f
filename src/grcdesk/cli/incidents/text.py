"""One incident as a page of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from grcdesk.rules.incidents.closing import sentence
from grcdesk.rules.incidents.times import told
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.schemas.findings.remediation import RemediationRow
    from grcdesk.schemas.incidents import EntityRow, IncidentDetail, MarkRow, NoticeRow

_WIDTH = 100


def described(found: IncidentDetail) -> str:
    """The page: what it is, when, what it touched, who was told, what was learnt, and what lacks."""
    row = found.row
    parts = [f"{row.id}  {row.title}{'  (exercise)' if row.exercise else ''}", "", *_facts(_pairs(found))]
    for name, said in (
        *(("Scenario", found.scenario), ("What happened", found.happened), ("Root cause", found.root_cause)),
        ("Lessons", found.lessons),
    ):
        parts += _hanging(name, said) if said else []
    parts += _section("Tests added", found.tests_added)
    parts += _section("Timeline (UTC)", (_mark(one) for one in found.marks))
    parts += _section("Touched", (_entity(one) for one in found.entities))
    parts += _section("Notice", (_notice(one) for one in found.notices))
    parts += _section(
        "Actions",
        map(_action, found.actions),
    )
    parts += _section("Findings", found.findings)
    parts += ["", sentence(found.lacks)] if found.lacks else []
    return "\n".join(parts)


def _pairs(found: IncidentDetail) -> Iterator[tuple[str, str]]:
    row = found.row
    yield "Type", word(row.kind)
    yield "Severity", word(row.severity)
    for name in ("detected", "contained", "assessed", "remediated", "closed"):
        yield name.capitalize(), told(getattr(row, f"{name}_at"))
    yield "Lead", row.lead
    yield "People", ", ".join(row.people)
    yield "Reference", row.reference
    yield "Closed by", found.closed_by
    yield "Evidence", row.evidence


def _mark(one: MarkRow) -> str:
    anew = ", told anew below" if one.replaced else ""
    return f"{told(one.at)}  {one.mark}{f': {one.note}' if one.note else ''} ({one.by}{anew})"


def _action(one: RemediationRow) -> str:
    slips = "".join(f"; moved from {slip.from_due}: {slip.reason}" for slip in one.slips)
    return f"{one.id}  {one.action}: {one.owner}, {one.state} {one.done_on or one.due}{slips}"


def _entity(one: EntityRow) -> str:
    window = f"  {told(one.since)} to {told(one.until) or 'now'}" if one.since else ""
    name = f"{one.entity} {one.name}" if one.name != one.entity else one.entity
    return f"{one.id}  {one.kind} {name}{window}"


def _notice(one: NoticeRow) -> str:
    when = f", told {told(one.told_at)}" if one.told_at else ""
    why = f": {one.reason}" if one.reason else ""
    return f"{one.whom}: {one.decision}, {one.by} on {one.decided_on}{why}{when}"


def _facts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name:<12}{value or '-'}" for name, value in pairs]


def _hanging(name: str, said: str) -> list[str]:
    lines = [line for row in said.splitlines() for line in textwrap.wrap(row, _WIDTH - 4) or [""]]
    return ["", name, *(f"    {line}" for line in lines)]


def _section(name: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", name, *(f"  {line}" for line in found)] if found else []
