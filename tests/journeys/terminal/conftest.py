"""The sample company with hostile text in every field of every table."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from grcdesk.importers.reading.apart import process
from grcdesk.paths import DeskPaths
from grcdesk.services.desk.demo import make_demo
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from helpers.nasty_desk import NASTY, spoil, stored


@pytest.fixture(scope="session")
def _spoilt(_one_dialect: None, _forks: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("spoilt") / "desk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "subprocess", _forks)
        make_demo(root, via=Via.CLI).close()
    desk = open_desk(DeskPaths(root), via=Via.CLI)
    put = spoil(desk)
    desk.close()
    assert len(put) > 700
    held = stored(root / "desk.db")
    assert sum(NASTY in str(value) for value in held.values()) > 700
    return root


@pytest.fixture
def spoilt(_spoilt: Path, tmp_path: Path) -> Path:
    """The folder of that desk."""
    return Path(shutil.copytree(_spoilt, tmp_path / "spoilt"))
