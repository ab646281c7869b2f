"""When an action was planned comes out of the change log, for the actions of an older desk."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via

KEPT = Path(__file__).parents[1] / "desks" / "0.1.0.zip"


@pytest.mark.slow
def test_each_action_of_a_kept_desk_has_the_day_its_line_bears(tmp_path):
    with zipfile.ZipFile(KEPT) as archive:
        archive.extractall(tmp_path / "kept")
    desk = open_desk(DeskPaths(tmp_path / "kept"), via=Via.CLI)
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        query = "SELECT resource, ts FROM log WHERE kind = 'action' AND action = 'action.add'"
        told = {name: ts[:10] for name, ts in connection.execute(query)}
    found = {row.id: str(row.opened_on) for row in desk.actions.list()}
    assert found
    assert found == {name: told[name] for name in found}
    moved = [line for line in desk.log.list(action="desk.migrate", limit=0) if line.kind == "action"]
    assert {line.id: line.after for line in moved} == {name: {"opened_on": day} for name, day in found.items()}
    assert desk.log.verify().broken == ()
    desk.close()
