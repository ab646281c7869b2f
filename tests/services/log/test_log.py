"""The change log: falsified in ten ways, exported, verified, undone, erased."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from grcdesk import verify_log
from grcdesk.errors import NotFound, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import EvidenceKind, LogOutcome, Status, Verb, Via
from helpers.log_attacks import ATTACKS, Lines, digest, rechained

ROUNDS = (Status.MISSING, Status.PARTIAL, Status.IN_PLACE, Status.PARTIAL, Status.MISSING)


def check(log: Path, *anchors: str, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    wanted = [word for anchor in anchors for word in ("--anchor", anchor)]
    command = [python, "-I", str(Path(verify_log.__file__)), str(log), *wanted]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own script


def hundred(desk, _: object = None) -> None:
    """A hundred more entries: five commands on twenty controls."""
    for status in ROUNDS:
        desk.controls.set(desk.controls.keys()[:20], ControlChange(status=status))


@pytest.fixture
def lines(desk_after, tmp_path) -> Lines:
    return desk_after(hundred).log.export(tmp_path / "log.jsonl").path.read_bytes().splitlines()


@pytest.mark.parametrize("name", ATTACKS)
def test_the_checker_notices_exactly_what_can_be_noticed(lines, tmp_path, name):
    attack, expected = ATTACKS[name]
    total = len(lines)
    at80, at100 = (f"{total - 100 + position}:{digest(lines[total - 101 + position])}" for position in (80, 100))
    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(b"\n".join(attack(lines)) + b"\n")
    done = check(forged, at80, at100)
    told = done.stdout.splitlines()
    chain = any(line.startswith("broken") for line in told)
    anchors = [line.split()[2] == "FAILED:" for line in told if line.startswith("anchor")]
    assert (chain, *anchors) == expected
    assert done.returncode == 5
    assert check(forged).returncode == (5 if expected[0] else 0)


def test_an_untouched_log_is_whole_and_its_anchors_hold(lines, tmp_path):
    done = check(tmp_path / "log.jsonl", f"{len(lines)}:{digest(lines[-1])}", f"1:{digest(lines[0])[:12]}")
    assert done.returncode == 0, done.stdout
    assert f"entries {len(lines)}" in done.stdout
    assert f"head    {digest(lines[-1])}" in done.stdout
    assert "first   2026-11-21T09:00:00.000Z" in done.stdout
    assert done.stdout.count(" ok\n") == 2
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the log is empty"),
        (b"{}\n", "not a whole entry"),
        (b"no json\n", "cannot be read as an entry"),
        (b"\xff\xfe\n", "cannot be read as an entry"),
        (b'{"a":1.5}\n', "holds the number 1.5"),
        (b'{"a":NaN}\n', "holds the number NaN"),
        (b'{"b":1, "a":2}\n', "not written the way"),
        (b'{"a":1,"a":1}\n', "not written the way"),
        (b"[]\n", "not written the way"),
        (b"[" * 100_000 + b"\n", "cannot be read as an entry"),
    ],
)
def test_the_checker_refuses_what_is_no_entry(tmp_path, content, said):
    log = tmp_path / "log.jsonl"
    log.write_bytes(content)
    done = check(log)
    assert (done.returncode, done.stderr) == (5, "")
    assert said in done.stdout


NASTY = ("\x1b]0;owned\x07", "\u202egnp", "\x9b31m", "a\nb", "\ud800", "\U000e0041", "\x7f")


@pytest.mark.slow(keep=9)
@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("key", ["ts", "action", "prev", "seq", "x"])
def test_the_checker_prints_no_byte_of_the_log_as_it_stands(tmp_path, key, text):
    log = tmp_path / "log.jsonl"
    entry = {"seq": 1, "prev": "0" * 64, "ts": "2026-11-21T09:00:00.000Z", "action": "desk.init", key: text}
    whole = dict.fromkeys(verify_log.KEYS, "") | {"v": 1} | entry
    for one in (entry, whole):
        line = json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        log.write_bytes(line.encode("utf-8", "surrogatepass") + b"\n" + text.encode("utf-8", "surrogatepass") + b"\n")
        done = check(log)
        assert done.returncode == 5
        assert all(" " <= letter <= "~" or letter == "\n" for letter in done.stdout + done.stderr)
    done = check(tmp_path / "no\x1b[31m.jsonl")
    assert (done.returncode, "\x1b" in done.stderr) == (3, False)


def test_the_checker_notices_a_beginning_that_was_cut_off_and_an_entry_dated_back(lines, tmp_path):
    log = tmp_path / "forged.jsonl"
    log.write_bytes(b"".join(line + b"\n" for line in rechained(lines[-50:])))
    assert "the beginning of the log was cut off" in check(log).stdout
    dated = [*lines[:9], lines[9].replace(b'"ts":"2026', b'"ts":"2025'), *lines[10:]]
    log.write_bytes(b"".join(line + b"\n" for line in rechained(dated)))
    assert "is dated before the line before it" in check(log).stdout


def test_the_checker_says_what_is_wrong_with_its_arguments(tmp_path):
    assert check(tmp_path / "none.jsonl").returncode == 3
    assert check(tmp_path).returncode == 3
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"")
    for anchor in ("0:" + "a" * 64, "80", "80:abc", "x:" + "a" * 64, "9" * 5000 + ":" + "a" * 64):
        assert check(log, anchor).returncode == 2


def test_the_checker_needs_nothing_newer_than_python_3_9():
    import ast  # noqa: PLC0415

    source = Path(verify_log.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 9))
    imported = {
        name.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import) for name in node.names
    }
    assert imported == {"argparse", "hashlib", "json", "re", "sys"}
    assert len(source.splitlines()) < 140


def test_export_is_verbatim_and_lays_the_checker_beside(desk, tmp_path):
    folder = tmp_path / "for the auditor"
    folder.mkdir()
    done = desk.log.export(folder / "log.jsonl")
    with sqlite3.connect(desk.paths.database) as connection:
        stored = [row[0] for row in connection.execute("SELECT line FROM log ORDER BY seq DESC LIMIT -1 OFFSET 1")]
    connection.close()
    assert done.path.read_bytes() == b"".join(line + b"\n" for line in reversed(stored))
    assert (folder / "verify_log.py").read_bytes() == Path(verify_log.__file__).read_bytes()
    last = desk.log.list(limit=1)[0]
    told = {"entries": len(stored), "sha256": done.sha256, "size": done.size}
    assert (last.action, last.after) == (Verb.LOG_EXPORT, told)
    (folder / "verify_log.py").write_text("mine")
    desk.log.export(folder / "again.jsonl")
    assert (folder / "verify_log.py").read_text() == "mine"


# --- the same attacks on the database itself ---------------------------------------------------------------------


def put_in_place(database: Path, forged: Lines) -> None:
    """Replace the log in the file, as one does who puts the triggers back and knows how search columns are made."""
    notes = ("desk.backup", "log.verify", "log.export", "clock.backwards")
    connection = sqlite3.connect(database)
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'"
    guards = [made for (made,) in connection.execute(query)]
    connection.execute("DROP TRIGGER log_no_update")
    connection.execute("DROP TRIGGER log_no_delete")
    connection.execute("DELETE FROM log")
    for position, line in enumerate(forged, 1):
        entry = json.loads(line)
        changes = entry["outcome"] == "success" and entry["action"] not in notes and bool(entry["resource"]["type"])
        connection.execute(
            "INSERT OR REPLACE INTO log VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                position, line, digest(line), entry["ts"], entry["actor"]["name"], entry["action"],
                entry["resource"]["type"], entry["resource"]["id"], entry["batch"], entry["outcome"], changes,
            ),
        )  # fmt: skip
    for made in guards:
        connection.execute(made)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("name", [name for name in ATTACKS if name != "replace the whole log"])
def test_verify_notices_a_falsified_log_because_the_tables_tell_otherwise(desk, tmp_path, name):
    hundred(desk)
    put_in_place(desk.paths.database, ATTACKS[name][0](desk.log.lines().splitlines()))
    report = desk.log.verify()
    assert not report.clean
    # one who also knows how to re-hash is betrayed by the records, not by the chain
    chained = any("does not follow" in one.what for one in report.broken)
    assert chained == ATTACKS[name][1][0]


@pytest.mark.slow
def test_an_old_copy_of_everything_is_whole_in_itself_and_only_an_anchor_tells(desk, desk_root, tmp_path):
    hundred(desk)
    old = desk.upkeep.backup(tmp_path / "old.zip").path
    hundred(desk)
    lines = desk.log.export(tmp_path / "log.jsonl").path.read_bytes().splitlines()
    desk.close()
    from grcdesk.services.desk.upkeep import restore  # noqa: PLC0415

    restore(old, DeskPaths(desk_root), via=Via.CLI, force=True)
    back = open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert back.log.verify().clean
    exported = back.log.export(tmp_path / "again.jsonl").path
    back.close()
    assert check(exported).returncode == 0
    assert check(exported, f"{len(lines)}:{digest(lines[-1])}").returncode == 5


@pytest.mark.slow
def test_a_log_told_by_another_name_is_whole_and_only_an_anchor_tells(desk, tmp_path, monkeypatch):
    hundred(desk)
    lines = desk.log.lines().splitlines()
    put_in_place(desk.paths.database, ATTACKS["replace the whole log"][0](lines))
    assert {one.where.split()[0] for one in desk.log.verify().broken} == {"anchor"}
    # on another machine, without the anchors beside the desk, nothing is left to tell
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    (desk.paths.root / "anchors.jsonl").unlink()
    assert desk.log.verify().clean
    exported = desk.log.export(tmp_path / "forged.jsonl").path
    assert check(exported, f"80:{digest(lines[79])}").returncode == 5


# --- undo and redo ------------------------------------------------------------------------------------------------


def status(desk, control: str) -> Status:
    return desk.controls.show(control).row.status


def test_undo_redo_undo(desk):
    control = desk.controls.keys()[0]
    desk.controls.set([control], ControlChange(status=Status.PARTIAL))
    for _ in range(2):
        assert "undone: control.set" in desk.log.undo().sentence
        assert status(desk, control) is Status.NOT_ASSESSED
        assert "redone: control.set" in desk.log.redo().sentence
        assert status(desk, control) is Status.PARTIAL
    with pytest.raises(NotFound):
        desk.log.redo()
    assert desk.log.verify().clean


def test_two_undos_are_redone_in_order(desk):
    control = desk.controls.keys()[0]
    for now in (Status.PARTIAL, Status.MISSING):
        desk.controls.set([control], ControlChange(status=now))
    desk.log.undo()
    desk.log.undo()
    with pytest.raises(NotFound, match="nothing of yours to undo"):
        desk.log.undo()
    desk.log.redo()
    assert status(desk, control) is Status.PARTIAL
    desk.log.redo()
    assert status(desk, control) is Status.MISSING
    with pytest.raises(NotFound, match="nothing of yours to redo"):
        desk.log.redo()


def test_after_something_new_there_is_nothing_to_redo(desk):
    first, second = desk.controls.keys()[:2]
    desk.controls.set([first], ControlChange(status=Status.PARTIAL))
    desk.log.undo()
    desk.controls.set([second], ControlChange(status=Status.PARTIAL))
    with pytest.raises(NotFound):
        desk.log.redo()


def test_after_a_redo_undo_takes_back_that_redo_and_not_what_was_done_meanwhile(desk):
    first, second = desk.controls.keys()[:2]
    old = desk.controls.set([first], ControlChange(status=Status.PARTIAL)).batch
    desk.controls.set([second], ControlChange(status=Status.MISSING))
    desk.log.undo(old)
    for _ in range(2):
        assert desk.log.redo().sentence == f"redone: control.set of {first}"
        assert desk.log.undo().sentence == f"undone: control.set of {first}"
        assert (status(desk, first), status(desk, second)) == (Status.NOT_ASSESSED, Status.MISSING)
    assert desk.log.undo().sentence == f"undone: control.set of {second}"
    assert desk.log.verify().clean


def test_a_redo_whose_command_was_taken_back_by_its_id_is_passed_over(desk):
    first, second = desk.controls.keys()[:2]
    desk.controls.set([second], ControlChange(status=Status.MISSING))
    batch = desk.controls.set([first], ControlChange(status=Status.PARTIAL)).batch
    desk.log.undo()
    desk.log.redo()
    desk.log.undo(batch)
    assert desk.log.undo().sentence == f"undone: control.set of {second}"


def test_what_is_undone_names_the_way_back(desk):
    first, second = desk.controls.keys()[:2]
    batch = desk.controls.set([first], ControlChange(status=Status.PARTIAL)).batch
    by = desk.log.undo(batch).batch
    with pytest.raises(Refused) as refused:
        desk.log.undo(batch)
    assert refused.value.hint == "grcdesk log redo brings it back"
    desk.controls.set([second], ControlChange(status=Status.MISSING))
    with pytest.raises(Refused) as refused:
        desk.log.undo(batch)
    assert refused.value.hint == f"undo that one as well (grcdesk log undo {by}), which brings it back"


def test_undo_passes_over_what_was_refused(desk):
    control = desk.controls.keys()[0]
    desk.controls.set([control], ControlChange(status=Status.PARTIAL))
    with pytest.raises(Refused):
        desk.gap.finalise(assessor="Omar Haddad", reviewer="Omar Haddad")
    with pytest.raises(Refused, match="there is nothing to undo in"):
        desk.log.undo(desk.log.list(limit=1)[0].batch)
    assert desk.log.undo().sentence == f"undone: control.set of {control}"


def test_undo_takes_only_my_own(desk, desk_root):
    control = desk.controls.keys()[0]
    other = open_desk(DeskPaths(desk_root), via=Via.CLI, actor="Omar Haddad")
    other.controls.set([control], ControlChange(status=Status.PARTIAL))
    other.close()
    with pytest.raises(NotFound):
        desk.log.undo()
    assert status(desk, control) is Status.PARTIAL


def test_undo_names_the_field_that_moved_on(desk):
    control = desk.controls.keys()[0]
    batch = desk.controls.set([control], ControlChange(status=Status.PARTIAL)).batch
    desk.controls.set([control], ControlChange(status=Status.MISSING))
    with pytest.raises(Refused) as refused:
        desk.log.undo(batch)
    assert f"assessment {control}: status was changed again" in refused.value.reasons
    assert desk.log.list(limit=1)[0].outcome is LogOutcome.DENIED


def test_a_batch_is_undone_once_and_by_the_start_of_its_id(desk):
    control = desk.controls.keys()[0]
    batch = desk.controls.set([control], ControlChange(status=Status.PARTIAL)).batch
    by = desk.log.undo(batch[:6]).batch
    with pytest.raises(Refused, match=f"undone already, by {by}"):
        desk.log.undo(batch)
    with pytest.raises(NotFound):
        desk.log.undo("zzzz")


def test_undo_of_an_added_record_removes_it_and_redo_brings_it_back(desk):
    control = desk.controls.keys()[0]
    desk.actions.add(control, title="Write it down", owner="Dana Reyes", due=date(2026, 12, 1))
    assert len(desk.actions.list()) == 1
    desk.log.undo()
    assert desk.actions.list() == []
    desk.log.redo()
    assert desk.actions.list()[0].title == "Write it down"
    assert desk.log.verify().clean


# --- private texts --------------------------------------------------------------------------------------------------

PRIVATE = "Ms Ferreira was on sick leave from 3 May"


@pytest.mark.slow
def test_a_note_that_stands_on_an_artefact_is_not_erased_either(desk, tmp_path):
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    facts = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1), note=PRIVATE)
    desk.evidence.add(tmp_path / "report.pdf", facts, controls=["AI-SEC-01"])
    (line,) = [one for one in desk.log.list(limit=5) if one.kind == "evidence"]
    with pytest.raises(Refused, match="still stands as the note of evidence EV-1"):
        desk.log.erase(line.after["note"], reason="asked for")
    assert desk.log.verify().clean
    desk.evidence.set(["EV-1"], EvidenceChange(note="ask Omar"))
    desk.log.erase(line.after["note"], reason="asked for")
    assert desk.log.verify().clean


@pytest.mark.slow
def test_a_private_note_is_a_hash_in_the_log_and_can_be_erased_for_good(desk):
    control = desk.controls.keys()[0]
    desk.controls.set([control], ControlChange(note=PRIVATE))
    name = desk.log.list(limit=1)[0].after["note"]
    assert name.startswith("sha256:")
    with pytest.raises(Refused, match="still stands"):
        desk.log.erase(name, reason="asked for")
    desk.controls.set([control], ControlChange(note="was away"))
    assert desk.log.verify().clean
    with pytest.raises(Refused, match="needs a reason"):
        desk.log.erase(name, reason=" ")
    desk.log.erase(name, reason="asked for")
    assert desk.log.verify().clean
    last = desk.log.list(action="log.erase", limit=1)[0]
    assert (last.id, last.reason) == (name, "asked for")
    desk.close()
    for path in desk.paths.root.rglob("*"):
        if path.is_file():
            assert PRIVATE.encode() not in path.read_bytes(), path
    with pytest.raises(NotFound):
        desk.log.erase(name, reason="again")
    with pytest.raises(Refused, match="erased"):
        desk.log.undo(_batch_of(desk, "was away", control))


def _batch_of(desk, note: str, control: str) -> str:
    """The change that put this note in place of another."""
    assert desk.controls.show(control).note == note
    return next(row.batch for row in desk.log.list(action="control.set") if row.id == control and row.before["note"])


# --- listing --------------------------------------------------------------------------------------------------------


def test_list_filters(desk, fake_clock):
    first, second = desk.controls.keys()[:2]
    fake_clock.advance(days=1)
    desk.controls.set([first, second], ControlChange(status=Status.PARTIAL))
    assert [row.id for row in desk.log.list(since="2026-11-22")] == [second, first]
    assert [row.id for row in desk.log.list(action="control", newest_first=False)] == [first, second]
    assert [row.id for row in desk.log.list(action="control.set", resource=second)] == [second]
    assert desk.log.list(until="2026-11-20") == []
    assert desk.log.list(actor="omar") == []
    assert len(desk.log.list(actor="dana", limit=3)) == 3
    batch = desk.log.batches(limit=1)[0]
    together = desk.log.list(batch=batch.batch, limit=0, newest_first=False)
    assert [one.seq for one in together] == list(range(together[0].seq, together[0].seq + batch.entries))
    assert {one.batch for one in together} == {batch.batch}
    assert (batch.entries, batch.labels, batch.undone) == (2, (first, second), False)
    desk.log.undo()
    assert [row.undone for row in desk.log.batches(limit=2)] == [False, True]


def test_export_refuses_to_replace_and_says_when_it_cannot_write(desk, tmp_path):
    desk.log.export(tmp_path / "log.jsonl")
    with pytest.raises(Refused):
        desk.log.export(tmp_path / "log.jsonl")
    with pytest.raises(Unwritable):
        desk.log.export(tmp_path / "nowhere" / "log.jsonl")
