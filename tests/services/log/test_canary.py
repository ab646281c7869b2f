"""A canary in every free text of a desk, in its backups and beside its log: erased once, it is in no file any more."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, inspect, select
from sqlalchemy.exc import IntegrityError

from grcdesk.errors import DeskError, Refused
from grcdesk.models.base import Row, WordList, table_of
from grcdesk.models.free import free_columns
from grcdesk.models.returned import AuditorCell, ReturnedBook
from grcdesk.models.reviews import KeptFile
from grcdesk.models.rosters import RosterList
from grcdesk.models.soa import SoaApproval
from grcdesk.models.tables import LOGGED
from grcdesk.models.testing import Deviation
from grcdesk.paths import DeskPaths, user_state
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import database
from grcdesk.terms import Verb, Via
from grcdesk.terms.returned import AuditorValue, BookKind
from grcdesk.terms.reviews import KeptKind
from grcdesk.terms.soa import SoaFramework
from grcdesk.terms.testing import DeviationSource
from helpers.every_write import WRITES

KEPT = Path(__file__).parents[2] / "store" / "desks" / "0.1.0.zip"
CANARY = 'Ms Ferreira <was & "is"> über\nleave'
PIECES = (b"Ferreira", b"ber\\nleave", b"ber\nleave")
NEWER = (
    *("next engagement", "check word", "quiet days", "statement", "rehearsal", "request", "request submitted"),
    *("request list", "walkthrough", "walkthrough answered", "finding", "finding item", "finding response"),
    *("finding moved", "remediation moved", "incident", "incident notice", "incident touched", "population"),
    *("population reconciled", "sample", "test answered", "folder synced", "tailored"),
)
"""Commands that put a row into each table that came after 0.1.0."""
EMPTY = {"check_parameter", "control_conclusion", "quiet_statement", "test_run", "request_evidence"}
"""Tables that stay empty here: catalogs, signed conclusions and runs of checks are tried elsewhere."""
SIGNED = {
    "its rows are not those that were approved",
    "its items are not those that were drawn",
}
WITHOUT = {
    *(("test_answer", "tested_by"), ("test_answer", "reviewed_by"), ("test_answer", "returned")),
    *(("finding_item", "fix"), ("walkthrough_difference", "settled"), ("expected_control", "accepted")),
    ("soa_entry", "reasons"),
}
"""Fields that may hold nothing while others of these rows are as they are."""


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Desk]:
    """A desk with a row in nearly every table; lines of both formats tell of them."""
    with zipfile.ZipFile(KEPT) as archive:
        archive.extractall(tmp_path / "desk")
    desk = open_desk(DeskPaths(tmp_path / "desk"), via=Via.CLI)
    for number, name in enumerate(NEWER):
        folder = tmp_path / f"files{number}"
        folder.mkdir()
        for step in WRITES[name][1:]:
            try:
                if step:
                    step(desk, folder)
            except DeskError:
                continue  # the row it needs was made by an earlier one
    yield desk
    desk.close()


def bare(database_file: Path) -> list[tuple[str, str]]:
    """Take the guards of rows away, as no command can, so that the canary comes into frozen rows too."""
    with closing(sqlite3.connect(database_file)) as connection, connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'log_%'"
        guards = connection.execute(query).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
    return guards


def guard(database_file: Path, guards: list[tuple[str, str]]) -> None:
    with closing(sqlite3.connect(database_file)) as connection, connection:
        for _, made in guards:
            connection.execute(made)


def value(table: Table, column: str, now: Any) -> Any:
    """The canary in the form of what stands there."""
    if isinstance(table.columns[column].type, WordList):
        return [*now, CANARY if all(isinstance(item, str) for item in now) else [CANARY]]
    if isinstance(now, str) and now.startswith("{"):
        return json.dumps({**json.loads(now), "seen": [f"said by {CANARY}"]})
    return CANARY


def plant(desk: Desk) -> tuple[set[tuple[str, str]], set[str]]:
    """The canary into every free text; which fields took it, and which tables have no row."""
    guards = bare(desk.paths.database)
    done, empty = set(), set()
    with desk.store.work(Verb.CONTROL_SET) as work:
        for row in rows_of_newer_tables():
            work.session.add(row)
        work.session.flush()
        for name, model in LOGGED.items():
            row = work.session.scalars(select(model).limit(1)).first()
            if row is None:
                empty.add(name)
                continue
            table = table_of(model)
            for column in free_columns(table):
                key = inspect(model).get_property_by_column(table.columns[column]).key
                try:
                    with work.session.begin_nested():
                        setattr(row, key, value(table, column, getattr(row, key)))
                        work.session.flush()
                    done.add((name, column))
                except IntegrityError:
                    work.session.refresh(row)
    guard(desk.paths.database, guards)
    return done, empty


def rows_of_newer_tables() -> list[Row]:
    sha = "0" * 64
    return [
        ReturnedBook(
            id="RB-9",
            book=BookKind.MATRIX,
            kept="KF-9",
            sha256="0" * 64,
            filled_by="Tomas Beck",
            taken_on=date(2026, 6, 1),
        ),
        AuditorCell(
            id="ENG-1/Control matrix/AI-SEC-01/Auditor ref",
            kind=AuditorValue.TEXT,
            told="seen",
            told_by="Tomas Beck",
            told_on=date(2026, 6, 1),
        ),
        KeptFile(id="KF-9", campaign="", about="RL-1", what=KeptKind.ROSTER, sha256=sha, erased="x"),
        RosterList(id="RL-9", sha256=sha, people=1),
        SoaApproval(
            id="SOA-9", framework=SoaFramework.ISO42001, approved_by="x", approved_on=date(2026, 6, 1), sha256=sha
        ),
        Deviation(
            id="DEV-9",
            engagement="ENG-1",
            control="AI-SEC-01",
            test="AI-SEC-01.T1",
            item="x",
            source=DeviationSource.SHEET,
            found_on=date(2026, 6, 1),
        ),
    ]


def holding(root: Path) -> list[str]:
    return [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and any(piece in path.read_bytes() for piece in PIECES)
    ]


@pytest.mark.slow
def test_a_canary_in_every_free_text_is_erased_from_every_file(filled, tmp_path):
    paths = filled.paths
    done, empty = plant(filled)
    assert empty <= EMPTY, "every table has a row"
    free = {
        (name, column)
        for name, model in LOGGED.items()
        if name not in empty
        for column in free_columns(table_of(model))
    }
    assert free - done <= WITHOUT, "every free text holds it"
    with closing(sqlite3.connect(paths.database)) as connection, connection:
        connection.execute(
            "INSERT INTO calendar_event VALUES ('x/1','x','1',?,?,'2026-01-01',?,'[]',0,'2026-01-01',0)",
            (CANARY, CANARY, f"because of {CANARY}"),
        )
    with pytest.raises(DeskError):
        filled.controls.show(CANARY)
    filled.controls.set(["AI-SEC-02"], ControlChange(note=CANARY))
    filled.controls.set(["AI-SEC-02"], ControlChange(note="gone"))
    filled.vault.clear()  # an artefact with a reason why its file was erased has none
    before = set(filled.log.verify().broken)  # what was signed is not what it was: the canary came in around the door
    assert {one.what for one in before} <= SIGNED
    paths.exports.mkdir(exist_ok=True)
    filled.log.export(None)
    paths.backups.mkdir(exist_ok=True)
    database.snapshot(paths.database, paths.backups / "before-restore-2026.db")
    draft = user_state() / "drafts" / "a.json"
    draft.parent.mkdir(parents=True)
    draft.write_text(json.dumps({"texts": {"note": CANARY}}))
    assert set(holding(paths.root)) >= {"desk.db", "backups/before-restore-2026.db", "exports/texts.jsonl"}

    name = next(one.sha256 for one in filled.log.texts(containing="ferreira") if one.text == CANARY)
    with pytest.raises(Refused, match="still stands as") as refused:
        filled.log.erase(name, reason="asked for")
    assert "--clear" in refused.value.hint
    filled.log.erase(name, reason="asked for", clear=True)

    assert holding(paths.root) == []
    assert not draft.exists()
    assert set(filled.log.verify().broken) <= before
    assert filled.log.texts(containing="ferreira") == []
    filled.close()
    assert holding(paths.root) == [], "nor when the last connection is closed"
    (tmp_path / "out").mkdir()
    again = open_desk(DeskPaths(paths.root), via=Via.CLI)
    again.log.export(tmp_path / "out" / "log.jsonl")
    again.close()
    check = [sys.executable, "-I", "verify_texts.py", "log.jsonl", "texts.jsonl"]
    told = subprocess.run(check, cwd=tmp_path / "out", capture_output=True, text=True, check=False)  # noqa: S603
    assert (told.returncode, "0 not given" in told.stdout) == (0, True), told.stdout
    assert holding(tmp_path / "out") == []
    backup = open_backup(paths, tmp_path)
    assert set(backup.log.verify().broken) <= before
    assert backup.log.list(action="log.erase", limit=1)[0].reason == "asked for"
    backup.close()


def open_backup(paths: DeskPaths, tmp_path: Path) -> Desk:
    """The desk as its backup has it."""
    root = tmp_path / "restored"
    root.mkdir()
    (root / "desk.db").write_bytes((paths.backups / "before-restore-2026.db").read_bytes())
    (root / "grcdesk.toml").write_bytes(paths.settings.read_bytes())
    paths.vault.rename(root / "vault")
    paths.catalogs.rename(root / "catalogs")
    return open_desk(DeskPaths(root), via=Via.CLI)
