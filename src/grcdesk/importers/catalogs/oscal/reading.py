"""An OSCAL file, read into catalog files of grcdesk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.oscal import catalog, mapping
from grcdesk.importers.reading.oscal.document import opened
from grcdesk.importers.reading.small_files import MAX_BYTES
from grcdesk.schemas.catalogs import Translation

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml is absent from some builds

_MOST = 25_000
"""Records of a catalog; more of them would not go into the 2 MB of its file."""
_SPLIT = "split it by its groups"


def read(path: Path, *, known: Mapping[str, str], ends: Mapping[str, str]) -> Translation:
    """What a file holds, as catalog files.

    Args:
        path: the file.
        known: kinds of the catalogs there are, by id.
        ends: `controls` and `framework` of mappings, as a person named them.

    Raises:
        BadInput: when it cannot be read, or is nothing for catalogs.
    """
    document = opened(path)
    if document.model == "component-definition":
        wrong = "an OSCAL component definition holds features and services, no catalog"
        raise BadInput(wrong, hint=f"grcdesk features import {path.name}", file=document.file)
    if document.model == "catalog":
        trees, told = catalog.read(document)
    else:
        trees, told = mapping.read(document, known, ends)
    return Translation((document.why, *told), tuple(_text(tree, document.file) for tree in trees))


def _text(tree: dict[str, Any], file: str) -> str:
    size = len(tree.get("items") or tree.get("controls") or tree.get("mappings") or ())
    if size > _MOST:
        raise BadInput(f"holds {size:,} records, more than the {_MOST:,} of a catalog", hint=_SPLIT, file=file)
    written: str = yaml.dump(tree, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=110)
    if len(written.encode()) > MAX_BYTES:
        raise BadInput(f"its {size:,} records are more than 2 MB as a catalog here", hint=_SPLIT, file=file)
    return written
