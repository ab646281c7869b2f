"""Period coverage: the board, worst first, and what stands behind one line of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.rules.periods import whole_number
from grcdesk.schemas.coverage import CleanWindow, CoverageRow, CoverageWarning, CriterionCoverage, Heat, SlotRow
from grcdesk.terms import MonthState, SlotState, Verdict
from grcdesk.tui.dialogs.form import Ask, Form
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.told import Told
from grcdesk.tui.looks import Cell, line, text
from grcdesk.wording import MONTH, count, join, month, word

if TYPE_CHECKING:
    from grcdesk.tui.app import GrcdeskApp

_WORST = tuple(Verdict)
_WIDTH = max(len(word(verdict)) for verdict in Verdict)
_VERDICT_TONE = {Verdict.GAP: "error", Verdict.COVERED: "success", Verdict.FINAL: "success"}
_STATE_TONE = {
    SlotState.COVERED: "success",
    SlotState.GAP: "error",
    SlotState.LATE_BEYOND_GRACE: "error",
    SlotState.LATE: "warning",
    SlotState.DUE: "warning",
    SlotState.OUTSIDE_PERIOD: "warning",
}

MONTH_TONE = {
    MonthState.GAP: "error",
    MonthState.OUTSIDE_PERIOD: "warning",
    MonthState.PARTIAL: "warning",
    MonthState.UNPROVEN: "warning",
    MonthState.INTERIM: "warning",
    MonthState.DUE: "warning",
    MonthState.LATE: "warning",
    MonthState.COVERED: "success",
    MonthState.UPCOMING: "muted",
    MonthState.OPTIONAL: "muted",
    MonthState.NO_WINDOW: "muted",
}


def board(app: GrcdeskApp) -> None:
    """The controls by verdict; one picked shows its slots and gaps."""

    def choose(found: Sequence[CoverageRow]) -> None:
        rows = {row.id: row for row in sorted(found, key=lambda row: (_WORST.index(row.verdict), not row.due))}
        wide = max(map(len, rows), default=0)
        choices = [
            Choice(
                row.id,
                f"{row.id:<{wide}}  {word(row.verdict):<{_WIDTH}}  {row.reach}".rstrip(),
                tone=_VERDICT_TONE.get(row.verdict, "warning" if row.due else ""),
            )
            for row in rows.values()
        ]
        due = sum(row.due for row in found)
        title = f"Period coverage: {count(len(found), 'control')}, {due} with something due, late or a gap"
        app.push_screen(Pick(title, choices), lambda name: _show(app, rows[name]) if name else None)

    app.jobs.ask(app.screen, "coverage", lambda desk: desk.coverage.board(), choose)


def months(app: GrcdeskApp) -> None:
    """Control by month, worst first, with the meaning of the glyphs."""

    def tell(heat: Heat) -> None:
        wide = max((len(row.id) for row in heat.rows), default=0)
        head = " ".join(month(name) for name in heat.months)
        rows = [line(Cell(f"{'':<{wide}}  {head}", "head"))]
        for row in heat.rows:
            cells = [
                Cell(f" {app.glyphs.of(MONTH[cell.state])}  ", MONTH_TONE.get(cell.state, "")) for cell in row.cells
            ]
            rows.append(line(f"{row.id:<{wide}}  ", *cells))
        seen = {cell.state for row in heat.rows for cell in row.cells}
        legend = [f"{app.glyphs.of(look)} {look.word}" for state, look in MONTH.items() if state in seen]
        app.push_screen(
            Told(f"Period coverage by month, as of {heat.as_of}", [*rows, text(""), text("  ".join(legend))])
        )

    app.jobs.ask(app.screen, "coverage", lambda desk: desk.coverage.months(), tell)


def criteria(app: GrcdeskApp) -> None:
    """The worst verdict by criterion."""

    def tell(found: Sequence[CriterionCoverage]) -> None:
        rows = [
            line(
                Cell(f"{one.id:<8}", "head"),
                Cell(f"{word(one.worst):<{_WIDTH}}  ", _VERDICT_TONE.get(one.worst, "warning")),
                join([f"{number} {word(verdict)}" for verdict, number in one.counts.items()], 9),
            )
            for one in found
            if one.in_scope and one.worst
        ]
        app.push_screen(Told("Period coverage by criterion", rows or [text("No criterion in scope has a control.")]))

    app.jobs.ask(app.screen, "coverage", lambda desk: desk.coverage.criteria(), tell)


def warnings(app: GrcdeskApp) -> None:
    """What deserves a look early."""

    def tell(found: Sequence[CoverageWarning]) -> None:
        rows = [line(Cell(f"{one.control}  ", "head"), one.warning) for one in found]
        app.push_screen(Told(count(len(found), "warning"), rows or [text("Nothing.")]))

    app.jobs.ask(app.screen, "coverage", lambda desk: desk.coverage.warnings(), tell)


def earliest(app: GrcdeskApp) -> None:
    """Ask for a length in months; show the earliest clean period and what holds it back."""

    def tell(window: CleanWindow) -> None:
        rows = [text(window.sentence, "strong"), text("")]
        rows += [
            line(Cell(f"{one.id}  ", "head"), f"{one.start or 'any day   '}  ", Cell(one.why, "muted"))
            for one in window.controls
        ]
        app.push_screen(Told("Earliest period without a hole", rows))

    def build(texts: Mapping[str, str]) -> int:
        return whole_number(texts["months"], 36, "months", low=1)

    def ask(months: int | None) -> None:
        if months:
            app.jobs.ask(app.screen, "coverage", lambda desk: desk.coverage.earliest(months), tell)

    fields = [Ask("months", "Months", "6", "length of the period", needed=True)]
    app.push_screen(Form("Earliest period without a hole", fields, build, verb="looks"), ask)


def _show(app: GrcdeskApp, row: CoverageRow) -> None:
    rows = [
        line(Cell(word(row.verdict), "head"), f"  {row.window or 'outside the period'}  {row.share_of_period:.1f} %"),
        text(row.sentence),
        *(text(warning, "warning") for warning in row.warnings),
        *(_slot(slot) for slot in row.slots),
        *(text(f"no evidence  {gap}  {count(gap.days, 'day')}", "error") for gap in row.gaps),
    ]
    app.push_screen(Told(f"{row.id}: period coverage", rows))


def _slot(slot: SlotRow) -> Content:
    run = f"  {slot.performed_on}" if slot.performed_on else ""
    late = f"  {count(slot.days_late, 'day')} late" if slot.days_late else ""
    return line(
        f"{slot.slot:<10}  {slot.start}..{slot.end}  ",
        Cell(word(slot.state), _STATE_TONE.get(slot.state, "muted")),
        f"{run}{late}  {' '.join(slot.evidence)}".rstrip(),
    )
