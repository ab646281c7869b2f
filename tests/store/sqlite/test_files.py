"""The files of a database: copied, settled, looked at and cleaned; what fails is one sentence with its cure."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from grcdesk.errors import Damaged, Locked, NoDesk, Refused, Unwritable
from grcdesk.store import database as db
from grcdesk.store.sqlite import copies, engine, failures, header, holders, rows, scrub


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with one table of three rows."""
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE one (id TEXT); INSERT INTO one VALUES ('a'), ('b'), ('c');"
        )
    return path


@pytest.fixture
def busy(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def failed(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("in words that may change")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        (sqlite3.SQLITE_NOMEM, Unwritable, "no memory left"),
        (sqlite3.SQLITE_TOOBIG, Refused, "longer than the database takes"),
        (sqlite3.SQLITE_PERM, Unwritable, "is read-only"),
        (sqlite3.SQLITE_NOTADB, Damaged, "a page of it is not what was written"),
    ],
)
def test_each_failure_has_its_own_sentence(file, code, kind, said):
    found = failures.failure(failed(code), file)
    assert isinstance(found, kind)
    assert said in str(found)


def test_a_file_that_cannot_be_opened_is_told_by_its_rights(file, monkeypatch):
    may = {os.R_OK: False, os.W_OK: True}
    monkeypatch.setattr(os, "access", lambda _path, what: may[what])
    assert "may not be read by you" in str(failures.failure(failed(sqlite3.SQLITE_CANTOPEN), file))
    may |= {os.R_OK: True, os.W_OK: False}
    assert "is read-only" in str(failures.failure(failed(sqlite3.SQLITE_CANTOPEN), file))


def test_a_full_disk_is_named_though_the_driver_speaks_of_input_and_output(file, tmp_path, monkeypatch):
    class Usage:
        free = 0

    monkeypatch.setattr(failures.shutil, "disk_usage", lambda _: Usage)
    found = failures.failure(failed(sqlite3.SQLITE_IOERR), file, target=tmp_path / "copy.db")
    assert str(found) == f"no space left for {tmp_path / 'copy.db'}"

    def unknown(_: Path) -> None:
        raise OSError(errno.ENOSYS, "unknown")

    monkeypatch.setattr(failures.shutil, "disk_usage", unknown)
    assert "the disk under" in str(failures.failure(failed(sqlite3.SQLITE_IOERR), file)), "how full it is nobody knows"


def test_a_mistake_of_the_program_stays_one(file):
    assert failures.failure(ValueError("ours"), file) is None
    assert failures.failure(sqlite3.ProgrammingError("ours"), file) is None
    with pytest.raises(sqlite3.ProgrammingError), failures.translated(file):
        raise sqlite3.ProgrammingError("ours")


def test_a_copy_of_what_is_no_database_is_refused(file, tmp_path):
    file.write_bytes(b"x" * 4096)
    with pytest.raises(Damaged):
        copies.snapshot(file, tmp_path / "copy.db")


@pytest.mark.usefixtures("busy")
def test_a_database_that_others_have_open_is_not_settled(file):
    with pytest.raises(Locked, match="another grcdesk has this desk open"):
        copies.settle(file)


def test_what_is_no_database_is_not_settled_and_not_looked_into(file):
    file.write_bytes(b"x" * 4096)
    with pytest.raises(Damaged):
        copies.settle(file)
    with pytest.raises(Damaged, match="cannot be read"):
        copies.refuse_unknown_kinds(file)
    assert copies.integrity(file) == ["file is not a database"]


def test_a_look_that_cannot_be_taken_is_no_damage(file, monkeypatch):
    def locked(_: Path) -> None:
        raise failed(sqlite3.SQLITE_BUSY)

    monkeypatch.setattr(copies, "reader", locked)
    with pytest.raises(Locked):
        copies.integrity(file)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("CREATE VIEW odd AS SELECT * FROM one", "the view odd"),
        ("CREATE VIRTUAL TABLE odd USING fts5(text)", "the virtual table odd"),
    ],
)
def test_kinds_that_grcdesk_never_makes_are_refused(file, made, said):
    copies.refuse_unknown_kinds(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(made)
        connection.commit()
    with pytest.raises(Damaged, match=said):
        copies.refuse_unknown_kinds(file)


def test_what_was_deleted_is_no_longer_in_the_file(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO one VALUES ('Ms Ferreira was here')")
        connection.execute("DELETE FROM one WHERE id LIKE 'Ms%'")
        connection.commit()
    assert scrub.scrub(file)
    assert not any(b"Ferreira" in path.read_bytes() for path in copies.files_of(file) if path.exists())
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM one").fetchone() == (3,)


def test_a_reader_that_stays_holds_the_old_pages_and_it_is_said(file, monkeypatch):
    monkeypatch.setattr(scrub, "_WAIT", 0.1)
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM one").fetchone()
        assert scrub.scrub(file) is False


@pytest.mark.usefixtures("busy")
def test_what_is_being_written_is_not_scrubbed(file, monkeypatch):
    monkeypatch.setattr(scrub, "_WAIT", 0.1)
    with pytest.raises(Locked):
        scrub.scrub(file)


def test_who_has_the_file_open_is_named(file, tmp_path, monkeypatch):
    proc = tmp_path / "proc"
    for number, target in ((1, file), (2, tmp_path / "other.db"), (3, file)):
        (proc / str(number) / "fd").mkdir(parents=True)
        (proc / str(number) / "fd" / "0").symlink_to(target)
        (proc / str(number) / "fd" / "1").write_text("no link")
    (proc / "1" / "comm").write_text("backup\n")
    (proc / "4").mkdir()
    monkeypatch.setattr(holders, "Path", lambda _: proc)
    assert holders.holders(file) == ["process 1 (backup)", "process 3 (unknown)"]


def test_a_file_that_is_there_and_cannot_be_read_is_told(file, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        with pytest.raises(NoDesk, match="cannot be read: Permission denied"):
            header.read_shape(file)


def test_rows_that_cannot_be_read_fail_as_every_other_query(file):
    with db.looking(file) as connection:
        assert list(rows.plain_rows(connection, "SELECT id FROM one")) == [("a",), ("b",), ("c",)]
        with pytest.raises(DatabaseError):
            list(rows.plain_rows(connection, "SELECT id FROM nowhere"))


def test_a_transaction_that_cannot_be_rolled_back_is_given_back_all_the_same(file):
    made = engine.make_engine(file, readonly=False)
    connection = made.raw_connection()
    connection.execute("BEGIN IMMEDIATE")
    connection.close()
    with closing(sqlite3.connect(file, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")
    made.dispose()


def test_a_connection_whose_settings_fail_is_closed(file, monkeypatch):
    monkeypatch.setattr(engine, "_BUSY_MS", "'")
    with pytest.raises(sqlite3.OperationalError):
        engine.reader(file)
