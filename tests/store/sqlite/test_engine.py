"""The settings of real connections, the guards, the header of the file, and where WAL may be used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from grcdesk.errors import Damaged, Newer, NoDesk
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import database as db
from grcdesk.store import migrate, place, shape
from grcdesk.store.shape import check_header
from grcdesk.terms import Status, Via
from helpers.table_digests import tables

ALWAYS = {
    "busy_timeout": 5000,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
    "cell_size_check": 1,
    "synchronous": 2,
    "secure_delete": 1,
    "mmap_size": 0,
    "journal_mode": "wal",
    "application_id": 0x67726364,
    "user_version": shape.SCHEMA,
}


def setting(engine, name: str) -> object:
    with engine.connect() as connection:
        row = connection.exec_driver_sql(f"PRAGMA {name}").first()
        # without memory mapping built in, SQLite does not even answer
        return row[0] if row else 0


@pytest.mark.parametrize("name", ALWAYS)
def test_every_connection_has_its_settings(desk, name):
    for engine in (desk.store._reader, desk.store._writer):
        assert setting(engine, name) == ALWAYS[name]
        engine.dispose()
        assert setting(engine, name) == ALWAYS[name], "a fresh connection as well"


def test_readers_cannot_write(desk):
    assert setting(desk.store._reader, "query_only") == 1
    with desk.store._reader.connect() as connection, pytest.raises(OperationalError) as error:
        connection.exec_driver_sql("DELETE FROM assessment")
    assert error.value.orig.sqlite_errorcode == sqlite3.SQLITE_READONLY


def test_writers_hold_the_lock_from_the_start_and_readers_do_not(desk):
    other = sqlite3.connect(desk.paths.database, timeout=0)
    with desk.store._reader.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with desk.store._writer.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(sqlite3.OperationalError) as error:
            other.execute("BEGIN IMMEDIATE")
    assert error.value.sqlite_errorcode == sqlite3.SQLITE_BUSY
    other.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET hash = 'x'",
        "UPDATE log SET actor = 'x'",
        "DELETE FROM log",
        "DELETE FROM log WHERE seq = 1",
        "INSERT OR REPLACE INTO log SELECT * FROM log WHERE seq = 1",
    ],
)
def test_the_log_only_grows(desk, statement):
    before = tables(desk.paths.database)
    with desk.store._writer.connect() as connection, pytest.raises(Exception, match="the log only grows"):
        connection.exec_driver_sql(statement)
    assert tables(desk.paths.database) == before


def test_a_slip_and_a_snapshot_do_not_change(desk):
    with desk.store._writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO action_slip VALUES ('S','A','2026-01-01','2026-02-01','ill',1)")
    with desk.store._writer.connect() as connection, pytest.raises(Exception, match="a slip is kept"):
        connection.exec_driver_sql("UPDATE action_slip SET reason = 'x'")
    with desk.store._writer.connect() as connection:
        made = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert made >= {"log_no_update", "log_no_delete", "slip_no_update", "snapshot_control_no_update"}


# --- the header of the file ---------------------------------------------------------------------------------------


def stamp(database: Path, name: str, value: int) -> None:
    connection = sqlite3.connect(database)
    connection.execute(f"PRAGMA {name}={value}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def test_another_programs_database_is_refused(desk_root):
    stamp(desk_root / "desk.db", "application_id", 12345)
    with pytest.raises(Damaged, match="not a grcdesk database"):
        open_desk(DeskPaths(desk_root), via=Via.CLI)


def test_a_later_shape_is_refused_untouched(desk_root):
    stamp(desk_root / "desk.db", "user_version", shape.SCHEMA + 1)
    before = (desk_root / "desk.db").read_bytes()
    with pytest.raises(Newer, match=f"shape {shape.SCHEMA + 1}") as error:
        open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert "newer grcdesk" in error.value.hint
    assert (desk_root / "desk.db").read_bytes() == before
    assert not (desk_root / "backups").exists()


@pytest.mark.parametrize("content", [b"", b"SQLite", b"not a database at all " * 10])
def test_what_is_no_database_is_damage(desk_root, content):
    (desk_root / "desk.db").write_bytes(content)
    with pytest.raises(Damaged):
        open_desk(DeskPaths(desk_root), via=Via.CLI)


def test_a_missing_database_is_no_desk(desk_root):
    (desk_root / "desk.db").unlink()
    with pytest.raises(NoDesk, match="missing"):
        check_header(DeskPaths(desk_root))


# --- read-only places ---------------------------------------------------------------------------------------------

READER = """
import os, sys
from pathlib import Path
from grcdesk.errors import Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.doctor import doctor
from grcdesk.terms import Status, Via

