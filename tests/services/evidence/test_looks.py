"""What a look at the bytes found stands with the artefact, is logged when it changes, and cannot be talked away."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import Refused
from grcdesk.paths import DeskPaths
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange
from grcdesk.schemas.evidence.vault import Thoroughness
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.desk.upkeep import restore
from grcdesk.store import vault
from grcdesk.store.sqlite import engine
from grcdesk.terms import EvidenceKind, Verb, Via

QUICK = Thoroughness(quick=True)
FACTS = Artefact(EvidenceKind.TEST_RECORD, as_of=date(2026, 2, 3))


@pytest.fixture
def two(desk, tmp_path: Path):
    """EV-1 and EV-2, whose files were last touched long ago; no quick look takes a sample."""
    for name in ("one", "two"):
        (tmp_path / name).write_text(name)
        desk.evidence.add(tmp_path / name, FACTS, controls=["AI-PI-02"])
    calm(desk)
    return desk


@pytest.fixture(autouse=True)
def no_sample(monkeypatch):
    monkeypatch.setattr("grcdesk.store.vault_check._SAMPLE", 0)


def calm(desk) -> None:
    for path in desk.paths.vault.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))


def blob(desk, name: str) -> Path:
    path = vault.blob(desk.paths, desk.evidence.rows([name])[0].sha256)
    path.chmod(0o640)
    return path


def spoil(desk, name: str, *, unseen: bool = False) -> Path:
    """Other bytes of the same length; unseen: with the old time, so that only reading them tells."""
    path = blob(desk, name)
    path.write_text("xxx")
    if unseen:
        os.utime(path, (0, 0))
    return path


def words(desk) -> list[str]:
    return [row.integrity for row in desk.evidence.list()]


def told(desk) -> list[tuple[str, str, str]]:
    entries = desk.log.list(action=Verb.EVIDENCE_INTEGRITY, newest_first=False)
    return [(one.id, one.before["integrity"], one.after["integrity"]) for one in entries]


def test_it_is_written_and_logged_only_when_it_changes(two):
    assert two.vault.verify().unrecorded == ""
    assert told(two) == []
    file = spoil(two, "EV-2")
    for _ in range(2):
        assert two.vault.verify().unrecorded == ""
        assert words(two) == ["", "modified"]
    assert told(two) == [("EV-2", "", "modified")]
    assert two.evidence.keys("is:damaged") == ["EV-2"]
    file.unlink()
    two.vault.verify(QUICK)
    assert words(two) == ["", "missing"]
    file.write_text("two")
    two.vault.verify()
    assert words(two) == ["", ""]
    assert told(two)[1:] == [("EV-2", "modified", "missing"), ("EV-2", "missing", "")]
    assert two.log.verify().clean


def test_what_no_byte_was_read_of_is_not_found_good_and_what_is_damaged_is_read_by_every_look(two):
    spoil(two, "EV-1", unseen=True)
    two.vault.verify(QUICK)
    assert words(two) == ["", ""], "a quick look cannot see it"
    two.vault.verify()
    assert words(two) == ["modified", ""]
    assert two.vault.verify(QUICK).hashed == 1, "the damaged one"
    assert words(two) == ["modified", ""]
    for part in (1, 2, 3):
        two.vault.verify(Thoroughness(part=part, of=3))
        assert words(two) == ["modified", ""]
    blob(two, "EV-1").write_text("one")
    calm(two)
    two.vault.verify(QUICK)
    assert words(two) == ["", ""]


def test_a_look_that_was_stopped_speaks_only_of_what_it_came_to(two):
    spoil(two, "EV-1")
    spoil(two, "EV-2")
    seen: list[int] = []
    two.vault.verify(progress=lambda done, _: seen.append(done), stop=lambda: len(seen) == 1)
    assert words(two) == ["modified", ""]


def test_all_artefacts_of_the_same_bytes_are_told(two, tmp_path: Path):
    two.evidence.add(tmp_path / "one", FACTS, controls=["AI-PI-02"])
    spoil(two, "EV-1")
    two.vault.verify()
    assert words(two) == ["modified", "", "modified"]


def test_the_same_file_added_again_brings_the_bytes_back_and_the_next_look_says_so(two, tmp_path: Path):
    spoil(two, "EV-1")
    two.vault.verify()
    two.evidence.add(tmp_path / "one", FACTS)
    assert words(two) == ["modified", "", ""], "nobody has looked yet"
    assert two.vault.verify(QUICK).clean
    assert words(two) == ["", "", ""]


@pytest.mark.slow
def test_verifying_the_log_and_an_export_look_too(two, tmp_path: Path):
    spoil(two, "EV-1", unseen=True)
    assert not two.log.verify().clean
    assert words(two) == ["modified", ""]
    blob(two, "EV-1").write_text("one")
    two.exports.matrix(tmp_path / "a.xlsx")
    assert words(two) == ["", ""]
    blob(two, "EV-2").unlink()
    two.exports.matrix(tmp_path / "b.xlsx")
    assert words(two) == ["", "missing"]


def test_bytes_that_failed_cover_nothing(two, tmp_path: Path):
    (tmp_path / "q1").write_text("q 1")
    two.evidence.add(tmp_path / "q1", Artefact(EvidenceKind.SIGN_OFF, as_of=date(2026, 2, 3)), controls=["AI-SEC-05"])

    def first():
        return two.coverage.board(controls=["AI-SEC-05"])[0].slots[0].state.value

    assert first() == "covered"
    spoil(two, "EV-3")
    two.vault.verify()
    assert first() == "claimed"
    (claim,) = two.coverage.board(controls=["AI-SEC-05"])[0].claims
    assert claim.why == "bytes failed integrity"
    blob(two, "EV-3").write_text("q 1")
    two.vault.verify(QUICK)
    assert first() == "covered"


def test_it_is_no_change_of_anybody_and_undo_passes_it_over(two):
    two.evidence.set(["EV-1"], EvidenceChange(source="CI"))
    spoil(two, "EV-1")
    two.vault.verify()
    assert two.log.undo().sentence == "undone: evidence.set of EV-1"
    (entry,) = two.log.list(action=Verb.EVIDENCE_INTEGRITY)
    with pytest.raises(Refused, match=r"evidence\.integrity is final and is not undone"):
        two.log.undo(entry.batch)
    assert words(two) == ["modified", ""]
    assert two.log.redo().sentence == "redone: evidence.set of EV-1"
    assert words(two) == ["modified", ""]


def test_no_undo_and_redo_makes_bad_bytes_good(two):
    spoil(two, "EV-2")
    two.vault.verify()
    two.log.undo()  # the look does not keep the artefact from being taken back
    assert words(two) == [""]
    two.log.redo()
    assert words(two) == ["", "modified"]
    assert two.log.verify().broken[0].what == "its file in the vault was modified"


def test_a_locked_desk_is_looked_at_and_says_that_it_was_not_recorded(two, monkeypatch):
    spoil(two, "EV-1")
    two.close()
    monkeypatch.setattr(engine, "_BUSY_MS", 50)
    two = open_desk(two.paths, via=Via.CLI)
    with closing(sqlite3.connect(two.paths.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        report = two.vault.verify()
        other.execute("ROLLBACK")
    assert "another grcdesk is writing" in report.unrecorded
    assert [one.state.value for one in report.found] == ["modified"]
    assert words(two) == ["", ""]
    assert two.vault.verify().unrecorded == ""
    assert words(two) == ["modified", ""]


def test_a_desk_of_a_later_shape_is_looked_at_and_says_that_it_was_not_recorded(two):
    spoil(two, "EV-1")
    two.close()
    with closing(sqlite3.connect(two.paths.database)) as connection:
        connection.execute("PRAGMA user_version=999")
        connection.commit()
    later = open_desk(two.paths, via=Via.CLI, reading=True)
    report = later.vault.verify()
    assert "shape 999" in report.unrecorded
    assert words(later) == ["", ""]


def test_a_register_its_log_does_not_hold_takes_nothing(two):
    spoil(two, "EV-1")
    with closing(sqlite3.connect(two.paths.database)) as connection:
        connection.execute("UPDATE evidence SET row_count = 9 WHERE id = 'EV-2'")
        connection.commit()
    assert two.vault.verify().unrecorded == "the register is not what the change log says"
    assert not two.log.verify().clean
    assert words(two) == ["", ""]


def test_a_backup_and_its_restored_desk_keep_it(two, tmp_path: Path):
    spoil(two, "EV-1")
    two.vault.verify()
    done = two.upkeep.backup(tmp_path / "kept.zip", with_damage=True)
    restore(done.path, DeskPaths(tmp_path / "again"), via=Via.CLI, with_damage=True)
    again = open_desk(DeskPaths(tmp_path / "again"), via=Via.CLI)
    assert words(again) == ["modified", ""]
    assert told(again) == [("EV-1", "", "modified")]
    again.close()
