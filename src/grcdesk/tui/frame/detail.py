"""A screen of one record: tabs over pages, and steps to its neighbours in the list it was opened from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.aside import Fact, column_facts, facts, name_of
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.empties import of_tab
from grcdesk.tui.kit.looks import Cell
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.pages import MemoryRows
from grcdesk.tui.widgets.scrolling import ScrollPane
from grcdesk.tui.widgets.table import Table


class DetailScreen(DeskScreen):
    """The detail of one record. The first tab is a page of text, each other one a table of that name."""

    TABS: ClassVar[tuple[str, ...]] = ()
    OPENS: ClassVar[frozenset[str]] = frozenset()
    """Tabs where enter opens or does something; in all others it shows the row in full."""

    def __init__(self, record: str, among: Sequence[str]) -> None:
        super().__init__()
        self.record = record
        """Its id."""
        self.among = among
        """Ids that are stepped through."""
        self.tab = self.TABS[0]
        self.sought: tuple[str, str] = ("", "")
        """A tab and the row to go to in it once its rows are here."""

    def start_at(self, tab: str, key: str) -> None:
        """Show a tab, with the cursor on the row of that key, or on the first that belongs to it."""
        self.sought = (tab, key)
        # a screen that was just opened has no pages to switch yet
        self.call_after_refresh(self.action_show_tab, tab)

    def pages(self, text: Widget, *tables: Table) -> ContentSwitcher:
        """The pages behind the tabs, in their order."""
        return ContentSwitcher(ScrollPane(text, id=self.TABS[0]), *tables, initial=self.TABS[0], id="pages")

    def on_mount(self) -> None:
        """The page takes the keys."""
        super().on_mount()
        self.query_one(f"#{self.tab}").focus()

    def place(self) -> str:
        """Which of the list it is, as the title says it."""
        number = self.among.index(self.record) + 1 if self.record in self.among else 0
        return f"  [ ] {number} of {len(self.among)}"

    def fill(self, tab: str, rows: Mapping[str, object]) -> None:
        """Put rows by id into the table of a tab."""
        table = self.query_one(f"#{tab}", Table)
        table.empty = table.empty or of_tab(self.PLACE, tab)
        table.set_rows(list(rows), MemoryRows(dict(rows)))
        name, key = self.sought
        # parts go by the id of what they are part of and a number: AGR-1/3 is found by AGR-1
        found = next((one for one in rows if one == key or one.startswith(f"{key}/")), "") if name == tab else ""
        if found:
            self.sought = ("", "")
            table.go_to(found)

    @on(Table.Chosen)
    def _read(self, event: Table.Chosen) -> None:
        table = event.table
        row = table.row
        if table.id not in self.OPENS and row is not None:
            self.read(row, table.columns)

    def read(self, row: Any, columns: Sequence[ListColumn]) -> None:
        """Show a row of a table in full: wrapped, to be scrolled and copied."""
        told = [*column_facts(row, columns), *facts(self.more(row))]
        self.app.push_screen(LinesDialog(name_of(row, columns).plain, told))

    def more(self, row: Any) -> Sequence[Fact]:  # noqa: ARG002  each screen knows its own
        """What no column says of a row."""
        return ()

    def tab_row(self) -> object:
        """What the cursor is on in the table of the tab shown; None on the page of text."""
        return None if self.tab == self.TABS[0] else self.query_one(f"#{self.tab}", Table).row

    def tab_cells(self, label: Mapping[str, str], after: str = "") -> Iterator[Cell]:
        """The tabs as cells that can be clicked, the one shown marked.

        Args:
            label: what a tab is called; its own name where it is missing.
            after: what stands behind each.
        """
        for name in self.TABS:
            mark, tone = ("[{}]", "on-accent") if name == self.tab else (" {} ", "muted")
            yield Cell(mark.format(label.get(name, name.capitalize())) + after, tone, f"screen.show_tab('{name}')")

    def say_tabs(self) -> None:
        """Say which tabs there are, and what the one shown asks for."""
        raise NotImplementedError

    def action_step(self, by: int) -> None:
        """The next record of the list, round at the ends."""
        if self.record in self.among:
            self.record = self.among[(self.among.index(self.record) + by) % len(self.among)]
            self.look_again()

    def board_record(self) -> str:
        """The one shown."""
        return self.record

    def action_tab(self, by: int) -> None:
        """The next tab."""
        self.action_show_tab(self.TABS[(self.TABS.index(self.tab) + by) % len(self.TABS)])

    def action_show_tab(self, name: str) -> None:
        """That tab."""
        self.tab = name
        self.query_one(ContentSwitcher).current = name
        # now, and not when the framework notices that the old page is hidden: the next key may come first
        self.query_one(f"#{name}").focus()
        self.say_tabs()


def counted(numbers: Mapping[str, int]) -> dict[str, str]:
    """Names of tabs with the number of rows in each; an empty one has none."""
    return {name: f"{name.capitalize()} {number}" for name, number in numbers.items() if number}