def use(root):
    desk = open_desk(DeskPaths(Path(root)), via=Via.CLI)
    print(len(desk.controls.list()))
    print(desk.log.verify().clean)
    print([check.name for check in doctor(desk.paths) if check.ok is False])
    try:
        print(desk.controls.set(desk.controls.keys()[:1], ControlChange(status=Status.MISSING)).sentence)
    except Unwritable as error:
        print(error)

use(sys.argv[1])  # as oneself; after that every module is loaded
if os.getuid() == 0:  # nothing is read-only to root
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
use(sys.argv[2])
"""


@pytest.mark.slow
def test_a_read_only_folder_is_read_and_verified_and_says_why_it_takes_no_writing(desk, desk_root):
    desk.controls.set(desk.controls.keys()[:1], ControlChange(status=Status.PARTIAL))
    desk.close()
    # the folders pytest makes are closed to every other user
    place = Path(tempfile.mkdtemp())
    shutil.copytree(desk_root, place / "desk")
    for path in (place, *place.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = subprocess.run(  # noqa: S603  our own script
            [sys.executable, "-c", READER, str(desk_root), str(place / "desk")],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "XDG_CONFIG_HOME": str(place)},
        )
    finally:
        for path in (place, *place.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.rmtree(place)
    assert done.stderr == ""
    told = done.stdout.splitlines()
    assert told[:4] == ["23", "True", "[]", "AI-SEC-01 now missing"]
    assert told[4:] == [
        "23",
        "True",
        "[]",
        f"{place / 'desk' / 'desk.db'} is read-only",
    ]


# --- network shares -----------------------------------------------------------------------------------------------

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/export /srv nfs4 rw 0 0
//files/team /mnt/team cifs rw 0 0
me@host: /mnt/with\\040space fuse.sshfs rw 0 0
/dev/sdb1 /srv/local xfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/dana/desk/desk.db", False),
        ("/srv/desk/desk.db", True),
        ("/srvother/desk.db", False),
        ("/srv/local/desk.db", False),
        ("/mnt/team/desk.db", True),
        ("/mnt/with space/desk.db", True),
    ],
)
def test_a_network_share_is_known_by_its_mount(path, expected):
    assert place.on_network(Path(path), lambda: MOUNTS) is expected


def test_when_mounts_cannot_be_read_the_disk_counts_as_local():
    def broken() -> str:
        raise OSError

    assert place.on_network(Path("/srv/desk.db"), broken) is False


def test_on_a_share_there_is_no_wal(desk_root, monkeypatch):
    monkeypatch.setattr(place, "on_network", lambda _path: True)
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.controls.set(desk.controls.keys()[:1], ControlChange(status=Status.PARTIAL))
    assert setting(desk.store._writer, "journal_mode") == "delete"
    assert not (desk_root / "desk.db-wal").exists()
    assert desk.log.verify().clean
    desk.close()


def test_who_still_reads_when_a_desk_is_closed_keeps_nothing_open(tmp_path):
    database = tmp_path / "desk.db"
    migrate.create(database)
    engine = db.make_engine(database, readonly=True)
    with engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM log"))
        engine.dispose()
    with engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM log"))
    db.settle(database)
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]
