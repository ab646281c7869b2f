"""An OSCAL file, read into catalog files of grcdesk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.lists.texts import written
from grcdesk.importers.catalogs.oscal import catalog, mapping
from grcdesk.importers.reading.oscal.document import opened
from grcdesk.schemas.catalogs.catalogs import TakingPlan, Translation

_MOST = 25_000
"""Records of a catalog; more of them would not go into the 2 MB of its file."""


def read(path: Path, *, plan: TakingPlan, known: Mapping[str, str]) -> Translation:
    """What a file holds, as catalog files.

    Args:
        path: the file.
        plan: as a person wants it read.
        known: kinds of the catalogs there are, by id.

    Raises:
        BadInput: when it cannot be read, or is nothing for catalogs.
    """
    document = opened(path)
    if document.model == "component-definition":
        wrong = "an OSCAL component definition holds features and services, no catalog"
        raise BadInput(wrong, hint=f"grcdesk features import {path.name}", file=document.file)
    if document.model == "catalog":
        trees, told = catalog.read(document, plan)
    else:
        trees, told = mapping.read(document, plan, known)
    _name(trees, plan, document.file)
    return Translation((document.why, *told), tuple(_text(tree, document.file) for tree in trees))


def _name(trees: list[dict[str, Any]], plan: TakingPlan, file: str) -> None:
    """Call the catalog what a person wants it called.

    Raises:
        BadInput: when there are several.
    """
    wanted = {name: told for name, told in (("catalog", plan.catalog), ("title", plan.title)) if told}
    if wanted and len(trees) > 1:
        told = f"holds {len(trees)} catalogs, which cannot all be called the same"
        raise BadInput(
            told,
            hint="leave --catalog and --title out, or export each alone: grcdesk export oscal catalog --catalog ID",
            file=file,
        )
    for tree in trees:
        tree.update(wanted)


def _text(tree: dict[str, Any], file: str) -> str:
    size = len(tree.get("items") or tree.get("controls") or tree.get("mappings") or ())
    if size > _MOST:
        told = f"holds {size:,} records, more than the {_MOST:,} of a catalog"
        raise BadInput(told, hint="split it by its groups", file=file)
    return written(tree, file)
