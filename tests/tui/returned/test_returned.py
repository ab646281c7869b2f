"""Workbooks that come back, in the terminal app: each difference a row, taken or left, then all of it in one step."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.tui.returned.screen import ReturnedScreen
from services.returned.books import edited, put

MINE = "My controls"


def opened(root):
    return open_desk(DeskPaths(root), via=Via.CLI)


@pytest.mark.slow
async def test_a_work_plan_goes_out_comes_back_and_is_settled_row_by_row(app, drive, desk_root, tmp_path):
    desk = opened(desk_root)
    desk.controls.set(["AI-SEC-01", "AI-SEC-02", "AI-SEC-03"], ControlChange(owner="Lin Chen"))
    desk.close()
    out, back = tmp_path / "out.xlsx", tmp_path / "back.xlsx"
    async with drive(app, (80, 24)) as person:
        await person.keys("x", "f")
        await person.fill(owner="Lin Chen", path=str(out))
        assert load_workbook(out).sheetnames[:3] == ["Read me", MINE, "My actions"]
        cells = {("AI-SEC-01", "Gap"): "no rotation", ("AI-SEC-02", "Gap"): "theirs", ("AI-SEC-03", "Status"): "mising"}
        edited(out.read_bytes(), back, put(MINE, cells))
        desk = opened(desk_root)
        desk.controls.set(["AI-SEC-02"], ControlChange(gap="ours"))
        await person.keys("x", "t")
        await person.fill(file=str(back), by="Lin Chen")
        assert isinstance(app.screen, ReturnedScreen)
        assert "did you mean 'missing'?" in person.text
        await person.keys("y")  # what cannot be taken is not taken
        assert [one.answer for one in app.screen.shown] == ["", "", "take"]
        assert "AI-SEC-03: Status cannot be 'mising'" in person.text, "the record is named, not its cell alone"
        assert "n leaves it out" in person.text
        await person.keys("n")
        assert "Desk        ours" in person.text, "both values of a conflict are seen on the smallest screen"
        assert "File        theirs" in person.text
        await person.keys("y", "u", "y", "c")
        assert desk.controls.show("AI-SEC-01").gap == "no rotation"
        assert desk.controls.show("AI-SEC-02").gap == "theirs"
        (row,) = desk.returned.list()
        assert (row.filled_by, row.cells, row.left_out) == ("Lin Chen", 2, 1)
        await person.keys("x", "c")
        assert "filled in by Lin Chen" in person.text
        await person.keys("escape", "u")
        assert desk.controls.show("AI-SEC-02").gap == "ours"
        desk.close()


@pytest.mark.slow
async def test_a_file_that_changes_nothing_is_said_to(app, drive, desk_root, tmp_path):
    desk = opened(desk_root)
    desk.controls.set(["AI-SEC-01"], ControlChange(owner="Lin Chen"))
    desk.workplans.export("Lin Chen", tmp_path / "out.xlsx")
    desk.close()
    async with drive(app) as person:
        await person.keys("x", "t")
        await person.fill(file=str(tmp_path / "out.xlsx"))
        assert "out.xlsx changes nothing" in person.told
