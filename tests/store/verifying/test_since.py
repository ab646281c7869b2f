"""The quick look: what was found whole is recognised, what came since is walked, and nothing slips through."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from grcdesk.models.tables import LOGGED
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.common import verified
from grcdesk.store.verifying import kept, since
from grcdesk.terms import Status
from helpers import every_write
from helpers.desk_attacks import opened
from helpers.every_write import WRITES

SOME = [*WRITES] if os.environ.get("THOROUGH") == "1" else [*WRITES][::5]
STATUSES = (Status.MISSING, Status.PARTIAL, Status.IN_PLACE)


def quick(desk):
    return verified.quick(desk.log._store)


def known(desk):
    with desk.log._store.read() as session:
        return kept.read(desk.paths, session.connection())


def look(desk, state):
    with desk.log._store.read() as session:
        return since.look(session.connection(), state)


def tamper(desk, statement, *values):
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        assert connection.execute(statement, values).rowcount
        connection.commit()


@pytest.mark.slow(keep=4)
@pytest.mark.parametrize("name", SOME)
def test_after_any_write_what_was_verified_is_recognised(desk, tmp_path, name):
    _, before, write = WRITES[name]
    if before is not None:
        before(desk, tmp_path)
    assert quick(desk).clean
    state = known(desk)
    write(desk, tmp_path)
    now = look(desk, state)  # no doubt: nothing had to be replayed
    assert now.position == desk.log.list(limit=1)[0].seq
    with desk.log._store.read() as session:
        assert since.state(session.connection()) == now
    assert quick(desk).clean


def test_undo_redo_and_refusals_are_walked(desk):
    assert quick(desk).clean
    state = known(desk)
    control = desk.controls.keys()[0]
    for status in STATUSES:
        desk.controls.set([control], ControlChange(status=status, note=f"note on {status}"))
    desk.log.undo()
    desk.log.redo()
    desk.log.undo()
    assert look(desk, state).position > state.position


@pytest.mark.slow
def test_after_a_text_was_erased_all_is_replayed_and_whole(desk):
    control = desk.controls.keys()[0]
    desk.controls.set([control], ControlChange(note="was away"))
    assert quick(desk).clean
    state = known(desk)
    desk.controls.set([control], ControlChange(note=""))
    name = desk.log.list(limit=1)[0].before["note"]
    desk.log.erase(name, reason="asked for")
    with pytest.raises(since.Doubt):
        look(desk, state)
    assert quick(desk).clean


@pytest.mark.slow
def test_a_changed_cell_is_noticed_in_every_table(desk, tmp_path):
    every_write.two_artefacts(desk, tmp_path)
    every_write.status(desk, tmp_path)
    assert quick(desk).clean
    state, seen = known(desk), set()
    for kind in sorted(LOGGED):
        with opened(desk.paths.root) as connection:
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{kind}")') if row[2] == "TEXT"]
            row = connection.execute(f'SELECT rowid, "{columns[-1]}" FROM "{kind}" LIMIT 1').fetchone()  # noqa: S608
            if row is None:
                continue
            connection.execute("PRAGMA ignore_check_constraints=ON")
            change = f'UPDATE "{kind}" SET "{columns[-1]}" = ? WHERE rowid = ?'  # noqa: S608
            connection.execute(change, (f"{row[1]}7", row[0]))
        with pytest.raises(since.Doubt):
            look(desk, state)
        with opened(desk.paths.root) as connection:
            connection.execute(change, (row[1], row[0]))
        assert look(desk, state) == state
        seen.add(kind)
    assert len(seen) > 12


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE assessment SET status = 'in_place' WHERE control = 'AI-SEC-02'", "assessment AI-SEC-02"),
        ("UPDATE assessment SET owner = 'Eve' WHERE control = 'AI-SEC-01'", "assessment AI-SEC-01"),
        ("UPDATE assessment SET note = 'Eve' WHERE control = 'AI-SEC-01'", "assessment AI-SEC-01"),
        ("DELETE FROM assessment WHERE control = 'AI-SEC-01'", "assessment AI-SEC-01"),
        ("INSERT INTO saved_view VALUES ('mine', '')", "saved_view mine"),
        ("UPDATE log SET actor = 'Eve' WHERE seq = 3", "log entry 3"),
        ("DELETE FROM log WHERE seq = (SELECT max(seq) FROM log) - 2", "log entry"),
        ("UPDATE private_text SET content = 'x'", "private text"),
        ("UPDATE alembic_version SET version_num = '1'", "alembic_version"),
    ],
)
def test_what_was_changed_around_the_door_is_named_though_it_was_verified(desk, statement, where):
    control = desk.controls.keys()[0]
    desk.controls.set(["AI-SEC-01"], ControlChange(note="was away"))
    assert quick(desk).clean
    desk.controls.set([control], ControlChange(status=Status.PARTIAL, note="is back"))
    tamper(desk, statement)
    assert any(one.where.startswith(where) for one in quick(desk).broken)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"position": 1}', "x" * (2 << 20)])
def test_a_file_of_state_that_is_not_ours_makes_the_look_a_longer_one(desk, content):
    assert quick(desk).clean
    with desk.log._store.read() as session:
        path = kept._path(desk.paths, session.connection())
    assert path.stat().st_mode & 0o077 == 0
    path.write_text(content)
    assert known(desk) is None
    assert quick(desk).clean
    assert known(desk) is not None


def test_doctor_looks_and_leaves_no_trace(desk):
    assert known(desk) is None
    names = [line.name for line in verified.for_doctor(desk.paths)]
    assert names == ["quick verify", "full verify"]
    assert known(desk) is None
