"""The heat map: a selected month, what it says, what would fill it, and the legend at every size."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import OptionList

from grcdesk.paths import DeskPaths
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.programme import Period
from grcdesk.services.desk.opening import InitPlan, init_desk, open_desk
from grcdesk.terms import EvidenceKind, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.coverage.heat_table import HeatTable
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.kit.looks import STYLES

SIZES = [(60, 16), (80, 24), (120, 40), (200, 50)]


def row_of(person, control: str) -> str:
    return next(row for row in person.text.splitlines() if control in row)


async def to(person, control: str, month: int) -> None:
    """Put the cursor on a cell; months count from 0."""
    table = person.app.screen.query_one(HeatTable)
    assert table.go_to(control)
    keys = ["l"] * (month - table.at) if month > table.at else ["left"] * (table.at - month)
    await person.keys(*keys)


@pytest.mark.slow
async def test_the_month_moves_and_stays_within_the_period(app, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("p")
        table = person.app.screen.query_one(HeatTable)
        assert table.heat.months[table.at] == "2026-11", "the month of today"
        await person.keys("h", "left", "l")
        assert table.heat.months[table.at] == "2026-10"
        await to(person, "AI-SEC-01", 3)
        assert "[✗]" in row_of(person, "AI-SEC-01 ")
        assert "AI-SEC-01  Apr 2026   ✗ gap   2026Q2: 0 of 1 runs on file" in person.text
        await person.keys(*["h"] * 9)
        assert table.at == 0
        await person.keys(*["right"] * 20)
        assert table.at == 11


@pytest.mark.slow
async def test_a_gap_says_what_would_fill_it_and_enter_opens_that_hole(app, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("p")
        await to(person, "AI-SEC-01", 3)
        assert "Would fill it  log export of 2026-04-01..2026-06-30: rotation events for the period" in person.text
        await person.keys("enter")
        assert isinstance(person.app.screen, Pick)
        options = person.app.screen.query_one(OptionList)
        assert "2026Q2" in str(options.get_option_at_index(options.highlighted).prompt)
        await person.keys("enter")
        assert "2026-04-01..2026-06-30  2026Q2    gap: what would fill it" in person.text


async def test_what_is_not_due_is_not_to_be_filled(app, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("p")
        await to(person, "AI-SEC-02", 11)
        assert "nothing is due yet" in person.text
        assert "Would fill it" not in person.text


@pytest.mark.slow
async def test_what_waits_for_a_list_asks_for_a_list(app, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("p")
        await to(person, "AI-PI-01", 4)
        assert "no list says what happened then" in person.text
        assert "a list of all that happened" in person.text


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("size", SIZES)
async def test_the_legend_is_in_view_at_every_size(app, drive, size) -> None:
    async with drive(app, size) as person:
        await person.keys("p")
        below = person.text.split("AI-SEC-01")[-1]
        for told in ("✗  gap", "?  unproven", "▫  not yet run"):
            assert told in below, told
        assert max(map(len, person.text.splitlines())) <= size[0]


@pytest.mark.slow
async def test_families_are_named_where_there_is_height(app, drive) -> None:
    async with drive(app, (200, 50)) as person:
        await person.keys("p")
        assert "Security  0 of 5 without a gap" in person.text
        await person.keys("j", "j", "j", "j", "j")
        assert person.app.screen.query_one(HeatTable).key == "AI-AVL-02", "names are no rows"
        await person.pilot.resize_terminal(80, 24)
        await person.settle()
        assert "without a gap" not in person.text
        await person.keys("G")
        assert person.app.screen.query_one(HeatTable).key in person.text


@pytest.mark.slow
async def test_colour_is_never_alone(app, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("p")
        table = person.app.screen.query_one(HeatTable)
        hole = table._tone("on-hole").bgcolor
        strips = [table.render_line(y) for y in range(1, table.size.height)]
        filled = [segment.text.strip(" []") for strip in strips for segment in strip if segment.style.bgcolor == hole]
        assert filled
        assert set(filled) == {"✗"}
        assert "on-hole" in STYLES


@pytest.mark.slow
async def test_a_click_selects_a_cell_and_a_second_opens_it(app, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("p")
        table = person.app.screen.query_one(HeatTable)
        x = table._plan.left + 2 * (table._plan.size + table._plan.gap) + 1
        await person.pilot.click(HeatTable, offset=(x, 2))
        await person.settle()
        assert (table.key, table.at) == (table.pages.keys[1], 2)
        await person.pilot.click(HeatTable, offset=(x, 2))
        await person.settle()
        assert isinstance(person.app.screen, Pick)


@pytest.mark.slow
async def test_a_long_period_is_shown_part_by_part(drive, tmp_path) -> None:
    plan = InitPlan("Acme", period=Period(date(2023, 1, 1), date(2026, 12, 31)))
    init_desk(tmp_path / "long", plan, via=Via.CLI).close()
    async with drive(GrcdeskApp(DeskPaths(tmp_path / "long")), (60, 16)) as person:
        await person.keys("p")
        table = person.app.screen.query_one(HeatTable)
        assert len(table.heat.months) == 48
        assert table._plan.months < 48
        await person.keys(*["h"] * 50)
        assert "Jan 2023" in person.text
        assert table._plan.first == 0
        await person.keys(*["l"] * 50)
        assert "Dec 2026" in person.text
        assert table._plan.first + table._plan.months == 48


@pytest.mark.slow
async def test_a_control_shows_its_months_as_blocks(app, drive) -> None:
    async with drive(app, (80, 24)) as person:
        await person.keys("2", "enter")
        lines = person.text.splitlines()
        at = next(place for place, row in enumerate(lines) if "Jan Feb Mar" in row)
        assert " ✗   ✗   ✗ " in lines[at + 1]
        assert lines[at].index("Jan") + 1 == lines[at + 1].index("✗")


async def test_a_hole_that_a_file_lays_claim_to_says_which_and_why_it_does_not_count(
    app, desk_root, drive, tmp_path
) -> None:
    file = tmp_path / "rotation.csv"
    file.write_text("key,day\n", encoding="utf-8")
    shown = Artefact(
        EvidenceKind.LOG_EXPORT, "Rotations", period_from=date(2026, 4, 1), period_to=date(2026, 6, 30), source="Vault"
    )
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.evidence.add(file, shown, controls=["AI-SEC-01"])
    desk.close()
    async with drive(app, (120, 40)) as person:
        await person.keys("p")
        await to(person, "AI-SEC-01", 4)
        assert "✗ gap   2026Q2: claimed by EV-1: not read: import it" in person.text
        await to(person, "AI-SEC-01", 1)
        assert "2026Q1: 0 of 1 runs on file" in person.text
