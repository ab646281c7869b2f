"""Killed at any moment, a desk and its files are as before or as after, never between."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest

from grcdesk.errors import Unwritable
from grcdesk.reports import files
from grcdesk.reports.files import save

KILLS = [
    ("init", "calls", 10),
    ("set", "calls", 20),
    ("set", "sizes", 8),
    ("export", "calls", 8),
    ("export", "sizes", 5),
    ("first export", "sizes", 5),
    ("evidence", "calls", 15),
    ("backup", "calls", 8),
    ("restore", "calls", 20),
]


@pytest.mark.parametrize(("deed", "mode", "least"), KILLS)
def test_a_killed_deed_leaves_the_old_or_the_new(tmp_path, deed, mode, least):
    script = Path(__file__).with_name("forked.py")
    done = subprocess.run(  # noqa: S603  our own script
        [sys.executable, str(script), str(tmp_path), deed, mode], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["bad"] == []
    assert told["killed"] >= least, told


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
