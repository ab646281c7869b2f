"""An OSCAL mapping collection as mappings files of grcdesk: relations from a control to an item of a framework."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.lists.texts import NOT_TOLD, catalog_id, record_id
from grcdesk.importers.catalogs.oscal.catalog import source
from grcdesk.importers.catalogs.oscal.own import CatalogTree
from grcdesk.importers.reading.oscal.document import Document, OscalMap, oddities, own, table, tables, text
from grcdesk.importers.reading.oscal.texts import cut, line, unmarked
from grcdesk.importers.reading.oscal.unread import unread
from grcdesk.rules.catalogs import oscal
from grcdesk.schemas.catalogs import TakingPlan
from grcdesk.terms import Basis, CatalogKind, Relationship
from grcdesk.wording import count

_MAPS = "mappings.maps"
_READ = (
    *(
        "provenance.matching-rationale",
        "provenance.mapping-description",
        "mappings.uuid",
        "mappings.matching-rationale",
    ),
    *("mappings.props own", "mappings.remarks", "mappings.mapping-description", "mappings.links"),
    *(f"mappings.{end}-resource.{part}" for end in ("source", "target") for part in ("type", "href")),
    *(f"{_MAPS}.{part}" for part in ("uuid", "relationship", "matching-rationale", "remarks", "props own")),
    *(f"{_MAPS}.{end}.{part}" for end in ("sources", "targets") for part in ("type", "id-ref", "props own")),
    *(f"back-matter.resources.{part}" for part in ("uuid", "title", "props own", "rlinks")),
)
_COMPUTED = (
    *("provenance.method", "provenance.status", "mappings.method", "mappings.status"),
    *("mappings.source-gap-summary", "mappings.target-gap-summary"),
)
"""What of a collection of ours follows from its relations."""
_INTO = (
    *("provenance", "mappings", "mappings.source-resource", "mappings.target-resource", _MAPS),
    *(f"{_MAPS}.sources", f"{_MAPS}.targets", "back-matter", "back-matter.resources"),
)
_ENDS = (CatalogKind.CONTROLS, CatalogKind.FRAMEWORK)
_BOTH = frozenset({Relationship.EQUAL_TO, Relationship.EQUIVALENT_TO})


@dataclass(frozen=True)
class _Asked:
    """The collection, and what is known beside it."""

    document: Document
    title: str
    known: Mapping[str, str]
    """Kinds of the catalogs there are, by id."""
    plan: TakingPlan
    """Which ones a person named."""
    resources: Mapping[str, OscalMap]
    """The back matter, by uuid."""


@dataclass
class _Told:
    """What a person must know, as it is found."""

    words: Counter[str] = field(default_factory=Counter)
    """Relationships that are none."""
    statements: int = 0
    joint: int = 0
    again: int = 0
    nothing: int = 0
    """Pairs of which nothing follows."""
    rest: list[str] = field(default_factory=list)


def read(document: Document, plan: TakingPlan, known: Mapping[str, str]) -> tuple[list[CatalogTree], list[str]]:
    """Trees of mappings files, and what a person must know of the reading.

    Args:
        document: a mapping collection.
        plan: `controls` and `framework` of it go before what the file says.
        known: kinds of the catalogs there are, by id.

    Raises:
        BadInput: when no relation of it can be taken.
    """
    title = line(text(document.metadata.get("title")))
    if not title:
        raise BadInput("`metadata.title` is missing", hint="OSCAL asks for it", file=document.file)
    told = _Told()
    parts = tables(document.body.get("mappings"))
    back = tables(table(document.body.get("back-matter")).get("resources"))
    ask = _Asked(document, title, known, plan, {text(one.get("uuid")): one for one in back})
    found = [_tree(ask, part, number if len(parts) > 1 else 0, told) for number, part in enumerate(parts, 1)]
    trees = [one for one in found if one and one["mappings"]]
    places = (*_READ, *_COMPUTED) if all("catalog" in own(part) for part in parts) else _READ
    notes = [*oddities(document), *told.rest, *_counted(told), *unread(document.body, places, _INTO)]
    if not trees:
        raise BadInput(
            "holds no relation that can be taken", hint="grcdesk ties controls to items of frameworks",
            reasons=tuple(notes), file=document.file,
        )  # fmt: skip
    taken: set[str] = set()
    for tree in trees:
        name, number = tree["catalog"], 1
        while tree["catalog"] in taken:
            number += 1
            tree["catalog"] = f"{name[:60]}-{number}"
        taken.add(tree["catalog"])
    return trees, notes


def _counted(told: _Told) -> Iterator[str]:
    for word, number in told.words.items():
        known = ", ".join(Relationship)
        yield f"{count(number, 'relation')} left out: {word!r} is no relationship that is known; OSCAL has {known}"
    if told.statements:
        yield (
            f"{count(told.statements, 'statement')} of controls taken as their control: what equals a part of it is "
            "only a part of it"
        )
    if told.joint:
        yield (
            f"{count(told.joint, 'relation')} tied several at once: where nothing closer follows for a single "
            "pair, it is written down as intersects-with, and each has strength 1; look at them"
        )
    if told.nothing:
        yield f"{count(told.nothing, 'relation')} left out: no relation of a statement says nothing of its control"
    if told.again:
        yield f"{count(told.again, 'relation')} of a pair that stood already left out"


def _tree(asked: _Asked, part: OscalMap, number: int, told: _Told) -> CatalogTree | None:
    """One mapping of the collection; the number is 0 where it is the only one."""
    between = _between(asked, part, told)
    if between is None:
        return None
    controls, framework, turned = between
    said, document, title = own(part), asked.document, asked.title
    default = table(document.body.get("provenance"))
    basis = text(part.get("matching-rationale")) or text(default.get("matching-rationale"))
    note = (
        part.get("remarks") or part.get("mapping-description") or ("" if said else default.get("mapping-description"))
    )
    tree = {
        "catalog": said.get("catalog") or catalog_id(f"{title} {number}" if number else title),
        "kind": str(CatalogKind.MAPPINGS),
        "title": said.get("title") or (f"{title}, part {number}" if number else title),
        "version": said.get("version") or line(text(document.metadata.get("version"))) or NOT_TOLD,
        "source": said.get("source") or source(document),
        "licence": said.get("licence") or NOT_TOLD,
        "controls": controls,
        "framework": framework,
        "mappings": _relations(part, basis, turned=turned, told=told),
    }
    return {**tree, "basis_note": cut(note, 4000)} if isinstance(note, str) and note else tree


def _between(asked: _Asked, part: OscalMap, told: _Told) -> tuple[str, str, bool] | None:
    """The controls and the framework of a mapping, and whether it is read the other way round."""
    known, plan = asked.known, asked.plan
    sides = [_catalog(table(part.get(f"{end}-resource")), asked, told) for end in ("source", "target")]
    kinds = [known.get(side) for side in sides]
    turned = kinds[0] == CatalogKind.FRAMEWORK and kinds[1] != CatalogKind.FRAMEWORK
    if turned:
        sides.reverse()
        kinds.reverse()
    controls, framework = plan.controls or sides[0], plan.framework or sides[1]
    if [known.get(controls), known.get(framework)] == [CatalogKind.FRAMEWORK] * 2:
        told.rest.append(f"a mapping left out: {controls} and {framework} are both frameworks")
        return None
    if turned:
        told.rest.append(f"read the other way round, from the controls {controls} to {framework}")
    return controls, framework, turned


def _relations(part: OscalMap, basis: str, *, turned: bool, told: _Told) -> list[CatalogTree]:
    """Relations of single pairs, each pair once."""
    usual = Basis(basis) if basis in set(Basis) else Basis.SEMANTIC
    entries: dict[tuple[str, str], CatalogTree] = {}
    for one in tables(part.get("maps")):
        for entry in _entries(one, usual, turned=turned, told=told):
            pair = (entry["control"], entry["item"])
            told.again += pair in entries
            entries.setdefault(pair, entry)
    return list(entries.values())


def _catalog(end: OscalMap, asked: _Asked, told: _Told) -> str:
    """The catalog that one end of a mapping refers to."""
    href = text(end.get("href"))
    there = asked.resources.get(href.removeprefix("#"), {}) if href.startswith("#") else {}
    ours = own(there).get("catalog")
    if ours:
        return ours
    links = [href, *(text(one.get("href")) for one in tables(there.get("rlinks")))]
    names = [text(there.get("title")), text(end.get("title"))]
    for link in links:
        steps = link.partition("#")[0].removesuffix(".json").removesuffix(".oscal").split("/")
        names += [step for step in reversed(steps) if step not in ("catalog", "profile", "")]
    guessed = list(dict.fromkeys(catalog_id(name) for name in names if name))
    found = next((name for name in guessed if name in asked.known), "")
    if not found:
        found = guessed[0] if guessed else "catalog"
        told.rest.append(f"no catalog that is known goes by {href[:80]!r}: taken for {found}")
    return found


def _entries(one: OscalMap, usual: Basis, *, turned: bool, told: _Told) -> Iterator[CatalogTree]:
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
    said = own(one)
    basis = text(one.get("matching-rationale"))
    remarks = one.get("remarks")
    rationale = remarks if isinstance(remarks, str) and said else cut(unmarked(text(remarks)), 4000)
    for source_id, source_part in sources.items():
        for target_id, target_part in targets.items():
            follows = _of_wholes(together, source_part=source_part, target_part=target_part)
            if follows is None:
                told.nothing += 1
                continue
            follows = oscal.TURNED.get(follows, follows) if turned else follows
            strength = oscal.STRENGTHS[follows] if len(sources) == len(targets) == 1 else 1
            ends = (target_id, source_id) if turned else (source_id, target_id)
            entry = {
                "control": ends[0],
                "item": ends[1],
                "relationship": str(follows),
                "strength": said.get("strength", str(min(strength, oscal.STRENGTHS[follows]))),
                "basis": basis if basis in set(Basis) else str(usual),
            }
            entry |= {name: said[name] for name in ("primary", "reviewed_on") if name in said}
            yield {**entry, "rationale": rationale} if rationale else entry


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
