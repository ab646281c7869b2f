"""A disk that fails or is full at any moment of a restore: it is told, and the old desk or the new one is there."""

from __future__ import annotations

import errno
import shutil
from itertools import count
from pathlib import Path

import pytest

from faults.deeds import DEEDS, THOROUGH, replaced, restored, start
from faults.storage import FILE_CALLS, develop, picture, watched
from faults.test_injected import HARMLESS, failing_at, files_up_to
from grcdesk.errors import DeskError

DEED = DEEDS["restore"]
STEP = 1 if THOROUGH else 11
CALLS = FILE_CALLS | {"open"}
MINOR = HARMLESS | {"chmod", "execute"}
"""Calls that may fail untold: those, and looks at the desk that is replaced, which may be damaged."""


@pytest.fixture
def first(tmp_path):
    """The folder as the restore finds it, and what it is afterwards."""
    (tmp_path / "first").mkdir()
    root = start(tmp_path / "first")
    DEED.prepare(root)
    before = picture(root)
    old = restored(root)
    DEED.do(root)
    return before, old, restored(root)


def left(folder: Path) -> list[str]:
    return [path.name for path in (folder / "desk").glob(".*")]


@pytest.mark.slow
def test_an_error_at_a_storage_call_is_told_and_leaves_the_old_or_the_new(first, tmp_path):
    before, old, new = first
    told = 0
    for number in count(1, STEP):
        work = develop(before, tmp_path / str(number))  # a folder of its own: heads of a folder are remembered
        calls: list[str] = []
        code = (errno.EIO, errno.ENOSPC)[number % 2]
        error = None
        try:
            watched(lambda work=work: DEED.do(work), failing_at(number, code, calls), CALLS)
        except DeskError as failure:  # anything else is told to nobody as what it is
            error = failure
        if len(calls) < number:
            break
        where = f"{calls[number - 1]} {number}: {error}"
        state = restored(work)
        assert state in (old, new), where
        assert error is not None or state == new, f"{where} nobody was told"
        assert error is not None or calls[number - 1] in MINOR, where
        assert replaced(work) == "", where
        told += error is not None
        shutil.rmtree(work)
    assert told > (30 if THOROUGH else 3)


@pytest.mark.slow
def test_a_disk_that_is_full_in_the_middle_leaves_the_old_desk_and_no_stump(first, tmp_path):
    before, old, new = first
    database = len(dict(before)["desk/desk.db"] or b"")
    for room in [0, 5000, database // 2]:
        work = develop(before, tmp_path / str(room))
        with pytest.raises(DeskError) as error, files_up_to(room):
            DEED.do(work)
        assert "damaged" not in str(error.value)
        assert left(work) == []
        assert restored(work) == old, f"room for {room} bytes"
    work = develop(before, tmp_path / "enough")
    DEED.do(work)
    assert restored(work) == new
