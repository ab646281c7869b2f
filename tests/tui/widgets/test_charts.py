"""Charts out of characters: exact widths, true proportions, and colour never the only carrier."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from grcdesk.terms import MonthState, Status, Support
from grcdesk.tui.coverage.parts import MONTH_FILL
from grcdesk.tui.desk.figures import LOOKS
from grcdesk.tui.kit.looks import STYLES
from grcdesk.tui.widgets import charts
from grcdesk.tui.widgets.charts import BarPart, Brush
from grcdesk.tui.widgets.sparklines import Course, sparkline
from grcdesk.tui.widgets.timelines import LaneMark, axis, lane, spot
from grcdesk.wording import MONTH, STATUS, SUPPORT, Look

BRUSHES = (Brush(), Brush(ascii=True), Brush(plain=True))
brushes = st.sampled_from(BRUSHES)
numbers = st.lists(st.integers(0, 500), min_size=1, max_size=6)
widths = st.integers(1, 200)
looks = st.sampled_from([(MONTH_FILL[state], MONTH[state]) for state in MonthState])


def fills_of(content: Content) -> list[str]:
    """The style of each cell."""
    found = [""] * len(content.plain)
    for start, end, style in content.spans:
        found[start:end] = [str(style)] * (end - start)
    return found


def parts_of(some: list[int]) -> list[BarPart]:
    return [BarPart(fill, look, number) for (fill, look), number in zip(LOOKS, some, strict=False)]


@given(numbers, widths)
def test_shares_use_all_cells_and_stay_near_the_truth(some: list[int], width: int) -> None:
    sizes = charts.shares(some, width)
    total = sum(some)
    assert sum(sizes) == (width if total else 0)
    assert all(size == 0 for size, number in zip(sizes, some, strict=True) if number == 0)
    there = sum(number > 0 for number in some)
    if width >= there:
        assert all(size > 0 for size, number in zip(sizes, some, strict=True) if number > 0)
    for size, number in zip(sizes, some, strict=True):
        if total:
            # a cell more than the truth at most, and less only by what small parts took to be seen
            assert size <= number * width / total + 1
            assert size > number * width / total - 1 - there


@given(st.integers(1, 400), st.integers(1, 90))
def test_a_half_is_half(number: int, half: int) -> None:
    assert charts.shares([number, number], 2 * half) == [half, half]


def test_what_there_is_at_all_is_seen() -> None:
    assert charts.shares([997, 1, 1, 1], 10) == [7, 1, 1, 1]
    assert charts.shares([3, 3, 5, 8, 3, 0], 22) == [3, 3, 5, 8, 3, 0]


@given(numbers, widths, brushes, st.booleans())
def test_a_bar_is_as_wide_as_told(some: list[int], width: int, brush: Brush, told: bool) -> None:
    bar = charts.stacked(brush, parts_of(some), width, told=told)
    assert bar.cell_length == (width if sum(some) else 0)


@given(numbers, st.integers(20, 200))
def test_a_bar_without_colours_says_its_parts_by_glyph(some: list[int], width: int) -> None:
    parts = parts_of(some)
    for brush in (Brush(ascii=True), Brush(plain=True)):
        bar = charts.stacked(brush, parts, width, told=False).plain
        for part, size in zip(parts, charts.shares([one.number for one in parts], width), strict=True):
            # where the part before it has the same glyph, its first cell is the edge between them
            assert bar.count(brush.of(part.look)) >= size - 1


def test_two_parts_of_one_fill_are_told_apart() -> None:
    parts = [BarPart("part", SUPPORT[Support.SUPPORTED_IN_PART], 2), BarPart("part", STATUS[Status.PARTIAL], 2)]
    assert charts.stacked(Brush(), parts, 20).plain == "   ◔ 2    ╎  ◔ 2    "
    assert charts.stacked(Brush(ascii=True), parts, 20, told=False).plain == "~~~~~~~~~~|~~~~~~~~~"


@given(st.lists(looks, min_size=1, max_size=24), st.integers(1, 9), st.integers(0, 2), brushes)
def test_heat_cells_hold_their_glyph(row: list[tuple[str, Look]], size: int, gap: int, brush: Brush) -> None:
    strip = charts.cells(brush, row, size, gap)
    assert strip.cell_length == len(row) * (size + gap)
    for place, (fill, look) in enumerate(row):
        at = place * (size + gap)
        assert strip.plain[at : at + size].strip() == brush.of(look)
        assert set(fills_of(strip)[at : at + size]) == {STYLES[f"on-{fill}"]}


@pytest.mark.slow
def test_the_selected_cell_is_in_brackets() -> None:
    row = [("full", MONTH[MonthState.COVERED]), ("hole", MONTH[MonthState.GAP])]
    assert charts.cells(Brush(), row, 3, 1, chosen=1).plain == " ✓  [✗] "
    assert charts.cells(Brush(ascii=True), row, 5, 0, chosen=0).plain == "[ + ]  x  "


@given(st.integers(0, 200), st.integers(1, 36))
def test_blocks_fit_and_have_a_middle(width: int, number: int) -> None:
    size, gap = charts.block(width, number)
    assert number * (size + gap) <= max(width, number)
    assert size % 2 == 1


@given(st.lists(looks, max_size=15, unique=True), st.integers(20, 200), brushes)
def test_a_legend_fits_and_names_each(items: list[tuple[str, Look]], width: int, brush: Brush) -> None:
    lines = charts.legend(brush, items, width)
    told = " ".join(line.plain for line in lines)
    assert all(look.word in told for _, look in items)
    assert all(line.cell_length <= max(width, 22) for line in lines)


@given(st.integers(-400, 400), st.integers(13, 120), st.sampled_from(["", "hole", "part"]), brushes)
def test_a_date_stands_on_its_lane(days: int, width: int, fill: str, brush: Brush) -> None:
    line = lane(brush, LaneMark(days, "2026-11-15", fill), (-14, 90), width)
    assert line.cell_length == width
    assert "2026-11-15" in line.plain


def test_a_later_date_stands_further_right_and_today_goes_through_all() -> None:
    brush, span = Brush(), (-14, 90)
    lanes = [lane(brush, LaneMark(days, "2026-11-15"), span, 60).plain for days in (-14, 20, 55, 90)]
    begins = [lane.index("2026") for lane in lanes]
    assert begins == sorted(set(begins))
    assert {lane.index("╎") for lane in lanes[1:]} == {spot(0, span, 60)}
    assert axis(brush, [(0, "today"), (2, "Dec"), (40, "Jan")], span, 60).plain.split() == ["today", "Jan"]


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300),
    st.one_of(st.none(), st.floats(-1e6, 1e6)),
    st.booleans(),
    st.integers(1, 80),
    st.integers(1, 6),
)
def test_a_sparkline_is_as_large_as_told(
    values: list[float], limit: float | None, at_least: bool, width: int, height: int
) -> None:
    for brush in BRUSHES:
        rows = sparkline(brush, Course(values, limit, at_least), width, height)
        assert [row.cell_length for row in rows] == [width] * height


def test_what_is_beyond_the_limit_is_marked() -> None:
    rows = sparkline(Brush(), Course([0.97, 0.93], 0.95, at_least=True), 4, 2)
    styles = fills_of(rows[-1])
    assert styles[:2] == [STYLES["success"]] * 2
    assert styles[2:] == [STYLES["error"]] * 2
    drawn = sparkline(Brush(ascii=True), Course([0.97, 0.93], 0.95, at_least=True), 4, 3)
    assert [row.plain for row in drawn] == ["##  ", "##--", "##!!"]


def test_every_character_is_one_cell_everywhere() -> None:
    drawn = [look.glyph for table in (MONTH, STATUS, SUPPORT) for look in table.values()]
    drawn += [charts.DOT, charts.BAR, charts.MARK, charts.MORE, *map(chr, range(0x2800, 0x2900))]
    assert [one for one in drawn if unicodedata.east_asian_width(one) not in {"N", "Na"}] == []


@pytest.mark.parametrize("table", [MONTH, STATUS], ids=["months", "statuses"])
def test_no_two_states_have_one_glyph(table: dict[object, Look]) -> None:
    for glyphs in ([look.glyph for look in table.values()], [look.ascii for look in table.values()]):
        assert len(set(glyphs)) == len(glyphs)
