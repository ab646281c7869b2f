from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

import pytest

from grcdesk.errors import Refused, Unwritable
from grcdesk.reports import files
from grcdesk.reports.files import save


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_holds_the_data_and_its_hash_is_told(tmp_path):
    target = tmp_path / "a.xlsx"
    assert save(target, b"data", force=False) == hashlib.sha256(b"data").hexdigest()
    assert target.read_bytes() == b"data"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_new_file_gets_the_usual_rights(tmp_path):
    usual = tmp_path / "usual"
    usual.touch()
    save(tmp_path / "a", b"x", force=False)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_an_existing_file_is_refused_and_unharmed(tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(Refused) as caught:
        save(target, b"new", force=False)
    assert "--force" in caught.value.hint
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_force_replaces_and_keeps_the_rights(tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    save(target, b"new", force=True)
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path):
    target = tmp_path / "a.xlsx"
    with pytest.raises(Refused):
        save(target, b"mine", force=False, check=lambda _: target.write_bytes(b"theirs"))
    assert target.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_symbolic_link_stays_one(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    save(tmp_path / "link", b"new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_the_check_sees_the_whole_file_before_it_has_its_name(tmp_path):
    target = tmp_path / "a"
    seen = []

    def check(draft: Path) -> None:
        seen.append((draft.read_bytes(), draft.parent == tmp_path, target.exists()))

    save(target, b"data", force=False, check=check)
    assert seen == [(b"data", True, False)]


def test_a_failed_check_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def check(_draft: Path) -> None:
        raise Unwritable("not what was written")

    with pytest.raises(Unwritable, match="not what was written"):
        save(target, b"new", force=True, check=check)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("code", "word"), [(errno.ENOSPC, "space"), (errno.EIO, "disk"), (errno.EROFS, "read-only"), (errno.EXDEV, "place")]
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_does_not_take_it_is_told_with_a_cure(tmp_path, monkeypatch, code, word, step):
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def broken(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(*((files.os, "fsync") if step == "fsync" else (Path, "replace")), broken)
    with pytest.raises(Unwritable) as caught:
        save(target, b"new", force=True)
    assert word in caught.value.hint
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_disk_without_hard_links_still_takes_a_new_file(tmp_path, monkeypatch):
    def broken(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(files.os, "link", broken)
    save(tmp_path / "a", b"new", force=False)
    assert names(tmp_path) == ["a"]
    with pytest.raises(Refused):
        save(tmp_path / "b", b"mine", force=False, check=lambda _: (tmp_path / "b").write_bytes(b"theirs"))
    assert (tmp_path / "b").read_bytes() == b"theirs"


def test_a_missing_folder_is_told_with_a_cure(tmp_path):
    with pytest.raises(Unwritable) as caught:
        save(tmp_path / "nowhere" / "a", b"x", force=False)
    assert "make the folder" in caught.value.hint


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "sub").mkdir()
    with pytest.raises(Unwritable) as caught:
        save(tmp_path / "sub", b"x", force=True)
    assert "folder" in caught.value.hint
    assert names(tmp_path) == ["sub"]


def test_the_longest_name_a_folder_takes_is_fine(tmp_path):
    save(tmp_path / ("n" * 255), b"x", force=False)
    assert names(tmp_path) == ["n" * 255]


def test_a_pipe_or_a_device_is_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Unwritable, match="no regular file"):
        save(pipe, b"x", force=True)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
