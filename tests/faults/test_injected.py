"""A disk that fails or is full at any moment of adding and importing: nothing torn, nothing missing, work goes on."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from faults.deeds import THOROUGH, add_folder, content, opened, start
from faults.storage import FILE_CALLS, READ_CALLS, develop, picture, watched
from grcdesk.errors import DeskError, Unwritable
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.services.desk.desk import Desk
from grcdesk.store import vault
from grcdesk.store.work import Store
from grcdesk.terms import EvidenceKind

CALLS = FILE_CALLS | READ_CALLS
OF_SQL = {errno.EIO: sqlite3.SQLITE_IOERR, errno.ENOSPC: sqlite3.SQLITE_FULL}
"""SQLite's number where the system has another."""
HARMLESS = {"close", "rollback", "unlink", "mkdir", "open", "read"}
"""Calls whose failure need not be told, when all the rest was done: letting go, tidying up, looking once more."""
Deed = Callable[[Desk, Path, int], Callable[[], object]]
"""Lays out the files of a turn, and gives what is then done with them."""


def adding(desk: Desk, root: Path, turn: int) -> Callable[[], object]:
    """Two new files, one of them twice, and one that was added the turn before."""
    for name in ("a", "b", "b again"):
        (root / "more" / f"{name}.txt").write_text(f"{name[0] * 3000} {turn}")
    (root / "report.pdf").write_text(f"{'a' * 3000} {turn - 1}")
    return lambda: add_folder(desk, root)


def importing(name: str) -> Deed:
    """Importing a file that was looked at before: the process that reads it stores nothing."""
    reports: list[Any] = []

    def prepared(desk: Desk, root: Path, turn: int) -> Callable[[], object]:
        file = root / name
        if not reports:
            reports[:] = file.read_bytes(), desk.imports.preview(file).report
        file.write_bytes(reports[0] + b"\n" * turn)
        seen = replace(reports[1], sha256=hashlib.sha256(file.read_bytes()).hexdigest())
        return lambda: desk.imports.import_(file, controls=["AI-SEC-03"], seen=seen)

    return prepared


DEEDS = {"add": adding, "import": importing("decisions.jsonl"), "import of content": importing("prompts.jsonl")}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return picture(start(tmp_path_factory.mktemp("first")))


@pytest.fixture
def work(first, tmp_path):
    return develop(first, tmp_path / "work")


@pytest.fixture
def desk(work):
    found = opened(work)
    yield found
    found.close()


def wrong_files(desk: Desk) -> list[str]:
    """Artefacts whose bytes do not lie in the vault as they were taken in, and bytes that nothing speaks of."""
    with desk.store.read() as session:
        connection = session.connection()
        rows = {tuple(row) for row in connection.execute(text("SELECT id, sha256 FROM evidence WHERE sha256 <> ''"))}
        told = vault.named(connection)
    lie = {path.name: path for path in desk.paths.vault.rglob("*") if path.is_file()}
    sound = {sha for _, sha in rows if sha in lie and hashlib.sha256(lie[sha].read_bytes()).hexdigest() == sha}
    return [name for name, sha in rows if sha not in sound] + sorted(lie.keys() - told)


def failed_sql(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(os.strerror(code))
    error.sqlite_errorcode = OF_SQL[code]
    return error


def remembering() -> bool:
    """Whether the deed is done, and only where the log stands is being noted outside of it."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        if frame.f_code is Store._remember.__code__:
            return True
        frame = frame.f_back
    return False


def failing_at(number: int, code: int, done: list[str]) -> Callable[[str, Any], None]:
    """Raises what the system would say at that call; notes every call."""

    def seen(event: str, call: Any) -> None:
        if event == "c_call" and not remembering():
            done.append(call.__name__)
            if len(done) == number:
                of_sql = isinstance(call.__self__, sqlite3.Connection | sqlite3.Cursor)
                raise failed_sql(code) if of_sql else OSError(code, os.strerror(code))

    return seen


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("name", DEEDS)
def test_an_error_at_any_storage_call_is_told_and_leaves_the_old_or_the_new(desk, work, name):
    deed = DEEDS[name]
    deed(desk, work, 0)()  # loads what is loaded late
    old = content(work)
    told = 0
    for number in count(1):
        calls: list[str] = []
        code = (errno.EIO, errno.ENOSPC)[number % 2]
        act = deed(desk, work, number)
        try:
            watched(act, failing_at(number, code, calls), CALLS)
        except DeskError:  # anything else is told to nobody as what it is
            told += 1
            assert content(work) == old, f"{calls[-1]} {number} failed, and something was done"
            assert wrong_files(desk) == [], f"{calls[-1]} {number}"
            continue
        if len(calls) < number:
            break
        assert calls[number - 1] in HARMLESS, f"{calls[number - 1]} {number} failed, and nobody was told"
        assert content(work) != old
        left = wrong_files(desk)
        assert left == [] or calls[number - 1] == "unlink", f"{calls[number - 1]} {number}"
        for stump in left:
            (desk.paths.vault / stump).unlink()
        desk.log.undo()
    assert told > 25
    assert desk.log.verify().broken == ()


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """No file of this process grows beyond that size: the system refuses, in the middle of a write."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@pytest.mark.parametrize("name", DEEDS)
def test_a_disk_that_is_full_in_the_middle_of_a_write_leaves_the_old(desk, work, name):
    deed = DEEDS[name]
    deed(desk, work, 0)()
    old = content(work)
    wal = desk.paths.database.with_name("desk.db-wal")
    for turn, room in enumerate(range(0, 40_000, 457 if THOROUGH else 4570), 1):
        act = deed(desk, work, turn)
        # in the middle of the file taken in, or of what the commit writes
        with files_up_to(min(room, 1000) if turn < 3 else wal.stat().st_size + room):
            try:
                act()
            except Unwritable:
                assert content(work) == old, f"room for {room} bytes"
            else:
                assert content(work) != old
                break
        assert wrong_files(desk) == [], f"room for {room} bytes"
    assert turn > 3
    assert wrong_files(desk) == []
    assert desk.log.verify().broken == ()


def test_a_database_that_takes_no_more_pages_says_so_and_goes_on_when_there_is_room(desk, work):
    facts = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1))
    links = [f"https://acme.example/{number}" for number in range(200)]
    old = content(work)
    pages(desk, "page_count")
    with pytest.raises(Unwritable, match="no space left"):
        desk.evidence.add([work / "report.pdf", *links], facts, controls=["AI-SEC-01"])
    assert content(work) == old
    assert wrong_files(desk) == []
    pages(desk, "1000000")
    desk.evidence.add([work / "report.pdf", *links], facts, controls=["AI-SEC-01"])
    assert wrong_files(desk) == []
    assert desk.log.verify().broken == ()


def pages(desk: Desk, most: str) -> None:
    """Let the writer's connection have that many pages, or as many as there are."""
    raw = desk.store._writer.raw_connection()
    if most == "page_count":
        (most,) = raw.cursor().execute("PRAGMA page_count").fetchone()
    raw.cursor().execute(f"PRAGMA max_page_count={most}")
    raw.close()
