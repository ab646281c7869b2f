"""Relations of an OSCAL mapping, taken apart into relations of one control to one item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from grcdesk.importers.catalogs.lists.texts import record_id
from grcdesk.importers.catalogs.oscal.own import CatalogTree
from grcdesk.importers.reading.oscal.document import OscalMap, own, tables, text
from grcdesk.importers.reading.oscal.texts import cut, unmarked
from grcdesk.rules.catalogs import oscal
from grcdesk.terms import Basis, Relationship

_BOTH = frozenset({Relationship.EQUAL_TO, Relationship.EQUIVALENT_TO})


@dataclass
class RelationsTold:
    """What a person must know, as it is found."""

    words: Counter[str] = field(default_factory=Counter)
    """Relationships that are none."""
    statements: int = 0
    joint: int = 0
    again: int = 0
    nothing: int = 0
    """Pairs of which nothing follows."""
    rest: list[str] = field(default_factory=list)


def relations(part: OscalMap, basis: str, *, turned: bool, told: RelationsTold) -> list[CatalogTree]:
    """Relations of single pairs, each pair once."""
    usual = Basis(basis) if basis in set(Basis) else Basis.SEMANTIC
    entries: dict[tuple[str, str], CatalogTree] = {}
    for one in tables(part.get("maps")):
        for entry in _entries(one, usual, turned=turned, told=told):
            pair = (entry["control"], entry["item"])
            told.again += pair in entries
            entries.setdefault(pair, entry)
    return list(entries.values())


@dataclass(frozen=True)
class _Said:
    """What a relation says of all its pairs."""

    ours: Mapping[str, str]
    """What we wrote of it."""
    basis: str
    rationale: str
    alone: bool
    """Whether it is of one pair: then it has its full strength."""


def _entries(one: OscalMap, usual: Basis, *, turned: bool, told: RelationsTold) -> Iterator[CatalogTree]:
    """Relations of single pairs."""
    word = text(one.get("relationship"))
    if word not in set(Relationship):
        told.words[word[:40]] += 1
        return
    sources, targets = _ids(one.get("sources")), _ids(one.get("targets"))
    told.joint += len(sources) > 1 or len(targets) > 1
    both = [*tables(one.get("sources")), *tables(one.get("targets"))]
    told.statements += sum(text(end.get("type")) == "statement" for end in both)
    together = _single(Relationship(word), len(sources), len(targets))
    said = _said(one, usual, alone=len(sources) == len(targets) == 1)
    for (source_id, source_part), (target_id, target_part) in product(sources.items(), targets.items()):
        follows = _of_wholes(together, source_part=source_part, target_part=target_part)
        if follows is None:
            told.nothing += 1
        elif turned:
            yield _entry(target_id, source_id, oscal.TURNED.get(follows, follows), said)
        else:
            yield _entry(source_id, target_id, follows, said)


def _said(one: OscalMap, usual: Basis, *, alone: bool) -> _Said:
    ours, remarks, basis = own(one), one.get("remarks"), text(one.get("matching-rationale"))
    # remarks of ours are the rationale word by word
    rationale = remarks if ours and isinstance(remarks, str) else cut(unmarked(text(remarks)), 4000)
    return _Said(ours, basis if basis in set(Basis) else str(usual), rationale, alone)


def _entry(control: str, item: str, relation: Relationship, said: _Said) -> CatalogTree:
    """One relation of a control to an item."""
    strength = oscal.STRENGTHS[relation] if said.alone else min(1, oscal.STRENGTHS[relation])
    entry = {
        "control": control,
        "item": item,
        "relationship": str(relation),
        "strength": said.ours.get("strength", str(strength)),
        "basis": said.basis,
    }
    entry |= {name: said.ours[name] for name in ("primary", "reviewed_on") if name in said.ours}
    return {**entry, "rationale": said.rationale} if said.rationale else entry


def _single(relation: Relationship, sources: int, targets: int) -> Relationship:
    """What a relation of several to several says of each pair; nothing closer than that they touch, where nothing does.

    That all sources together lie in one target says so of each; that one source holds all targets, too.
    """
    if (sources, targets) == (1, 1) or relation is Relationship.NO_RELATIONSHIP:
        return relation
    if targets == 1 and (relation in _BOTH or relation is Relationship.SUBSET_OF):
        return Relationship.SUBSET_OF
    if sources == 1 and (relation in _BOTH or relation is Relationship.SUPERSET_OF):
        return Relationship.SUPERSET_OF
    return Relationship.INTERSECTS_WITH


def _of_wholes(relation: Relationship, *, source_part: bool, target_part: bool) -> Relationship | None:
    """What a relation of a statement says of the control it is a part of; None: nothing."""
    if not (source_part or target_part):
        return relation
    if relation is Relationship.NO_RELATIONSHIP:
        return None
    if not target_part and (relation in _BOTH or relation is Relationship.SUPERSET_OF):
        return Relationship.SUPERSET_OF
    if not source_part and (relation in _BOTH or relation is Relationship.SUBSET_OF):
        return Relationship.SUBSET_OF
    return Relationship.INTERSECTS_WITH


def _ids(found: Any) -> dict[str, bool]:
    """Ids as they are written here, and whether a statement stands for its control."""
    names: dict[str, bool] = {}
    for one in tables(found):
        name = own(one).get("id") or text(one.get("id-ref"))
        is_part = text(one.get("type")) == "statement"
        name = name.partition("_smt")[0] if is_part else name
        if name:
            name = record_id(name)
            names[name] = names.get(name, True) and is_part
    return names
