from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.reports.workbook.tab import Tab, TabColumn
from grcdesk.reports.workbook.writing.letters import lines, points, room
from grcdesk.reports.workbook.writing.paper import PrintedPages, balanced, pixels, spread, stretched, too_wide

DATES = "UNLOGGED · Judged on 2026-11-21 · records as of entry 412, 2026-11-20 17:04Z"
HEIGHTS = st.lists(st.floats(min_value=12, max_value=409), max_size=120)


def page_of(ends: list[int], count: int) -> list[range]:
    edges = [0, *ends, count]
    return [range(low, high) for low, high in itertools.pairwise(edges)]


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", ["Acme AI - SOC 2", "&" * 300, "3M & G&G [x] " * 30, "山" * 200, "-"])
def test_a_header_keeps_its_dates_whole_and_fits(paper, name):
    pages = PrintedPages(name, DATES, name, paper, "DRAFT")
    told = pages.header("Control matrix", f"One row per control. {name}")
    assert len(told) <= 255
    assert told.endswith(DATES)
    assert told.startswith('&L&8&"Arial,Bold"')
    assert len(pages.foot) <= 255
    assert pages.foot.endswith("&F · Page &P of &N")


def test_what_a_tab_shows_is_told_in_whole_sentences_or_not_at_all():
    """A reader who finds an ellipsis on every page wonders what he was not told."""
    told = "Every artefact on file. Its dates, source and hash, and what it stands behind."
    seen = set()
    for length in range(0, 150, 5):
        header = PrintedPages("&i" * length, DATES, "", "letter").header("Tests", told)
        left = header.partition("&R")[0]
        seen.add(left.partition('\n&8&"Arial,Regular"')[2])
    assert seen == {told, "Every artefact on file.", ""}


def test_no_letter_of_a_name_becomes_a_code():
    told = PrintedPages("A&G & [Tab] 9&P", DATES, "&G", "letter").header("Tests", "")
    left = told.removeprefix('&L&8&"Arial,Bold"').split("&R")[0]
    plain = left.replace('&"Arial,Regular"', "")
    assert plain == "A&&G && [Tab] 9&&P: Tests"
    assert "&G" not in told


@given(HEIGHTS)
def test_pages_hold_all_rows_none_too_full_and_none_more_than_need_be(heights):
    down = 500.0
    ends = balanced(heights, down)
    pages = page_of(ends, len(heights))
    assert ends == sorted(set(ends))
    assert all(sum(heights[row] for row in page) <= down for page in pages)
    greedy, used = 1, 0.0
    for height in heights:
        if used and used + height > down:
            greedy, used = greedy + 1, 0.0
        used += height
    assert len(pages) == greedy


def test_pages_are_about_as_full():
    pages = page_of(balanced([20.0] * 27, 500.0), 27)
    assert [len(page) for page in pages] == [14, 13]


@given(HEIGHTS, st.frozensets(st.integers(min_value=0, max_value=119)))
def test_groups_never_cost_a_page_nor_overfill_one(heights, starts):
    ends = balanced(heights, 500.0, starts)
    assert len(ends) == len(balanced(heights, 500.0))
    assert all(sum(heights[row] for row in page) <= 500.0 for page in page_of(ends, len(heights)))


def test_a_page_rather_ends_between_two_groups():
    assert balanced([20.0] * 30, 500.0, frozenset({20})) == [20]


def test_widths_fill_the_paper_and_none_shrinks():
    assert stretched([50, 200, 100], 700) == [50, 433, 216]
    assert stretched([50, 60], 220) == [100, 120]
    assert stretched([500, 600], 700) == [500, 600]


@given(st.lists(st.integers(min_value=20, max_value=300), min_size=3, max_size=40))
def test_what_is_too_wide_is_spread_over_sheets_that_each_fit(widths):
    across = 940.0
    edges = [0, *spread(widths, across, 2), len(widths)]
    for number, (low, high) in enumerate(itertools.pairwise(edges)):
        assert low < high
        assert sum(widths[low:high]) + (sum(widths[:2]) if number else 0) <= across


def test_too_wide_tells_by_how_much():
    columns = tuple(TabColumn(f"C{number}", 20, "") for number in range(8))
    tab = Tab("T", "tblT", "", columns, (), 0)
    assert too_wide(tab) == pytest.approx(8 * pixels(20) - 10.2 * 96 * 0.975)
    assert too_wide(tab, "a4") < too_wide(tab)
    assert too_wide(Tab("T", "tblT", "", columns[:4], (), 0)) == 0


def test_lines_and_lengths():
    line = room(100, 8)
    assert lines("", line) == 1
    assert lines("a\nb\n", line) == 3
    assert lines("word " * 20, line) >= 7
    assert lines("x" * 200, line) >= 11
    assert points("AAA", 10) == pytest.approx(20.01)
    assert points("AAA", 10, bold=True) > points("AAA", 10)


@given(st.text(alphabet="ab cdW-.\n山", max_size=200), st.integers(min_value=30, max_value=400))
def test_no_text_takes_less_room_than_its_letters(text, width):
    line = room(width, 8)
    needed = sum(max(1, -(-points(part.replace(" ", ""), 1000) // line)) for part in text.split("\n"))
    assert lines(text, line) >= needed - 1e-9
