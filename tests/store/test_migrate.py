"""The shape of the database: migrations make what the models say, and an older desk is brought to it safely."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from grcdesk.errors import Locked, Unwritable
from grcdesk.models import tables as _models
from grcdesk.models.base import Row
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import database as db
from grcdesk.store import migrate, shape
from grcdesk.store.signer import Signer
from grcdesk.store.sqlite import engine as engine_of_sqlite
from grcdesk.terms import Status, Verb, Via
from helpers.table_digests import tables


def schema(database: Path) -> dict[str, str]:
    """Each table and index as SQL, written in one way."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        ).fetchall()
    return {name: _plain(sql) for name, sql in rows if name != "alembic_version"}


def _plain(sql: str) -> str:
    head, _, rest = sql.replace('"', "").partition("(")
    body, _, tail = rest.rpartition(")")
    # where a rule stands, at its column or at the end, and on which line a column, makes no difference
    rule = r"CHECK \((?:[^()]|\([^()]*\))*\)"
    parts = re.split(r",(?![^(]*\))", re.sub(rule, "", body))
    # a column that is added to rows needs a value for them; models give it to new ones
    columns = sorted(" ".join(re.sub(r"DEFAULT (''|'\[\]'|0)", "", part).split()) for part in parts if part.strip())
    # models know no way to refuse wrong types; the migrations do
    return " ".join([head.strip(), *columns, *sorted(re.findall(rule, body)), tail.replace("STRICT", "").strip()])


