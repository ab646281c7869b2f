"""Every screen as text, at three sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.tui.app import GrcdeskApp
from tui.conftest import SIZES

SCREENS = {
    "today": (),
    "controls": ("2",),
    "controls_marked": ("2", "space", "j", "V", "s"),
    "control_assess": ("2", "j", "j", "j", "j", "enter"),
    "control_mapping": ("2", "enter", "l"),
    "control_evidence": ("2", "enter", "l", "l"),
    "control_no_evidence": ("2", "G", "enter", "l", "l"),
    "control_actions": ("2", "j", "j", "j", "j", "enter", "h", "h"),
    "control_history": ("2", "enter", "h"),
    "evidence": ("3",),
    "coverage": ("p",),
    "coverage_hole": ("p", "enter", "enter"),
    "actions": ("a",),
    "catalogs": ("8",),
    "catalog": ("8", "enter"),
    "history": ("9",),
    "history_entries": ("9", "e"),
    "scope": ("c",),
    "snapshots": ("s",),
    "help": ("2", "?"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", list(SCREENS))
async def test_screen_reads_as_kept(assessed: GrcdeskApp, drive, golden, name: str, size: tuple[int, int]) -> None:
    async with drive(assessed, size) as person:
        await person.keys(*SCREENS[name])
        golden(f"{name}_{size[0]}x{size[1]}", person.text)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_first_run_reads_as_kept(drive, golden, size: tuple[int, int], monkeypatch) -> None:
    monkeypatch.setattr("grcdesk.tui.screens.first_run.user_desk", lambda: Path("/home/dana/.local/share/grcdesk"))
    async with drive(GrcdeskApp(None), size) as person:
        golden(f"first_run_{size[0]}x{size[1]}", person.text)
