"""Today as a dashboard: what it shows at which size, whether its numbers are true, and where its tiles lead."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from textual.widgets import Input

from grcdesk.errors import Refused
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import InitPlan, init_desk, open_desk
from grcdesk.terms import LogOutcome, Status, Via
from grcdesk.terms.vendors import Tier
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.controls.list import ControlsScreen
from grcdesk.tui.coverage.board import CoverageScreen
from grcdesk.tui.desk import figures
from grcdesk.tui.desk.dashboard import Dashboard
from grcdesk.tui.kit.looks import STYLES
from grcdesk.tui.log.list import HistoryScreen
from grcdesk.tui.vendors.list import VendorsScreen
from grcdesk.tui.widgets.table import Table
from grcdesk.tui.widgets.tiles import Tile

TITLES = ("Gap", "Needs somebody", "Coverage by month", "Vendor reviews, 90 days", "Load per owner", "Latest changes")
SIZES = ((60, 16), (80, 24), (100, 40), (120, 24), (120, 40), (200, 50))


def shown(text: str) -> set[str]:
    return {title for title in TITLES if f" {title} " in text}


def rows_in_sight(person) -> int:
    table = person.app.screen.query_one("#needs", Table)
    return min(table.size.height - 1, len(table.pages))


@pytest.mark.slow
async def test_each_size_shows_what_smaller_ones_show_and_always_the_needs(assessed, drive) -> None:
    async with drive(assessed, SIZES[0]) as person:
        seen = {}
        for size in SIZES:
            await person.pilot.resize_terminal(*size)
            await person.settle()
            seen[size] = (shown(person.text), rows_in_sight(person))
            assert "Next" in person.text, size
            assert "0 of 23" in person.text, size
        assert seen[60, 16][0] == set()
        assert seen[80, 24][0] == {"Gap", "Needs somebody"}
        assert seen[120, 24][0] == {*seen[80, 24][0], "Coverage by month"}
        assert seen[120, 40][0] == seen[200, 50][0] == set(TITLES)
        order = [seen[size] for size in ((60, 16), (80, 24), (120, 24))]
        assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(order))
        assert seen[80, 24][1] <= seen[120, 40][1] <= seen[200, 50][1]


WIDER = ((110, 24), (110, 30), (120, 40), (140, 40), (160, 45), (200, 50))


def drawn(person) -> dict[str, tuple[str, ...]]:
    """Each row of the needs in view: as much of each cell as its column has room for."""
    table = person.app.screen.query_one("#needs", Table)
    widths = {column.name: column.width for column in table.shown}
    return {
        table.pages.keys[place]: tuple(
            column.cell(table.pages.row(place)).text[: widths[column.name]] for column in table.columns
        )
        for place in range(table.scroll_offset.y, min(len(table.pages), table.scroll_offset.y + table.size.height - 1))
    }


@pytest.mark.slow
async def test_what_is_seen_at_80_columns_is_seen_wherever_there_is_more_room(assessed, drive) -> None:
    async with drive(assessed, (80, 24)) as person:
        least = drawn(person)
        gap = set(person.app.screen.query_one("#tile-gap", Tile).render().plain.split())
        assert least
        assert any(cells[2].startswith("evidence slots: ") for cells in least.values())
        for size in WIDER:
            await person.pilot.resize_terminal(*size)
            await person.settle()
            seen = drawn(person)
            for key, cells in least.items():
                assert all(
                    now.startswith(before) for before, now in zip(cells, seen.get(key, ("",) * 4), strict=True)
                ), (size, cells)
            tile = person.app.screen.query_one("#tile-gap", Tile)
            words = {"-", *f"{tile.render().plain} {tile.border_subtitle}".split()}
            assert gap <= words, (size, gap - words)


async def test_in_place_by_claim_is_never_drawn_as_proven(desk_root, drive) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.controls.set(desk.controls.keys("scope:in_scope"), ControlChange(status=Status.IN_PLACE, owner="Lee Chen"))
    number = desk.gap.summary().applicable
    desk.close()
    async with drive(GrcdeskApp(DeskPaths(desk_root)), (120, 40)) as person:
        headline = person.app.screen.query_one("#tile-gap", Tile).render().plain.split("\n")[:2]
        assert [headline[0].split()[:3], headline[1]] == [["0", "of", str(number)], "in place and supported"]
        for name in ("gap", "load"):
            styles = {str(span.style) for span in person.app.screen.query_one(f"#tile-{name}", Tile).render().spans}
            assert STYLES["on-claim"] in styles
            bars = [row for row in person.text.splitlines() if "SEC " in row or "Lee Chen" in row]
            assert bars
        gap = person.app.screen.query_one("#tile-gap", Tile).render()
        full = [gap.plain[span.start : span.end] for span in gap.spans if str(span.style) == STYLES["on-full"]]
        assert full == [" ✓ "], "its legend, and no part of a bar"


@pytest.mark.slow
async def test_numbers_are_those_of_the_desk(assessed, drive) -> None:
    async with drive(assessed, (200, 50)) as person:
        desk = person.app.desk
        summary = desk.gap.summary()
        for word, number in (("partial", 5), ("missing", 3), ("not assessed", 11), ("claim only", 4)):
            gap = person.app.screen.query_one("#tile-gap", Tile).render().plain
            row = next(row for row in gap.splitlines() if f" {word} " in row)
            assert row.split(f" {word} ")[1].split()[0] == str(number)
        assert summary.counts[Status.PARTIAL] == 5
        held = next(row for row in person.text.splitlines() if "Lee Chen" in row and "held" in row)
        assert "0 to do   4 held" in held
        assert "19 held by nobody" in person.text
        heat = desk.coverage.months()
        worst = max(heat.rows, key=lambda row: sum(cell.state == "gap" for cell in row.cells))
        assert worst.id in person.text.split("Longest holes")[1]


@pytest.mark.slow
async def test_each_tile_is_a_door(assessed, drive) -> None:
    async with drive(assessed, (120, 40)) as person:
        assert person.app.focused.id == "needs"
        for keys, screen in (
            (("shift+tab",), ControlsScreen),
            (("tab",), CoverageScreen),
            (("tab", "tab"), VendorsScreen),
            (("tab", "tab", "tab", "tab"), HistoryScreen),
        ):
            await person.keys(*keys, "enter")
            assert isinstance(person.app.screen, screen), keys
            await person.keys("q")
            person.app.screen.query_one("#needs", Table).focus()


@pytest.mark.slow
async def test_the_load_of_one_person_opens_as_their_controls(assessed, drive) -> None:
    async with drive(assessed, (120, 40)) as person:
        await person.keys("tab", "tab", "tab", "enter")
        assert isinstance(person.app.screen, ControlsScreen)
        assert person.app.screen.where == 'owner:"Lee Chen" scope:in_scope'
        assert len(person.app.screen.query_one(Table).pages) == 4
        await person.keys("q", "j", "enter")
        assert person.app.screen.where == "owner:none scope:in_scope"
        assert len(person.app.screen.query_one(Table).pages) == 19


@pytest.mark.slow
async def test_what_is_not_in_sight_is_asked_for_once_it_is(assessed, drive) -> None:
    async with drive(assessed, (80, 24)) as person:
        board = person.app.screen.query_one(Dashboard)
        assert board.tile("gap").answered
        assert not board.tile("latest").answered
        await person.pilot.resize_terminal(120, 40)
        await person.settle()
        assert board.tile("latest").answered
        assert "evidence add" in person.text


async def test_vendors_stand_where_their_date_falls(app, desk_root, drive) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    for name, day in (("Late Ltd", date(2025, 11, 1)), ("Soon Ltd", date(2025, 12, 10)), ("Far Ltd", date(2026, 6, 1))):
        desk.vendors.add(name, VendorFacts(tier=Tier.HIGH, last_review=day, onboarded=date(2024, 1, 1)))
    desk.close()
    async with drive(app, (120, 40)) as person:
        late, soon, far = (
            next(row for row in person.text.splitlines() if f"│ {name}" in row)
            for name in ("Late Ltd", "Soon Ltd", "Far Ltd")
        )
        assert "20 d late" in late
        assert "in 19 d" in soon
        assert "in 192 d" in far
        assert "1 late, 1 near, of 3" in person.text
        await person.pilot.resize_terminal(200, 50)
        await person.settle()
        late, soon, far = (
            next(row for row in person.text.splitlines() if f"│  {name}" in row)
            for name in ("Late Ltd", "Soon Ltd", "Far Ltd")
        )
        assert late.index("2026-11-01") < soon.index("2026-12-10")
        assert "2027-06-01  review in 192 d" in far
        assert "1 late, 1 within 90 d, of 3" in person.text


@pytest.mark.slow
async def test_changes_are_told_with_what_they_did(app, drive) -> None:
    async with drive(app, (200, 50)) as person:
        await person.keys("2", "s", "m", "1")
        row = next(row for row in person.text.splitlines() if "? ▸ ✗ missing" in row)
        assert "AI-SEC-01" in row


@pytest.mark.slow
async def test_a_desk_without_a_period_says_so(drive, tmp_path) -> None:
    init_desk(tmp_path / "bare", InitPlan("Acme"), via=Via.CLI).close()
    async with drive(GrcdeskApp(DeskPaths(tmp_path / "bare")), (120, 40)) as person:
        assert "The engagement has no" in person.text
        assert "to cover." in person.text
        assert "e opens the scope." in person.text
        assert "No vendor has a date." in person.text


async def test_what_is_latest_comes_first_with_its_day(assessed, drive) -> None:
    async with drive(assessed, (80, 24)) as person:
        table = person.app.screen.query_one("#needs", Table)
        days = [
            need.days for need in (table.pages.row(place) for place in range(len(table.pages))) if need.days is not None
        ]
        assert days == sorted(days)
        assert "13 d late" in person.text
        assert "2026-11-08" in person.text


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40), (200, 50)])
async def test_no_line_runs_out_of_its_frame(assessed, drive, size) -> None:
    async with drive(assessed, size) as person:
        assert max(map(len, person.text.splitlines())) <= size[0]
        for tile in person.app.screen.query(Tile):
            width, height = tile.content_size
            lines = tile.render().split("\n")
            if tile.display:
                assert len(lines) <= height
                assert max(line.cell_length for line in lines) <= width, tile.render().plain


async def test_keys_typed_on_a_tile_move_its_cursor_only(assessed, drive) -> None:
    async with drive(assessed, (120, 40)) as person:
        await person.keys("tab", "tab", "tab")
        tile = person.app.screen.query_one("#tile-load", Tile)
        assert tile.key == "Lee Chen"
        await person.keys("G", "g", "j", "j", "k", "space", "V", "*")
        assert tile.key == "Lee Chen"
        assert not person.app.screen.query(Input)


def test_what_was_refused_is_no_latest_change(desk) -> None:
    desk.controls.set(["AI-PI-01"], ControlChange(owner="Lee Chen"))
    with pytest.raises(Refused):
        desk.gap.finalise(assessor="Lee Chen", reviewer="Lee Chen")
    batches = desk.log.batches(2)
    assert batches[0].outcome is LogOutcome.DENIED
    assert [one.batch for one in figures.latest(batches, [])] == [batches[1]]