def test_migrations_make_what_the_models_say(tmp_path):
    migrate.create(tmp_path / "migrated.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    Row.metadata.create_all(engine)
    engine.dispose()
    migrated, modelled = schema(tmp_path / "migrated.db"), schema(tmp_path / "models.db")
    assert migrated.keys() == modelled.keys()
    for name, sql in modelled.items():
        assert migrated[name] == sql


def test_what_is_kept_of_the_migrations_is_what_they_make(tmp_path):
    kept = migrate.made_file(shape.SCHEMA)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    assert migrate.made_by_scripts(tmp_path / "by_scripts.db") == kept.read_text(encoding="utf-8"), "make made-shape"
    migrate.create_at(tmp_path / "at_once.db", shape.SCHEMA)
    assert tables(tmp_path / "at_once.db") == tables(tmp_path / "by_scripts.db")
    assert schema(tmp_path / "at_once.db") == schema(tmp_path / "by_scripts.db")


def test_no_table_takes_a_value_of_the_wrong_type(tmp_path):
    migrate.create(tmp_path / "desk.db")
    with closing(sqlite3.connect(tmp_path / "desk.db")) as connection:
        tables_ = connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall()
    loose = {name for name, strict in tables_ if not strict and not name.startswith("sqlite_")}
    assert loose == {"alembic_version"}


def test_alembic_finds_nothing_to_add(tmp_path):
    migrate.create(tmp_path / "desk.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []
    engine.dispose()
    assert _models.MODELS


def test_a_new_database_has_its_guards_and_marks(tmp_path):
    migrate.create(tmp_path / "desk.db")
    with closing(sqlite3.connect(tmp_path / "desk.db")) as connection:
        triggers = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
        assert triggers == 21
    header = (tmp_path / "desk.db").read_bytes()[:100]
    assert header[60:64] == shape.SCHEMA.to_bytes(4, "big")
    assert header[68:72] == b"grcd"
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]


def test_a_folder_that_takes_nothing_is_left_empty(tmp_path):
    with pytest.raises(Unwritable):
        migrate.create(tmp_path / "nowhere" / "desk.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["_run", "upgrade"])
def test_a_failed_creation_leaves_nothing(tmp_path, monkeypatch, step):
    def broken(*_: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(migrate, step, broken)
    with pytest.raises(RuntimeError):
        migrate.create(tmp_path / "desk.db")
    assert list(tmp_path.iterdir()) == []


def test_the_present_shape_is_left_alone(desk_root):
    before = (desk_root / "desk.db").read_bytes()
    assert migrate.bring_up_to_date(DeskPaths(desk_root), Signer("Dana Reyes", Via.CLI)) is None
    assert (desk_root / "desk.db").read_bytes() == before
    assert not (desk_root / "backups").exists()


@pytest.mark.slow
def test_an_older_desk_is_backed_up_migrated_and_says_so(desk, desk_root, later):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, note="private"))
    desk.close()
    before = tables(desk_root / "desk.db", without=("log",))
    whole = tables(desk_root / "desk.db")
    old = shape.SCHEMA
    later()
    migrated = open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert tables(desk_root / "desk.db", without=("log",)) == before
    (backup,) = (desk_root / "backups").iterdir()
    assert tables(backup) == whole
    assert not (desk_root / "backups" / (backup.name + "-wal")).exists()
    last = migrated.log.list(limit=1)[0]
    assert (last.action, last.after) == (Verb.DESK_MIGRATE, {"from": old, "to": old + 1, "backup": backup.name})
    assert migrated.log.verify().clean
    migrated.close()
    assert (desk_root / "desk.db").read_bytes()[60:64] == (old + 1).to_bytes(4, "big")
    with closing(sqlite3.connect(desk_root / "desk.db")) as connection:
        assert connection.execute("SELECT count(*) FROM test_only").fetchone() == (0,)
    open_desk(DeskPaths(desk_root), via=Via.CLI).close()
    assert len(list((desk_root / "backups").iterdir())) == 1, "the second start finds nothing to do"


def test_a_migration_that_fails_leaves_the_old_desk_whole(desk, desk_root, later, monkeypatch):
    desk.close()
    before = tables(desk_root / "desk.db")
    later('raise RuntimeError("half way")')
    with pytest.raises(RuntimeError, match="half way"):
        open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert tables(desk_root / "desk.db") == before
    with closing(sqlite3.connect(desk_root / "desk.db")) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'test_only'").fetchone() == (0,)
    assert list((desk_root / "backups").iterdir()) == []
    monkeypatch.undo()
    again = open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert again.log.verify().clean
    again.close()


def test_a_snapshot_of_a_database_in_use_holds_every_committed_row(desk, tmp_path):
    for number in range(20):
        desk.controls.set(["AI-SEC-01"], ControlChange(gap=str(number)))
    assert (desk.paths.root / "desk.db-wal").stat().st_size > 0
    db.snapshot(desk.paths.database, tmp_path / "copy.db")
    assert tables(tmp_path / "copy.db") == tables(desk.paths.database)
    shutil.copy(desk.paths.database, tmp_path / "naive.db")
    assert tables(tmp_path / "naive.db") != tables(desk.paths.database), "a plain copy misses what stands in the WAL"


@pytest.mark.slow
def test_one_process_migrates_the_others_wait_and_the_log_has_one_line_of_it(desk, desk_root, tmp_path):
    desk.close()
    db.remove(desk_root / "desk.db")
    migrate.create_at(desk_root / "desk.db", shape.OLDEST)
    asked = [
        sys.executable,
        "-m",
        "grcdesk",
        "--desk",
        str(desk_root),
        "log",
        "list",
        "--action",
        "desk.migrate",
        "--plain",
    ]
    started = [subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]  # noqa: S603
    ended = [(*one.communicate(), one.returncode) for one in started]
    assert [code for _, _, code in ended] == [0, 0, 0], ended
    assert {out.count(b"desk.migrate") for out, _, _ in ended} == {1}, ended
    assert len(list((desk_root / "backups").iterdir())) == 1


def test_a_disk_without_room_for_a_new_shape_is_told_as_that(desk, desk_root, monkeypatch):
    desk.close()
    db.remove(desk_root / "desk.db")
    migrate.create_at(desk_root / "desk.db", shape.OLDEST)
    whole = engine_of_sqlite.connect_pragmas

    def narrow(connection, **how):
        whole(connection, **how)
        connection.execute("PRAGMA max_page_count=1")  # as many as there are

    monkeypatch.setattr(engine_of_sqlite, "connect_pragmas", narrow)
    with pytest.raises(Unwritable, match="no space left for"):
        open_desk(DeskPaths(desk_root), via=Via.CLI)
    monkeypatch.undo()
    assert list((desk_root / "backups").iterdir()) == [], "nothing was done, and nothing is left"
    open_desk(DeskPaths(desk_root), via=Via.CLI).close()
    assert shape.check_header(DeskPaths(desk_root)) == shape.SCHEMA


def test_an_older_desk_that_is_read_only_or_in_use_is_not_migrated(desk, desk_root, later, monkeypatch):
    desk.close()
    later()
    paths, signer = DeskPaths(desk_root), Signer("Dana Reyes", Via.CLI)
    with monkeypatch.context() as patch:
        patch.setattr(migrate.place, "writable", lambda _: False)
        with pytest.raises(Unwritable, match="but it is read-only"):
            migrate.bring_up_to_date(paths, signer)
    monkeypatch.setattr(migrate, "_TRIES", 1)
    monkeypatch.setattr(migrate, "_PAUSE", 0)
    monkeypatch.setattr(engine_of_sqlite, "_BUSY_MS", 50)
    with closing(sqlite3.connect(paths.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked, match="is bringing this desk to its new shape"):
            migrate.bring_up_to_date(paths, signer)
    assert list(paths.backups.glob("*")) == [], "refused before a copy was made"
    paths.backups.mkdir(exist_ok=True)
    (paths.backups / "killed.db.unfinished").write_text("half")
    migrate.bring_up_to_date(paths, signer)
    assert [path.suffix for path in paths.backups.iterdir()] == [".db"], "what a killed process left is gone"
    migrate._bring(paths, signer)
    assert len(list(paths.backups.iterdir())) == 1, "whoever waited finds it done, and copies nothing"


def test_a_desk_without_a_place_for_the_copy_keeps_its_shape(desk, desk_root, later):
    desk.close()
    later()
    (desk_root / "backups").write_text("in the way")
    with pytest.raises(Unwritable, match="does not take the copy made before a new shape"):
        migrate.bring_up_to_date(DeskPaths(desk_root), Signer("Dana Reyes", Via.CLI))
    assert db.read_shape(desk_root / "desk.db") == shape.SCHEMA - 1
