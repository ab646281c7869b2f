"""Verifying names what was changed around the door, and finds nothing where nothing is."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest

from grcdesk.errors import Damaged, DeskError
from grcdesk.models.tables import LOGGED, table_of
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import journal, replay
from grcdesk.terms import Status, Via
from helpers.filled_desk import fill

OPEN = "DROP TRIGGER log_no_update; DROP TRIGGER log_no_delete; DROP TRIGGER snapshot_control_no_update;"


def tamper(desk, script: str) -> None:
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        connection.executescript(script)


def broken(desk) -> dict[str, str]:
    report = desk.log.verify()
    assert report.clean == (not report.broken)
    found: dict[str, str] = {}
    for one in report.broken:
        if one.where.startswith("trigger "):
            continue  # dropped by these tests themselves
        found[one.where] = f"{found[one.where]}; {one.what}" if one.where in found else one.what
    return found


SETTINGS = "check_seconds 10, check_memory 1024, mail told"
"""Settings that change a verdict, as a full look at the desk keeps them."""


def test_a_sound_desk_is_clean_and_counted(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        records = sum(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in LOGGED)  # noqa: S608
        entries, head = connection.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    report = desk.log.verify()
    assert (report.entries, report.head, report.records, report.broken) == (entries, head, records, ())
    last = desk.log.list(limit=1)[0]
    assert (last.action, last.after) == (
        "log.verify",
        {"broken": 0, "entries": entries, "head": head, "settings": SETTINGS},
    )


@pytest.mark.parametrize(
    ("script", "where", "what"),
    [
        (
            "UPDATE assessment SET status = 'in_place' WHERE control = 'AI-SEC-01'",
            "assessment AI-SEC-01",
            "status is not",
        ),
        ("UPDATE assessment SET note = 'x' WHERE control = 'AI-SEC-01'", "assessment AI-SEC-01", "note is not"),
        ("UPDATE control SET grace_days = 90 WHERE id = 'AI-SEC-01'", "control AI-SEC-01", "grace_days is not"),
        ("DELETE FROM assessment WHERE control = 'AI-SEC-01'", "assessment AI-SEC-01", "gone from the table"),
        ("INSERT INTO system VALUES ('Shadow', 'ENG-1', 'Shadow')", "system Shadow", "the log knows nothing of it"),
        ("UPDATE log SET actor = 'Eve' WHERE seq = 3", "log entry 3", "search columns"),
        ("UPDATE log SET ts = '2025-01-01T00:00:00.000Z' WHERE seq = 3", "log entry 3", "search columns"),
        ("UPDATE log SET changes = 0 WHERE seq = 3", "log entry 3", "search columns"),
        ("UPDATE log SET hash = upper(hash) WHERE seq = 3", "log entry 3", "search columns"),
        ("DELETE FROM log WHERE seq = 3", "log entry 4", "lines are missing or moved"),
        ("UPDATE log SET line = x'7b' WHERE seq = 3", "log entry 3", "no longer readable"),
        ("UPDATE log SET line = x'ff' WHERE seq = 3", "log entry 3", "no longer readable"),
        ("UPDATE log SET line = x'5b5d' WHERE seq = 3", "log entry 3", "not written the way"),
        (
            """UPDATE log SET line = CAST('{"prev":1,"seq":3}' AS BLOB) WHERE seq = 3""",
            "log entry 3",
            "no longer a whole entry",
        ),
        ("DROP TABLE system", "system", "cannot be read"),
    ],
)
def test_what_was_changed_around_the_door_is_named(desk, script, where, what):
    tamper(desk, OPEN + script)
    found = broken(desk)
    assert what in found.get(where, ""), found


@pytest.fixture
def filled(desk, tmp_path):
    """A desk with a row in every table."""
    fill(desk, tmp_path)
    return desk


@pytest.mark.slow
def test_no_table_and_no_column_is_overlooked(filled):
    """A row of every table is gone, and in another of every table no column is what it was."""
    assert broken(filled) == {}
    gone, changed = [], {}
    with closing(sqlite3.connect(filled.paths.database)) as connection:
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.executescript(";".join(f"DROP TRIGGER {name}" for (name,) in guards))
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for table in LOGGED:
            keys = table_of(LOGGED[table]).primary_key.columns.keys()
            rows = connection.execute(f'SELECT rowid, "{keys[0]}" FROM "{table}" LIMIT 2').fetchall()  # noqa: S608
            assert rows, f"the desk of this test holds no {table}"
            others = [column for column in table_of(LOGGED[table]).columns if column.name not in keys]
            if len(rows) > 1 and others:
                number, name = rows.pop()
                for column in others:
                    flip(connection, table, column.name, number)
                changed[f"{table} {name}"] = {column.name for column in others}
            connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', rows[0][:1])  # noqa: S608
            gone.append(f"{table} {rows[0][1]}")
        connection.commit()
    found = broken(filled)
    assert {name: found.get(name) for name in gone} == dict.fromkeys(gone, "is in the log but gone from the table")
    assert len(changed) > len(LOGGED) / 3
    for name, columns in changed.items():
        told = found.get(name, "")
        assert [column for column in columns if f"{column} is not" not in told] == [], name


def flip(connection, table: str, column: str, number: int) -> None:
    """Another value, of the type the column takes."""
    (kind,) = connection.execute(f"SELECT type FROM pragma_table_info('{table}') WHERE name = '{column}'").fetchone()  # noqa: S608
    value = f'coalesce("{column}", 0) + 1' if kind == "INTEGER" else f"coalesce(\"{column}\", '') || 'x'"
    connection.execute(f'UPDATE "{table}" SET "{column}" = {value} WHERE rowid = ?', (number,))  # noqa: S608


@pytest.mark.slow
def test_a_flipped_bit_in_a_line_is_named(desk):
    chance = random.Random(7)  # noqa: S311  a repeatable sample
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        connection.executescript(OPEN)
        total = connection.execute("SELECT count(*) FROM log").fetchone()[0]
        for seq in sorted(chance.sample(range(1, total), 20)):
            line = bytearray(connection.execute("SELECT line FROM log WHERE seq = ?", (seq,)).fetchone()[0])
            line[chance.randrange(len(line))] ^= 1 << chance.randrange(8)
            connection.execute("UPDATE log SET line = ? WHERE seq = ?", (bytes(line), seq))
            connection.commit()
            assert any(where == f"log entry {seq}" for where in broken(desk)), seq


def test_who_re_hashes_one_line_betrays_himself_at_the_next(desk):
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        connection.executescript(OPEN)
        line = connection.execute("SELECT line FROM log WHERE seq = 3").fetchone()[0].replace(b"Dana", b"Eve!")
        connection.execute(
            "UPDATE log SET line = ?, hash = ?, actor = 'Eve! Reyes' WHERE seq = 3", (line, journal.digest(line))
        )
        connection.commit()
    assert broken(desk) == {"log entry 4": "does not follow from the entry before it: one of the two was altered"}


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("UPDATE private_text SET content = 'x'", "not what its hash says"),
        ("DELETE FROM private_text", "no entry says that it was erased"),
        ("INSERT INTO private_text VALUES ('sha256:00', 'a', 'b')", "the log knows nothing of it"),
    ],
)
def test_private_texts_are_checked_too(desk, script, what):
    desk.controls.set(["AI-SEC-01"], ControlChange(note="on leave"))
    assert broken(desk) == {}
    tamper(desk, script)
    found = broken(desk)
    assert any(where.startswith("private text sha256:") and what in said for where, said in found.items()), found


@pytest.mark.slow
def test_flipped_bits_of_the_file_are_noticed(desk, desk_root):
    """Anywhere in a page that holds content: by the page itself, by the line, or by the record."""
    desk.controls.set(desk.controls.keys(), ControlChange(gap="g" * 200))
    desk.close()
    file = desk_root / "desk.db"
    sound = file.read_bytes()
    places = [at for at in range(0, len(sound) - 200, 997) if sound[at : at + 200].count(0) < 5]
    missed = []
    for at in random.Random(3).sample(places, 40):  # noqa: S311  a repeatable sample
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 4]) + sound[at + 1 :])
        try:
            opened = open_desk(DeskPaths(desk_root), via=Via.CLI)
            if opened.log.verify().clean:
                missed.append(at)
            opened.close()
        except (Damaged, DeskError):
            pass
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
    # what lies in an index of the log or between two cells carries nothing a reader is told
    assert len(missed) <= 2, missed


def test_a_damaged_file_is_told_in_one_sentence(desk, desk_root):
    desk.close()
    file = desk_root / "desk.db"
    content = bytearray(file.read_bytes())
    content[4096:40960] = b"\xa5" * (40960 - 4096)
    file.write_bytes(content)
    with pytest.raises(Damaged):
        open_desk(DeskPaths(desk_root), via=Via.CLI).log.verify()


def test_a_line_that_is_no_longer_stored_as_bytes_is_named(desk):
    """One bit of a record's header makes text of it."""
    found = broken_after_text(desk)
    assert found.get("log entry 3", "").startswith("is no longer stored as bytes"), found


