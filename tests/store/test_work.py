"""The unit of work: every change has its line, a refusal leaves nothing but its line."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from grcdesk import errors
from grcdesk.errors import Damaged, Locked, NoDesk, NotFound, Refused, Unwritable
from grcdesk.models.controls import Assessment
from grcdesk.models.features import Feature
from grcdesk.models.findings import Finding
from grcdesk.models.gap import SavedView
from grcdesk.models.incidents import Incident
from grcdesk.models.requests import AuditRequest
from grcdesk.models.tables import table_of
from grcdesk.models.vendors import Vendor
from grcdesk.models.walkthroughs import Walkthrough
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import journal, place
from grcdesk.store.rebuild import stood
from grcdesk.store.sqlite import engine
from grcdesk.store.sqlite.failures import failure
from grcdesk.store.undo import FINAL
from grcdesk.terms import LogOutcome, Status, Verb, Via
from grcdesk.terms.vendors import Tier
from helpers.every_write import WRITES
from helpers.queries import watch_queries
from helpers.table_digests import log_size, tables

ASIDE = ("log", "private_text")
UNDOABLE = [name for name, (verb, *_) in WRITES.items() if verb not in FINAL]


@pytest.mark.slow(keep=4)
@pytest.mark.parametrize("name", WRITES)
def test_what_changed_is_what_the_log_tells_and_is_undone_and_redone_to_the_letter(desk, tmp_path, name):
    verb, prepare, write = WRITES[name]
    if prepare:
        prepare(desk, tmp_path)
    before, lines, old = tables(desk.paths.database, without=ASIDE), log_size(desk.paths.database), letters(desk)
    write(desk, tmp_path)
    after, new = tables(desk.paths.database, without=ASIDE), letters(desk)
    told = desk.log.list(limit=log_size(desk.paths.database) - lines)
    moved = {table for table in after if after[table] != before[table]}
    assert moved
    assert moved == {entry.kind for entry in told}
    assert {(entry.action, entry.outcome) for entry in told} == {(verb, LogOutcome.SUCCESS)}
    assert len({entry.batch for entry in told}) == 1
    if name not in UNDOABLE:
        with pytest.raises(Refused, match="is final and is not undone"):
            desk.log.undo()
        assert letters(desk) == new
    elif name not in {"undo", "redo"}:
        desk.log.undo()
        assert letters(desk) == old
        desk.log.redo()
        assert letters(desk) == new
    assert desk.log.verify().clean


def letters(desk):
    """All tables; versions only rise, also when a change is taken back."""
    models = (Assessment, AuditRequest, Feature, Finding, Incident, Vendor, Walkthrough)
    numbered = {str(model.__tablename__): table_of(model) for model in models}
    found = tables(desk.paths.database, without=(*ASIDE, *numbered))
    connection = sqlite3.connect(desk.paths.database)
    for name, table in numbered.items():
        names = ", ".join(f'"{column.name}"' for column in table.columns if column.name != "version")
        found[name] = repr(connection.execute(f'SELECT {names} FROM "{name}" ORDER BY 1').fetchall())  # noqa: S608  our names
    connection.close()
    return found


def test_a_change_around_the_unit_of_work_is_noticed(desk):
    """The oracle of the test above can fail."""
    with desk.store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE assessment SET owner = 'Eve' WHERE control = 'AI-SEC-01'")
    assert [one.where for one in desk.log.verify().broken] == ["assessment AI-SEC-01"]


@pytest.mark.parametrize("statement", [sa.update, sa.delete, sa.insert])
@pytest.mark.parametrize("target", [Assessment, table_of(Assessment)])
def test_bulk_statements_are_refused(desk, statement, target):
    before = tables(desk.paths.database, without=ASIDE)
    made = statement(target)
    made = made if statement is sa.delete else made.values(owner="Eve")
    with pytest.raises(RuntimeError, match="no line in the change log"), desk.store.work(Verb.CONTROL_SET) as work:
        work.session.execute(made)
    assert tables(desk.paths.database, without=ASIDE) == before
    last = desk.log.list(limit=1)[0]
    assert (last.outcome, last.action) == (LogOutcome.FAILURE, Verb.CONTROL_SET)


def test_a_dry_run_leaves_no_trace(desk):
    before = tables(desk.paths.database)
    told = desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, note="x"), dry_run=True)
    assert tables(desk.paths.database) == before
    assert (told.dry_run, told.batch, told.changed) == (True, "", ("AI-SEC-01",))
    done = desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, note="x"))
    assert done.sentence == told.sentence


def test_setting_what_is_already_so_writes_nothing(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    before = tables(desk.paths.database)
    again = desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    assert (again.batch, again.unchanged) == ("", ("AI-SEC-01",))
    assert tables(desk.paths.database) == before


def test_set_and_set_back_in_one_command_is_told_as_far_as_it_is_true(desk):
    with desk.store.work(Verb.CONTROL_SET) as work:
        row = work.session.get(Assessment, "AI-SEC-01")
        row.owner, row.version = "Omar Haddad", 2
        work.session.flush()
        row.owner, row.version = "", 3
    assert desk.log.list(limit=1)[0].after == {"version": 3}
    assert desk.log.verify().clean


def test_a_record_made_and_dropped_in_one_command_leaves_no_line(desk):
    from grcdesk.models.gap import SavedView  # noqa: PLC0415

    lines = log_size(desk.paths.database)
    with desk.store.work(Verb.VIEW_SAVE) as work:
        row = SavedView(id="mine", filter="status:partial")
        work.session.add(row)
        work.session.flush()
        row.filter = "status:missing"
        work.session.flush()
        work.session.delete(row)
    assert log_size(desk.paths.database) == lines


def test_a_refusal_is_logged_as_denied_with_every_reason(desk):
    before = tables(desk.paths.database, without=ASIDE)
    with pytest.raises(Refused):
        desk.controls.set(["AI-SEC-01", "AI-SEC-02"], ControlChange(status=Status.NOT_APPLICABLE))
    assert tables(desk.paths.database, without=ASIDE) == before
    last = desk.log.list(limit=1)[0]
    assert (last.outcome, last.action, last.before, last.after) == (LogOutcome.DENIED, Verb.CONTROL_SET, {}, {})
    assert "AI-SEC-01" in last.reason
    assert "AI-SEC-02" in last.reason
    assert desk.log.verify().clean


def test_an_unknown_control_changes_nothing_and_is_no_entry(desk):
    before = tables(desk.paths.database)
    with pytest.raises(NotFound):
        desk.controls.set(["AI-SEC-01", "AI-SEC-99"], ControlChange(status=Status.PARTIAL))
    assert tables(desk.paths.database) == before


# --- what the database says, told so that a person can act ---------------------------------------------------------


def test_a_database_that_another_process_holds_is_locked(desk_root, monkeypatch):
    monkeypatch.setattr(engine, "_BUSY_MS", 50)
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    other = sqlite3.connect(desk_root / "desk.db")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Locked, match="another grcdesk is writing") as locked:
        desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    assert (locked.value.hint, locked.value.exit_code) == ("try again", 3)
    assert desk.controls.show("AI-SEC-01").row.status is Status.NOT_ASSESSED, "reading goes on"
    other.rollback()
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    other.close()
    desk.close()


def test_a_full_disk_is_one_sentence_and_changes_nothing(desk):
    before = tables(desk.paths.database)
    with desk.store._writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(Unwritable, match="no space left"):
        desk.controls.set(desk.controls.keys(), ControlChange(gap="x" * 30_000))
    with desk.store._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert tables(desk.paths.database) == before
    assert desk.log.verify().clean


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, Locked),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Locked),
        (sqlite3.SQLITE_LOCKED, Locked),
        (sqlite3.SQLITE_FULL, Unwritable),
        (sqlite3.SQLITE_READONLY, Unwritable),
        (sqlite3.SQLITE_READONLY_DBMOVED, NoDesk),
        (sqlite3.SQLITE_IOERR, Unwritable),
        (sqlite3.SQLITE_IOERR_FSYNC, Unwritable),
        (sqlite3.SQLITE_CANTOPEN, NoDesk),
        (sqlite3.SQLITE_ERROR, Damaged),
        (sqlite3.SQLITE_CORRUPT, Damaged),
        (None, Damaged),
    ],
)
def test_database_errors_become_errors_a_person_can_act_on(desk_root, code, kind):
    error = sqlite3.OperationalError("in words that may change")
    if code is not None:
        error.sqlite_errorcode = code
    found = failure(error, desk_root / "desk.db")
    assert isinstance(found, kind)
    assert isinstance(found, errors.DeskError)
    assert found.hint


def test_a_rule_of_the_database_is_a_refusal_and_logged(desk):
    with pytest.raises(Refused, match="the database refused it"), desk.store.work(Verb.CONTROL_SET) as work:
        work.session.get(Assessment, "AI-SEC-01").version = 0
    assert desk.log.list(limit=1)[0].outcome is LogOutcome.DENIED


def test_a_crash_inside_a_command_is_logged_as_failure_and_rolls_back(desk):
    before = tables(desk.paths.database, without=ASIDE)
    with pytest.raises(ZeroDivisionError), desk.store.work(Verb.CONTROL_SET) as work:  # noqa: PT012  mid-way
        work.session.get(Assessment, "AI-SEC-01").owner = "Eve"
        work.session.flush()
        _ = 1 // 0
    assert tables(desk.paths.database, without=ASIDE) == before
    last = desk.log.list(limit=1)[0]
    assert (last.outcome, last.reason) == (LogOutcome.FAILURE, "integer division or modulo by zero")


def test_a_reader_sees_one_state_from_its_first_question_on(desk):
    with desk.store.read() as session:
        first = session.get(Assessment, "AI-SEC-01").status
        desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
        session.expire_all()
        assert session.get(Assessment, "AI-SEC-01").status is first
    assert desk.controls.show("AI-SEC-01").row.status is Status.PARTIAL


def test_a_reading_session_cannot_write(desk):
    with pytest.raises((Unwritable, OperationalError)), desk.store.read() as session:  # noqa: PT012  two steps
        session.get(Assessment, "AI-SEC-01").owner = "Eve"
        session.flush()


def test_queries_can_be_watched(desk):
    seen = watch_queries(desk.store)
    desk.controls.show("AI-SEC-01")
    assert seen


def test_an_act_is_written_as_what_it_is(desk):
    with pytest.raises(ValueError, match="is not among the notes"):
        desk.store.note(Verb.CONTROL_SET, "file", "x", {})
    with pytest.raises(ValueError, match="changes no data"), desk.store.work(Verb.EXPORT_MATRIX) as work:
        work.session.add(SavedView(id="mine", filter="is:placed"))
    assert desk.log.verify().clean


def test_a_desk_says_why_it_takes_no_writing(desk, desk_root, monkeypatch):
    with stood(desk.store, str(desk.log.list(limit=1)[0].seq)) as then:
        assert then.read_only == then.past.moment.words
    monkeypatch.setattr(place, "writable", lambda _: False)
    assert "is read-only" in desk.store.read_only
    (desk_root / "desk.db").unlink()
    assert "desk.db" in desk.store.read_only


def test_a_record_that_cannot_be_read_while_it_is_changed_is_named(desk):
    desk.vendors.add("Nova", VendorFacts(tier=Tier.HIGH))
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        connection.execute("UPDATE vendor SET onboarded = '2026-13-45'")
        connection.commit()
    with pytest.raises(Damaged) as damaged:
        desk.vendors.set(["Nova"], VendorFacts(owner="Lin Chen"))
    assert "vendor VEN-1" in str(damaged.value) + "".join(damaged.value.reasons)


def test_a_refusal_that_the_log_cannot_take_is_still_the_refusal(desk, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise DatabaseError("INSERT", None, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr(journal, "append", fails)
    with pytest.raises(Refused, match="no"), desk.store.work(Verb.CONTROL_SET):
        raise Refused("no")
