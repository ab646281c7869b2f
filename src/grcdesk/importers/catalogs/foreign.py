"""Catalogs in the formats of others: seen by a sign at their beginning, read apart, and written in our own format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.catalogs import CatalogFile, parse_catalog
from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.importers.reading.oscal.document import suspected
from grcdesk.importers.reading.small_files import head_of
from grcdesk.schemas.catalogs import Translation

_MEMORY = 640 << 20
"""Bytes: a catalog of ten million bytes is ten times that while it is read."""
_LINE = re.compile(r"^line \d+: ")


@dataclass(frozen=True, slots=True)
class Translated:
    """What a file of others holds, checked as catalog files are."""

    told: tuple[str, ...]
    """What it was taken for and why, and what of it was not read: a sentence each."""
    files: tuple[CatalogFile, ...]


def is_foreign(path: Path) -> bool:
    """Whether the beginning of a file has a sign of a format of others."""
    return suspected(head_of(path))


def translate(path: Path, known: Mapping[str, str], ends: Mapping[str, str]) -> Translated:
    """The catalogs of a file of others. Arguments and errors as `oscal.reading.read`."""
    how = {"known": dict(known), "ends": dict(ends)}
    job = JobControl(memory=_MEMORY, hint="split the file")
    found = read("grcdesk.importers.catalogs.child", "oscal", path, how, Translation, job=job)
    return Translated(found.told, tuple(_checked(text.encode(), path) for text in found.texts))


def _checked(written: bytes, path: Path) -> CatalogFile:
    try:
        return parse_catalog(written, path, translated=True)
    except BadInput as error:  # its lines are those of the translation, which nobody sees
        reasons = tuple(_LINE.sub("", one) for one in error.reasons)
        raise BadInput(error.message, hint=error.hint, reasons=reasons, file=str(path)) from error
