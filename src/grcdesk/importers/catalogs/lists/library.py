"""A library of CISO Assistant (YAML) as catalog files: its framework, its reference controls, and what ties the two.

Ids, names and groups are taken. Texts of a framework are read at its publisher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.lists import fields as rules
from grcdesk.importers.catalogs.lists.nodes import Nodes
from grcdesk.importers.catalogs.lists.texts import MAX_TEXT, NOT_TOLD, catalog_id, line, record_id, text_of, written
from grcdesk.importers.keeping.content import shown
from grcdesk.importers.reading.small_files import file_bytes, file_text
from grcdesk.importers.reading.strict_yaml import load
from grcdesk.schemas.catalogs.catalogs import TakingPlan, Translation
from grcdesk.terms import CatalogKind
from grcdesk.wording import count, join

_MOST = 16 << 20
"""Bytes of a library."""
_SHOWN = 5
_HEAD = frozenset(
    {
        *("urn", "locale", "ref_id", "name", "description", "copyright", "version", "publication_date", "provider"),
        *("packager", "dependencies", "objects", "translations", "convert_library_version", "annotation", "labels"),
    }
)
_SETS = ("framework", "frameworks", "reference_controls", "requirement_mapping_set", "requirement_mapping_sets")
Tree = dict[str, Any]


def looks_like_one(head: str) -> bool:
    """Whether a YAML text that begins so is such a library."""
    keys = {text.partition(":")[0] for text in head.splitlines() if text[:1].isalpha()}
    return "urn" in keys and bool(keys & {"objects", "provider", "packager", "ref_id"})


def read(path: Path, *, plan: TakingPlan) -> Translation:
    """A library as catalog files.

    Args:
        path: the file.
        plan: as a person wants it read; what it fills in lets reference controls be taken.

    Raises:
        BadInput: when it is none, or holds nothing that could be taken.
    """
    tree = load(file_text(file_bytes(path, _MOST), str(path)), str(path))
    library = _Library(tree, path.name, plan)
    texts = tuple(written(one, path.name) for one in library.catalogs())
    if not texts:
        raise BadInput(
            f"is a library of CISO Assistant with {library.seen}; nothing of it is a catalog here",
            hint="; ".join(library.told[1:]) or "give a library with a framework",
            file=path.name,
        )
    return Translation(tuple(library.told), texts)


class _Library:
    def __init__(self, tree: Mapping[str, Any], file: str, plan: TakingPlan) -> None:
        self._tree = tree
        self._file = file
        self._plan = plan
        objects = tree.get("objects")
        self._objects: Mapping[str, Any] = objects if isinstance(objects, dict) else {}
        version = text_of(tree, "version")
        self.told = [
            (
                "taken for a library of CISO Assistant: it holds `urn` and `objects` as that writes them; "
                f"{line(text_of(tree, 'name') or file)}, version {version or NOT_TOLD}"
            )
        ]

    @property
    def seen(self) -> str:
        """What stands in it, for an error."""
        found = [f"{len(_tables(value))} {shown(str(name))}" for name, value in self._objects.items()]
        return join(found, _SHOWN) or "no objects"

    def catalogs(self) -> Iterator[Tree]:
        """Its frameworks, its controls, and the mappings between them."""
        frameworks = [*_tables(self._objects.get("framework")), *_tables(self._objects.get("frameworks"))]
        controls, ids = self._controls()
        for number, one in enumerate(frameworks):
            nodes = Nodes(_tables(one.get("requirement_nodes")))
            items = nodes.items()
            self.told += nodes.told
            if not items:
                continue
            told = self._plan if not number else TakingPlan()  # what a person says is said of the first
            framework = self._framework(one, told)
            name = framework["catalog"]
            yield framework | {"items": items} | ({"short": told.short} if told.short else {})
            if controls:
                yield from self._mappings(controls, ids, name, nodes)
        if controls:
            yield controls
        self._rest()

    def _framework(self, one: Mapping[str, Any], told: TakingPlan) -> Tree:
        """A framework of it without its items."""
        title = line(text_of(one, "name") or text_of(self._tree, "name") or self._file)
        known_as = text_of(one, "ref_id") or text_of(one, "urn").rpartition(":")[2] or title
        return self._head(told.catalog or catalog_id(known_as), CatalogKind.FRAMEWORK, told.title or title)

    def _head(self, name: str, kind: CatalogKind, title: str) -> Tree:
        provider = line(text_of(self._tree, "provider") or text_of(self._tree, "packager") or NOT_TOLD)
        urn = line(text_of(self._tree, "urn"), 200)
        return {
            "catalog": name,
            "kind": str(kind),
            "title": title,
            "version": line(text_of(self._tree, "version") or NOT_TOLD, 100),
            "source": f"Library {urn} of CISO Assistant, read from {self._file}; provider: {provider}",
            "licence": (text_of(self._tree, "copyright") or NOT_TOLD)[:MAX_TEXT],
        }

    def _controls(self) -> tuple[Tree, dict[str, str]]:
        """Reference controls, when a person says what the library does not say of them; their ids by urn."""
        found = _tables(self._objects.get("reference_controls"))
        if not found:
            return {}, {}
        lacks = [name for name in rules.NEEDED if name not in dict(self._plan.fill)]
        if lacks:
            self.told.append(
                f"{count(len(found), 'reference control')} left out: a control here says how often it runs, whose work "
                f"it is and so on; taken with {rules.fill_cure(lacks)}"
            )
            return {}, {}
        made: dict[str, Tree] = {}
        ids: dict[str, str] = {}
        for one in found:
            urn = text_of(one, "urn")
            key = record_id(text_of(one, "ref_id") or urn.rpartition(":")[2], made)
            ids[urn.casefold()] = key
            made[key] = self._control(one, key)
        title = f"Controls of {line(text_of(self._tree, 'name') or self._file, 200)}"
        name = catalog_id(f"{text_of(self._tree, 'ref_id') or title} controls")
        self.told.append(f"{count(len(made), 'reference control')} taken, with what you told of all of them")
        return self._head(name, CatalogKind.CONTROLS, title) | {"controls": list(made.values())}, ids

    def _control(self, one: Mapping[str, Any], key: str) -> Tree:
        """A reference control, with what a person says of all of them."""
        title = line(text_of(one, "name") or key)
        statement = (text_of(one, "description") or title)[:MAX_TEXT]
        return {"id": key, "title": title, "statement": statement} | dict(self._plan.fill)

    def _mappings(self, controls: Tree, ids: Mapping[str, str], framework: str, nodes: Nodes) -> Iterator[Tree]:
        """What a requirement names as its reference controls."""
        pairs = [(ids[urn], item) for item, urns in nodes.named.items() for urn in urns if urn in ids]
        if not pairs:
            return
        title = f"{controls['title']} to {framework}"
        head = self._head(catalog_id(f"{controls['catalog']} to {framework}"), CatalogKind.MAPPINGS, line(title))
        yield head | {
            "controls": controls["catalog"],
            "framework": framework,
            "mappings": [
                {
                    "control": control,
                    "item": item,
                    "relationship": "intersects-with",
                    "strength": 5,
                    "basis": "functional",
                    "rationale": "The library names it as a measure for this requirement, and says no more.",
                }
                for control, item in dict.fromkeys(pairs)
            ],
        }
        self.told.append(
            f"{count(len(pairs), 'relation')} of reference controls to requirements taken as intersects-with"
        )

    def _rest(self) -> None:
        """What is not read, each with its count."""
        for name in ("requirement_mapping_set", "requirement_mapping_sets"):
            self.told += map(_of_mappings, _tables(self._objects.get(name)))
        other = {name: value for name, value in self._objects.items() if name not in _SETS}
        if other:
            counted = [f"`{shown(str(name))}` ({len(_tables(value))})" for name, value in other.items()]
            self.told.append(f"left out, for no catalog here holds such: {join(counted, _SHOWN)}")
        unread = [shown(str(name)) for name in self._tree if name not in _HEAD]
        if unread:
            self.told.append(f"not read: {join([f'`{name}`' for name in unread], 2 * _SHOWN)}")


def _of_mappings(one: Mapping[str, Any]) -> str:
    """What is told of mappings from a framework to a framework."""
    size = len(_tables(one.get("requirement_mappings")))
    ends = [text_of(one, end).rpartition(":")[2] for end in ("source_framework_urn", "target_framework_urn")]
    return (
        f"{count(size, 'relation')} between the frameworks {' and '.join(ends)} left out: mappings here "
        "lead from a control to an item"
    )


def _tables(value: Any) -> list[Mapping[str, Any]]:
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
