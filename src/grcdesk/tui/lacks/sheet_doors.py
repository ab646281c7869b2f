"""Where what a test lacks is mended: its list, its run, the question on the work sheet, the second person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grcdesk.rules.testing.checks import OF_THE_DESK
from grcdesk.rules.testing.results import seen_by_two
from grcdesk.schemas.readiness import Lack
from grcdesk.schemas.testing.testing import Sheet, SheetCell, TestLine, TestStanding
from grcdesk.terms.audits import ItemResult
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.kit.looks import text

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell


@dataclass(frozen=True, slots=True)
class LackingTest:
    """A test that lacks something, with what it is to be mended by."""

    sheet: Sheet
    line: TestLine
    standing: TestStanding
    on_file: bool
    """Whether the list its check is about is there."""

    @property
    def lacks_list(self) -> bool:
        """Whether its check cannot run for want of a list."""
        return bool(self.line.population) and not self.on_file

    @property
    def cells(self) -> list[SheetCell | None]:
        """What a person answered, of all that is asked of the test."""
        return [one.cell for one in self.sheet.asked if one.test == self.line.id]


def open_test(app: Shell, lack: Lack) -> None:
    """Open what mends a test: `about` its control, `part` the test."""

    def question(desk: Desk) -> LackingTest | None:
        sheet = desk.testing.sheet(lack.about)
        line = next((one for one in sheet.tests if one.id == lack.part), None)
        standing = next((one for one in sheet.standing.tests if one.test == lack.part), None)
        if line is None or standing is None:
            return None
        held = {one.name for one in desk.populations.list() if one.in_force}
        return LackingTest(sheet, line, standing, line.population in held)

    def opened(found: LackingTest | None) -> None:
        if found is None:
            app.show_sheet(lack.about)
        else:
            _mend(app, found)

    app.ask_first(app.screen, "sheet", question, opened)


def _mend(app: Shell, found: LackingTest) -> None:
    from grcdesk.tui.testing import forms  # noqa: PLC0415  each form where it is needed

    line = found.line
    if found.standing.unproven and found.lacks_list:
        _list(app, found)
    elif found.standing.unproven:
        _run(app, line)
    elif any(map(_unanswered, found.cells)):
        forms.answer(app, line.control, line.id)
    elif not all(map(_reviewed, found.cells)):
        forms.review(app, line.control, line.id)
    elif found.standing.not_final:
        app.show_record("population", found.standing.not_final.partition(":")[0])
    else:
        app.show_sheet(line.control)


def _unanswered(cell: SheetCell | None) -> bool:
    """Whether a question waits for an answer: none yet, or one that was sent back."""
    return cell is None or cell.result is ItemResult.NOT_TESTED or bool(cell.returned)


def _reviewed(cell: SheetCell | None) -> bool:
    return cell is not None and seen_by_two(cell)


def _list(app: Shell, found: LackingTest) -> None:
    """The list a check needs: frozen here or brought as a file; or a person looks instead."""
    from grcdesk.tui.populations import forms as populations  # noqa: PLC0415
    from grcdesk.tui.testing import forms  # noqa: PLC0415

    line = found.line
    own = line.population in OF_THE_DESK
    choices = [
        Choice("list", f"freeze {line.population} " + ("from what the desk records" if own else "from a file"), "f"),
        Choice("answer", "let a person look instead, with evidence", "t"),
    ]

    def picked(what: str | None) -> None:
        if what == "answer":
            forms.answer(app, line.control, line.id)
        elif what == "list" and own:
            forms.freeze(app, line)
        elif what == "list":
            populations.add(app, line.population, line.control)

    app.push_screen(Pick(f"{line.id}: {line.population} is not on file", choices), picked)


def _run(app: Shell, line: TestLine) -> None:
    from grcdesk.tui.testing import forms  # noqa: PLC0415

    app.push_screen(
        Preview(f"Run the checks of {line.control}?", [text(f"{line.id}: {why}") for why in line.lacks], "runs"),
        lambda yes: forms.run(app, line.control) if yes else None,
    )
