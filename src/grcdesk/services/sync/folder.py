"""What lies in a watched folder. Nothing there is opened, followed, moved or removed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.schemas.sync import FolderLook, FoundFile
from grcdesk.services.evidence.intake import odd_kind

RULES = "grcdesk-sync.yaml"
"""The file of rules, in the folder itself."""
_MOST = 100_000
"""Entries that are looked through."""
_DEEPEST = 30
_HIDDEN = "."


def real(folder: Path, desk: Path) -> Path:
    """The folder, as its path is without links.

    Raises:
        BadInput: when it is none, or is or holds the desk.
    """
    try:
        there = folder.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise BadInput("is no folder", hint="name the folder that is watched", file=str(folder)) from error
    if not there.is_dir():
        raise BadInput("is no folder", hint="name the folder that holds the files", file=str(folder))
    if desk.resolve().is_relative_to(there):
        raise BadInput("holds the desk itself", hint="watch a folder beside it", file=str(folder))
    return there


def look(folder: Path, rules: Path) -> FolderLook:
    """Every entry but folders, hidden ones and the rules, in the order of names.

    Raises:
        BadInput: when the folder cannot be read, or holds too much.
    """
    walk = _Walk(folder, rules)
    files = sorted(walk.below(folder, ""), key=lambda one: one.name)
    return FolderLook(tuple(files), walk.hidden)


class _Walk:
    """One walk through a folder."""

    def __init__(self, folder: Path, rules: Path) -> None:
        self.hidden = 0
        self._folder = folder
        self._rules = rules.resolve()
        self._seen = 0

    def below(self, folder: Path, prefix: str, depth: int = 0) -> Iterator[FoundFile]:
        """Entries of a folder and of those in it."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if not prefix:
                hint = "check its permissions"
                raise BadInput(f"cannot be read: {error.strerror}", hint=hint, file=str(folder)) from error
            yield FoundFile(folder, prefix, odd=f"a folder that cannot be read: {error.strerror}")
            return
        for entry in entries:
            self._seen += 1
            if self._seen > _MOST:
                said = f"holds more than {_MOST:,} entries"
                raise BadInput(said, hint="watch the folder the files lie in", file=str(self._folder))
            if entry.name.startswith(_HIDDEN):
                self.hidden += 1
            else:
                yield from self._entry(entry, prefix, depth)

    def _entry(self, entry: os.DirEntry[str], prefix: str, depth: int) -> Iterator[FoundFile]:
        path, name = Path(entry.path), f"{prefix}{_shown(entry.name)}"
        try:
            told = entry.stat(follow_symlinks=False)
        except OSError as error:
            yield FoundFile(path, name, odd=f"cannot be looked at: {error.strerror}")
            return
        if stat.S_ISDIR(told.st_mode):
            if depth < _DEEPEST:
                yield from self.below(path, f"{name}/", depth + 1)
            else:
                yield FoundFile(path, name, odd=f"a folder more than {_DEEPEST} folders down")
        elif odd := odd_kind(told.st_mode):
            yield FoundFile(path, name, told.st_size, told.st_mtime_ns, odd)
        elif path != self._rules:
            yield FoundFile(path, name, told.st_size, told.st_mtime_ns)


def _shown(name: str) -> str:
    """A name as it can be stored: bytes that are no text, and signs that steer a terminal, in escapes."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
