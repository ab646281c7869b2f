"""Writing a catalog of one's own to begin with. Needs no desk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grcdesk.errors import BadInput, Refused
from grcdesk.importers.catalogs.catalogs import catalog_files, read_catalog
from grcdesk.paths import CATALOGS
from grcdesk.reports.files import save
from grcdesk.rules.catalogs import skeleton
from grcdesk.schemas.catalogs.files import CATALOG_ID, FrameworkFile
from grcdesk.terms import CatalogKind
from grcdesk.wording import join

EVERY = (CatalogKind.FRAMEWORK, CatalogKind.CONTROLS, CatalogKind.MAPPINGS)
_LONGEST = 40
"""Characters of a name: ids of what is made of it are longer."""


def write_skeleton(
    name: str, kinds: Sequence[CatalogKind] = (), *, framework: str = "", to: Path | None = None, force: bool = False
) -> tuple[Path, ...]:
    """Write a framework, controls and the mappings between them, or those of the three that are meant.

    Args:
        name: the id they go by.
        kinds: what to write; none: all three.
        framework: to which shipped framework the controls are mapped; empty: to that of the name.
        to: the file, or where several are written the folder; None: the folder one is in.
        force: write over what is there.

    Raises:
        BadInput: for a name that can be no id, or an unknown framework.
        Refused: when a file is there already and `force` is not set.
    """
    _refuse_bad_name(name)
    made = [_made(kind, name, framework) for kind in _meant(kinds, framework)]
    targets = _targets([catalog for catalog, _ in made], to)
    # all are looked at before the first is written: half a set of three would be taken for the whole
    there = [str(one) for one in targets if one.exists()]
    if there and not force:
        raise Refused(f"{join(there)} is there already", hint="--force writes over it")
    for target, (_, text) in zip(targets, made, strict=True):
        save(target, text.encode(), force=force)
    return tuple(targets)


def _refuse_bad_name(name: str) -> None:
    if not re.fullmatch(CATALOG_ID, name) or len(name) > _LONGEST:
        hint = f"small letters, digits, . and -, at most {_LONGEST}: house-rules"
        raise BadInput(f"{name[:80]!r} can be no id of a catalog", hint=hint)


def _meant(kinds: Sequence[CatalogKind], framework: str) -> list[CatalogKind]:
    """What is written, in the order it is added to a desk: mappings need the other two."""
    if kinds:
        return [kind for kind in EVERY if kind in kinds]
    # a shipped framework takes the place of one of their own
    return [kind for kind in EVERY if not (framework and kind is CatalogKind.FRAMEWORK)]


def _targets(catalogs: Sequence[str], to: Path | None) -> list[Path]:
    """Where each catalog goes: into a folder under its own name; one alone also into the file that was named."""
    if to is not None and len(catalogs) == 1 and not to.is_dir():
        return [to]
    folder = to or Path()
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder", hint=f"{len(catalogs)} files are written: name a folder, or --as one")
    return [folder / f"{catalog}.yaml" for catalog in catalogs]


def _made(kind: CatalogKind, name: str, framework: str) -> tuple[str, str]:
    if kind is CatalogKind.FRAMEWORK:
        return skeleton.framework(name)
    if kind is CatalogKind.CONTROLS:
        return skeleton.controls(name)
    if not framework:
        return skeleton.mappings(name, name, f"{name}{skeleton.FRAMEWORK_ENDING}", "X.1")
    return skeleton.mappings(name, name, framework, _first_item(framework))


def _first_item(framework: str) -> str:
    files = [read_catalog(path) for path in catalog_files(CATALOGS)]
    known = {one.data.catalog: one.data for one in files if isinstance(one.data, FrameworkFile)}
    if framework not in known:
        raise BadInput(f"no shipped framework is called {framework[:80]!r}", hint=f"there are {join(list(known))}")
    return known[framework].items[0].id
