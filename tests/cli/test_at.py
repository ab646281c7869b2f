"""`grcdesk --at`: answers from the desk as it stood, and nothing else."""

from __future__ import annotations

import pytest

from grcdesk.cli.main import NOUNS, OF_TODAY
from helpers.table_digests import log_size, tables

READING = {
    "package": ("build",),
    "scope": ("show",),
    "gap": ("summary",),
    "coverage": (),
    "due": (),
    "lacking": ("start",),
    "export": ("mlbom", "-o", "-"),
    "log": ("list", "--limit", "5"),
}


@pytest.fixture
def past(on, fake_clock):
    """The command line on a desk on which a control was partial on 21 November and in place nine days later."""
    on("controls", "set", "AI-SEC-01", "--status", "partial", "--gap", "no rotation")
    fake_clock.advance(days=9)
    on("controls", "set", "AI-SEC-01", "--status", "in_place", "--gap", "")
    return on


def status(done) -> str:
    return done.json["status"]


def test_a_list_answers_as_the_desk_stood(past):
    assert status(past("controls", "show", "AI-SEC-01", "--json")) == "in_place"
    done = past("--at", "2026-11-25", "controls", "show", "AI-SEC-01", "--json")
    assert status(done) == "partial"
    (first, *_) = done.err.splitlines()
    assert first.startswith("grcdesk: the desk as it stood on 2026-11-25, entry ")
    assert first.endswith("; judged on 2026-11-25")


def test_a_position_answers_too(past, desk_root):
    last = log_size(desk_root / "desk.db")
    assert status(past("--at", last - 1, "controls", "show", "AI-SEC-01", "--json")) == "partial"
    assert status(past("--at", last, "controls", "show", "AI-SEC-01", "--json")) == "in_place"


def test_the_day_that_is_judged_on_is_another_question(past):
    done = past("--at", "2026-11-25", "due", "--as-of", "2026-12-31")
    assert done.err.splitlines()[0].endswith("; judged on 2026-12-31")


@pytest.mark.slow(keep=4)
@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in (*OF_TODAY, "help")])
def test_every_noun_answers_and_changes_nothing(past, desk_root, noun):
    before, vault = tables(desk_root / "desk.db", without=("log",)), sorted((desk_root / "vault").rglob("*"))
    done = past("--at", "2026-11-25", noun, *READING.get(noun, ("list",)))
    assert done.code in ((1,) if noun == "changes" else (0, 4)), done.err  # no list of changes was on file
    assert "the desk as it stood on 2026-11-25" in done.err
    assert tables(desk_root / "desk.db", without=("log",)) == before
    assert sorted((desk_root / "vault").rglob("*")) == vault


@pytest.mark.parametrize(
    "command",
    [
        ("controls", "set", "AI-SEC-01", "--status", "missing"),
        ("evidence", "add", "proof.txt", "--kind", "report", "--as-of", "2026-11-20", "--control", "AI-SEC-01"),
        ("evidence", "verify"),
        ("evidence", "gc"),
        ("catalogs", "add", "ai-ext"),
        ("log", "undo"),
        ("log", "redo"),
        ("log", "verify"),
        ("due", "--ics", "due.ics"),
        ("due", "--notify", "--dry-run"),
        ("views", "save", "mine", "status:partial"),
        ("scope", "set", "--organisation", "Other"),
    ],
)
def test_what_writes_is_refused(past, desk_root, tmp_path, command):
    (tmp_path / "proof.txt").write_text("rotated")
    before, vault = tables(desk_root / "desk.db"), sorted((desk_root / "vault").rglob("*"))
    done = past("--no-input", "--at", "2026-11-25", *command)
    assert done.code == 1, done
    assert "the desk is shown as it stood on 2026-11-25, entry" in done.err
    assert "leave --at out" in done.err
    assert tables(desk_root / "desk.db") == before
    assert sorted((desk_root / "vault").rglob("*")) == vault
    assert not (tmp_path / "due.ics").exists()


@pytest.mark.parametrize("noun", OF_TODAY)
def test_what_has_no_past_is_refused(past, noun):
    done = past("--at", "2026-11-25", noun, *(("x.zip",) if noun in ("backup", "restore") else ()))
    assert done.code == 1
    assert f"{noun} works on the desk of today" in done.err


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ("", 2, "no moment is named"),
        ("soon", 2, "neither a day nor a position"),
        ("2026-11-20", 1, "the desk was made on 2026-11-21"),
        ("2027-01-01", 1, "is still to come"),
        ("1", 1, "the desk begins with entry"),
        ("99999", 1, "there is no entry 99999 yet"),
    ],
)
def test_what_is_no_moment_is_refused(past, given, code, words):
    done = past("--at", given, "controls", "list")
    assert done.code == code
    assert words in done.err
    assert done.out == ""


def test_behind_the_noun_it_is_told_where_it_stands(past):
    done = past("controls", "list", "--at", "2026-11-25")
    assert done.code == 2
    assert "write it before the noun: grcdesk --at 2026-03-31 controls list" in done.err


def test_the_log_ends_where_the_desk_stood(past):
    live = past("log", "list", "--json", "--limit", "9999").json
    then = past("--at", "2026-11-25", "log", "list", "--json", "--limit", "9999").json
    assert len(then) == len(live) - 1
    assert then == live[1:]


def test_an_export_is_told_to_the_log_of_today(past, desk_root, tmp_path):
    size = log_size(desk_root / "desk.db")
    done = past("--at", "2026-11-25", "export", "mlbom", "-o", tmp_path / "a.json")
    assert done.code == 0
    (line, *_) = past("log", "list", "--json", "--limit", "1").json
    assert log_size(desk_root / "desk.db") == size + 1
    assert (line["action"], line["after"]["at_day"], line["after"]["at_entry"]) == (
        "export.mlbom", "2026-11-25", size - 1,
    )  # fmt: skip
