"""Period coverage by criterion, what deserves a look early, and the earliest period without a hole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.coverage.clean import CleanWindow
from grcdesk.schemas.coverage.coverage import CriterionCoverage
from grcdesk.terms import Verdict
from grcdesk.terms.readiness import WorkPlace
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import join, word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_WIDTH = max(len(word(verdict)) for verdict in Verdict)
_VERDICT_TONE = {Verdict.GAP: "error", Verdict.COVERED: "success", Verdict.FINAL: "muted"}


def criteria(app: Shell) -> None:
    """The worst verdict by criterion."""

    def tell(found: Sequence[CriterionCoverage]) -> None:
        by_id = {one.id: one for one in found if one.in_scope and one.worst}
        choices = []
        for one in by_id.values():
            counts = join([f"{number} {word(verdict)}" for verdict, number in one.counts.items()], 9)
            worst = f"{word(one.worst):<{_WIDTH}}" if one.worst else ""
            tone = _VERDICT_TONE.get(one.worst, "warning") if one.worst else ""
            choices.append(Choice(one.id, f"{one.id:<8}{worst}  {counts}", tone=tone))
        if not choices:
            app.tell("no criterion in scope has a control")
            return
        app.push_screen(
            Pick("Period coverage by criterion", choices),
            lambda name: app.show_control(by_id[name].controls[0], by_id[name].controls) if name else None,
        )

    app.ask_first(app.screen, "coverage", lambda desk: desk.coverage.criteria(), tell)


def warnings(app: Shell) -> None:
    """What deserves a look early."""
    app.show_lacks(WorkPlace.WARNINGS)


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
