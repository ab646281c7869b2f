"""How a list of any length is drawn: only the visible rows, and only the pages they stand on are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from grcdesk.tui.kit.looks import Cell, Glyphs, badge, fit
from grcdesk.tui.widgets.columns import MARK_WIDTH, WIDE, ListColumn, fitting, spread
from grcdesk.tui.widgets.marks import Marks
from grcdesk.tui.widgets.measures import Measures
from grcdesk.tui.widgets.order import Order, arranged
from grcdesk.tui.widgets.pages import PAGE, Pages, RowSource
from grcdesk.tui.widgets.styled_rows import StyledRows
from grcdesk.wording import FALLING, MARKED, MOVED, RISING

CACHED_LINES = 512


class TableView(StyledRows, can_focus=True):
    """Rows, cursor and marks of a virtual table. The cursor and the marks belong to keys, so they survive sorting."""

    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, table: TableView) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> TableView:
            """The table."""
            return self.table

    class Chosen(Moved):
        """Enter or a second click on the row of the cursor."""

    class Marked(Moved):
        """The marks changed."""

    class Unmarkable(Moved):
        """Somebody marks rows where nothing is done to several."""

    class Wanted(Moved):
        """A page is looked at that is not here: fetch it in a thread, then call `fill`."""

        bubble = True

        def __init__(self, table: TableView, pages: Pages, number: int) -> None:
            super().__init__(table)
            self.pages = pages
            self.number = number

    def __init__(
        self,
        columns: tuple[ListColumn, ...],
        *,
        glyphs: Glyphs | None = None,
        marks: bool = False,
        empty: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.columns = columns
        self.glyphs = glyphs or Glyphs()
        self.empty = empty
        """Said in the place of rows when there are none."""
        self.marks = Marks() if marks else None
        self.pages: Pages = Pages()
        self.order: Order | None = None
        """What the rows are sorted by, when it was chosen here."""
        self.hidden: frozenset[str] = frozenset()
        """Names of columns that were put away."""
        self.has_pane = False
        """Whether a pane beside it says the row under the cursor where the terminal is wide."""
        self._given: Sequence[str] = ()
        """The keys as they came, before they were sorted here."""
        self._measures = Measures()
        self._asked: set[int] = set()
        self._lines: dict[tuple[int, bool, bool, bool], Strip] = {}
        self._shown: tuple[ListColumn, ...] = ()

    # what is shown

    def set_rows(self, keys: Sequence[str], source: RowSource, first: Sequence[Any] = ()) -> None:
        """Show these keys. The cursor stays on its key if that is still there, else at its place in the list.

        Args:
            keys: all rows in order.
            source: where rows come from.
            first: the first page, when the caller has it already.
        """
        held = self.key
        self._given = keys
        if source.immediate and self.order is not None:
            keys = arranged(keys, source.rows(keys), self.columns, self.order)
        self.pages = Pages(keys, source)
        if first:
            self.pages.fill(0, first)
        self._asked.clear()
        self.forget()
        self._measure_anew()
        place = self.pages.find(held) if held is not None else None
        self._resize()
        # set without being watched: all of it is drawn anew below, and that the cursor moved is told once
        self.set_reactive(TableView.cursor, place if place is not None else max(0, min(self.cursor, len(keys) - 1)))
        self._follow(self.cursor)
        self.refresh()
        self.post_message(self.Moved(self))

    def fill(self, pages: Pages, number: int, rows: Sequence[Any]) -> None:
        """A page has come. A page of a list no longer shown is dropped."""
        if pages is not self.pages:
            return
        pages.fill(number, rows)
        self._asked.discard(number)
        self.forget()
        self._measure(number, again=True)
        self.refresh()
        if self.cursor // PAGE == number:
            self.post_message(self.Moved(self))

    def forget(self) -> None:
        """Draw every line anew."""
        self._lines.clear()
        self._styles_known.clear()

    @property
    def key(self) -> str | None:
        """The key under the cursor."""
        return self.pages.keys[self.cursor] if self.cursor < len(self.pages) else None

    @property
    def row(self) -> Any:
        """The row under the cursor, None while it is not here."""
        return self.pages.row(self.cursor) if self.cursor < len(self.pages) else None

    def validate_cursor(self, value: int) -> int:
        """Never outside the list."""
        return max(0, min(value, len(self.pages) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Follow the cursor and repaint two lines."""
        self._follow(new)
        for place in (old, new):
            self.refresh(Region(0, place - self.scroll_offset.y + 1, self.size.width, 1))
        if old != new:
            self.post_message(self.Moved(self))

    # drawing

    def on_resize(self) -> None:
        """Other columns may fit now."""
        self.forget()
        self._resize()
        self._follow(self.cursor)
        self.post_message(self.Moved(self))  # what is said of a row depends on the room there is

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self.forget()

    def on_focus(self) -> None:
        """The cursor is drawn otherwise with focus."""
        self._lines.clear()

    def on_blur(self) -> None:
        """And without."""
        self._lines.clear()

    def _resize(self) -> None:
        width = self._width
        kept = tuple(column for column in self.columns if column.name not in self.hidden)
        self._shown = fitting(kept, width, self._measures.needs, beside=self.beside)
        self.virtual_size = Size(width, len(self.pages) + 1)

    @property
    def beside(self) -> bool:
        """Whether something stands beside it now."""
        return self.has_pane and self.app.size.width >= WIDE

    def _measure_anew(self) -> None:
        titles = [self._titled(column) for column in self.columns]
        self._measures.begin(self.pages, self.cursor, self.columns, titles)

    def _measure(self, number: int, *, again: bool = False) -> None:
        if self._measures.look(number, self.pages, self.columns, again=again):
            self.forget()
            self._resize()
            self.refresh()

    def _titled(self, column: ListColumn) -> str:
        """Its title, with the way it is sorted."""
        if self.order is None or self.order.column != column.name:
            return column.title
        return f"{column.title.rstrip()} {self.glyphs.of(FALLING if self.order.falling else RISING)}"

    def _follow(self, place: int) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height - 1)
        to = min(top, place) if place < top + height else place - height + 1
        if to != top:
            # by force: a list that was short until now is not known to scroll before it is laid out
            self.scroll_to(y=to, animate=False, immediate=True, force=True)

    def render_line(self, y: int) -> Strip:
        """One line of the window: the header, then rows."""
        if y == 0:
            titles = " ".join(fit(self._titled(column), column.width, self.glyphs.cut) for column in self._shown)
            return self._strip([Segment(" " * MARK_WIDTH + titles, self._style("header"))], self._style("header"))
        place = y - 1 + self.scroll_offset.y
        if place >= len(self.pages):
            return self._below(first=y == 1)
        row = self.pages.row(place)
        if row is None:
            self._want(place)
            return Strip.blank(self._width, self.rich_style)
        # a page is measured when the first of its rows is drawn: widths follow what is seen, not the whole list
        self._measure(place // PAGE)
        return self._line(place, row)

    def _below(self, *, first: bool) -> Strip:
        """A line under the last row; the first of an empty list says why it is empty, once it has been read."""
        empty = first and self.pages.source is not None and not len(self.pages)
        words = " " * MARK_WIDTH + self.empty if empty else ""
        return self._strip([Segment(fit(words, self._width, self.glyphs.cut), self.rich_style)], self.rich_style)

    def _line(self, place: int, row: Any) -> Strip:
        """The line of a row, kept as it was drawn: while one scrolls, the same lines are asked for again and again."""
        marked = bool(self.marks and self.pages.keys[place] in self.marks.keys)
        moved = self.pages.keys[place] in getattr(self.app, "moved", ())
        known = (place, place == self.cursor, marked, moved)
        strip = self._lines.get(known)
        if strip is None:
            if len(self._lines) > CACHED_LINES:
                self._lines.clear()
            strip = self._lines[known] = self._draw(row, at_cursor=known[1], marked=marked, moved=moved)
        return strip

    def _draw(self, row: Any, *, at_cursor: bool, marked: bool, moved: bool) -> Strip:
        base = self.rich_style
        if at_cursor:
            base = self._style("cursor" if self.has_focus else "cursor-far")
        elif marked:
            base = self._style("marked")
        mark = (self.glyphs.of(MARKED) if marked else "") + (self.glyphs.of(MOVED) if moved else "")
        segments = [Segment(mark.ljust(MARK_WIDTH), base)]
        for number, (column, cell) in enumerate(spread(self._shown, row)):
            tone = Style() if at_cursor or not cell.tone else self._tone(cell.tone)
            segments.append(Segment((" " if number else ""), base))
            segments += self._cell(cell, column, base, base + tone)
        return self._strip(segments, base)

    def _cell(self, cell: Cell, column: ListColumn, base: Style, toned: Style) -> list[Segment]:
        if not column.badge or not cell.text.strip():
            return [Segment(fit(cell.text, column.width, self.glyphs.cut), toned)]
        filled = badge(cell)
        shown = fit(filled.text, min(cell_len(filled.text), column.width), self.glyphs.cut)
        # a badge keeps its fill under the cursor, and a column of them is no slab
        return [Segment(shown, base + self._tone(filled.tone)), Segment(" " * (column.width - cell_len(shown)), base)]

    def _want(self, place: int) -> None:
        number = place // PAGE
        if number not in self._asked:
            self._asked.add(number)
            # drawing runs on behalf of the screen, and a message does not bubble to the one it is sent for
            self.call_later(self._post_wanted, self.pages, number)

    def _post_wanted(self, pages: Pages, number: int) -> None:
        if pages is self.pages:
            self.post_message(self.Wanted(self, pages, number))
