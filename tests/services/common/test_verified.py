"""No file leaves a desk that is not what its log says; with a word for it, the file says so on its first page."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from grcdesk.errors import Damaged
from grcdesk.services.common import verified
from grcdesk.terms import Verb
from grcdesk.terms.interchange import OscalModel
from helpers.desk_attacks import opened


def forge(desk) -> None:
    """One status changed around the door."""
    with opened(desk.paths.root) as connection:
        connection.execute("UPDATE assessment SET status = 'in_place' WHERE control = 'AI-SEC-01'")


def within(file: Path) -> str:
    """All text of a file."""
    if not zipfile.is_zipfile(file):
        return file.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(file) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


OUT = {
    "matrix.xlsx": lambda desk, path: desk.exports.matrix(path),
    "gap.docx": lambda desk, path: desk.documents.write("gap-report", path),
    "bom.json": lambda desk, path: desk.exports.mlbom(path),
    "mapping.json": lambda desk, path: desk.exports.oscal(OscalModel.MAPPING, path),
    "soa.csv": lambda desk, path: desk.soa.export(path),
    "audit.xlsx": lambda desk, path: desk.audits.export(path),
    "log.jsonl": lambda desk, path: desk.log.export(path),
    "due.ics": lambda desk, path: desk.due.calendar(path),
}


@pytest.mark.parametrize("name", [name for name in OUT if name != "log.jsonl"])
def test_nothing_is_handed_out_of_a_desk_that_does_not_verify(desk, tmp_path, name):
    forge(desk)
    before = desk.log.list(limit=1)[0].seq
    with pytest.raises(Damaged, match="not what its log says: 1 thing broken") as refused:
        OUT[name](desk, tmp_path / name)
    assert refused.value.reasons == ("assessment AI-SEC-01: status is not what the log says",)
    assert not (tmp_path / name).exists()
    assert desk.log.list(limit=1)[0].seq == before


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("name", OUT)
def test_with_a_word_for_it_the_file_says_so(desk, tmp_path, name):
    OUT[name](desk, tmp_path / f"sound-{name}")
    assert verified.MARK not in within(tmp_path / f"sound-{name}")
    forge(desk)
    desk.store.unverified = True
    OUT[name](desk, tmp_path / name)
    beside = tmp_path / f"{name}.README.txt"
    said = beside.read_text() if beside.exists() else within(tmp_path / name)
    assert f"{verified.MARK}: the desk is not what its change log says: assessment AI-SEC-01 status" in said
    assert desk.log.list(limit=3)[0].after["sha256"]  # it has its line all the same


def test_above_the_rows_of_a_csv_file_stands_one_line(desk, tmp_path):
    forge(desk)
    desk.store.unverified = True
    desk.soa.export(tmp_path / "soa.csv")
    with (tmp_path / "soa.csv").open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.reader(file))
    assert (len(first), first[0].startswith(verified.MARK)) == (1, True)


def test_a_sound_desk_is_not_marked_whatever_is_allowed(desk, tmp_path):
    desk.store.unverified = True
    desk.exports.mlbom(tmp_path / "bom.json")
    assert verified.MARK not in within(tmp_path / "bom.json")


def test_the_log_and_backups_leave_any_desk_with_a_note_beside(desk, tmp_path):
    forge(desk)
    assert desk.upkeep.backup(tmp_path / "backup.zip").path.is_file()
    assert desk.log.list(limit=1)[0].action is Verb.DESK_BACKUP
    desk.log.export(tmp_path / "log.jsonl")
    for name in ("backup.zip", "log.jsonl"):
        assert verified.MARK in (tmp_path / f"{name}.README.txt").read_text()


def test_doctor_names_what_is_broken_and_how_old_the_last_full_look_is(desk, fake_clock):
    def said() -> dict[str, tuple[bool | None, str]]:
        return {line.name: (line.ok, line.value) for line in verified.for_doctor(desk.paths)}

    assert said()["full verify"] == (None, "never")
    desk.log.verify()
    assert said()["full verify"][1] == "today, 2026-11-21: whole"
    fake_clock.advance(days=3)
    assert said()["full verify"][1] == "3 days ago, 2026-11-21: whole"
    assert said()["quick verify"][0] is True
    forge(desk)
    ok, told = said()["quick verify"]
    assert (ok, told) == (False, "1 thing broken, first assessment AI-SEC-01: status is not what the log says")
    desk.log.verify()
    assert said()["full verify"][1] == "today, 2026-11-24: something was broken"
