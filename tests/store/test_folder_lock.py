"""The lock on the folder of a desk: shared by who has it open, alone for who replaces it."""

from __future__ import annotations

import errno
import fcntl
from pathlib import Path

import pytest

from grcdesk.errors import Locked
from grcdesk.store import folder_lock


def test_one_who_has_it_alone_keeps_everybody_out(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(folder_lock, "_WAIT", 0)
    with folder_lock.share(tmp_path), folder_lock.share(tmp_path):
        assert folder_lock.take(tmp_path, 0) is None
    lock = folder_lock.take(tmp_path, 0)
    assert lock is not None
    with lock, pytest.raises(Locked, match="a restore of this desk is under way"):
        folder_lock.share(tmp_path)
    with folder_lock.share(tmp_path):
        pass


def test_who_no_longer_needs_it_does_not_wait(tmp_path: Path):
    with folder_lock.share(tmp_path):
        assert folder_lock.take(tmp_path, 60, until=lambda: True) is None


@pytest.mark.parametrize("missing", [True, False])
def test_where_there_are_no_locks_there_is_none(tmp_path: Path, monkeypatch, missing: bool):
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    if missing:
        monkeypatch.setattr(folder_lock, "fcntl", None)
    with folder_lock.share(tmp_path):
        assert folder_lock.take(tmp_path, 0) is not None


def test_a_folder_that_is_not_there_is_locked_by_nobody(tmp_path: Path):
    with folder_lock.share(tmp_path / "none"):
        pass
