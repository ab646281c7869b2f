"""Sorting lists, choosing their columns, reading rows in full, and finding them by any word they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.choosing import ColumnsDialog
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.widgets.order import Order
from grcdesk.tui.widgets.table import Table


def table_of(person) -> Table:
    return person.app.screen.query_one("#list", Table)


def shown(person, name: str) -> list[str]:
    """What a column says of every row, from the top."""
    table = table_of(person)
    column = next(one for one in table.columns if one.name == name)
    return [column.cell(table.pages.row(place)).text.strip() for place in range(len(table.pages))]


def letter(person, column: str) -> str:
    """The key that picks a column in the dialog."""
    assert isinstance(person.app.screen, Pick)
    return next(choice.key for choice in person.app.screen._choices if choice.value == column)


async def sort_by(person, column: str) -> None:
    await person.keys("S")
    await person.keys(letter(person, column))


@pytest.mark.slow
async def test_a_list_of_the_desk_is_sorted_by_a_column_turned_round_and_left_as_it_comes(
    assessed: GrcdeskApp, drive
) -> None:
    async with drive(assessed, (120, 40)) as person:
        await person.keys("2")
        came = shown(person, "id")
        await sort_by(person, "title")
        titles = shown(person, "title")
        assert titles == sorted(titles, key=str.lower)
        assert "Control ▴" in person.text
        await sort_by(person, "title")
        assert shown(person, "title") == titles[::-1]
        assert "Control ▾" in person.text
        await person.keys("S", "-")
        assert shown(person, "id") == came


@pytest.mark.slow
async def test_a_click_on_a_title_sorts_and_the_cursor_stays_on_its_row(full_root: Path, drive) -> None:
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app, (120, 40)) as person:
        await person.go("due")
        await person.keys("j", "j")
        table = table_of(person)
        held = table.key
        start = 2  # the cells of marks
        for column in table.shown:
            if column.name == "due":
                break
            start += column.width + 1
        await person.pilot.click("#list", offset=(start, 0))
        await person.settle()
        days = shown(person, "due")
        assert table.order == Order("due")
        assert days == sorted(days)
        assert table.key == held


@pytest.mark.slow
async def test_numbers_are_sorted_by_size_and_what_says_nothing_comes_last(full_root: Path, drive) -> None:
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app, (120, 40)) as person:
        await person.go("actions")
        table_of(person).sort_by("id")
        await person.settle()
        numbers = [int(name.split("-")[1]) for name in shown(person, "id") if name.startswith("ACT")]
        assert numbers == sorted(numbers)
        assert len(numbers) > 9, "ten and two are told apart"


@pytest.mark.slow
async def test_columns_are_put_away_and_come_again_but_for_those_that_always_stay(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed, (120, 40)) as person:
        await person.keys("2", "C")
        assert isinstance(assessed.screen, ColumnsDialog)
        await person.keys("space")  # the id stays
        await person.keys("j", "j", "space", "enter")
        names = {column.name for column in table_of(person).shown}
        assert "id" in names
        assert "tsc" not in names
        await person.keys("C", "j", "j", "space", "escape")
        assert "tsc" not in {column.name for column in table_of(person).shown}, "dropped is dropped"


@pytest.mark.slow
async def test_filter_order_and_columns_are_there_again_at_the_next_start(assessed: GrcdeskApp, drive) -> None:
    paths = assessed.paths
    async with drive(assessed, (120, 40)) as person:
        await person.keys("2")
        await sort_by(person, "owner")
        await person.keys("C", "j", "j", "space", "enter", "slash")
        await person.type("status:partial")
        await person.keys("enter")
        before = shown(person, "id")
    again = GrcdeskApp(paths)
    async with drive(again, (120, 40)) as person:
        await person.keys("2")
        assert shown(person, "id") == before
        assert table_of(person).order == Order("owner")
        assert "status:partial" in person.text
        assert "tsc" not in {column.name for column in table_of(person).shown}
        await person.keys("escape")
    last = GrcdeskApp(paths)
    async with drive(last, (120, 40)) as person:
        await person.keys("2")
        assert len(shown(person, "id")) == 23, "a filter that was taken away stays away"


@pytest.mark.slow
async def test_a_file_of_what_is_remembered_that_says_nonsense_is_passed_over(
    assessed: GrcdeskApp, drive, tmp_path
) -> None:
    from grcdesk.tui.kit.remembering import ScreenMemory  # noqa: PLC0415

    paths = assessed.paths
    assert paths is not None
    kept = ScreenMemory(paths.root)
    for nonsense in ("{", "[]", '{"controls": 3}', '{"controls": {"where": 1, "lists": {"list": {"order": "x"}}}}'):
        kept.keep("x", where="y")
        assert kept._path is not None
        kept._path.write_text(nonsense)
        async with drive(GrcdeskApp(paths), (80, 24)) as person:
            await person.keys("2")
            assert len(table_of(person).pages) == 23


@pytest.mark.slow
async def test_a_mapping_and_an_entry_of_the_log_are_read_in_full_on_a_small_terminal(
    assessed: GrcdeskApp, drive
) -> None:
    async with drive(assessed, (60, 16)) as person:
        await person.keys("2", "enter", "l")
        table = assessed.screen.query_one("#mapping", Table)
        rationale = table.row.rationale
        assert rationale
        await person.keys("enter")
        assert isinstance(assessed.screen, LinesDialog)
        await person.keys("y")
        assert rationale in assessed.clipboard
        await person.keys("escape")
        assert rationale[:20] not in person.text
        await person.keys("h", "h", "enter")
        assert isinstance(assessed.screen, LinesDialog)


@pytest.mark.slow
async def test_bare_words_find_whatever_a_list_shows(full_root: Path, drive) -> None:
    app = GrcdeskApp(DeskPaths(full_root))
    async with drive(app, (120, 40)) as person:
        for place, words in (("controls", "CC8.1"), ("controls", "partial"), ("due", "overdue")):
            await person.go("today")
            await person.go(place)
            total = len(table_of(person).pages)
            app.screen.show_filtered(words)
            await person.settle()
            assert 0 < len(table_of(person).pages) < total, (place, words)
            app.screen.show_filtered("")


async def test_the_gravest_of_what_stands_out_is_said_first() -> None:
    from types import SimpleNamespace  # noqa: PLC0415

    from grcdesk.tui.reviews.columns import stands_out  # noqa: PLC0415

    row = SimpleNamespace(admin=True, active=False, flags=("dormant", "new", "leaver"))
    assert stands_out(row) == ("leaver", "admin", "inactive", "dormant", "new")
