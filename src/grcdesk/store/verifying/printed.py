"""The head of the log that a workbook or report prints, read without opening it as such: a few bytes, no parser."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

_PARTS = ("docProps/custom.xml", "xl/worksheets/sheet1.xml", "word/document.xml")
"""Where workbooks say it, those of earlier versions, and documents."""
_MOST_FILE, _MOST_LIST, _MOST_PART = 256 << 20, 1 << 20, 8 << 20
"""Bytes of the file, of the list of its parts, and of the part that is read."""
_END = b"PK\x05\x06"
_TAG = re.compile(r"<[^<>]{0,4096}>")
_SAID = re.compile(r"entry ([1-9][0-9]{0,17}), \d{4}-[^\0]{0,2000}?Change log head[^\0]{0,40}?([0-9a-f]{64})")
_NO_ZIP = (zipfile.BadZipFile, zlib.error, OSError, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError)


def head(path: Path) -> tuple[int, str] | None:
    """Position and head that the file prints; None when it is no such file, or prints none."""
    try:
        if path.stat().st_size > _MOST_FILE or _list_size(path) > _MOST_LIST:
            return None
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            for part in _PARTS:
                if part in names:
                    with archive.open(part) as content:
                        found = _said(content.read(_MOST_PART).decode("utf-8", "replace"))
                    if found is not None:
                        return found
    except _NO_ZIP:
        return None
    return None


def _said(content: str) -> tuple[int, str] | None:
    found = _SAID.search(_TAG.sub(" ", content))
    return (int(found[1]), found[2]) if found else None


def _list_size(path: Path) -> int:
    """How large the list of parts says it is; a list of millions would fill the memory."""
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(0, size - 66_000))
        tail = file.read()
    at = tail.rfind(_END)
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
