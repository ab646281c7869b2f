"""The desk as it stood is, table by table, what the desk was: over random histories, whatever happened in them."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from grcdesk.errors import DeskError
from grcdesk.models.tables import LOGGED, table_of
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.desk.upkeep import restore
from grcdesk.store.erasing.redact import Unwanted
from grcdesk.store.texts.names import ERASED, is_mark
from grcdesk.terms import Status, Via
from helpers.every_write import WRITES

SEEDS = range(20 if os.environ.get("THOROUGH") == "1" else 2)
STEPS = 30
ASIDE = ("log", "private_text")
State = dict[str, list[tuple[Any, ...]]]


def state(database: Path) -> State:
    """Every row of every logged table, the log, and the private texts kept aside."""
    found = {}
    with closing(sqlite3.connect(database)) as connection:
        for name in (*LOGGED, *ASIDE):
            key = "seq" if name == "log" else "sha256" if name == "private_text" else _key(name)
            found[name] = connection.execute(f'SELECT * FROM "{name}" ORDER BY "{key}"').fetchall()  # noqa: S608
    return found


def _key(name: str) -> str:
    return next(iter(table_of(LOGGED[name]).primary_key.columns)).name


def head(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT max(seq) FROM log").fetchone()[0])


def erase(desk, chance: random.Random) -> None:
    """Any text, gone for good; one that stands on a record only now and then.

    Of several words: an id such as `CC6.1` stands as a text in one table and as a key, which stays, in another.
    """
    query = "SELECT sha256 FROM private_text WHERE content LIKE '% %' ORDER BY sha256"
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        names = [name for (name,) in connection.execute(query)]
    if names:
        desk.log.erase(chance.choice(names), reason="asked to be forgotten", clear=chance.random() < 0.5)


def notes(desk, chance: random.Random) -> None:
    name = chance.choice(["AI-SEC-01", "AI-SEC-02"])
    desk.controls.set([name], ControlChange(note=f"ask {chance.random()}", status=Status.PARTIAL))


def step(desk, chance: random.Random, folder: Path) -> None:
    """Something happens on the desk; what is refused leaves its line too."""
    what = chance.randrange(10)
    try:
        if what == 0:
            desk.log.undo()
        elif what == 1:
            desk.log.redo()
        elif what == 2:
            erase(desk, chance)
        elif what == 3:
            notes(desk, chance)
        elif what == 4:
            desk.log.verify()
        else:
            _, prepare, write = WRITES[chance.choice(sorted(WRITES))]
            if prepare:
                prepare(desk, folder)
            write(desk, folder)
    except (DeskError, IndexError):
        return


def told(was: State, now: State) -> State:
    """The state as it can be told now: a text that was erased since is gone from it."""
    left = {row[0] for row in now["private_text"]}
    gone = [Unwanted(row[2]) for row in was["private_text"] if row[0] not in left and not row[2].startswith("{")]
    found = {**was, "private_text": [row for row in was["private_text"] if row[0] in left]}
    for name in LOGGED:
        found[name] = [tuple(_rest(value, gone) for value in row) for row in was[name]]
    return found


def _rest(value: Any, gone: list[Unwanted]) -> Any:
    for wanted in gone:
        if isinstance(value, str):
            rest = wanted.rest(value, ERASED)
            value = value if rest is None else rest
    return ERASED if isinstance(value, str) and is_mark(value) else value


def differences(one: State, other: State) -> dict[str, Any]:
    return {
        name: (
            [row for row in one[name] if row not in other[name]][:2],
            [row for row in other[name] if row not in one[name]][:2],
        )
        for name in one
        if one[name] != other[name]
    }


def stood(paths: DeskPaths, at: str) -> tuple[State, Any]:
    desk = open_desk(paths, via=Via.CLI, at=at)
    found = state(desk.paths.database)
    moment = desk.moment
    folder = desk.paths.database.parent
    desk.close()
    assert not folder.exists()
    return found, moment


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_what_the_desk_was(desk, fake_clock, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311  a repeatable history
    seen: dict[int, State] = {head(desk.paths.database): state(desk.paths.database)}
    days: dict[date, int] = {fake_clock.now().date(): head(desk.paths.database)}
    for _ in range(STEPS):
        fake_clock.advance(hours=chance.choice([0, 1, 7, 30, 200]))
        step(desk, chance, tmp_path)
        at = head(desk.paths.database)
        seen[at] = state(desk.paths.database)
        days[fake_clock.now().date()] = at
    desk.close()
    now = seen[max(seen)]
    for at in chance.sample(sorted(seen), 6):
        found, moment = stood(desk.paths, str(at))
        assert differences(told(found, now), told(seen[at], now)) == {}
        assert moment.entry == at
    for day in chance.sample(sorted(days), 3):
        assert stood(desk.paths, str(day))[1].entry == days[day]
    # a day on which nothing happened stands as the one before
    idle = [day + timedelta(days=1) for day in days if day + timedelta(days=1) not in days]
    for day in [one for one in idle if one < max(days)][:2]:
        assert stood(desk.paths, str(day))[1].entry == days[max(one for one in days if one < day)]
    assert state(desk.paths.database) == now, "the desk itself is as it was"


@pytest.mark.slow
def test_a_restored_desk_has_the_past_of_its_backup(desk, fake_clock, tmp_path):
    notes(desk, random.Random(1))  # noqa: S311
    before = state(desk.paths.database)
    at = head(desk.paths.database)
    desk.upkeep.backup(tmp_path / "backup.zip")
    fake_clock.advance(days=2)
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.MISSING, gap="lost"))
    desk.close()
    restore(tmp_path / "backup.zip", desk.paths, via=Via.CLI, force=True)
    found, _ = stood(desk.paths, str(at))
    assert differences(found, before) == {}
    assert stood(desk.paths, "2026-11-22")[1].entry == at


MOVE = (
    "from grcdesk.store.migrations import moves\n    "
    'moves.change("assessment", lambda row: {"gap": row["gap"].upper()})\n    '
    'moves.change("assessment", lambda row: {"note": row["note"] + "!"} if row["note"] else {})'
)


@pytest.mark.slow
def test_before_a_migration_it_is_what_the_migration_makes_of_it(desk, later, fake_clock):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="no rotation", note="ask Omar"))
    early = head(desk.paths.database)
    desk.controls.set(["AI-SEC-01"], ControlChange(gap="rotated once"))
    desk.close()
    fake_clock.advance(days=3)
    later(MOVE)
    desk = open_desk(desk.paths, via=Via.CLI)
    migrated, after = head(desk.paths.database), state(desk.paths.database)
    desk.controls.set(["AI-SEC-01"], ControlChange(gap="it is all there"))
    desk.close()
    found, moment = stood(desk.paths, str(early))
    (row,) = [row for row in found["assessment"] if row[0] == "AI-SEC-01"]
    assert "NO ROTATION" in row
    assert "ask Omar!" in row
    assert [line[0] for line in found["log"]] == list(range(1, early + 1))
    assert moment.day == date(2026, 11, 21)
    assert differences(stood(desk.paths, str(migrated))[0], after) == {}
    # within the lines of the migration the desk never stood
    with pytest.raises(DeskError, match="within one command"):
        open_desk(desk.paths, via=Via.CLI, at=str(migrated - 1))


def test_a_broken_log_rebuilds_nothing(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    last = head(desk.paths.database)
    desk.close()
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        connection.executescript("DROP TRIGGER log_no_update; UPDATE log SET actor = 'Eve' WHERE seq = 3")
    with pytest.raises(DeskError, match="cannot be rebuilt: log entry 3"):
        open_desk(desk.paths, via=Via.CLI, at=str(last))


def test_nothing_is_left_of_one_that_cannot_be_made(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(DeskError, match="still to come"):
        open_desk(desk.paths, via=Via.CLI, at="2030-01-01")
    assert not list(tmp_path.glob("grcdesk-at-*"))
