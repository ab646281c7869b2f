"""The door files leave by: no file without its line, no line lost, and what must be said is said inside."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest

from grcdesk.errors import Locked, Newer, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.reports.files import FileDraft
from grcdesk.services.common.handing_out import UNLOGGED
from grcdesk.services.desk.opening import open_desk
from grcdesk.store.sqlite import engine
from grcdesk.terms import LogOutcome, Verb, Via
from grcdesk.verbs import HANDED_OUT
from helpers.handed import HANDED, OF_TODAY, printed, read_only


@pytest.fixture(scope="module")
def sample(_full_template):
    """The sample company, where also nobody may come; copied once, each test works on the desk as it finds it."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    shutil.copytree(_full_template, place / "desk")
    yield place / "desk"
    shutil.rmtree(place)


@pytest.fixture
def company(sample, monkeypatch):
    # as for who works with it every day: the state folder remembers that the desk was found whole
    monkeypatch.setenv("XDG_STATE_HOME", str(sample.parent / "state"))
    desk = open_desk(DeskPaths(sample), via=Via.CLI)
    desk.ask_about("ENG-2")
    yield desk
    desk.close()


@pytest.fixture
def out():
    """A folder everybody may write into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def last_lines(root: Path, number: int = 3) -> list[tuple[str, str, str]]:
    """Act, outcome and bytes of the last lines, read by another connection: what is committed, and nothing else."""
    connection = sqlite3.connect(root / "desk.db")
    try:
        return connection.execute(
            "SELECT action, outcome, CAST(line AS TEXT) FROM log ORDER BY seq DESC LIMIT ?", (number,)
        ).fetchall()
    finally:
        connection.close()


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("name", [*HANDED, *OF_TODAY])
def test_the_line_stands_before_the_file_has_its_name(company, out, monkeypatch, name):
    seen = []
    whole = FileDraft.place

    def placing(draft: FileDraft) -> None:
        if not seen:  # the checker laid beside a log is a file of the program
            seen.append(any(draft.sha256 in line for _, _, line in last_lines(company.paths.root)))
        assert not draft.target.exists()
        whole(draft)

    monkeypatch.setattr(FileDraft, "place", placing)
    path = (HANDED | OF_TODAY)[name](company, out)
    assert seen == [True]
    assert hashlib.sha256(path.read_bytes()).hexdigest() in last_lines(company.paths.root)[0][2]


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("name", [*HANDED, *OF_TODAY])
def test_a_log_that_takes_no_line_lets_no_file_out(company, out, monkeypatch, name):
    monkeypatch.setattr(engine, "_BUSY_MS", 50)
    company.close()  # connections are made anew, and wait less
    other = sqlite3.connect(company.paths.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Locked, match="another grcdesk is writing"):
            (HANDED | OF_TODAY)[name](company, out)
    finally:
        other.close()
    assert [path.name for path in out.iterdir()] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", HANDED)
def test_a_read_only_desk_hands_out_nothing_unless_told_and_then_the_file_says_so(company, out, name):
    HANDED[name](company, out)  # loads what is loaded late
    for path in out.iterdir():
        path.unlink()
    company.close()
    with read_only(company.paths.root):
        with pytest.raises(Unwritable, match=r"without a line in the change log, and .*desk.db is read-only"):
            HANDED[name](company, out)
        assert list(out.iterdir()) == []
        company.store.unlogged = True
        try:
            path = HANDED[name](company, out)
        finally:
            company.store.unlogged = False
            company.close()
    beside = path.with_name(f"{path.name}.README.txt")
    assert UNLOGGED in printed(beside if beside.exists() else path)
    assert beside.exists() == (name in ("log", "log as events", "evidence", "backup")), (
        "what must stay as it is to the byte"
    )
    if beside.exists():
        assert hashlib.sha256(path.read_bytes()).hexdigest() in beside.read_text()


def test_where_the_log_takes_lines_it_is_not_gone_round(company, out):
    company.store.unlogged = True
    try:
        with pytest.raises(Refused, match="takes the line"):
            company.exports.matrix(out / "matrix.xlsx")
    finally:
        company.store.unlogged = False


def test_a_desk_of_a_later_shape_hands_out_nothing(company, out):
    company.store.newer = Newer("made by a later one")
    company.store.unlogged = True
    try:
        with pytest.raises(Newer):
            company.documents.write("gap-report", out / "gap.docx")
    finally:
        company.store.newer, company.store.unlogged = None, False
    assert list(out.iterdir()) == []


@pytest.mark.slow
def test_a_file_that_gets_no_name_after_its_line_is_told_to_the_log_as_well(company, out, monkeypatch):
    before = company.exports.handovers()

    def gone(draft: FileDraft) -> None:
        raise Unwritable(f"{draft.path} cannot be written: gone")

    monkeypatch.setattr(FileDraft, "place", gone)
    with pytest.raises(Unwritable, match="gone"):
        company.exports.matrix(out / "matrix.xlsx", handover="Audit Firm LLP")
    told = [(action, outcome) for action, outcome, _ in last_lines(company.paths.root, 4)]
    acts = [Verb.EXPORT_HANDOVER, Verb.EXPORT_MATRIX]
    assert told == [(act, outcome) for outcome in (LogOutcome.FAILURE, LogOutcome.SUCCESS) for act in acts]
    assert list(out.iterdir()) == []
    assert company.exports.handovers() == before
    assert company.log.verify().clean


def test_a_look_at_evidence_is_no_hand_out(company):
    head = last_lines(company.paths.root)
    with read_only(company.paths.root):
        path = company.vault.open("EV-1").path
        company.close()
    assert path.stat().st_mode & 0o777 == 0o440
    assert path.parent.stat().st_mode & 0o077 == 0
    assert last_lines(company.paths.root) == head
    shutil.rmtree(path.parent)


@pytest.mark.slow
def test_every_act_of_handing_out_is_tried_here(company, out):
    for act in (HANDED | OF_TODAY).values():
        act(company, out)
    tried = {action for action, _, _ in last_lines(company.paths.root, 10_000)}
    assert set(HANDED_OUT) - tried == {Verb.EXPORT_INCIDENTS}, "rows on stdout, told before they are printed"
