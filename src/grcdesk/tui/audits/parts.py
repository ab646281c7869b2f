"""How engagements, their checks, tasks and exposure look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from grcdesk.schemas.audits.audits import EngagementDetail, EngagementRow
from grcdesk.schemas.audits.standing import ExposureRow, PhaseStep, PhaseView, PlanTask
from grcdesk.schemas.programme import Period
from grcdesk.terms.audits import OF_A_DAY, EngagementKind, Exposed, Met
from grcdesk.tui.kit.looks import Cell, Glyphs, codes, fact, line, paragraph, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import EXPOSED, MET, days_until, word

MET_TONE = {Met.DONE: "success", Met.OPEN: "error", Met.UNKNOWN: "warning"}
EXPOSED_TONE = {Exposed.EXPOSED: "error", Exposed.UNKNOWN: "warning", Exposed.NOT_EXPOSED: "success"}


def days(period: Period | None, kind: EngagementKind, today: date) -> str:
    """`day 331 of 365`, `in 40 days`, `ended 12 days ago`; of a kind that judges one day that day."""
    if period is None:
        return "no period yet"
    if kind in OF_A_DAY:
        return f"as of {period.end}"
    if today < period.start:
        return f"begins in {(period.start - today).days} d"
    if today > period.end:
        return f"ended {(today - period.end).days} d ago"
    return f"day {(today - period.start).days + 1} of {period.days}"


def period_words(row: EngagementRow) -> str:
    """The days an engagement is about."""
    if row.period is None:
        return "-"
    return str(row.period.end) if row.kind in OF_A_DAY else str(row.period)


def met_cell(state: Met, glyphs: Glyphs) -> Cell:
    """Glyph and word of a check."""
    return Cell(f"{glyphs.of(MET[state])} {MET[state].word}", MET_TONE[state])


def exposed_cell(state: Exposed, glyphs: Glyphs) -> Cell:
    """Glyph and word of an exposure."""
    return Cell(f"{glyphs.of(EXPOSED[state])} {EXPOSED[state].word}", EXPOSED_TONE[state])


def phase_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """Checks of a phase: what is asked, what the records say."""

    def side(step: PhaseStep) -> Cell:
        return Cell("way in" if step.side == "entry" else "way out", "muted")

    return (
        ListColumn("side", "", 7, side, 3),
        ListColumn("state", "State", 11, lambda step: met_cell(step.check.state, glyphs), badge=True),
        ListColumn("what", "What", 24, lambda step: Cell(step.check.what), flex=True),
        ListColumn("why", "Because", 24, lambda step: Cell(step.check.why), 1, flex=True),
    )


def plan_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """Tasks of a plan: by when, how far."""

    def due(task: PlanTask) -> Cell:
        late = task.state is not Met.DONE and task.days < 0
        return Cell(task.due.isoformat(), "error" if late else "")

    return (
        ListColumn("state", "State", 11, lambda task: met_cell(task.state, glyphs), badge=True),
        ListColumn("due", "Due", 10, due),
        ListColumn("days", "Days", 5, lambda task: Cell(f"{task.days:>5}", "muted"), 3),
        ListColumn("title", "Task", 24, lambda task: Cell(task.title), flex=True),
        ListColumn("why", "Because", 20, lambda task: Cell(task.why), 2, flex=True),
    )


def exposure_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """The seven common findings."""
    return (
        ListColumn("id", "", 2, lambda row: Cell(row.id, "muted")),
        ListColumn("state", "State", 15, lambda row: exposed_cell(row.state, glyphs), badge=True),
        ListColumn("title", "Finding", 24, lambda row: Cell(row.title), flex=True),
        ListColumn("why", "Because", 24, lambda row: Cell(row.why), 1, flex=True),
    )


def facts(found: EngagementDetail, view: PhaseView, glyphs: Glyphs, today: date) -> Iterator[Content]:
    """Everything said of an engagement, its phase first."""
    yield from _phase(view, glyphs)
    for name, value in _pairs(found, today):
        yield fact(name, value)
    yield from paragraph(f"Changed since {found.row.follows}", "\n".join(found.since))


def _phase(view: PhaseView, glyphs: Glyphs) -> Iterator[Content]:
    """Where it is, what the next phase still waits for, and why it moved on early."""
    since = f"  since {view.since}" if view.since else ""
    yield line(Cell("Phase       ", "head"), word(view.phase), Cell(since, "muted"))
    if view.next is not None:
        lacks = Cell("everything is done", "success")
        if view.lacking:
            lacks = Cell(f"{view.lacking} of {len(view.steps)} checks not done", "warning")
        yield line(Cell("Next        ", "head"), f"{word(view.next)}: ", lacks)
    if view.reason:
        yield fact("Early", glyphs.warn(view.reason))


def _pairs(found: EngagementDetail, today: date) -> Iterator[tuple[str, str]]:
    """Label and value of what an engagement is about."""
    row = found.row
    period = period_words(row)
    if row.kind not in OF_A_DAY:
        period = f"{period}  {days(row.period, row.kind, today)}"
    yield "Kind", word(row.kind)
    yield "Period", period
    yield "Categories", codes(row.categories)
    yield "Controls", f"{row.controls} in scope"
    yield "Firm", row.firm
    yield "Lead", row.lead
    yield "Report due", f"{row.report_due}  {days_until(row.report_due, today)}" if row.report_due else ""
    yield "Zone", row.zone or "the computer's own"
    yield "Selection", word(row.lane)
    yield "Frameworks", ", ".join(row.frameworks)
    yield "Parameters", "; ".join(row.parameters)
    yield "Vendors", "; ".join(f"{one.name}: {word(one.method)}" for one in found.methods)
    yield "Made from", row.follows


def row_lines(row: object) -> list[Content]:
    """A check, a task or a finding in two lines; nothing else."""
    if isinstance(row, PhaseStep):
        return [text(row.check.what, "head"), text(row.check.why)]
    if isinstance(row, PlanTask):
        return [line(Cell(row.title, "head"), Cell(f"  {row.weeks}", "muted")), text(row.why)]
    if isinstance(row, ExposureRow):
        return [line(Cell(f"{row.id}  ", "head"), row.title), text(row.why)]
    return []
