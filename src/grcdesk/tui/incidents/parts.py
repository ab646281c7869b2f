"""What the tabs of an incident show."""

from __future__ import annotations

from textual.content import Content

from grcdesk.rules.incidents.closing import sentence
from grcdesk.rules.incidents.times import TIMES, told
from grcdesk.schemas.incidents import EntityRow, IncidentDetail, IncidentRow, MarkRow, NoticeRow
from grcdesk.terms import Answer
from grcdesk.terms.incidents import TimeMark
from grcdesk.tui.findings.columns import severity_cell
from grcdesk.tui.kit.looks import Cell, Glyphs, fact, line, lines, paragraph, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import word


def page(found: IncidentDetail, glyphs: Glyphs) -> Content:
    """What it is, when, who was told, what was learnt, and what keeps it from being closed."""
    rows = _facts(found.row)
    rows.append(fact("Findings", ", ".join(found.findings)))
    rows += [fact(one.whom.capitalize(), _notified(one)) for one in found.notices]
    rows += paragraph("Scenario", found.scenario)
    rows += paragraph("What happened", found.happened)
    rows += paragraph("Root cause", found.root_cause)
    rows += paragraph("Lessons", found.lessons)
    rows += paragraph("Tests added", "\n".join(found.tests_added))
    if found.lacks:
        rows += [text(""), line(glyphs.warn(sentence(found.lacks)), Cell("  n does the next", "muted"))]
    return lines(rows)


def _facts(row: IncidentRow) -> list[Content]:
    """What it is, when each of its times was, and who works on it."""
    kind = f"{word(row.kind)}  an exercise" if row.exercise else word(row.kind)
    times = [fact(mark.capitalize(), told(getattr(row, f"{mark.value}_at"))) for mark in TIMES]
    return [
        fact("Type", kind),
        fact("Severity", severity_cell(row.severity)),
        *times,
        fact("Lead", row.lead),
        fact("People", ", ".join(row.people)),
        fact("Reference", row.reference),
        fact("Evidence", row.evidence),
    ]


def _notified(one: NoticeRow) -> str:
    """Whether somebody was told of it and when, who decided that, and why."""
    yes = "told" if one.decision is Answer.YES else "not told"
    when = f" at {told(one.told_at)}" if one.told_at else ""
    why = f": {one.reason}" if one.reason else ""
    return f"{yes}{when}, {one.by} decided on {one.decided_on}{why}"


def mark_columns() -> tuple[ListColumn, ...]:
    """The timeline."""

    def what(row: MarkRow) -> Cell:
        if row.replaced:
            return Cell(f"{row.mark}, told anew", "muted")
        return Cell(row.mark, "" if row.mark is TimeMark.NOTE else "strong")

    return (
        ListColumn("at", "At (UTC)", 17, lambda row: Cell(told(row.at))),
        ListColumn("mark", "What", 21, what),
        ListColumn("note", "Note", 20, lambda row: Cell(row.note), 0, flex=True),
        ListColumn("by", "By", 14, lambda row: Cell(row.by), 1),
        ListColumn("recorded", "Recorded", 17, lambda row: Cell(told(row.recorded_at), "muted"), 2),
    )


def entity_columns() -> tuple[ListColumn, ...]:
    """What it touched."""

    def window(row: EntityRow) -> Cell:
        if not row.since:
            return Cell("-", "muted")
        return Cell(f"{told(row.since)} to {told(row.until) or 'now'}")

    return (
        ListColumn("id", "ID", 9, lambda row: Cell(row.id)),
        ListColumn("kind", "Kind", 8, lambda row: Cell(row.kind, "muted"), 2),
        ListColumn("name", "What", 20, lambda row: Cell(row.name), 0, flex=True),
        ListColumn("window", "From when to when (UTC)", 38, window, 1),
    )
