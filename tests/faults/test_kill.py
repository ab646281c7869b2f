"""Killed at any moment, a desk and its files are as before or as after, never between."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest

from faults.deeds import DEEDS, THOROUGH, start
from faults.storage import develop, picture, pictures
from grcdesk.errors import Unwritable
from grcdesk.reports import files
from grcdesk.reports.files import save

STEP = 1 if THOROUGH else 10
"""Of so many pictures one is looked at."""


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A folder with a desk, as every deed finds it."""
    return picture(start(tmp_path_factory.mktemp("first")))


@pytest.mark.slow
@pytest.mark.parametrize("name", DEEDS)
def test_what_lies_there_before_each_storage_call_is_the_old_or_the_new(first, tmp_path, name):
    """What a killed process leaves is what lies there at that moment: a picture at each call holds every case."""
    deed = DEEDS[name]
    work = develop(first, tmp_path / "work")
    deed.prepare(work)
    before = picture(work)
    calls, found = pictures(lambda: deed.do(work), work)
    assert calls >= deed.least
    old, new = deed.state(develop(before, tmp_path / "old")), deed.state(develop(found[-1], tmp_path / "new"))
    assert old != new
    states = []
    for number, photo in enumerate(found):
        if number % STEP and number != len(found) - 1:
            continue
        left = develop(photo, tmp_path / str(number))
        states.append(deed.state(left))
        assert states[-1] in (old, new), f"picture {number} of {len(found)} is neither old nor new"
        assert deed.sound(left) == "", f"picture {number} of {len(found)}"
        shutil.rmtree(left)
    assert states == sorted(states, key=lambda state: state == new), "what was done stays done"
    assert states[-1] == new


@pytest.mark.slow
def test_children_killed_for_real_leave_the_old_or_the_new(tmp_path):
    """The same said by the system itself, at the calls that decide and inside a write."""
    script = Path(__file__).with_name("forked.py")
    some = ("set", "restore")
    deeds, cut = (DEEDS, ("set", "evidence", "export", "restore")) if THOROUGH else (some, ("set",))
    asked = [*(f"{name}:calls" for name in deeds), *(f"{name}:sizes" for name in cut)]
    done = subprocess.run(  # noqa: S603  our own script
        [sys.executable, str(script), str(tmp_path), *asked], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one for one in told if one["bad"]] == []
    assert len(told) == len(asked)
    assert all(one["killed"] >= 2 for one in told), told


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", [5, 28])
def test_a_disk_that_fails_costs_one_error_and_not_the_old_file(tmp_path, monkeypatch, call, number):
    target = tmp_path / "matrix.xlsx"
    target.write_bytes(b"the old file")

    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    class Failing:
        """A file that takes nothing."""

        def __init__(self, handle: int, _mode: str) -> None:
            self.handle = handle

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            os.close(self.handle)

        write = fails

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fdopen" if call == "write" else call, Failing if call == "write" else fails)
        with pytest.raises(Unwritable, match=f"matrix.xlsx cannot be written: {os.strerror(number)}") as error:
            save(target, b"the new file", force=True)
    assert error.value.hint
    assert target.read_bytes() == b"the old file"
    assert [path.name for path in tmp_path.iterdir()] == ["matrix.xlsx"]


def test_a_finished_file_that_is_not_as_it_should_be_replaces_nothing(tmp_path):
    target = tmp_path / "matrix.xlsx"
    target.write_bytes(b"the old file")

    def refuses(_: Path) -> None:
        raise ValueError("not a workbook")

    with pytest.raises(ValueError, match="not a workbook"):
        save(target, b"the new file", force=True, check=refuses)
    assert target.read_bytes() == b"the old file"
    assert [path.name for path in tmp_path.iterdir()] == ["matrix.xlsx"]
