"""Registers in the terminal app: a look at what each row would do, then all of it or nothing."""

from __future__ import annotations

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.tui.dialogs.lines import Preview
from services.registers.sheets import edit


def opened(root):
    return open_desk(DeskPaths(root), via=Via.CLI)


@pytest.mark.slow
async def test_controls_come_in_after_a_preview_and_are_taken_back(app, drive, desk_root, tmp_path):
    file = tmp_path / "controls.csv"
    file.write_text("ID,Status,Owner\nAI-SEC-01,mostly,Lin Chen\n", encoding="utf-8")
    async with drive(app) as person:
        await person.keys("2", "I")
        await person.fill(file=str(file))
        assert "nobody knows yet" in person.text or "mostly" in person.told
        await person.keys("escape", "escape", "I")
        await person.fill(file=str(file), words="status: mostly=partial")
        assert isinstance(app.screen, Preview)
        assert "AI-SEC-01: status not assessed → partial" in person.text
        await person.keys("enter")
        assert isinstance(app.screen, Preview), "enter alone changes nothing"
        await person.keys("y")
        desk = opened(desk_root)
        assert desk.controls.show("AI-SEC-01").row.owner == "Lin Chen"
        await person.keys("u")
        assert desk.controls.show("AI-SEC-01").row.owner == ""
        desk.close()


@pytest.mark.slow
async def test_a_register_is_written_and_comes_back_with_a_conflict(app, drive, desk_root, tmp_path):
    file = tmp_path / "controls.xlsx"
    async with drive(app) as person:
        await person.keys("2", "x", "w")
        await person.fill(register="controls", path=str(file))
        assert file.exists()
        edit(file, {(2, "Owner"): "Lin Chen"})
        desk = opened(desk_root)
        desk.controls.set([desk.controls.keys()[0]], ControlChange(owner="Omar Haddad"))
        desk.close()
        await person.keys("I")
        await person.fill(file=str(file))
        assert "1 conflict" in person.text


@pytest.mark.slow
async def test_actions_risks_features_and_what_hangs_on_a_vendor(app, drive, desk_root, tmp_path):
    files = {
        "a.csv": "Control,Action,Owner,Due\nAI-SEC-01,Rotate,Omar Haddad,2026-12-01\n",
        "r.csv": "Control,Reason,Approver,Expires\nAI-SEC-02,small,Max Roy,2027-01-31\n",
        "v.csv": "Vendor\nHost\n",
        "s.csv": "Subprocessor\nFar Cloud\n",
        "f.csv": "Feature\nChurn\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    async with drive(app) as person:
        for keys, name, more in (
            (("1", "a", "i"), "a.csv", {}),
            (("I",), "r.csv", {}),
            (("4", "i"), "v.csv", {"tier": "low"}),
            (("enter", "i", "s"), "s.csv", {"announced": "2026-11-20", "notice_days": "30"}),
            (("escape", "6", "i"), "f.csv", {}),
        ):
            await person.keys(*keys)
            await person.fill(file=str(tmp_path / name), **more)
            assert isinstance(app.screen, Preview), (name, person.text)
            await person.keys("y")
    desk = opened(desk_root)
    assert len(desk.actions.list()) == len(desk.risks.list()) == len(desk.features.list()) == 1
    assert [one.name for one in desk.vendor_papers.file("VEN-1").file.subprocessors] == ["Far Cloud"]
    desk.close()
