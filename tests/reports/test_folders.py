"""A folder is written whole or not at all, under its name only once everything in it is on the disk."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from grcdesk.errors import Refused, Unwritable
from grcdesk.reports.folders import drafted_folder


def two_files(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "bagit.txt").write_text("BagIt")
    (folder / "data" / "a.txt").write_text("a")


def test_it_has_its_name_only_when_it_is_placed(tmp_path):
    target = tmp_path / "package"
    with drafted_folder(target, two_files) as draft:
        assert not target.exists()
        assert (draft.folder / "data" / "a.txt").read_text() == "a"
        draft.place()
    assert sorted(path.name for path in target.rglob("*")) == ["a.txt", "bagit.txt", "data"]
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_without_its_name_nothing_of_it_stays(tmp_path):
    with drafted_folder(tmp_path / "package", two_files):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_what_is_there_is_never_replaced(tmp_path, make):
    make(tmp_path / "package")
    with pytest.raises(Refused, match="package exists already") as refused, drafted_folder(tmp_path / "package", None):
        raise AssertionError
    assert "never replaced" in refused.value.hint


def test_nor_is_what_came_while_it_was_written(tmp_path):
    target = tmp_path / "package"
    with drafted_folder(target, two_files) as draft:
        target.mkdir()
        with pytest.raises(Refused, match="exists already"):
            draft.place()
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert list(target.iterdir()) == []


def test_a_disk_that_does_not_take_it_is_named_and_keeps_nothing(tmp_path):
    def half(folder: Path) -> None:
        two_files(folder)
        (folder / "missing" / "b.txt").write_text("b")

    with pytest.raises(Unwritable, match="package cannot be written"), drafted_folder(tmp_path / "package", half):
        raise AssertionError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_above_that_is_not_there_is_told_the_same_way(tmp_path):
    with pytest.raises(Unwritable, match="cannot be written"), drafted_folder(tmp_path / "no" / "package", two_files):
        raise AssertionError


def test_a_name_that_is_refused_at_the_last_moment_leaves_nothing(tmp_path):
    with drafted_folder(tmp_path / "package", two_files) as draft:
        draft.folder.rename(tmp_path / "elsewhere")
        with pytest.raises(Unwritable, match="package cannot be written"):
            draft.place()
    assert not (tmp_path / "package").exists()


def test_its_files_have_the_rights_of_any_new_file_here(tmp_path):
    before = os.umask(0o027)
    try:
        with drafted_folder(tmp_path / "package", two_files) as draft:
            draft.place()
    finally:
        os.umask(before)
    rights = {
        path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "package", *(tmp_path / "package").rglob("*"))
    }
    assert rights == {"package": 0o750, "package/data": 0o750, "package/bagit.txt": 0o640, "package/data/a.txt": 0o640}
