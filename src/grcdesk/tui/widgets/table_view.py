"""How a list of any length is drawn: only the visible rows, and only the pages they stand on are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from grcdesk.text import show
from grcdesk.tui.kit.looks import TONES, Cell, Glyphs, badge, fit
from grcdesk.tui.widgets.columns import MARK_WIDTH, ListColumn, fitting
from grcdesk.tui.widgets.marks import Marks
from grcdesk.tui.widgets.pages import PAGE, Pages, RowSource
from grcdesk.wording import MARKED, MOVED

CACHED_LINES = 512


class TableView(ScrollView, can_focus=True):
    """Rows, cursor and marks of a virtual table. The cursor and the marks belong to keys, so they survive sorting."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--header",
        "table--cursor",
        "table--cursor-far",
        "table--marked",
        *(f"table--{tone}" for tone in TONES if tone),
    }
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
        self._asked: set[int] = set()
        self._lines: dict[tuple[int, bool, bool, bool], Strip] = {}
        self._shown: tuple[ListColumn, ...] = ()
        self._styles_known: dict[str, Style] = {}

    # what is shown

    def set_rows(self, keys: Sequence[str], source: RowSource, first: Sequence[Any] = ()) -> None:
        """Show these keys. The cursor stays on its key if that is still there, else at its place in the list.

        Args:
            keys: all rows in order.
            source: where rows come from.
            first: the first page, when the caller has it already.
        """
        held = self.key
        self.pages = Pages(keys, source)
        if first:
            self.pages.fill(0, first)
        self._asked.clear()
        self.forget()
        place = self.pages.find(held) if held is not None else None
        self._resize()
        self.set_reactive(TableView.cursor, place if place is not None else max(0, min(self.cursor, len(keys) - 1)))
        self._follow(self.cursor)
        self.refresh()
        self.post_message(self.Moved(self))

    def set_columns(self, columns: tuple[ListColumn, ...]) -> None:
        """Show other columns of the same rows."""
        self.columns = columns
        self.forget()
        self._resize()
        self.refresh()

    def fill(self, pages: Pages, number: int, rows: Sequence[Any]) -> None:
        """A page has come. A page of a list no longer shown is dropped."""
        if pages is not self.pages:
            return
        pages.fill(number, rows)
        self._asked.discard(number)
        self.forget()
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

    @property
    def meant(self) -> tuple[str, ...]:
        """The keys an action is for: the marked ones, else the one under the cursor."""
        if self.marks and self.marks.keys:
            return tuple(self.marks.keys)
        return (self.key,) if self.key is not None else ()

    def go_to(self, key: str) -> bool:
        """Put the cursor on a key; False when it is not in the list."""
        place = self.pages.find(key)
        if place is not None:
            self.cursor = place
        return place is not None

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
        self._shown = fitting(self.columns, width)
        self.virtual_size = Size(width, len(self.pages) + 1)

    @property
    def _width(self) -> int:
        # the gutter of the vertical bar is kept free, so that columns do not jump with the length of the list
        return self.scrollable_content_region.width

    def _follow(self, place: int) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height - 1)
        if place < top:
            self.scroll_to(y=place, animate=False, immediate=True)
        elif place >= top + height:
            self.scroll_to(y=place - height + 1, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """One line of the window: the header, then rows."""
        width = self._width
        if y == 0:
            titles = " ".join(fit(column.title, column.width, self.glyphs.cut) for column in self._shown)
            return self._strip([Segment(" " * MARK_WIDTH + titles, self._style("header"))], self._style("header"))
        place = y - 1 + self.scroll_offset.y
        if place >= len(self.pages):
            said = f"{'':{MARK_WIDTH}}{self.empty}" if y == 1 and self.pages.source and not len(self.pages) else ""
            return self._strip([Segment(fit(said, self._width, self.glyphs.cut), self.rich_style)], self.rich_style)
        row = self.pages.row(place)
        if row is None:
            self._want(place)
            return Strip.blank(width, self.rich_style)
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
        for number, column in enumerate(self._shown):
            cell: Cell = column.cell(row)
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

    def _strip(self, segments: list[Segment], style: Style) -> Strip:
        return Strip(segments).adjust_cell_length(self._width, style)

    def _style(self, name: str) -> Style:
        if name not in self._styles_known:
            self._styles_known[name] = self.get_component_rich_style(f"table--{name}")
        return self._styles_known[name]

    def _tone(self, name: str) -> Style:
        known = f"tone {name}"
        if known not in self._styles_known:
            self._styles_known[known] = self.get_component_rich_style(f"table--{name}", partial=True)
        return self._styles_known[known]

    def _want(self, place: int) -> None:
        number = place // PAGE
        if number not in self._asked:
            self._asked.add(number)
            # drawing runs on behalf of the screen, and a message does not bubble to the one it is sent for
            self.call_later(self._post_wanted, self.pages, number)

    def _post_wanted(self, pages: Pages, number: int) -> None:
        if pages is self.pages:
            self.post_message(self.Wanted(self, pages, number))

    def plain_lines(self) -> list[str]:
        """The header and the rows at hand as text, for copying."""
        rows = [self.pages.row(place) for place in range(min(len(self.pages), PAGE))]
        head = " | ".join(column.title for column in self.columns)
        return [head, *(" | ".join(show(column.cell(row).text) for column in self.columns) for row in rows if row)]
