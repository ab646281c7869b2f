"""Catalogs in the formats of others: seen by a sign at their beginning, read apart, and written in our own format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.catalogs import CatalogFile, parse_catalog
from grcdesk.importers.catalogs.lists import library
from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.importers.reading.oscal.document import suspected
from grcdesk.importers.reading.small_files import head_of
from grcdesk.schemas.catalogs.catalogs import TakingPlan, Translation

_MEMORY = 640 << 20
"""Bytes: a catalog of ten million bytes is ten times that while it is read."""
_LINE = re.compile(r"^line \d+: ")
_OURS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Translated:
    """What a file of others holds, checked as catalog files are."""

    told: tuple[str, ...]
    """What it was taken for and why, and what of it was not read: a sentence each."""
    files: tuple[CatalogFile, ...]


def _is_library(head: bytes, name: str) -> bool:
    return name.endswith(_OURS) and library.looks_like_one(head.decode("utf-8-sig", "replace"))


def _is_oscal(head: bytes, _name: str) -> bool:
    return suspected(head)


def _is_list(head: bytes, name: str) -> bool:
    """A table, a workbook or JSON. YAML is ours, or nothing we know."""
    return bool(head) and not name.endswith(_OURS)


FORMS: Mapping[str, Callable[[bytes, str], bool]] = {"library": _is_library, "oscal": _is_oscal, "list": _is_list}
"""Readers of the child by what the beginning and the name of their files look like; the first that fits is taken."""


def form_of(path: Path) -> str:
    """Which format of others a file is in; empty: a catalog file of ours, or nothing we know."""
    head, name = head_of(path), path.name.casefold()
    return next((form for form, fits in FORMS.items() if fits(head, name)), "")


def translate(path: Path, form: str, plan: TakingPlan, own: Path | None, known: Mapping[str, str]) -> Translated:
    """The catalogs of a file of others.

    Args:
        path: the file.
        form: as `form_of` has it.
        plan: how a person wants it read.
        own: the folder of the desk's own maker files.
        known: kinds of the catalogs there are, by id: mappings refer to them.

    Raises:
        BadInput: when it cannot be read, saying what was seen.
    """
    how: dict[str, Any] = {"plan": _plain(plan), "own": str(own or ""), "known": dict(known)}
    found = read("grcdesk.importers.catalogs.child", form, path, how, Translation, job=JobControl(memory=_MEMORY))
    return Translated(found.told, tuple(_checked(text.encode(), path) for text in found.texts))


def _plain(plan: TakingPlan) -> dict[str, Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415  only where a file of others is read

    plain: dict[str, Any] = TypeAdapter(TakingPlan).dump_python(plan, mode="json")
    return plain


def _checked(written: bytes, path: Path) -> CatalogFile:
    try:
        return parse_catalog(written, path, translated=True)
    except BadInput as error:  # its lines are those of the translation, which nobody sees
        reasons = tuple(_LINE.sub("", one) for one in error.reasons)
        raise BadInput(error.message, hint=error.hint, reasons=reasons, file=str(path)) from error
