"""Ids and texts of others as ours are written, and the catalog file that is made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

import yaml

from grcdesk.errors import BadInput
from grcdesk.importers.reading.small_files import MAX_BYTES
from grcdesk.schemas.catalogs.files import CATALOG_ID, RECORD_ID

MAX_ID = 64
MAX_LINE = 300
MAX_TEXT = 4000
NOT_TOLD = "not told in the file"
NOT_GROUPED = "Not grouped"
TEXTS_LEFT = "texts are not kept: a framework here is ids, groups and labels"
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml is absent from some builds
_RECORD, _CATALOG = re.compile(RECORD_ID), re.compile(CATALOG_ID)
_BAD_ID = re.compile(r"[^A-Za-z0-9._()/-]+")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def line(text: str, longest: int = MAX_LINE) -> str:
    """One line, and no longer; a cut is seen."""
    told = " ".join(text.split())
    return told if len(told) <= longest else f"{told[: longest - 1]}…"


def text_of(record: Mapping[str, Any], name: str) -> str:
    """What stands in a field; empty where it holds no text."""
    found = record.get(name)
    return found.strip() if isinstance(found, str) else ""


def record_id(text: str, taken: Collection[str] = ()) -> str:
    """An id as ids are written here: letters and digits of ASCII and a few signs, and none that is taken."""
    if _RECORD.fullmatch(text) and len(text) <= MAX_ID and text not in taken:
        return text
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = _BAD_ID.sub("-", letters).lstrip("-._()/").rstrip("-")[:MAX_ID] or "id"
    found, number = plain, 1
    while found in taken:
        number += 1
        found = f"{plain[: MAX_ID - 6]}-{number}"
    return found


def catalog_id(text: str) -> str:
    """An id for a catalog."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = _NO_SLUG.sub("-", letters.lower()).strip("-")
    if len(plain) > MAX_ID:
        plain = plain[:MAX_ID].rpartition("-")[0] or plain[:MAX_ID]
    return plain if _CATALOG.fullmatch(plain) else "catalog"


def written(tree: Mapping[str, Any], file: str) -> str:
    """A catalog file.

    Raises:
        BadInput: when it would be larger than a catalog may be.
    """
    made: str = yaml.dump(dict(tree), Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=110)
    if len(made.encode()) > MAX_BYTES:
        size = len(tree.get("items") or tree.get("controls") or tree.get("mappings") or ())
        told = f"holds {size:,} records, more than one catalog of 2 MB takes here"
        raise BadInput(told, hint="split it by its groups", file=file)
    return made
