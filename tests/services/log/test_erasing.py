"""Erasing a text: which one is meant, what goes, what stays, and what is said of it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import Locked, NotFound, Refused
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.store.sqlite import scrub
from grcdesk.terms import EvidenceKind, LogOutcome, Via
from grcdesk.terms.vendors import Tier

KEPT = Path(__file__).parents[2] / "store" / "desks" / "0.1.0.zip"
TEXT = "Ms Ferreira was on sick leave"
WHY = "asked for by the person"
REPORT = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1))


def named(desk, words: str = TEXT) -> str:
    return desk.log.texts(containing=words, limit=1)[0].sha256


def gap(desk, text: str, control: str = "AI-SEC-01") -> None:
    desk.controls.set([control], ControlChange(gap=text))


def holding(root: Path, text: str = TEXT) -> list[str]:
    return [path.name for path in root.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def test_every_text_is_a_hash_in_the_line_and_a_text_in_lists(desk):
    gap(desk, TEXT)
    assert TEXT.encode() not in desk.log.lines()
    entry = desk.log.list(limit=1)[0]
    assert entry.after["gap"] == TEXT
    assert TEXT in entry.texts.values()


def test_reasons_and_refusals_are_hashes_too(desk):
    desk.scope.exclude("The old chatbot", reason=TEXT)
    with pytest.raises(Refused):
        desk.log.erase(named(desk), reason="because of Ms Ferreira")
    assert b"Ferreira" not in desk.log.lines()
    entry = desk.log.list(limit=1)[0]
    assert (entry.outcome, entry.reason[:25]) == (LogOutcome.DENIED, "that text still stands as")


def test_a_text_is_found_by_its_words_or_by_its_record(desk):
    gap(desk, TEXT)
    gap(desk, "none")
    (found,) = desk.log.texts(containing="FERREIRA", record="AI-SEC-01", limit=1)
    assert (found.id, found.field, found.text) == ("AI-SEC-01", "gap", TEXT)
    assert desk.log.texts(containing="ferreira", record="AI-SEC-02") == []
    assert len(desk.log.texts(limit=3)) == 3


@pytest.mark.slow
def test_a_hash_may_be_cut_but_must_mean_one_text(desk):
    gap(desk, TEXT)
    gap(desk, "none")
    name = named(desk)
    for short in ("sha256:12", "12", name[:14]):
        with pytest.raises(NotFound):
            desk.log.erase(short, reason=WHY)
    desk.log.erase(name[:20], reason=WHY)
    assert holding(desk.paths.root) == []
    with pytest.raises(NotFound, match="was erased already"):
        desk.log.erase(name, reason=WHY)


@pytest.mark.slow
def test_a_field_of_a_record_is_erased_where_it_stands_and_elsewhere_only_when_asked(desk):
    gap(desk, TEXT)
    gap(desk, TEXT, "AI-SEC-02")
    with pytest.raises(Refused, match="still stands as the gap of assessment AI-SEC-02") as refused:
        desk.log.erase("AI-SEC-01", field="gap", reason=WHY)
    assert refused.value.hint.startswith("--clear")
    desk.log.erase("AI-SEC-01", field="gap", reason=WHY, clear=True)
    assert desk.controls.show("AI-SEC-01").gap == desk.controls.show("AI-SEC-02").gap == "[erased]"
    assert holding(desk.paths.root) == []
    assert desk.log.verify().clean
    with pytest.raises(NotFound, match="was erased already"):
        desk.log.erase("AI-SEC-01", field="gap", reason=WHY)


@pytest.mark.parametrize(
    ("record", "field", "words"),
    [
        ("AI-SEC-01", "gab", "did you mean 'gap'"),
        ("AI-SEC-01", "zzzz", "its texts: "),
        ("EV-99", "title", "give the id"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(desk, record, field, words):
    with pytest.raises(NotFound) as refused:
        desk.log.erase(record, field=field, reason=WHY)
    assert words in refused.value.hint


def test_an_empty_field_is_no_text(desk):
    with pytest.raises(Refused, match="the gap of assessment AI-SEC-01 is empty"):
        desk.log.erase("AI-SEC-01", field="gap", reason=WHY)


def test_a_plan_changes_nothing_and_says_what_would_go(desk):
    gap(desk, TEXT)
    gap(desk, f"{TEXT} and more", "AI-SEC-02")
    before = desk.log.verify().entries
    plan = desk.log.erasure("AI-SEC-01", field="gap")
    assert [str(one) for one in plan.places] == ["the gap of assessment AI-SEC-01"]
    assert [str(one) for one in plan.parts] == ["the gap of assessment AI-SEC-02"]
    assert plan.copies == 1
    assert desk.log.verify().entries == before + 1


@pytest.mark.slow
def test_a_longer_text_stays_and_is_named_until_parts_are_asked_for(desk):
    gap(desk, TEXT)
    gap(desk, f"{TEXT} and more", "AI-SEC-02")
    done = desk.log.erase("AI-SEC-01", field="gap", reason=WHY)
    assert any("part of the gap of assessment AI-SEC-02" in told for told in done.warnings), done.warnings
    assert holding(desk.paths.root) == ["desk.db"]
    desk.controls.set(["AI-SEC-03"], ControlChange(gap=TEXT))
    desk.log.erase("AI-SEC-03", field="gap", reason=WHY, parts=True, clear=True)
    assert holding(desk.paths.root) == []
    assert desk.controls.show("AI-SEC-02").gap == "[erased]"
    assert desk.log.verify().clean


@pytest.mark.slow
def test_a_short_text_is_looked_for_as_a_whole_only(desk):
    gap(desk, "no")
    gap(desk, "no log", "AI-SEC-02")
    done = desk.log.erase("AI-SEC-01", field="gap", reason=WHY, clear=True, parts=True)
    assert desk.controls.show("AI-SEC-02").gap == "no log"
    assert any("fewer than 6 characters" in told for told in done.warnings)
    assert desk.log.verify().clean


@pytest.mark.slow
def test_two_vendors_may_both_be_erased(desk):
    for name in ("Northlight of Ms Ferreira", "Southlight of Ms Ferreira"):
        desk.vendors.add(name, VendorFacts(service="texts", tier=Tier.LOW))
    for vendor in ("VEN-1", "VEN-2"):
        desk.log.erase(vendor, field="name", reason=WHY, clear=True)
    names = [desk.vendors.show(name).row.name for name in ("VEN-1", "VEN-2")]
    assert len(set(names)) == 2
    assert all(name.startswith("[erased ") for name in names)
    assert holding(desk.paths.root, "Ferreira") == []
    assert desk.log.verify().clean


@pytest.mark.slow
def test_undo_of_what_was_erased_is_refused_and_of_the_rest_is_not(desk):
    gap(desk, TEXT)
    gap(desk, "none")
    desk.controls.set(["AI-SEC-02"], ControlChange(gap="another"))
    second = desk.log.batches(limit=2)[1].batch
    desk.log.erase(named(desk), reason=WHY)
    erasing = desk.log.list(action="log.erase", limit=1)[0].batch
    with pytest.raises(Refused, match="gap this change replaced was erased and cannot come back"):
        desk.log.undo(second)
    with pytest.raises(Refused, match="or erased a text"):
        desk.log.undo(erasing)
    desk.log.undo()
    assert desk.controls.show("AI-SEC-02").gap == ""
    gap(desk, TEXT)
    done = desk.log.erase("AI-SEC-01", field="gap", reason=WHY)
    assert done.batch == "", "nothing tells how to undo it"
    with pytest.raises(Refused, match="is final"):
        desk.log.undo(desk.log.list(action="log.erase", limit=1)[0].batch)
    assert desk.log.verify().clean


@pytest.mark.slow
def test_the_desk_as_it_stood_reads_erased(desk, fake_clock):
    gap(desk, TEXT)
    at = desk.log.list(limit=1)[0].seq
    fake_clock.advance(days=1)
    desk.log.erase("AI-SEC-01", field="gap", reason=WHY)
    desk.close()
    past = open_desk(desk.paths, via=Via.CLI, at=str(at))
    assert past.controls.show("AI-SEC-01").gap == "[erased]"
    past.close()


@pytest.mark.slow
def test_files_that_still_hold_it_are_named_with_what_helps(desk, tmp_path):
    (tmp_path / "a.txt").write_text(f"said {TEXT}")
    desk.evidence.add(tmp_path / "a.txt", REPORT, controls=["AI-SEC-01"])
    gap(desk, TEXT)
    book = desk.exports.matrix(desk.paths.exports / "book.xlsx").path
    desk.upkeep.backup(desk.paths.root / "mine.zip")
    (desk.paths.root / "readme.txt").write_text(TEXT)
    done = desk.log.erase("AI-SEC-01", field="gap", reason=WHY)
    told = "\n".join(done.warnings)
    for part in (
        "grcdesk evidence erase EV-1",
        f"exports/{book.name} holds it",
        "mine.zip holds it",
        "readme.txt holds it",
    ):
        assert part in told, told
    assert "2 files were written since it came in" in told
    desk.vault.erase("EV-1", reason=WHY)
    book.unlink()
    (desk.paths.root / "mine.zip").unlink()
    (desk.paths.root / "readme.txt").unlink()
    gap(desk, TEXT)
    again = desk.log.erase("AI-SEC-01", field="gap", reason=WHY)
    assert not any("holds it" in told for told in again.warnings), again.warnings


@pytest.mark.slow
def test_a_catalog_text_may_be_erased_and_its_file_is_named(desk):
    title = desk.controls.show("AI-SEC-01").row.title
    desk.log.erase("AI-SEC-01", field="title", kind="control", reason=WHY, clear=True)
    assert desk.controls.show("AI-SEC-01").row.title == "[erased]"
    assert title not in desk.log.lines().decode()
    assert desk.log.verify().clean


READER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM log").fetchone()
print("reads", flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
def test_another_program_that_reads_is_named_and_erasing_is_finished_after_it(desk, monkeypatch):
    monkeypatch.setattr(scrub, "_WAIT", 0.1)
    gap(desk, TEXT)
    command = [sys.executable, "-c", READER, str(desk.paths.database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:  # noqa: S603
        reader.stdout.readline()
        with pytest.raises(Locked, match=f"process {reader.pid}") as held:
            desk.log.erase("AI-SEC-01", field="gap", reason=WHY)
        assert "log erase --finish" in held.value.hint
        assert desk.controls.show("AI-SEC-01").gap == "[erased]"
        assert holding(desk.paths.root), "its pages are still there, as was said"
        with pytest.raises(Locked):
            desk.log.finish_erasing()
        reader.stdin.close()
    desk.log.finish_erasing()
    assert holding(desk.paths.root) == []
    assert desk.log.verify().clean


@pytest.fixture
def old(tmp_path):
    with zipfile.ZipFile(KEPT) as archive:
        archive.extractall(tmp_path / "old")
    desk = open_desk(DeskPaths(tmp_path / "old"), via=Via.CLI)
    yield desk
    desk.close()


@pytest.mark.slow
def test_lines_of_an_earlier_version_keep_theirs_and_are_named(old):
    title = old.evidence.rows(["EV-1"])[0].title
    held = old.log.list(resource="EV-1", newest_first=False)[0]
    done = old.log.erase("EV-1", field="title", reason=WHY, clear=True)
    (told,) = [one for one in done.warnings if "of the log" in one]
    assert str(held.seq) in told
    assert old.evidence.rows(["EV-1"])[0].title == "[erased]"
    assert old.log.verify().broken == ()
    assert title in old.log.lines().decode()
    with closing(sqlite3.connect(old.paths.database)) as connection:
        rows = connection.execute("SELECT content FROM private_text").fetchall()
    assert not any(title == content for (content,) in rows)


@pytest.mark.slow
def test_undo_does_not_bring_a_text_back_from_a_line_of_an_earlier_version(old):
    moved = [one for one in old.log.list(action="control.set", limit=0) if one.before.get("gap")]
    entry = moved[0]
    old.evidence.set(["EV-1"], EvidenceChange(note=str(entry.before["gap"])))
    old.log.erase("EV-1", field="note", reason=WHY, clear=True)
    with pytest.raises(Refused, match="holds a text that was erased since"):
        old.log.undo(entry.batch)
