"""Choose what a list is sorted by, and which of its columns are shown."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.kit.looks import Cell, Glyphs, line
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.order import Order
from grcdesk.wording import FALLING, MARKED, RISING

_MOVES = "jk"
AS_IT_COMES = "-"


def order_choices(columns: Sequence[ListColumn], order: Order | None, glyphs: Glyphs) -> Pick:
    """What the list can be sorted by, each with a letter of its own; the one in force shows which way."""
    taken = set(_MOVES)
    choices = []
    for column in columns:
        title = column.title.strip() or column.name
        mark = ""
        if order is not None and order.column == column.name:
            mark = f"  {glyphs.of(FALLING if order.falling else RISING)} again turns it round"
        key = next((one for one in title.casefold() if one.isalpha() and one not in taken), "")
        taken.add(key)
        choices.append(Choice(column.name, f"{title}{mark}", key))
    return Pick("Sort by", [*choices, Choice(AS_IT_COMES, "as it comes", AS_IT_COMES)])


class ColumnsDialog(Dialog[frozenset[str]]):
    """Answers with the names of the columns that are put away."""

    BINDINGS = [
        Binding("space", "turn", show=False, priority=True),
        Binding("enter", "keep", show=False, priority=True),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]

    def __init__(self, columns: Sequence[ListColumn], hidden: frozenset[str], glyphs: Glyphs) -> None:
        super().__init__("Columns", (("space", "shows or hides"), ("enter", "keeps"), ("esc", "drops")))
        self._columns = list(columns)
        self._hidden = set(hidden)
        self._glyphs = glyphs

    def body(self) -> list[Widget]:
        """The columns; the marked ones are shown where there is room."""
        return [OptionList(*(Option(self._line(one)) for one in self._columns), compact=True, markup=False)]

    def _line(self, column: ListColumn) -> Content:
        shown = column.name not in self._hidden
        mark = self._glyphs.of(MARKED) if shown else " "
        stays = Cell("  always shown" if not column.rank else "", "muted")
        return line(
            Cell(f"{mark} ", "head"), Cell(column.title.strip() or column.name, "" if shown else "muted"), stays
        )

    def action_move(self, by: int) -> None:
        """One line up or down."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if by > 0 else options.action_cursor_up()

    def action_turn(self) -> None:
        """Show or hide the column under the cursor."""
        options = self.query_one(OptionList)
        place = options.highlighted
        if place is None or not self._columns[place].rank:
            self.app.bell()
            return
        column = self._columns[place]
        self._hidden ^= {column.name}
        options.replace_option_prompt_at_index(place, self._line(column))

    def action_keep(self) -> None:
        """These it is."""
        self.dismiss(frozenset(self._hidden))
