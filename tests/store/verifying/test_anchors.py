"""Anchors: remembered when a file leaves, told when they fail, explained by a restore and by nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import init_desk, open_desk
from grcdesk.services.desk.upkeep import restore
from grcdesk.services.log.verifying import Outside
from grcdesk.store.verifying import anchors
from grcdesk.terms import Status, Via


def change(desk, status=Status.PARTIAL):
    desk.controls.set(desk.controls.keys()[:3], ControlChange(status=status))


def reopened(desk):
    desk.close()
    return open_desk(DeskPaths(desk.paths.root), via=Via.CLI)


def copied(desk, tmp_path) -> Path:
    return Path(shutil.copytree(desk.paths.root, tmp_path / "copy"))


def put_back(desk, copy: Path) -> None:
    desk.close()
    shutil.rmtree(desk.paths.root)
    shutil.copytree(copy, desk.paths.root)


def test_a_file_that_leaves_is_an_anchor_beside_the_desk_and_with_the_user(desk, tmp_path):
    desk.exports.mlbom(tmp_path / "bom.json")
    for path in (desk.paths.root / "anchors.jsonl", anchors.of_user()):
        one = json.loads(path.read_text().splitlines()[-1])
        assert (one["by"], one["file"]) == ("export.mlbom", "bom.json")
        assert one["head"] == desk.log.list(limit=1)[0].hash
        assert path.stat().st_mode & 0o077 == 0
    report = desk.log.verify()
    assert (report.broken, report.anchors > 1) == ((), True)


def test_a_desk_that_is_put_back_is_told(desk, tmp_path):
    copy = copied(desk, tmp_path)
    change(desk)
    put_back(desk, copy)
    with_user = reopened(desk)
    (broken,) = with_user.log.verify().broken
    assert "the log was put back or told anew" in broken.what
    # the next command does not cover it up
    change(with_user)
    assert any("put back or told anew" in one.what for one in with_user.log.verify().broken)
    with_user.close()


def test_a_desk_that_is_put_back_is_told_by_its_own_file_where_only_the_database_went(desk, tmp_path, monkeypatch):
    copy = copied(desk, tmp_path)
    desk.exports.mlbom(tmp_path / "bom.json")
    kept = (desk.paths.root / "anchors.jsonl").read_bytes()
    put_back(desk, copy)
    (desk.paths.root / "anchors.jsonl").write_bytes(kept)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "of another user"))
    back = reopened(desk)
    assert [one.what for one in back.log.verify().broken if "put back" in one.what]
    back.close()


@pytest.mark.slow
def test_a_restore_explains_the_step_back_and_stands_in_the_log(desk, tmp_path):
    backup = desk.upkeep.backup(tmp_path / "b.zip").path
    change(desk)
    desk.exports.mlbom(tmp_path / "bom.json")
    last = desk.log.list(limit=1)[0]
    desk.close()
    restore(backup, DeskPaths(desk.paths.root), via=Via.CLI, force=True)
    back = open_desk(DeskPaths(desk.paths.root), via=Via.CLI)
    report = back.log.verify()
    assert report.broken == ()
    assert any("a backup was restored on" in one.what for one in report.remarks)
    change(back)
    assert back.log.verify().broken == ()
    # who names an anchor wants to know whether it holds, whatever explains that it does not
    (broken,) = back.log.verify(outside=Outside((f"{last.seq}:{last.hash}",))).broken
    assert "a backup was restored on" in broken.what
    back.close()


def test_a_restore_further_on_explains_nothing(desk, tmp_path):
    """An entry that says of itself to have gone back further than to the one before it."""
    copy = copied(desk, tmp_path)
    change(desk)
    desk.exports.mlbom(tmp_path / "bom.json")
    put_back(desk, copy)
    forged = open_desk(DeskPaths(desk.paths.root), via=Via.CLI)
    change(forged, Status.MISSING)
    from grcdesk.terms import Verb  # noqa: PLC0415

    forged.log._store.note(Verb.DESK_RESTORE, "file", "b.zip", {"entries": 5, "head": "0" * 64})
    assert any("put back or told anew" in one.what for one in forged.log.verify().broken)
    forged.close()


def test_another_desk_made_in_the_same_folder_is_no_desk_put_back(desk, plan):
    root = desk.paths.root
    desk.close()
    shutil.rmtree(root)
    made = init_desk(root, plan, via=Via.CLI)
    assert made.log.verify().broken == ()
    made.close()


def test_another_desk_laid_into_the_same_folder_is_told(desk, plan, tmp_path):
    other = init_desk(tmp_path / "other", plan, via=Via.CLI)
    other.close()
    root = desk.paths.root
    desk.exports.mlbom(tmp_path / "bom.json")
    desk.close()
    shutil.rmtree(root)
    shutil.copytree(tmp_path / "other", root)
    found = open_desk(DeskPaths(root), via=Via.CLI)
    assert found.log.verify().broken
    found.close()


@pytest.mark.slow
def test_an_anchor_is_named_as_words_or_by_a_file(desk, tmp_path):
    desk.exports.matrix(tmp_path / "matrix.xlsx")
    desk.documents.write("gap-report", tmp_path / "gap.docx")
    desk.log.checkpoint(tmp_path / "checkpoint.txt")
    first = desk.log.list(newest_first=False, limit=1)[0]
    (tmp_path / "letter.txt").write_text(f"We were given 1:{first.hash[:16]} in March.")
    files = [str(tmp_path / name) for name in ("matrix.xlsx", "gap.docx", "checkpoint.txt", "letter.txt")]
    words = (f"1:{first.hash.upper()}", *files, str(desk.paths.root / "anchors.jsonl"))
    assert desk.log.verify(outside=Outside(words)).broken == ()
    change(desk)
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(f"1:{'a' * 64}")
    for word in (str(wrong), f"9999:{first.hash}", f"1:{'b' * 12}"):
        (broken,) = desk.log.verify(outside=Outside((word,))).broken
        assert "entry" in broken.what


NOTHING = (b"", b"PK\x03\x04 no zip", b"\xff" * 100, b"{" * 5000, b"1:abc", b"0:" + b"a" * 64)
ODD = ("", "[]", "{}", '{"position":"1","head":"x"}', f'{{"position":true,"head":"{"a" * 64}"}}', "[" * 100_000)


@pytest.mark.parametrize("content", NOTHING)
def test_a_file_without_an_anchor_is_refused(tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(BadInput, match="holds no anchor"):
        anchors.given(str(file))
    for word in (str(tmp_path), str(tmp_path / "none"), "812"):
        with pytest.raises(BadInput, match="neither an anchor nor a file"):
            anchors.given(word)


@pytest.mark.parametrize("line", ODD)
def test_a_line_that_is_no_anchor_is_passed_over(desk, line):
    for path in (desk.paths.root / "anchors.jsonl", anchors.of_user()):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(line + "\n")
    assert desk.log.verify().broken == ()


def test_a_folder_that_takes_no_anchor_stops_nothing(desk, tmp_path, monkeypatch):
    (tmp_path / "blocked").write_text("a file")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "blocked"))
    change(desk)
    desk.exports.mlbom(tmp_path / "bom.json")
    assert desk.log.verify().broken == ()
