"""Lines of the log: their form, their chain, their clock, what they hide."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from grcdesk import clock
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import journal
from grcdesk.terms import Status, Verb, Via

FIELDS = {
    "v", "seq", "ts", "actor", "action", "resource", "before", "after", "source", "outcome", "reason", "batch", "run",
    "prev",
}  # fmt: skip


def lines(desk) -> list[bytes]:
    return desk.log.lines().splitlines()


def entries(desk) -> list[dict]:
    return [json.loads(line) for line in lines(desk)]


def test_each_line_is_canonical_whole_and_chained(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(gap="naïve „quotes“ \n two lines", status=Status.PARTIAL))
    head = journal.START
    for seq, line in enumerate(lines(desk), 1):
        entry = json.loads(line, parse_float=pytest.fail)
        assert journal.canonical(entry) == line
        assert set(entry) == FIELDS
        assert (entry["seq"], entry["prev"], entry["v"]) == (seq, head, journal.FORMAT)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry["ts"])
        assert entry["action"] in set(Verb)
        head = journal.digest(line)
    with desk.store.read() as session:
        assert journal.head(session.connection()).hash == head


def test_a_line_says_who_and_through_which_door(desk, monkeypatch, desk_root):
    monkeypatch.setenv("SSH_CLIENT", "203.0.113.9 50000 22")
    other = open_desk(DeskPaths(desk_root), via=Via.TUI, actor="Omar Haddad")
    other.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    other.close()
    entry = entries(desk)[-1]
    assert entry["actor"]["name"] == "Omar Haddad"
    assert set(entry["actor"]) == {"name", "os_user", "host", "key_fpr"}
    assert entry["source"]["via"] == "tui"
    assert entry["source"]["ssh_client"] == "203.0.113.9 50000 22"
    monkeypatch.delenv("SSH_CLIENT")
    desk.controls.set(["AI-SEC-02"], ControlChange(status=Status.PARTIAL))
    assert entries(desk)[-1]["source"]["ssh_client"] == "local"


def test_a_line_holds_only_the_fields_that_changed(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(owner="Dana Reyes"))
    last = desk.log.list(limit=1)[0]
    assert (last.before, last.after) == ({"owner": "", "version": 1}, {"owner": "Dana Reyes", "version": 2})
    line = entries(desk)[-1]
    assert line["before"] == {"owner": "", "version": 1}
    assert line["after"].keys() == {"owner", "version"}
    assert re.fullmatch("sha256:[0-9a-f]{64}", line["after"]["owner"])


def test_lines_of_one_command_share_batch_and_time_and_follow_the_id(desk):
    done = desk.controls.set(["AI-SEC-03", "AI-SEC-01", "AI-SEC-02"], ControlChange(status=Status.PARTIAL))
    last = entries(desk)[-3:]
    assert {entry["batch"] for entry in last} == {done.batch}
    assert [entry["resource"]["id"] for entry in last] == ["AI-SEC-01", "AI-SEC-02", "AI-SEC-03"]


def test_a_clock_that_goes_backwards_is_an_entry_of_its_own(desk, fake_clock):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    fake_clock.advance(hours=-2)
    desk.controls.set(["AI-SEC-02"], ControlChange(status=Status.PARTIAL))
    change, warning = desk.log.list(limit=2)
    assert warning.action is Verb.CLOCK_BACKWARDS
    assert warning.before == {"ts": "2026-11-21T09:00:00.000Z"}
    assert warning.after == {"ts": "2026-11-21T07:00:00.000Z"}
    assert (change.id, change.seq) == ("AI-SEC-02", warning.seq + 1)
    desk.controls.set(["AI-SEC-03"], ControlChange(status=Status.PARTIAL))
    assert desk.log.list(limit=1)[0].seq == change.seq + 1, "it is said once"
    assert desk.log.verify().clean
    desk.log.undo()
    desk.log.undo()
    assert desk.controls.show("AI-SEC-02").row.status is Status.NOT_ASSESSED


@pytest.mark.parametrize("year", [1970, 2038, 2100])
def test_a_clock_in_another_century_is_no_reason_to_lose_anything(desk, fake_clock, year):
    fake_clock.moment = datetime(year, 3, 1, tzinfo=UTC)
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    assert desk.log.list(limit=1)[0].ts == clock.stamp(fake_clock.moment)
    assert desk.log.verify().clean


def test_a_private_note_is_named_by_a_salted_hash_and_twice_the_same_text_looks_different(desk):
    for control in ("AI-SEC-01", "AI-SEC-02"):
        desk.controls.set([control], ControlChange(note="on leave"))
    names = [entry["after"]["note"] for entry in entries(desk)[-2:]]
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", name) for name in names)
    assert len(set(names)) == 2
    assert b"on leave" not in desk.log.lines()
    assert desk.controls.show("AI-SEC-01").note == "on leave"
    assert desk.log.verify().clean


def test_undo_brings_a_private_note_back(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(note="first"))
    desk.controls.set(["AI-SEC-01"], ControlChange(note="second"))
    desk.log.undo()
    assert desk.controls.show("AI-SEC-01").note == "first"
    desk.log.undo()
    assert desk.controls.show("AI-SEC-01").note == ""
    desk.log.redo()
    assert desk.controls.show("AI-SEC-01").note == "first"
    assert desk.log.verify().clean


def test_nothing_that_is_not_a_number_goes_into_a_line():
    with pytest.raises(ValueError):  # noqa: PT011  whatever its words
        journal.canonical({"a": float("nan")})
