"""Every screen as text, at four sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.tui.app import GrcdeskApp

WALKS = {
    "places": (
        ("today", ()),
        ("coverage", ("p",)),
        ("coverage_hole", ("enter", "enter")),
        ("actions", ("escape", "q", "a")),
        ("scope", ("q", "e")),
        ("snapshots", ("q", "s")),
        ("due", ("q", "d")),
        ("evidence", ("q", "3")),
        ("catalogs", ("8",)),
        ("catalog", ("enter",)),
        ("history", ("q", "9")),
        ("history_entries", ("v",)),
    ),
    "controls": (
        ("controls", ("2",)),
        ("controls_marked", ("space", "j", "V", "s")),
        ("help", ("escape", "escape", "g", "?")),
        ("control_mapping", ("escape", "enter", "l")),
        ("control_evidence", ("l",)),
        ("control_history", ("l", "l", "l")),
        ("control_assess", ("q", "j", "j", "j", "j", "enter")),
        ("control_findings", ("h", "h")),
        ("control_actions", ("h",)),
        ("control_no_evidence", ("q", "G", "enter", "l", "l")),
        ("lacks", ("q", "L")),
        ("assess", ("q", "g", "A")),
    ),
    "dialogs": (
        ("form_owner", ("2", "o")),
        ("form_attach", ("escape", "a")),
        ("pick_status", ("escape", "s")),
        ("bulk_preview", ("escape", "space", "space", "space", "s", "p")),
        ("columns", ("escape", "escape", "C")),
        ("sort", ("escape", "S")),
        ("palette", ("escape", ":")),
        ("messages", ("escape", "!")),
        ("export", ("escape", "x")),
    ),
}
"""Screens on one run each, with the keys that lead on to them."""


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("name", list(WALKS))
async def test_screens_read_as_kept(assessed: GrcdeskApp, walk, name: str) -> None:
    await walk(assessed, WALKS[name])


async def test_first_run_reads_as_kept(walk, monkeypatch) -> None:
    monkeypatch.setattr("grcdesk.tui.desk.first_run.user_desk", lambda: Path("/home/dana/.local/share/grcdesk"))
    await walk(GrcdeskApp(None), [("first_run", ())])
