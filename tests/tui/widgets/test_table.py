"""The virtual table: any length, any width, any text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult

from grcdesk.tui.kit.looks import Cell, fit, text
from grcdesk.tui.widgets.columns import MARK_WIDTH, ListColumn, fitting
from grcdesk.tui.widgets.pages import KEEP, PAGE, MemoryRows, Pages, ServiceRows
from grcdesk.tui.widgets.table import Table

NASTY = (
    "\x1b]52;c;aGk=\x07", "\x1b[2J", "\x9b31m", "[bold]x[/bold]", "[@click=app.quit]x[/]", "[/nothing]", "a\nb\tc\r",
    "\u202edrow", "\u200bzero", "e\u0301", "漢字かな", "\ud800", "\U000e0041tag", "=1+1", "\x00", "🏳️‍🌈", "\u2028", "",
)  # fmt: skip
COLUMNS = (
    ListColumn("id", "ID", 6, lambda row: Cell(row[0])),
    ListColumn("title", "Title", 10, lambda row: Cell(row[1]), flex=True),
    ListColumn("more", "More", 20, lambda row: Cell("more", "warning"), rank=2),
    ListColumn("last", "Last", 20, lambda row: Cell("last", "error"), rank=3),
)


@dataclass
class Counting:
    """A source that counts what it is asked."""

    immediate = True
    asked: int = 0

    def rows(self, keys: Sequence[str]) -> Sequence[tuple[str, str]]:
        self.asked += len(keys)
        return [(key, f"row {key}") for key in keys]


class TableApp(App[None]):
    def __init__(self, keys: Sequence[str], source: object) -> None:
        super().__init__()
        self.table = Table(COLUMNS, marks=True)
        self.keys, self.source = keys, source
        self.seen: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.set_rows(self.keys, self.source)
        self.table.focus()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        self.seen.append(str(event.table.key))

    def text(self) -> list[str]:
        return [
            "".join(segment.text for segment in strip).rstrip() for strip in self.screen._compositor.render_strips()
        ]


def numbered(number: int) -> list[str]:
    return [f"k{place}" for place in range(number)]


async def test_a_hundred_thousand_rows_ask_for_no_more_than_a_hundred() -> None:
    asked = {}
    for number in (100, 100_000):
        source = Counting()
        app = TableApp(numbered(number), source)
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.press("j", "j", "G")
            assert app.table.key == f"k{number - 1}"
            assert app.text()[-1].split()[0] == f"k{number - 1}"
            await pilot.press("g", "pagedown", "k")
            asked[number] = source.asked
    assert asked[100_000] <= asked[100] + 2 * PAGE


async def test_movement_stays_within_the_list() -> None:
    app = TableApp(numbered(30), Counting())
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("k", "up")
        assert app.table.cursor == 0
        await pilot.press("G", "j", "down", "pagedown")
        assert app.table.cursor == 29
        await pilot.press("pageup", "home")
        assert app.table.cursor == 0


async def test_cursor_and_marks_follow_their_keys() -> None:
    app = TableApp(numbered(30), Counting())
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("j", "space", "j", "V")
        assert list(app.table.marks.keys) == ["k1", "k2", "k3"]
        app.table.set_rows(list(reversed(numbered(30))), Counting())
        assert app.table.key == "k3"
        assert app.table.meant == ("k1", "k2", "k3")
        await pilot.press("*", "*")
        assert app.table.meant == ("k3",)
        assert app.table.clear_marks() is False


async def test_a_shorter_list_keeps_the_cursor_inside() -> None:
    app = TableApp(numbered(30), Counting())
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("G")
        app.table.set_rows(["x1", "x2"], Counting())
        assert app.table.key == "x2"
        app.table.set_rows([], Counting())
        assert (app.table.key, app.table.row, app.table.meant) == (None, None, ())
        await pilot.press("j", "enter", "space", "V", "*")
        assert app.seen == []


async def test_mouse_puts_the_cursor_opens_and_marks() -> None:
    app = TableApp(numbered(30), Counting())
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.click(Table, offset=(10, 3))
        assert app.table.key == "k2"
        await pilot.click(Table, offset=(10, 3))
        assert app.seen == ["k2"]
        await pilot.click(Table, offset=(0, 5))
        assert app.table.meant == ("k4",)
        await pilot.click(Table, offset=(10, 0))
        assert app.table.key == "k5", "the header is no row"


async def test_pages_come_later_and_stale_ones_are_dropped() -> None:
    wanted: list[Table.Wanted] = []

    class Later(TableApp):
        @on(Table.Wanted)
        def _wanted(self, event: Table.Wanted) -> None:
            wanted.append(event)

    app = Later(numbered(200), ServiceRows(lambda keys: [(key, "late") for key in keys]))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert "late" not in "".join(app.text())
        first = wanted[0]
        first.table.fill(first.pages, first.number, first.pages.source.rows(first.pages.page_keys(first.number)))
        await pilot.pause()
        assert "late" in "".join(app.text())
        app.table.set_rows(["other"], Counting())
        first.table.fill(first.pages, first.number, [("k0", "stale")] * PAGE)
        await pilot.pause()
        assert "stale" not in "".join(app.text())


@pytest.mark.parametrize("width", range(12, 120, 7))
def test_columns_fill_the_width_and_the_least_needed_go_first(width: int) -> None:
    shown = fitting(COLUMNS, width)
    names = [column.name for column in shown]
    assert names[:2] == ["id", "title"]
    assert "last" not in names or "more" in names
    total = MARK_WIDTH + sum(column.width for column in shown) + len(shown) - 1
    assert total == max(width, MARK_WIDTH + 17)


def test_old_pages_are_let_go() -> None:
    source = Counting()
    pages = Pages(numbered(PAGE * (KEEP + 5)), source)
    for number in range(KEEP + 5):
        assert pages.row(number * PAGE) is not None
    asked = source.asked
    pages.row(0)
    assert source.asked == asked + PAGE
    assert pages.missing(0, PAGE * 2) == [1, 2]


@given(st.text(max_size=60) | st.sampled_from(NASTY), st.integers(1, 40))
def test_any_text_takes_exactly_its_width(value: str, width: int) -> None:
    fitted = fit(value, width)
    assert cell_len(fitted) == width
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in fitted)


@given(st.text(max_size=60) | st.sampled_from(NASTY))
@settings(max_examples=300)
def test_no_text_is_read_as_markup(value: str) -> None:
    content = text(value, "warning")
    assert all("@click" not in str(span.style) for span in content.spans)
    assert len(content.spans) <= 1


async def test_nasty_rows_are_drawn_as_text_and_click_to_nothing() -> None:
    rows = {f"n{place}": (f"n{place}", value) for place, value in enumerate(NASTY)}
    app = TableApp(list(rows), MemoryRows(rows))
    async with app.run_test(size=(60, len(NASTY) + 2)) as pilot:
        drawn = "\n".join(app.text())
        assert not any(ord(character) < 32 and character != "\n" for character in drawn)
        assert "[bold]x[/bold]" in drawn
        assert "[@click=app.quit]x[/]" in drawn
        for place in range(len(NASTY)):
            await pilot.click(Table, offset=(10, place + 1))
        assert app.is_running


async def test_the_cursor_that_stays_with_its_row_is_in_view_in_a_list_that_got_long() -> None:
    app = TableApp(numbered(3), Counting())
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("j")
        app.table.set_rows([f"new{place}" for place in range(60)] + numbered(3), Counting())
        await pilot.pause()
        assert app.table.key == "k1"
        assert any(line.split()[:1] == ["k1"] for line in app.text())
