"""Paths that come as pasted text: what a terminal sends when files are dragged into it."""

from __future__ import annotations

import shlex
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
    for words in ([plain], plain.splitlines(), _words(plain)):
        paths = [_path(word.strip()) for word in words if word.strip()]
        found = tuple(path for path in paths if path is not None and _there(path))
        if found and len(found) == len(paths):
            return found
    return ()


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
