"""Desks that released versions wrote: today's program brings a copy to its shape, finds it whole and works on."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from grcdesk.models.tables import MODELS
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.desk.upkeep import restore
from grcdesk.store import migrate, shape
from grcdesk.terms import DueKind, Status, Verb, Via
from helpers.table_digests import tables
from helpers.verdicts import verdicts

KEPT = sorted((Path(__file__).parent / "desks").glob("*.zip"))
ENTRIES = {"0.1.0": 1238, "shape-30": 946, "shape-37": 955}
"""Lines of the log when it was kept."""
SIGNED = {"0.1.0": [None, date(2026, 11, 16)], "shape-30": [date(2026, 11, 21)], "shape-37": [date(2026, 11, 21)]}
"""When its access reviews were signed."""
TOLD_LATER = {DueKind.TEST, DueKind.TEST_JUDGEMENT}
"""Kinds of dates that no version told of when these desks were kept."""


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request) -> Path:
    return request.param


@pytest.fixture
def root(kept, tmp_path) -> Path:
    """A copy of such a desk."""
    with zipfile.ZipFile(kept) as archive:
        archive.extractall(tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def old(root) -> Iterator[Desk]:
    """That copy, opened by today's program."""
    found = open_desk(DeskPaths(root), via=Via.CLI)
    yield found
    found.close()


def schema(database: Path) -> list[tuple[str, str, str, str]]:
    """Tables, indexes and triggers, as the database tells them, apart from line breaks."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return sorted((kind, name, table, " ".join(sql.split())) for kind, name, table, sql in rows)


def test_there_is_a_desk_of_every_shape_that_was_released():
    assert {path.stem for path in KEPT} == set(ENTRIES)


def test_it_has_a_row_in_every_table_of_its_time(root):
    with closing(sqlite3.connect(root / "desk.db")) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        empty = [name for name in names if not connection.execute(f'SELECT 1 FROM "{name}"').fetchone()]  # noqa: S608
    assert empty == []
    assert len(names & MODELS.keys()) >= 54


def test_it_has_the_shape_of_a_new_database(old, tmp_path):
    migrate.create(tmp_path / "new.db")
    assert schema(old.paths.database) == schema(tmp_path / "new.db")
    assert len(schema(tmp_path / "new.db")) > 150


def test_its_log_and_its_vault_are_whole(old, kept):
    report = old.log.verify()
    assert report.broken == ()
    assert report.entries >= ENTRIES[kept.stem]
    assert report.blobs > 10
    assert old.vault.verify().clean


@pytest.mark.slow
def test_every_noun_is_listed(old, kept):
    nouns = ("controls", "actions", "risks", "evidence", "features", "vendors", "agreements", "vendor_reviews")
    nouns += ("reviews", "catalogs", "sources", "checks", "wanted", "views", "due", "log")
    for noun in nouns:
        assert getattr(old, noun).list(), noun
    assert old.log.batches()
    assert old.due.notes()
    assert old.scope.show().criteria
    assert old.gap.summary()
    assert [row.signed_on for row in old.reviews.list()] == SIGNED[kept.stem]
    for one in old.vendors.list():
        assert old.vendors.show(one.id)
    for one in old.evidence.list():
        assert old.evidence.show(one.id)
    for one in old.reviews.list():
        assert old.reviews.show(one.id)


def test_work_goes_on_and_is_undone(old):
    before = tables(old.paths.database, without=("log", "private_text"))
    row = old.controls.show("AI-SEC-01").row
    old.controls.set(["AI-SEC-01"], ControlChange(status=Status.MISSING, gap="Nobody rotates them", note="Ask Ada"))
    assert old.controls.show("AI-SEC-01").row.status is Status.MISSING
    old.log.undo()
    after = tables(old.paths.database, without=("log", "private_text"))
    assert {name for name in before if before[name] != after[name]} == {"assessment"}
    # the counter of a row's versions only rises
    again = old.controls.show("AI-SEC-01").row
    assert replace(again, version=row.version) == row
    assert old.log.verify().broken == ()


def test_what_was_said_of_it_before_is_said_of_it_now(old, kept):
    """Of 0.1.0 before its one programme became an engagement."""
    (engagement,) = old.audits.list()
    assert (engagement.id, engagement.current) == ("ENG-1", True)
    said = json.loads(kept.with_name(f"{kept.stem}.verdicts.json").read_text(encoding="utf-8"))
    now = json.loads(json.dumps(verdicts(old, date(2026, 11, 21))))
    now["due"] = [one for one in now["due"] if one.partition(" ")[0] not in TOLD_LATER]
    assert now == said


@pytest.mark.slow
def test_its_matrix_is_exported(old, tmp_path):
    done = old.exports.matrix(tmp_path / "matrix.xlsx", as_of=date(2026, 11, 21))
    sheets = openpyxl.load_workbook(done.path, read_only=True).sheetnames
    assert len(sheets) > 8


@pytest.mark.slow
def test_it_is_restored_as_the_backup_that_it_is(kept, tmp_path):
    paths = DeskPaths(tmp_path / "restored")
    restore(kept, paths, via=Via.CLI)
    found = open_desk(paths, via=Via.CLI)
    assert found.log.verify().broken == ()
    assert found.log.list(action="desk.restore")
    found.close()


@pytest.mark.slow
def test_a_program_one_shape_ahead_brings_it_along(root, later):
    open_desk(DeskPaths(root), via=Via.CLI).close()
    before = tables(root / "desk.db", without=("log",))
    later()
    found = open_desk(DeskPaths(root), via=Via.CLI)
    assert tables(root / "desk.db", without=("log",)) == before
    line = found.log.list(action="desk.migrate")[0]
    assert (line.action, line.after["to"]) == (Verb.DESK_MIGRATE, shape.SCHEMA)
    assert found.log.verify().broken == ()
    found.close()
