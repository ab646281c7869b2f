"""A migration that changes rows tells each of them to the log, and the log is whole after it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.models.log import PrivateText
from grcdesk.paths import PACKAGE, DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import migrate, replay, shape, undo
from grcdesk.terms import Status, Verb, Via
from helpers.table_digests import tables

HERE = "from grcdesk.store.migrations import moves\n    "
RELABEL = HERE + 'moves.change("assessment", lambda row: {"gap": row["gap"].upper(), "status": row["status"]})'
KEPT = Path(__file__).parents[1] / "desks" / "0.1.0.zip"


@pytest.fixture
def told(desk):
    """A desk with two gaps, one of them with a private note; its folder."""
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="no rotation", note="ask Omar"))
    desk.controls.set(["AI-SEC-02"], ControlChange(status=Status.MISSING, gap="no log"))
    desk.close()
    return desk.paths


def reopened(paths: DeskPaths):
    return open_desk(paths, via=Via.CLI)


@pytest.mark.slow
def test_every_changed_row_has_its_line_in_one_chain(told, later, tmp_path):
    later(RELABEL)
    desk = reopened(told)
    lines = desk.log.list(action="desk.migrate", newest_first=False)
    assert [(line.kind, line.id) for line in lines] == [
        ("desk", "desk"), ("assessment", "AI-SEC-01"), ("assessment", "AI-SEC-02"),
    ]  # fmt: skip
    assert len({line.batch for line in lines}) == 1
    assert (lines[0].after["from"], lines[0].after["to"]) == (shape.SCHEMA - 1, shape.SCHEMA)
    assert (lines[1].before, lines[1].after) == ({"gap": "no rotation"}, {"gap": "NO ROTATION"})
    assert lines[1].actor == "Dana Reyes"
    assert desk.controls.show("AI-SEC-01").gap == "NO ROTATION"
    assert desk.log.verify().broken == ()
    done = desk.log.export(tmp_path / "log.jsonl")
    desk.close()
    checked = subprocess.run(  # noqa: S603  our own script
        [sys.executable, str(PACKAGE / "verify_log.py"), str(done.path)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.slow
def test_a_row_changed_beside_the_helper_is_found(told, later):
    later("op.execute(\"UPDATE assessment SET gap = 'x' WHERE control = 'AI-SEC-01'\")")
    desk = reopened(told)
    assert [(one.where, one.what) for one in desk.log.verify().broken] == [
        ("assessment AI-SEC-01", "gap is not what the log says")
    ]
    desk.close()


def test_a_line_of_a_move_that_is_altered_is_found(told, later):
    later(RELABEL)
    desk = reopened(told)
    with closing(sqlite3.connect(told.database)) as connection:
        connection.execute("UPDATE assessment SET gap = 'no rotation' WHERE control = 'AI-SEC-01'")
        connection.commit()
    assert [one.where for one in desk.log.verify().broken] == ["assessment AI-SEC-01"]
    desk.close()


@pytest.mark.slow
def test_a_new_column_is_filled_from_another(told, later, monkeypatch):
    later(
        'op.add_column("saved_view", sa.Column("note", sa.Text, nullable=False, server_default=""))\n    '
        + HERE
        + 'moves.change("saved_view", lambda row: {"note": row["filter"]})'
    )
    # the model of that program knows the column
    monkeypatch.setitem(replay._defaults("saved_view"), "note", "")
    with open_older(told) as older:
        older.views.save("mine", "status:partial")
        older.views.save("other", "")
    desk = reopened(told)
    lines = desk.log.list(action="desk.migrate", resource=("mine", "other"))
    assert [(line.id, line.before, line.after) for line in lines] == [
        ("mine", {"note": ""}, {"note": "status:partial"}),
    ]
    assert desk.log.verify().broken == ()
    desk.close()


class open_older:  # noqa: N801  reads as a verb
    """The desk opened by the program of before."""

    def __init__(self, paths: DeskPaths) -> None:
        self.paths = paths
        self.patch = pytest.MonkeyPatch()

    def __enter__(self):
        self.patch.setattr(shape, "SCHEMA", shape.SCHEMA - 1)
        self.desk = open_desk(self.paths, via=Via.CLI)
        return self.desk

    def __exit__(self, *_: object) -> None:
        self.desk.close()
        self.patch.undo()


def test_rows_are_added_and_removed(told, later):
    later(
        HERE
        + 'moves.add("saved_view", {"id": "open", "filter": "status:missing"})\n    '
        + 'moves.remove("assessment", "AI-SEC-02")'
    )
    desk = reopened(told)
    found = {line.id: (line.before, line.after) for line in desk.log.list(action="desk.migrate")}
    assert found["open"] == ({}, {"id": "open", "filter": "status:missing"})
    assert found["AI-SEC-02"][0]["gap"] == "no log"
    assert found["AI-SEC-02"][1] == {}
    # that migration runs on no empty desk, so that its schema cannot be made anew to be held against this one
    assert [one for one in desk.log.verify().broken if one.where != "schema"] == []
    desk.close()


@pytest.mark.slow
def test_several_changes_of_a_row_are_one_and_one_set_back_is_none(told, later):
    later(
        HERE
        + 'moves.change("assessment", lambda row: {"gap": "x"} if row["gap"] else {})\n    '
        + 'moves.change("assessment", lambda row: {"gap": "no log"} if row["gap"] else {})'
    )
    desk = reopened(told)
    lines = desk.log.list(action="desk.migrate", resource=("AI-SEC-01", "AI-SEC-02"))
    assert [(line.id, line.before, line.after) for line in lines] == [
        ("AI-SEC-01", {"gap": "no rotation"}, {"gap": "no log"})
    ]
    assert desk.log.verify().broken == ()
    desk.close()


@pytest.mark.slow
def test_a_private_text_is_only_named(told, later):
    later(HERE + 'moves.change("assessment", lambda row: {"note": row["note"] + "!"} if row["note"] else {})')
    desk = reopened(told)
    (line,) = desk.log.list(action="desk.migrate", resource="AI-SEC-01")
    assert {str(value)[:7] for value in (line.before["note"], line.after["note"])} == {"sha256:"}
    with desk.store.read() as session:
        assert session.get(PrivateText, line.after["note"]).content == "ask Omar!"
    assert "ask Omar" not in desk.log.lines().decode()
    assert desk.log.verify().broken == ()
    desk.close()


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ('moves.change("log", lambda row: {"actor": "Eve"})', "log is no table"),
        ('moves.remove("private_text", "x")', "private_text is no table"),
        ('moves.change("assessment", lambda row: {"control": "X"})', "the key of assessment"),
        ('moves.remove("assessment", "AI-NONE-01")', "there is no assessment AI-NONE-01"),
    ],
)
def test_what_a_migration_may_not_do_leaves_the_desk_as_it_was(told, later, then, words):
    before = tables(told.database)
    later(HERE + then)
    with pytest.raises(ValueError, match=words):
        reopened(told)
    assert tables(told.database) == before


@pytest.mark.slow
def test_a_table_without_a_log_gets_no_line(told, later):
    later(HERE + 'moves.add("sent_message", {"id": "a", "channel": "mail", "claimed_at": "", "sent": 0})')
    desk = reopened(told)
    assert [line.kind for line in desk.log.list(action="desk.migrate")] == ["desk"]
    assert desk.log.verify().broken == ()
    desk.close()


def test_a_new_desk_gets_no_row_from_a_migration(later, tmp_path):
    later(HERE + 'moves.add("saved_view", {"id": "open", "filter": ""})')
    with pytest.raises(ValueError, match="has no log"):
        migrate.create(tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


@pytest.mark.slow
def test_undo_goes_past_a_migration_but_not_through_it(told, later):
    later(HERE + 'moves.change("assessment", lambda row: {"gap": "x"} if row["control"] == "AI-SEC-01" else {})')
    desk = reopened(told)
    (migrated,) = {line.batch for line in desk.log.list(action="desk.migrate")}
    with pytest.raises(Refused, match="is final"):
        desk.log.undo(migrated)
    assert "AI-SEC-02" in desk.log.undo().sentence, "the last command of the person"
    with pytest.raises(Refused, match="moved on"):
        desk.log.undo()
    desk.log.redo()
    assert desk.controls.show("AI-SEC-02").gap == "no log"
    with pytest.raises(NotFound, match="nothing of yours to redo"):
        desk.log.redo()
    assert desk.log.verify().broken == ()
    desk.close()


def test_what_a_later_version_no_longer_keeps_is_not_put_back(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(gap="no rotation"))
    with desk.store.read() as session:
        batch = undo.find_batch(session, desk.log.list(limit=1)[0].batch)
    (entry,) = batch.entries
    older = replace(batch, entries=({**entry, "after": {**entry["after"], "mood": "low"}},))
    with pytest.raises(Refused) as refused, desk.store.work(Verb.LOG_UNDO) as work:
        undo.apply(work.session, older)
    assert refused.value.reasons == ("assessment AI-SEC-01: mood is no longer kept by this version",)
    gone = {**entry, "before": {"id": "mine", "filter": "x", "mood": "low"}, "after": {}}
    gone["resource"] = {"type": "saved_view", "id": "mine", "label": ""}
    with desk.store.work(Verb.LOG_UNDO) as work:
        undo.apply(work.session, replace(batch, entries=(gone,)))
    assert "mine" in [name for name, *_ in desk.views.list()]


@pytest.mark.slow
def test_a_kept_desk_is_moved_and_is_whole(later, tmp_path):
    with zipfile.ZipFile(KEPT) as archive:
        archive.extractall(tmp_path / "kept")
    later(HERE + 'moves.change("evidence", lambda row: {"for_slot": "slot " + row["for_slot"]})')
    desk = reopened(DeskPaths(tmp_path / "kept"))
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM evidence WHERE for_slot LIKE 'slot %'").fetchone()
    lines = [line for line in desk.log.list(action="desk.migrate", limit=0) if line.kind == "evidence"]
    assert len(lines) == rows > 10
    assert desk.log.verify().broken == ()
    head = desk.log.batches(1)[0]
    assert (head.action, head.entries) == (Verb.LOG_VERIFY, 1)
    assert json.loads(desk.log.lines().splitlines()[-2])["action"] == "desk.migrate"
    desk.close()
