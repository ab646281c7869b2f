"""An SPDX 3 document in JSON-LD: AI packages, datasets, software, and the relationships between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any

from grcdesk import clock
from grcdesk.errors import BadInput
from grcdesk.importers.features.bill import Bill, BillPart, JsonMap, PartSort, named, table, tables, text, texts
from grcdesk.rules.features import bom
from grcdesk.schemas.features.features import CardFacts, ModelFacts

_CONTEXT = re.compile(r"spdx\.org/rdf/(\d+\.\d+)")
_NEEDS = frozenset(
    (
        *("dependsOn", "contains", "hasStaticLink", "hasDynamicLink", "hasProvidedDependency", "usesTool"),
        *("hasOptionalComponent", "hasOptionalDependency", "hasPrerequisite", "hasDataFile", "packagedBy"),
    )
)
_TRAINED, _TESTED = "trainedOn", "testedOn"
_BY_PURPOSE = {
    "model": PartSort.MODEL,
    "data": PartSort.DATASET,
    **dict.fromkeys(bom.APPLICATIONS, PartSort.APPLICATION),
}
_MODEL, _DATASET, _FILE, _RELATIONSHIP = "AIPackage", "DatasetPackage", "File", "Relationship"
_KEPT = frozenset({"informationAboutApplication", "informationAboutTraining", "limitation", "metric"})
_FRAME = re.compile(
    "CreationInfo|SpdxDocument|.*Relationship|Organization|Person|Agent|SoftwareAgent|Tool|Sbom|Bom|Bundle|.*License.*"
    "|ElementCollection|DictionaryEntry|Hash|ExternalMap|ExternalRef|ExternalIdentifier|NamespaceMap|.*Annotation"
)
"""What holds a document together, and is no part of what it describes."""


def is_spdx(whole: JsonMap) -> bool:
    """Whether it is SPDX, of any version."""
    return bool(_contexts(whole)) or "spdxVersion" in whole or "SPDXID" in whole


def read(whole: JsonMap, source: tuple[str, str, str]) -> Bill:
    """The bill in an SPDX document.

    Args:
        whole: the document.
        source: the file, its name, and its SHA-256.

    Raises:
        BadInput: when its version is not known, or is one that knows no models.
    """
    old = text(whole.get("spdxVersion"))
    if old or not _contexts(whole):
        said = f"is {old or 'SPDX of an old version'}, which has no place for models and datasets: left unread"
        raise BadInput(said, hint="export it as SPDX 3 (JSON-LD) or as CycloneDX", file=source[0])
    nodes = _nodes(whole)
    versions = {_CONTEXT.search(one) for one in _contexts(whole)}
    told = {found[1] for found in versions if found}
    told |= {".".join(text(one.get("specVersion")).split(".")[:2]) for one in nodes if _kind(one) == "CreationInfo"}
    if strange := sorted(told - {bom.SPDX, ""}):
        raise BadInput(f"is SPDX {strange[0]}, which is not known here: left unread", hint=bom.UNREAD, file=source[0])
    return _Reader(nodes, source).bill


_Links = dict[str, dict[str, list[str]]]
"""Of each element, by the type of the relationship: the elements it leads to."""


def _links(nodes: list[JsonMap]) -> _Links:
    links: _Links = defaultdict(lambda: defaultdict(list))
    for one in nodes:
        if _kind(one).endswith(_RELATIONSHIP):
            links[_one(one.get("from"))][text(one.get("relationshipType"))] += _ids(one.get("to"))
    return links


def _is_frame(one: JsonMap) -> bool:
    """Whether an element is about the document rather than what it lists."""
    return _FRAME.fullmatch(_kind(one)) is not None


class _Reader:
    """The reading of one document."""

    def __init__(self, nodes: list[JsonMap], source: tuple[str, str, str]) -> None:
        self.bill = Bill()
        self._source = source
        self._links = _links(nodes)
        self._names = {_id(one): text(one.get("name")) for one in nodes if _id(one)}
        roots = set(chain.from_iterable(_ids(one.get("rootElement")) for one in nodes))
        self._trained = {ref for ref, links in self._links.items() if links.keys() & {_TRAINED, _TESTED}}
        self._packages = self._models(nodes)
        self._frame = {_id(one) for one in nodes if _is_frame(one)}
        for one in nodes:
            if not _is_frame(one):
                self.bill.parts.append(self._part(one, _id(one) in roots))
        self._relations()

    def _models(self, nodes: list[JsonMap]) -> dict[str, ModelFacts]:
        """AI packages with a name, by it."""
        found = (self._facts(one) for one in nodes if _kind(one) == _MODEL)
        return {facts.model.casefold(): facts for facts in found if facts.model}

    def _relations(self) -> None:
        for ref, links in self._links.items():
            for kind, to in links.items():
                # documents and bundles hold everything: what they need is no part of any feature
                if kind in _NEEDS and ref not in self._frame:
                    self.bill.needs.setdefault(ref, []).extend(one for one in to if one not in self._frame)
                elif kind in {_TRAINED, _TESTED}:
                    self.bill.named.update(to)
                else:
                    self.bill.unread[f"relationship {kind or 'without a type'}"] += len(to) or 1

    def _part(self, one: JsonMap, root: bool) -> BillPart:
        kind, name = _kind(one), text(one.get("name"))
        sort = _sort(one, trained=_id(one) in self._trained)
        ref = self.bill.refer(_id(one), kind)
        part = BillPart(sort, _called(one, kind), ref, name, root=root)
        facts = self._facts(one)
        part.label = named(name, facts.version, facts.vendor)
        if sort is PartSort.MODEL:
            # a package or file beside its AI package is the same model
            part.facts = facts if kind == _MODEL else self._packages.get(name.casefold(), facts)
            if self._has_card(part, kind, facts):
                part.card = self._card(one, part.facts)
        elif sort is PartSort.DATASET:
            part.label = _about_data(one, name)
        elif sort is PartSort.APPLICATION or root:
            purpose = text(one.get("summary")) or text(one.get("description"))
            part.answers = {"name": name} | ({"purpose": purpose} if purpose else {})
        return part

    def _has_card(self, part: BillPart, kind: str, facts: ModelFacts) -> bool:
        """Whether a model says more of itself than its name: AI packages do, others by what they were trained on."""
        if not part.name:
            return False
        return kind == _MODEL or (part.ref in self._trained and part.facts is facts)

    def _facts(self, one: JsonMap) -> ModelFacts:
        return ModelFacts(text(one.get("name")), self._owner(one), text(one.get("software_packageVersion")))

    def _owner(self, one: JsonMap) -> str:
        by = [*_ids(one.get("suppliedBy")), *_ids(one.get("originatedBy"))]
        inline = [text(table(one.get(key)).get("name")) for key in ("suppliedBy", "originatedBy")]
        return next((name for name in (*inline, *(self._names.get(ref, "") for ref in by)) if name), "")

    def _card(self, one: JsonMap, facts: ModelFacts) -> CardFacts:
        links = self._links[_id(one)]
        trained = [*_said(one, "informationAboutTraining"), *self._told(links[_TRAINED], facts.model)]
        tested = [f"tested on {told}" for told in self._told(links[_TESTED], facts.model)]
        measured = [" ".join(texts([row.get("key"), row.get("value")])) for row in tables(_field(one, "metric"))]
        for key in one:
            name = key.removeprefix("ai_")
            if key.startswith("ai_") and name not in _KEPT:
                self.bill.unread[f"{name} of an AI package"] += 1
        return CardFacts(
            facts.model,
            version=facts.version,
            vendor=facts.vendor,
            purpose=text(one.get("summary")) or text(one.get("description")),
            training_data="; ".join(trained),
            evaluation="; ".join((*measured, *tested)),
            limits="; ".join(_said(one, "limitation")),
            intended_use="; ".join(_said(one, "informationAboutApplication")),
            dated=_day(one.get("releaseTime")) or _day(one.get("builtTime")),
            links=tuple(texts([one.get("software_homePage"), one.get("software_downloadLocation")])),
            source=self._source[1],
            sha256=self._source[2],
        )

    def _told(self, refs: Iterable[str], model: str) -> list[str]:
        found = []
        for ref in dict.fromkeys(refs):
            if ref not in self._names:
                self.bill.remarks.append(f"{model} names a dataset that is not in the file: {ref}")
            found.append(self._names.get(ref) or ref)
        return found


def _contexts(whole: JsonMap) -> list[str]:
    return [one for one in texts(whole.get("@context")) if "spdx.org/rdf/3" in one or "spdx-context" in one]


def _nodes(whole: JsonMap) -> list[JsonMap]:
    """The elements of the graph; a document of one element is its own."""
    graph = whole.get("@graph")
    return tables(graph) if isinstance(graph, list) else [whole]


def _kind(one: JsonMap) -> str:
    """Its class, without the profile it comes from: `ai_AIPackage` is `AIPackage`."""
    kind = next(iter(texts(one.get("type", one.get("@type")))), "unknown")
    return re.split(r"[_:/#]", kind)[-1] or "unknown"


def _sort(one: JsonMap, *, trained: bool) -> PartSort:
    """What it is; a file is a model when the document says what it was trained or tested on."""
    kind, purpose = _kind(one), text(one.get("software_primaryPurpose"))
    if kind in {_MODEL, _DATASET}:
        return PartSort.MODEL if kind == _MODEL else PartSort.DATASET
    if kind == "Package":
        return _BY_PURPOSE.get(purpose, PartSort.OTHER)
    if kind == _FILE and (purpose == "data" or (purpose == "model" and trained)):
        return _BY_PURPOSE[purpose]
    return PartSort.OTHER


def _called(one: JsonMap, kind: str) -> str:
    """Its type for a person: `library`, `documentation file`."""
    purpose = text(one.get("software_primaryPurpose"))
    return f"{purpose} file".strip() if kind == _FILE else purpose or kind


def _id(one: JsonMap) -> str:
    return text(one.get("spdxId", one.get("@id")))


def _one(found: Any) -> str:
    return _id(found) if isinstance(found, dict) else text(found)


def _ids(found: Any) -> list[str]:
    """References, told as texts or as objects."""
    return [ref for one in (found if isinstance(found, list) else [found]) if (ref := _one(one))]


def _field(one: JsonMap, name: str) -> Any:
    return one.get(f"ai_{name}")


def _said(one: JsonMap, name: str) -> list[str]:
    return texts(_field(one, name))


def _about_data(one: JsonMap, name: str) -> str:
    """A dataset with what bears on how it may be used."""
    bias = texts(one.get("dataset_knownBias"))
    return named(name, text(one.get("software_packageVersion")), "; ".join(f"known bias: {each}" for each in bias))


def _day(found: Any) -> date | None:
    try:
        return clock.parse_date(text(found)[:10]) if found else None
    except BadInput:
        return None
