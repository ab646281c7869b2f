"""The rest of a path, offered while it is typed."""

from __future__ import annotations

import os
from pathlib import Path

from rich.cells import cell_len
from textual.suggester import Suggester

from grcdesk.text import is_harmless, show
from grcdesk.tui.kit.looks import fit

MOST_LISTED = 200
MOST = 5000
"""Entries of a folder that are looked at; what lies beyond is typed in full."""


class PathSuggester(Suggester):
    """Offers the first file or folder that begins as typed; the right arrow takes it."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The path in full, as far as one name goes; a folder ends with a slash."""
        folder, slash, beginning = value.rpartition(os.sep)
        if not beginning:
            return None
        try:
            found = _first(folder + slash or ".", beginning)
        except (OSError, RuntimeError, ValueError):
            return None
        return f"{folder}{slash}{found}" if found else None


def _first(folder: str, beginning: str) -> str:
    """The first name in their order that begins so and can be shown as it is; empty: none."""
    return min(_names(folder, beginning), default="")


def _names(folder: str, beginning: str) -> list[str]:
    names = []
    with os.scandir(Path(folder).expanduser()) as entries:
        for _, entry in zip(range(MOST), entries, strict=False):
            if entry.name.startswith(beginning) and is_harmless(entry.name):
                names.append(entry.name + (os.sep if entry.is_dir() else ""))
    return names


def beginning_so(typed: str) -> list[str]:
    """The paths that go on as typed, one name further, folders first; hidden ones only where a dot is typed."""
    folder, slash, beginning = typed.rpartition(os.sep)
    try:
        found = _names(folder + slash or ".", beginning)
    except (OSError, RuntimeError, ValueError):
        return []
    shown = [one for one in found if beginning.startswith(".") or not one.startswith(".")]
    shown.sort(key=lambda one: (not one.endswith(os.sep), one.casefold()))
    return [f"{folder}{slash}{one}" for one in shown[:MOST_LISTED]]


def end_of(said: str, room: int) -> str:
    """What is offered as far as there is room; of a path the end stays: it tells it from its neighbours."""
    plain = show(said)
    if os.sep not in plain or cell_len(plain) <= room:
        return fit(plain, room).rstrip()
    while cell_len(plain) >= room:
        plain = plain[1:]
    return f"…{plain}"
