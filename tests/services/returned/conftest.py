from __future__ import annotations

import shutil

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via


@pytest.fixture(scope="session")
def _written(_full_template, tmp_path_factory):
    """The matrix and a work plan of the sample company, written once: they know no clock and no copy."""
    folder = tmp_path_factory.mktemp("written")
    desk = open_desk(DeskPaths(shutil.copytree(_full_template, folder / "desk")), via=Via.CLI)
    desk.exports.matrix(folder / "matrix.xlsx")
    (plan,) = desk.workplans.export("Lin Chen", folder / "lin.xlsx")
    desk.close()
    return {"matrix": (folder / "matrix.xlsx").read_bytes(), "plan": plan.path.read_bytes()}


@pytest.fixture
def matrix(_written):
    return _written["matrix"]


@pytest.fixture
def plan(_written):
    return _written["plan"]


@pytest.fixture
def company(full_root):
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    yield desk
    desk.close()
