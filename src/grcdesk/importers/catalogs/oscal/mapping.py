"""An OSCAL mapping collection as mappings files of grcdesk: relations from a control to an item of a framework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.lists.texts import NOT_TOLD, catalog_id
from grcdesk.importers.catalogs.oscal.catalog import source
from grcdesk.importers.catalogs.oscal.own import CatalogTree
from grcdesk.importers.catalogs.oscal.relations import RelationsTold, relations
from grcdesk.importers.reading.oscal.document import Document, OscalMap, oddities, own, table, tables, text
from grcdesk.importers.reading.oscal.texts import cut, line
from grcdesk.importers.reading.oscal.unread import unread
from grcdesk.schemas.catalogs.catalogs import TakingPlan
from grcdesk.terms import CatalogKind, Relationship
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
    told = RelationsTold()
    parts = tables(document.body.get("mappings"))
    back = tables(table(document.body.get("back-matter")).get("resources"))
    asked = _Asked(document, title, known, plan, {text(one.get("uuid")): one for one in back})
    found = [_tree(asked, part, number if len(parts) > 1 else 0, told) for number, part in enumerate(parts, 1)]
    trees = [one for one in found if one and one["mappings"]]
    notes = [*oddities(document), *told.rest, *_counted(told), *unread(document.body, _places(parts), _INTO)]
    if not trees:
        raise BadInput(
            "holds no relation that can be taken", hint="grcdesk ties controls to items of frameworks",
            reasons=tuple(notes), file=document.file,
        )  # fmt: skip
    _tell_apart(trees)
    return trees, notes


def _places(parts: Sequence[OscalMap]) -> tuple[str, ...]:
    """What is read of a collection; of one of ours nothing is lost either that follows from its relations."""
    ours = all("catalog" in own(part) for part in parts)
    return (*_READ, *_COMPUTED) if ours else _READ


def _tell_apart(trees: list[CatalogTree]) -> None:
    """Number catalogs that would be called the same."""
    taken: set[str] = set()
    for tree in trees:
        name, number = tree["catalog"], 1
        while tree["catalog"] in taken:
            number += 1
            tree["catalog"] = f"{name[:60]}-{number}"
        taken.add(tree["catalog"])


def _counted(told: RelationsTold) -> Iterator[str]:
    """What was left out or taken otherwise than it is written, in words."""
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


def _tree(asked: _Asked, part: OscalMap, number: int, told: RelationsTold) -> CatalogTree | None:
    """One mapping of the collection; the number is 0 where it is the only one."""
    between = _between(asked, part, told)
    if between is None:
        return None
    controls, framework, turned = between
    said, document = own(part), asked.document
    default = table(document.body.get("provenance"))
    basis = text(part.get("matching-rationale")) or text(default.get("matching-rationale"))
    title = f"{asked.title}, part {number}" if number else asked.title
    usual = {
        "catalog": catalog_id(f"{asked.title} {number}" if number else title),
        "title": title,
        "version": line(text(document.metadata.get("version"))) or NOT_TOLD,
        "source": source(document),
        "licence": NOT_TOLD,
    }
    head = {name: said.get(name) or given for name, given in usual.items()}
    tree = {
        "catalog": head["catalog"],
        "kind": str(CatalogKind.MAPPINGS),
        **head,
        "controls": controls,
        "framework": framework,
        "mappings": relations(part, basis, turned=turned, told=told),
    }
    note = _note(part, default)
    return {**tree, "basis_note": cut(note, 4000)} if note else tree


def _note(part: OscalMap, default: OscalMap) -> str:
    """Why it was mapped so; what is said of all mappings is not said of one that we wrote."""
    of_all = "" if own(part) else default.get("mapping-description")
    note = part.get("remarks") or part.get("mapping-description") or of_all
    return note if isinstance(note, str) else ""


def _between(asked: _Asked, part: OscalMap, told: RelationsTold) -> tuple[str, str, bool] | None:
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


def _catalog(end: OscalMap, asked: _Asked, told: RelationsTold) -> str:
    """The catalog that one end of a mapping refers to."""
    href = text(end.get("href"))
    there = asked.resources.get(href.removeprefix("#"), {}) if href.startswith("#") else {}
    ours = own(there).get("catalog")
    if ours:
        return ours
    guessed = list(dict.fromkeys(catalog_id(name) for name in _called(end, there) if name))
    found = next((name for name in guessed if name in asked.known), "")
    if found:
        return found
    found = guessed[0] if guessed else "catalog"
    told.rest.append(f"no catalog that is known goes by {href[:80]!r}: taken for {found}")
    return found


def _called(end: OscalMap, there: OscalMap) -> Iterator[str]:
    """What a catalog of another may be called: its titles, then the steps of the links that lead to it, the last first.

    Args:
        end: of the mapping.
        there: what the back matter says of it.
    """
    yield text(there.get("title"))
    yield text(end.get("title"))
    for link in (text(end.get("href")), *(text(one.get("href")) for one in tables(there.get("rlinks")))):
        steps = link.partition("#")[0].removesuffix(".json").removesuffix(".oscal").split("/")
        yield from (step for step in reversed(steps) if step not in ("catalog", "profile", ""))
