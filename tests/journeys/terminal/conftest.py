"""The sample company with hostile text in every field of every table."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from helpers.nasty_desk import NASTY, spoil, stored
from helpers.once import made_once


@pytest.fixture(scope="session")
def _spoilt(_full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        root = Path(shutil.copytree(_full_template, folder / "desk"))
        desk = open_desk(DeskPaths(root), via=Via.CLI)
        put = spoil(desk)
        desk.close()
        assert len(put) > 700
        held = stored(root / "desk.db")
        assert sum(NASTY in str(value) for value in held.values()) > 700

    return made_once(tmp_path_factory, "spoilt", make) / "desk"


@pytest.fixture
def spoilt(_spoilt: Path, tmp_path: Path) -> Path:
    """The folder of that desk."""
    return Path(shutil.copytree(_spoilt, tmp_path / "spoilt"))
