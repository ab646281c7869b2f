"""How engagements, their checks, tasks and exposure look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from grcdesk.schemas.audits.audits import EngagementDetail, EngagementRow
from grcdesk.schemas.audits.standing import ExposureRow, PhaseStep, PhaseView, PlanTask
from grcdesk.schemas.programme import Period
from grcdesk.terms.audits import OF_A_DAY, EngagementKind, Exposed, Met
from grcdesk.tui.kit.looks import Cell, Glyphs, codes, line, text
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
    row = found.row
    yield line(Cell("Phase       ", "head"), word(row.phase), Cell(_since(view), "muted"))
    if view.next is not None:
        lacks = f"{view.lacking} of {len(view.steps)} checks not done" if view.lacking else "everything is done"
        tone = "warning" if view.lacking else "success"
        yield line(Cell("Next        ", "head"), f"{word(view.next)}: ", Cell(lacks, tone))
    if view.reason:
        yield line(Cell("Early       ", "head"), glyphs.warn(view.reason))
    period = f"{period_words(row)}  {days(row.period, row.kind, today)}"
    pairs = [
        ("Kind", word(row.kind)),
        ("Period", period if row.kind not in OF_A_DAY else period_words(row)),
        ("Categories", codes(row.categories)),
        ("Controls", f"{row.controls} in scope"),
        ("Firm", row.firm),
        ("Lead", row.lead),
        ("Report due", f"{row.report_due}  {days_until(row.report_due, today)}" if row.report_due else ""),
        ("Zone", row.zone or "the computer's own"),
        ("Selection", word(row.lane)),
        ("Frameworks", ", ".join(row.frameworks)),
        ("Parameters", "; ".join(row.parameters)),
        ("Vendors", "; ".join(f"{one.name}: {word(one.method)}" for one in found.methods)),
        ("Made from", row.follows),
    ]
    for name, value in pairs:
        yield line(Cell(f"{name:<12}", "head"), value or Cell("-", "muted"))
    if found.since:
        yield text("")
        yield text(f"Changed since {row.follows}", "head")
        yield from (text(f"  {one}") for one in found.since)


def _since(view: PhaseView) -> str:
    return f"  since {view.since}" if view.since else ""


def row_lines(row: object) -> list[Content]:
    """A check, a task or a finding in two lines; nothing else."""
    if isinstance(row, PhaseStep):
        return [text(row.check.what, "head"), text(row.check.why)]
    if isinstance(row, PlanTask):
        return [line(Cell(row.title, "head"), Cell(f"  {row.weeks}", "muted")), text(row.why)]
    if isinstance(row, ExposureRow):
        return [line(Cell(f"{row.id}  ", "head"), row.title), text(row.why)]
    return []
