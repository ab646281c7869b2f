"""Where a text still stands in the files of a desk: looked for byte by byte, also within zip files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from grcdesk.store.erasing.redact import needles

_BLOCK = 1 << 20
_MOST = 2 << 30
"""Bytes that are unpacked of one zip file; what is longer is said to be not looked through."""
_DEPTH = 2
"""A workbook lies in a backup: a zip file in a zip file."""


def holding(folder: Path, content: str) -> Iterator[Path]:
    """Every file below a folder that holds the text."""
    wanted = tuple(needles(content))
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and holds(path, wanted):
            yield path


def archives_with(folder: Path, names: set[str]) -> Iterator[Path]:
    """Every zip file below a folder that holds a file of one of these names."""
    for path in sorted(folder.rglob("*.zip")):
        try:
            with zipfile.ZipFile(path) as archive:
                inside = {name.rpartition("/")[2] for name in archive.namelist()}
        except (OSError, zipfile.BadZipFile, ValueError):
            continue
        if names & inside:
            yield path


def holds(path: Path, wanted: tuple[bytes, ...]) -> bool:
    """Whether a file holds one of these; one that cannot be read holds nothing that could be named."""
    try:
        with path.open("rb") as file:
            if _within(file, wanted):
                return True
            file.seek(0)
            return _is_zip(file) and _unpacked(file, wanted, _DEPTH)
    except OSError:
        return False


def _within(file: IO[bytes], wanted: tuple[bytes, ...]) -> bool:
    overlap = max(map(len, wanted)) - 1
    before = b""
    while block := file.read(_BLOCK):
        data = before + block
        if any(needle in data for needle in wanted):
            return True
        before = data[-overlap:] if overlap else b""
    return False


def _is_zip(file: IO[bytes]) -> bool:
    found = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    return found


def _unpacked(file: IO[bytes], wanted: tuple[bytes, ...], depth: int) -> bool:
    left = _MOST
    try:
        with zipfile.ZipFile(file) as archive:
            for item in archive.infolist():
                left -= item.file_size
                if left < 0:
                    return False
                with archive.open(item) as member:
                    if _within(member, wanted):
                        return True
                if depth > 1 and item.filename.lower().endswith((".zip", ".xlsx", ".docx")):
                    with archive.open(item) as member:
                        if _unpacked(member, wanted, depth - 1):
                            return True
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False
    return False
