"""The checklist of a workbook that came back: answers stay on the screen until all of it is taken in one step."""

from __future__ import annotations

from grcdesk.tui.actions.registry import UiAction
from grcdesk.tui.frame.checklists.answering import Given
from grcdesk.tui.frame.checklists.screen import ChecklistScreen
from grcdesk.tui.returned.subject import ReturnedCells


class ReturnedScreen(ChecklistScreen):
    """The cells of one workbook."""

    HELP = "matrix-back"
    SIDE = "Cell"

    def __init__(self, cells: ReturnedCells) -> None:
        super().__init__(cells)
        self._cells = cells

    def key_actions(self) -> tuple[UiAction, ...]:
        """Its keys; a cell has no note."""
        return tuple(one for one in super().key_actions() if one.id != "checklist.note")

    def action_note(self) -> None:
        """A cell has no note."""

    def action_back(self) -> None:
        """The last answer given here, back."""
        if not self.given:
            self.desk_app.tell("no answer was given here that could be taken back")
            return
        given = self.given.pop()
        self._cells.say({one.key: one.answer for one in given.questions})
        self._again()
        self.rows.cursor = given.cursor

    def _send(self, given: Given) -> None:
        self.given.append(given)
        self._cells.say({one.key: given.value for one in given.questions})
        self._again()

    def _again(self) -> None:
        self.took_over(self._cells.asked())
        self.draw()
