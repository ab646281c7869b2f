"""Period coverage by criterion, what deserves a look early, and the earliest period without a hole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.clean import CleanWindow
from grcdesk.schemas.coverage import CoverageWarning, CriterionCoverage
from grcdesk.terms import Verdict
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count, join, word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_WIDTH = max(len(word(verdict)) for verdict in Verdict)
_VERDICT_TONE = {Verdict.GAP: "error", Verdict.COVERED: "success", Verdict.FINAL: "success"}


def criteria(app: Shell) -> None:
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
        app.push_screen(
            LinesDialog("Period coverage by criterion", rows or [text("No criterion in scope has a control.")])
        )

    app.ask_first(app.screen, "coverage", lambda desk: desk.coverage.criteria(), tell)


def warnings(app: Shell) -> None:
    """What deserves a look early."""

    def tell(found: Sequence[CoverageWarning]) -> None:
        rows = [line(Cell(f"{one.control}  ", "head"), one.warning) for one in found]
        app.push_screen(LinesDialog(count(len(found), "warning"), rows or [text("Nothing.")]))

    app.ask_first(app.screen, "coverage", lambda desk: desk.coverage.warnings(), tell)


def earliest(app: Shell) -> None:
    """Ask for a length in months; show the earliest clean period and what holds it back."""

    def tell(window: CleanWindow) -> None:
        rows = [text(window.sentence, "strong"), text("")]
        rows += [
            line(Cell(f"{one.id}  ", "head"), f"{one.start or 'any day   '}  ", Cell(one.why, "muted"))
            for one in window.controls
        ]
        app.push_screen(LinesDialog("Earliest period without a hole", rows))

    def build(texts: Mapping[str, str]) -> int:
        return whole_number(texts["months"], 36, "months", low=1)

    def ask(months: int | None) -> None:
        if months:
            app.ask_first(app.screen, "coverage", lambda desk: desk.coverage.earliest(months), tell)

    fields = [Ask("months", "Months", "6", "length of the period", needed=True)]
    app.push_screen(Form("Earliest period without a hole", fields, build, verb="looks"), ask)
