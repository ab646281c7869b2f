"""Verifying the vault: each kind of damage by its own name, and what a killed command has left."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from grcdesk import clock
from grcdesk.errors import BadInput, Damaged, NotFound, Refused
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.vault import Thoroughness
from grcdesk.store import vault
from grcdesk.terms import BlobState, EvidenceKind, Verb

REPORT = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1))
QUICK = Thoroughness(quick=True)


def reports(folder: Path) -> Path:
    (folder / "in").mkdir()
    for number in range(1, 41):
        (folder / "in" / f"{number:02d}.txt").write_text(f"report {number}")
    return folder / "in"


def fill(desk, folder: Path) -> None:
    """EV-1 to EV-40, of 40 files; odd ones stand behind AI-SEC-01."""
    desk.evidence.add(reports(folder), REPORT)
    desk.evidence.place([f"EV-{number}" for number in range(1, 41, 2)], controls=["AI-SEC-01"])


@pytest.fixture
def filled(desk_after, tmp_path: Path):
    reports(tmp_path)
    return desk_after(fill)


def blob(desk, name: str) -> Path:
    path = vault.blob(desk.paths, desk.evidence.rows([name])[0].sha256)
    path.chmod(0o640)
    return path


def found(desk, how: Thoroughness = QUICK) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.state.value, one.evidence, one.controls) for one in desk.vault.verify(how).found]


def test_a_whole_vault_is_hashed_and_the_look_is_logged(filled):
    report = filled.vault.verify()
    assert (report.clean, report.files, report.hashed, report.found) == (True, 40, 40, ())
    last = filled.log.list(limit=1)[0]
    assert (last.action, last.after) == (
        Verb.EVIDENCE_VERIFY, {"how": "full", "files": 40, "hashed": 40, "broken": 0},
    )  # fmt: skip
    assert filled.log.verify().clean


def test_slices_make_the_whole(filled):
    hashed = [filled.vault.verify(Thoroughness(part=part, of=7)).hashed for part in range(1, 8)]
    assert sum(hashed) == 40
    assert max(hashed) < 40
    with pytest.raises(BadInput):
        filled.vault.verify(Thoroughness(part=8, of=7))


def test_each_damage_has_its_name_and_its_controls(filled, tmp_path: Path):
    blob(filled, "EV-1").write_text("report X")
    blob(filled, "EV-2").unlink()
    blob(filled, "EV-3").write_text("")
    blob(filled, "EV-4").unlink()
    vault.blob(filled.paths, filled.evidence.rows(["EV-4"])[0].sha256).symlink_to(tmp_path / "in" / "04.txt")
    (filled.paths.vault / "note.txt").write_text("x")
    filled.evidence.add(tmp_path / "in" / "05.txt", REPORT, controls=["AI-SEC-02"])
    assert found(filled, Thoroughness()) == [
        ("modified", ("EV-1",), ("AI-SEC-01",)),
        ("missing", ("EV-2",), ()),
        ("modified", ("EV-3",), ("AI-SEC-01",)),
        ("missing", ("EV-4",), ()),
        ("duplicate", ("EV-5", "EV-41"), ("AI-SEC-01", "AI-SEC-02")),
        ("unregistered", (), ()),
    ]


def test_the_same_bytes_twice_are_no_damage(filled, tmp_path: Path):
    filled.evidence.add(tmp_path / "in" / "05.txt", REPORT)
    report = filled.vault.verify()
    assert report.clean
    assert [one.state for one in report.found] == [BlobState.DUPLICATE]


def test_a_quick_look_finds_what_was_touched_since(filled, monkeypatch):
    monkeypatch.setattr("grcdesk.store.vault_check._SAMPLE", 0)
    for path in filled.paths.vault.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    assert filled.vault.verify(QUICK).hashed == 0
    touched = blob(filled, "EV-7")
    touched.write_text("report Z")
    os.utime(touched, (2_000_000_000, 2_000_000_000))
    assert found(filled) == [("modified", ("EV-7",), ("AI-SEC-01",))]


@pytest.mark.parametrize(("later", "hashed"), [(-60, 0), (2, 0), (3, 1)])
def test_a_quick_look_hashes_what_is_younger_than_its_row_by_more_than_a_file_system_rounds(
    filled, monkeypatch, later: int, hashed: int
):
    monkeypatch.setattr("grcdesk.store.vault_check._SAMPLE", 0)
    for path in filled.paths.vault.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    recorded = clock.now().timestamp() + later
    os.utime(blob(filled, "EV-7"), (recorded, recorded))
    assert filled.vault.verify(QUICK).hashed == hashed


def test_another_size_is_noticed_without_reading_a_byte(filled, monkeypatch):
    monkeypatch.setattr("grcdesk.store.vault_check._SAMPLE", 0)
    for path in filled.paths.vault.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    touched = blob(filled, "EV-7")
    touched.write_text("report Z and more")
    os.utime(touched, (0, 0))
    assert found(filled) == [("modified", ("EV-7",), ("AI-SEC-01",))]
    assert filled.vault.verify(QUICK).hashed == 0


def test_a_quick_look_takes_another_sample_another_day(filled, monkeypatch, fake_clock):
    monkeypatch.setattr("grcdesk.store.vault_check._SAMPLE", 5)
    hashed: list[set[str]] = []
    real = vault.hash_file
    monkeypatch.setattr(vault, "hash_file", lambda path: (hashed[-1].add(path.name), real(path))[1])
    for path in filled.paths.vault.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    for _ in range(2):
        hashed.append(set())
        filled.vault.verify(QUICK)
        fake_clock.advance(days=1)
    assert len(hashed[0]) == len(hashed[1]) == 5
    assert hashed[0] != hashed[1]


@pytest.mark.parametrize(
    ("table", "change", "evidence"),
    [
        ("evidence", "as_of = '2026-07-01' WHERE id = 'EV-1'", "EV-1"),
        ("evidence", "row_count = 0 WHERE id = 'EV-2'", "EV-2"),
        ("evidence_link", "control = 'AI-SEC-02' WHERE evidence = 'EV-3'", "EV-3"),
    ],
)
def test_a_row_that_is_not_what_the_log_says_is_named(filled, table: str, change: str, evidence: str):
    with closing(sqlite3.connect(filled.paths.database)) as connection:
        connection.execute(f"UPDATE {table} SET {change}")  # noqa: S608  our own words
        connection.commit()
    report = filled.vault.verify()
    assert not report.clean
    assert [(one.state, one.evidence) for one in report.found] == [(BlobState.ROW, (evidence,))]
    assert not filled.log.verify().clean


def test_stopped_it_tells_what_it_has_seen(filled):
    seen: list[int] = []
    report = filled.vault.verify(progress=lambda done, _: seen.append(done), stop=lambda: len(seen) == 3)
    assert report.hashed == 3


@pytest.fixture
def orphan(filled) -> Path:
    name = hashlib.sha256(b"lost").hexdigest()
    path = vault.blob(filled.paths, name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"lost")
    return path


def test_what_a_killed_command_left_is_listed_and_cleared(filled, orphan: Path):
    half = filled.paths.vault / "incoming-99-0a0b0c0d.tmp"
    half.write_bytes(b"ha")
    strange = filled.paths.vault / "note.txt"
    strange.write_text("mine")
    os.utime(half, (0, 0))
    names = [one.path for one in filled.vault.orphans()]
    assert sorted(names) == sorted(path.relative_to(filled.paths.root).as_posix() for path in (orphan, half))
    assert filled.vault.clear().sentence == "2 files removed, 6 bytes"
    assert (orphan.exists(), half.exists(), strange.exists()) == (False, False, True)
    last = filled.log.list(limit=1)[0]
    assert last.action is Verb.EVIDENCE_GC
    assert (last.after["files"], last.after["size"]) == (2, 6)
    assert str(last.after["names"]).split() == names, "what went is named for good"
    assert filled.vault.clear().sentence == "nothing to remove"
    assert [one.state for one in filled.vault.verify().found] == [BlobState.UNREGISTERED]


def test_the_copy_a_running_command_writes_is_left_alone(filled, tmp_path: Path, monkeypatch, fake_clock):
    """Cleared at each block it writes, and once more before the copy is put in its place."""
    new = tmp_path / "new.txt"
    new.write_text("new report")
    fake_clock.moment = datetime.fromtimestamp(new.stat().st_mtime, UTC) + timedelta(minutes=1)  # as files have it
    monkeypatch.setattr(vault, "_BLOCK", 4)
    read, place, cleared = os.read, vault._place, []

    def clears(*_):
        assert [path.name for path in filled.paths.vault.glob("incoming-*")] != []
        cleared.append(filled.vault.clear().sentence)

    monkeypatch.setattr(os, "read", lambda *asked: (clears(), read(*asked))[1])
    monkeypatch.setattr(vault, "_place", lambda *said: (clears(), place(*said))[1])
    filled.evidence.add(new, REPORT)
    assert len(cleared) == 5, "three blocks, the end of the file, and before it is put in its place"
    assert set(cleared) == {"nothing to remove"}
    assert filled.vault.verify().clean


@pytest.mark.parametrize(("age", "goes"), [(-60, False), (0, False), (1, False), (3600, False), (3601, True)])
def test_an_unfinished_copy_is_left_alone_for_an_hour(filled, age: int, goes: bool):
    half = filled.paths.vault / "incoming-99-0a0b0c0d.tmp"
    half.write_bytes(b"ha")
    written = clock.now().timestamp() - age
    os.utime(half, (written, written))
    assert [one.path for one in filled.vault.orphans()] == ["vault/incoming-99-0a0b0c0d.tmp"] * goes
    assert filled.vault.clear().sentence == ("1 file removed, 2 bytes" if goes else "nothing to remove")
    assert half.exists() is not goes


def test_what_was_undone_is_no_orphan(filled, tmp_path: Path):
    new = tmp_path / "new.txt"
    new.write_text("new")
    filled.evidence.add(new, REPORT)
    filled.log.undo()
    assert filled.vault.verify().clean
    filled.vault.clear()
    filled.log.redo()
    assert filled.vault.verify().clean
    touched = blob(filled, "EV-41")
    filled.log.undo()
    touched.write_text("now")
    (strange,) = filled.vault.verify().found
    assert (strange.state, strange.what) == (
        BlobState.UNREGISTERED, "belongs to no evidence, and is not what its name says",
    )  # fmt: skip


def test_a_file_is_handed_out_only_as_it_was_taken_in(filled, tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    done = filled.vault.open("EV-1", out)
    assert (done.path.name, done.path.read_text()) == ("01.txt", "report 1")
    with pytest.raises(Refused, match="already there"):
        filled.vault.open("EV-1", out)
    assert filled.vault.open("EV-1").path.read_text() == "report 1"
    blob(filled, "EV-1").write_text("report X")
    with pytest.raises(Damaged, match="EV-1: its file in the vault was modified"):
        filled.vault.open("EV-1")
    blob(filled, "EV-2").unlink()
    with pytest.raises(Damaged, match="missing"):
        filled.vault.open("EV-2")
    filled.evidence.add("https://acme.example/x", REPORT)
    with pytest.raises(Refused, match="not preserved"):
        filled.vault.open("EV-41")
    with pytest.raises(NotFound):
        filled.vault.open("EV-99")


def test_a_name_that_leads_elsewhere_stays_in_the_folder(filled, tmp_path: Path):
    bad = tmp_path / "..\\..\\evil\x1b[2J:.txt"
    bad.write_text("x")
    filled.evidence.add(bad, REPORT)
    out = tmp_path / "out"
    out.mkdir()
    done = filled.vault.open("EV-41", out)
    assert done.path.parent == out
    assert "\x1b" not in done.path.name
    assert "\\" not in done.path.name


def test_what_came_to_be_named_while_it_was_to_be_cleared_stays(filled, orphan: Path, monkeypatch, tmp_path: Path):
    note = filled.store.note

    def note_then_add(*told):
        note(*told)
        source = tmp_path / "lost.txt"
        source.write_bytes(b"lost")
        filled.evidence.add(source, REPORT)
        new = vault.blob(filled.paths, hashlib.sha256(b"newer").hexdigest())
        new.parent.mkdir(exist_ok=True)
        new.write_bytes(b"newer")

    monkeypatch.setattr(type(filled.store), "note", lambda _, *told: note_then_add(*told))
    filled.vault.clear()
    assert orphan.exists(), "an artefact names it by now"
    assert len(filled.vault.orphans()) == 1, "what was not there when the log was told stays for the next time"
