"""Catalogs by keys alone: a list of another tool is shown before it is taken, one of one's own is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import Preview


def catalogs(root: Path) -> set[str]:
    desk = open_desk(DeskPaths(root), via=Via.CLI, actor="Max Roy")
    try:
        return {row.id for row in desk.catalogs.list() if row.in_desk}
    finally:
        desk.close()


def written(folder: Path) -> int:
    return len(list(folder.glob("house-rules*.yaml")))


@pytest.mark.slow
async def test_a_list_is_shown_and_taken_on_a_yes(app: GrcdeskApp, drive, desk_root: Path, tmp_path: Path) -> None:
    file = tmp_path / "annex.csv"
    file.write_text("code,title\nX-1,One\nX-2,Two\n", encoding="utf-8")
    async with drive(app) as person:
        await person.keys("8", "a")
        assert isinstance(app.screen, Form)
        await person.fill(source=str(file))
        assert isinstance(app.screen, Preview)
        assert "2 new, 0 changed, 0 gone" in person.text
        assert "annex" not in catalogs(desk_root)
        await person.keys("y")
        assert "annex" in catalogs(desk_root)


@pytest.mark.slow
async def test_a_catalog_of_ones_own_is_written_to_begin_with(app: GrcdeskApp, drive, tmp_path: Path) -> None:
    async with drive(app) as person:
        await person.keys("8", "A")
        await person.fill(name="house-rules", folder=str(tmp_path))
        assert "house-rules.yaml" in person.told[-1]
    assert written(tmp_path) == 3
