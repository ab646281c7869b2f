"""Paths that come as pasted text: what a terminal sends when files are dragged into it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from grcdesk.errors import BadInput
from grcdesk.paths import typed_path

MOST = 100_000
"""Characters looked at; a longer text is no list of paths."""


def paths_in(text: str) -> tuple[Path, ...]:
    """The files and folders a text names, quoted, escaped or as file:// links; empty unless all of them are there."""
    plain = text.strip()
    if not plain or len(plain) > MOST or "\x00" in plain:
        return ()
    # terminals differ: some put one path a line, some quote, some escape, and a name may hold spaces; the first way
    # of reading is taken by which all that was pasted is there
    for words in ([plain], plain.splitlines(), _words(plain)):
        found = _all_there([word.strip() for word in words if word.strip()])
        if found:
            return found
    return ()


def _all_there(words: Sequence[str]) -> tuple[Path, ...]:
    """The paths, empty unless each of them is there: half a list would be taken in for the whole."""
    found = []
    for word in words:
        path = _path(word)
        if path is None or not _there(path):
            return ()
        found.append(path)
    return tuple(found)


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return []


def _path(word: str) -> Path | None:
    try:
        return typed_path(unquote(urlsplit(word).path) if word.startswith("file://") else word)
    except (BadInput, ValueError):  # text that is no path, or an address that is none
        return None


def _there(path: Path) -> bool:
    try:
        return path.is_absolute() and path.exists()
    except (OSError, ValueError):
        return False
