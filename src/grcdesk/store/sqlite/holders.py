"""Which programs have a database open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grcdesk.store.sqlite.copies import files_of
from grcdesk.text import show


def holders(database: Path) -> list[str]:
    """Other programs of this user that have the database open, as far as the system tells."""
    wanted = {str(path) for path in files_of(database.resolve())}
    others = [process for process in Path("/proc").glob("[0-9]*") if int(process.name) != os.getpid()]
    found = [process for process in others if not wanted.isdisjoint(_open_files(process))]
    return sorted(f"process {process.name} ({_name(process)})" for process in found)


def _open_files(process: Path) -> Iterator[str]:
    with suppress(OSError):  # it has ended, or belongs to somebody else
        for handle in (process / "fd").iterdir():
            with suppress(OSError):
                yield str(handle.readlink())


def _name(process: Path) -> str:
    with suppress(OSError):
        return str(show((process / "comm").read_text(encoding="utf-8", errors="replace").strip()))
    return "unknown"