def broken_after_text(desk) -> dict[str, str]:
    """What is broken once a line has turned into text, in a table that no longer refuses it."""
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        made = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'log'").fetchone()[0]
        connection.executescript(";".join(f"DROP TRIGGER {name}" for (name,) in guards))
        connection.execute("PRAGMA writable_schema=ON")
        loose = made.replace("line BLOB", "line ANY")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'log'", (loose,))
        connection.commit()
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        connection.execute("UPDATE log SET line = CAST(line AS TEXT) WHERE seq = 3")
        connection.commit()
    return {one.where: one.what for one in desk.log.verify().broken}


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (
            {"v": journal.FORMAT + 1, "seq": 2, "action": "control.set"},
            "is of a form 3 that this program does not know",
        ),
        ({"v": 1, "seq": 1, "action": "control.set"}, "the beginning of the log was cut off"),
        ({"v": 1, "seq": 2, "action": "control.set", "ts": "2025"}, "is dated before the entry before it"),
    ],
)
def test_what_no_desk_writes_is_odd_though_the_chain_holds(entry, what):
    (odd,) = replay._odd(replay.Replay(ts="2026"), {"ts": "2026"} | entry)
    assert what in odd
    assert (
        list(replay._odd(replay.Replay(ts="2026"), {"v": 2, "seq": 2, "action": "clock.backwards", "ts": "2025"})) == []
    )


def test_a_line_of_a_kind_nobody_knows_is_named():
    state = replay.Replay()
    replay._fold(state, {"seq": 7, "resource": {"type": "spell", "id": "S-1"}, "before": {}, "after": {"a": 1}})
    assert [(one.where, one.what) for one in state.broken] == [("log entry 7", "speaks of an unknown kind 'spell'")]


def test_how_far_the_log_is_read_is_told_to_its_end_and_an_empty_log_is_broken(desk, monkeypatch):
    monkeypatch.setattr(replay, "_STEP", 2)
    seen: list[tuple[int, int]] = []
    with desk.store.read() as session:
        state = replay.replay(session.connection(), lambda done, total: seen.append((done, total)))
        empty = replay.replay(session.connection(), until=0)
    assert seen[-1] == (state.entries, state.entries)
    assert len(seen) > 2
    assert [one.what for one in empty.broken] == ["is empty: a desk begins with the entry that made it"]
