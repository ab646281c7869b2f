"""Every call of a deed that touches the disk: watched, photographed, or refused.

A process that is killed leaves what its calls have handed to the system so far. So one run, in which the folder is
photographed before each such call, holds every state that a kill between two calls can leave.
"""

from __future__ import annotations

import io
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

FILE_CALLS = {"write", "fsync", "fdatasync", "replace", "rename", "link", "unlink", "truncate", "mkdir", "chmod"}
READ_CALLS = {"open", "read"}
SQL_CALLS = {"execute", "executemany", "executescript", "commit", "rollback", "close", "backup"}
Picture = tuple[tuple[str, bytes | None], ...]
"""Path within a folder and content of each file; of a folder no content."""


def is_storage(call: Any, file_calls: set[str] = FILE_CALLS) -> bool:
    """Whether a function of C touches the disk."""
    name, owner = call.__name__, getattr(call, "__self__", None)
    if isinstance(owner, sqlite3.Connection | sqlite3.Cursor):
        return name in SQL_CALLS
    if getattr(owner, "__name__", "") in {"posix", "_io"} or isinstance(owner, io.FileIO | io.BufferedWriter):
        return name in file_calls
    return False


def watched(deed: Callable[[], object], seen: Callable[[str, Any], object], calls: set[str] = FILE_CALLS) -> None:
    """Do it, and tell of each storage call just before (`c_call`) and just after (`c_return`)."""

    def profile(_frame: FrameType, event: str, call: Any) -> None:
        if event in {"c_call", "c_return"} and is_storage(call, calls):
            seen(event, call)

    sys.setprofile(profile)
    try:
        deed()
    finally:
        sys.setprofile(None)


def picture(folder: Path) -> Picture:
    """What lies in a folder, but for the index of a WAL, which SQLite makes again."""
    found: list[tuple[str, bytes | None]] = []
    for place, folders, names in os.walk(folder):
        here = os.path.relpath(place, folder)
        found += [(os.path.join(here, name), None) for name in folders]  # noqa: PTH118  hundreds of times
        for name in names:
            if not name.endswith("-shm"):
                with open(os.path.join(place, name), "rb") as file:  # noqa: PTH118, PTH123  likewise
                    found.append((os.path.join(here, name), file.read()))  # noqa: PTH118
    return tuple(sorted(found, key=lambda one: one[0]))


def develop(photo: Picture, folder: Path) -> Path:
    """A folder as it was in the picture."""
    folder.mkdir()
    for name, content in photo:
        if content is None:
            (folder / name).mkdir(exist_ok=True)
        else:
            (folder / name).write_bytes(content)
    return folder


def pictures(deed: Callable[[], object], folder: Path) -> tuple[int, list[Picture]]:
    """Do it, and photograph the folder before each storage call and at the end.

    Returns:
        The number of calls, and each state once, in the order they came.
    """
    found = [picture(folder)]
    count = 0

    def look() -> None:
        now = picture(folder)
        if now != found[-1]:
            found.append(now)

    def seen(event: str, _: Any) -> None:
        nonlocal count
        if event == "c_call":
            count += 1
            look()

    watched(deed, seen)
    look()
    return count, found
