"""The table of exit codes in the help, row by row: each fault is made, and told in its own words with its own code."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import sys

import pytest

from grcdesk import errors
from grcdesk.cli.main import main
from grcdesk.errors import DeskError
from grcdesk.paths import HELP, DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.controls.controls import Controls
from grcdesk.services.desk.opening import open_desk
from grcdesk.store.sqlite import engine
from grcdesk.terms import Via
from helpers.damaged import alter, garble_pages
from helpers.handed import open_to_all, read_only

ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
TABLE = {(int(code), what): says for code, what, says in ROW.findall((HELP / "desk.md").read_text(encoding="utf-8"))}
NOTE = ("controls", "set", "AI-SEC-01", "--note", "seen")


class Fault:
    """What every fault is made with."""

    def __init__(self, run, root, clock, monkeypatch, folder):
        self.run, self.root, self.clock, self.patch, self.folder = run, root, clock, monkeypatch, folder

    def on(self, *words):
        done = self.run("--desk", self.root, *words)
        return done.code, done.err

    def twice(self, reading, writing):
        """Reading works all the same; what changes something is told."""
        assert self.on(*reading)[0] == 0
        return self.on(*writing)


def went_back(fault):
    fault.on(*NOTE)
    fault.clock.advance(days=-1)
    return fault.on("controls", "set", "AI-SEC-01", "--note", "seen again")


def orphan(fault):
    name = hashlib.sha256(b"left").hexdigest()
    blob = fault.root / "vault" / name[:2] / name
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"left")
    code, err = fault.on("log", "verify")
    assert (code, "left when a command was killed" in err) == (0, True)
    return fault.on("evidence", "verify")


def moved(fault):
    desk = open_desk(DeskPaths(fault.root), via=Via.CLI)
    assert desk.controls.keys()
    shutil.move(fault.root, fault.folder / "elsewhere")
    try:
        with pytest.raises(DeskError) as error:
            desk.controls.set(["AI-SEC-01"], ControlChange(note="seen"))
    finally:
        desk.close()
    return error.value.exit_code, str(error.value)


def newer(fault):
    alter(fault.root, "UPDATE programme SET name = 'x'")
    with sqlite3.connect(fault.root / "desk.db") as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return fault.on("controls", "list")


def locked(fault):
    fault.patch.setattr(engine, "_BUSY_MS", 50)
    other = sqlite3.connect(fault.root / "desk.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        return fault.twice(("controls", "list"), NOTE)
    finally:
        other.close()


def full(fault):
    whole = engine.connect_pragmas

    def narrow(connection, **how):
        whole(connection, **how)
        connection.execute("PRAGMA max_page_count=1")  # as many as there are

    fault.patch.setattr(engine, "connect_pragmas", narrow)
    return fault.twice(("controls", "list"), ("controls", "set", "AI-SEC-01", "--note", "x" * 9000))


def of_a_read_only_place(fault):
    with open_to_all(fault.root) as root:
        fault.patch.setenv("XDG_CONFIG_HOME", str(root.parent))
        fault.root = root
        fault.on("controls", "list")
        with read_only(root):
            return fault.twice(("controls", "list"), NOTE)


def vault_in_the_way(fault):
    (fault.root / "vault").rmdir()
    (fault.root / "vault").write_text("no folder")
    file = fault.folder / "report.pdf"
    file.write_bytes(b"%PDF")
    return fault.on("evidence", "add", file, "--kind", "report", "--as-of", "2026-06-01")


def unsent(_fault):
    return errors.Unsent.exit_code, "what it answered"


def due(fault):
    assert fault.on("vendors", "add", "Example Models", "--tier", "high")[0] == 0
    code, _ = fault.on("due", "--check")
    return code, "what"


def pages(fault):
    garble_pages(fault.root)
    assert fault.on("log", "verify")[0] == 5
    return fault.on("controls", "list")


def record(fault):
    alter(fault.root, "UPDATE assessment SET status = 'gone' WHERE control = 'AI-SEC-01'")
    code, err = fault.on("controls", "list")
    assert "assessment AI-SEC-01: status cannot be read" in err
    return code, f"{err} and each by table and id"


def line(fault):
    alter(fault.root, "UPDATE log SET line = substr(line, 1, 40) WHERE seq = (SELECT max(seq) FROM log)")
    code, err = fault.on("log", "list")
    return code, re.sub(r"log entry \d+: line cannot be read", "log entry N", err)


def verified(fault):
    alter(fault.root, "UPDATE assessment SET owner = 'Eve' WHERE control = 'AI-SEC-01'")
    code, err = fault.on("log", "verify")
    assert "assessment AI-SEC-01: owner is not what the log says" in err
    return code, "each thing by name"


def whole_program(fault, error):
    def broken(*_args, **_more):
        raise error

    fault.patch.setattr(Controls, "list", broken)
    fault.patch.setattr(sys, "argv", ["grcdesk", "--desk", str(fault.root), "controls", "list"])
    said = []
    fault.patch.setattr("grcdesk.cli.frame.tell.say", said.append)
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, " ".join(said)


FAULTS = {
    "done; also: the clock went backwards": went_back,
    "an orphan: a file a killed command has left in the vault": orphan,
    "a rule says no, no such record, or a check found something": lambda fault: fault.on("controls", "show", "AI-NO-1"),
    "a wrong option, filter, file or setting": lambda fault: fault.on("controls", "list", "--where", "statsu:x"),
    "no desk there, or its folder was moved while it was open": moved,
    "made by a newer grcdesk, or before the first release": newer,
    "another process is writing": locked,
    "the disk is full": full,
    "file, folder or medium is read-only": of_a_read_only_place,
    "the vault takes nothing": vault_in_the_way,
    "a file cannot be written where it was wanted": lambda f: f.on("export", "mlbom", "-o", f.folder / "no" / "x.json"),
    "a channel did not take a message": unsent,
    "something is overdue (`due --check`)": due,
    "a page of the database is damaged": pages,
    "a record cannot be read as it is stored": record,
    "a line of the change log cannot be read": line,
    "`log verify` or `evidence verify` found damage": verified,
    "a bug in grcdesk": lambda fault: whole_program(fault, ZeroDivisionError("x")),
    "interrupted": lambda fault: whole_program(fault, KeyboardInterrupt()),
}
SAID_OTHERWISE = {
    "the rule, and how to satisfy it": "no control 'AI-NO-1'",
    "what is wrong, and what to write": "statsu",
    "is not a desk / is gone": "is gone",
    "damaged in the database, and each by table and id": "and each by table and id",
    "this is a bug in grcdesk, and where the details are": "this is a bug in grcdesk",
}
"""What a row tells of, and the words of the fault that is made here."""


@pytest.fixture
def fault(run, desk_root, fake_clock, monkeypatch, tmp_path):
    return Fault(run, desk_root, fake_clock, monkeypatch, tmp_path)


@pytest.mark.parametrize(("code", "what"), TABLE, ids=lambda value: str(value)[:40])
def test_each_row_of_the_table_is_what_happens(fault, code, what):
    says = TABLE[code, what]
    got, told = FAULTS[what](fault)
    assert got == code, told
    assert SAID_OTHERWISE.get(says, says) in told
    if code not in (5, 70):
        assert "damaged" not in told
    if code != 70:
        assert "bug in grcdesk" not in told


def test_no_fault_is_tried_that_the_table_does_not_know():
    assert {what for _, what in TABLE} == set(FAULTS)


def test_a_desk_that_is_not_there_is_no_desk(run, tmp_path):
    done = run("--desk", tmp_path / "nowhere", "controls", "list")
    assert (done.code, "is not a desk" in done.err) == (3, True)


@pytest.mark.slow
def test_lists_go_on_over_damaged_records_and_documents_do_not(on, desk_root, tmp_path):
    alter(
        desk_root,
        "UPDATE assessment SET status = 'gone', due = '2026-13-77' WHERE control = 'AI-SEC-01'",
        "UPDATE assessment SET gap = CAST(x'ff41' AS TEXT) WHERE control = 'AI-SEC-02'",
        "UPDATE engagement SET categories = '{'",
    )
    for asked in (("controls", "list"), ("gap", "summary"), ("due",), ("coverage",), ("scope", "show")):
        done = on(*asked)
        assert done.out
        assert done.code == 5
        assert "engagement ENG-1: categories cannot be read" in done.err
        assert "assessment AI-SEC-01: status, due cannot be read" in done.err
        assert "assessment AI-SEC-02: a text cannot be read" in done.err
    file = tmp_path / "matrix.xlsx"
    refused = on("export", "matrix", "-o", file)
    assert (refused.code, file.exists()) == (5, False)
    assert "the desk is not what its log says" in refused.err
    refused = on("export", "matrix", "-o", file, "--not-verified")
    assert (refused.code, file.exists()) == (5, False)
    assert "matrix.xlsx is not written" in refused.err
    # the log leaves as it is, with a note beside it; what the look at the desk met is named
    assert on("log", "export", "-o", tmp_path / "log.jsonl").code == 5
    assert "NOT VERIFIED" in (tmp_path / "log.jsonl.README.txt").read_text()
    changed = on("controls", "set", "AI-SEC-01", "--note", "seen")
    assert changed.code == 5
    assert "assessment AI-SEC-01: status, due cannot be read" in changed.err
    assert on("controls", "set", "AI-SEC-05", "--note", "seen").code in (0, 5), "its neighbours are changed as ever"
