"""Mappings of controls to frameworks as an OSCAL mapping collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from grcdesk.reports.oscal.frame import (
    OscalJson,
    ids,
    metadata,
    own_uuid,
    prop,
    props,
    reference,
    resource,
    with_some,
    written,
)
from grcdesk.rules.catalogs import oscal
from grcdesk.schemas.catalogs.files import ControlsFile, FrameworkFile, MappingEntry, MappingsFile
from grcdesk.schemas.exports.oscal import OscalContent
from grcdesk.terms import Basis, Relationship

OscalIds = Mapping[str, str]
_COMPLETE = "complete"
_TOLD = ("catalog", "title", "version", "source", "licence")
"""What a mappings catalog says of itself, for which OSCAL has no field."""
_HOW = (
    "Each relation is read from the control to the item of the framework and was judged by a person; what tells the "
    "ground of it stands in the remarks of the relation. Strength, 0 to 10, is that person's judgement, too."
)


def mapping_file(content: OscalContent) -> bytes:
    """The file as UTF-8 JSON: a mapping for each mappings catalog that holds a relation."""
    catalogs = {data.catalog: data for data in content.catalogs}
    named = {name: ids(data) for name, data in catalogs.items()}
    kept = [one for one in content.mappings if one.mappings]
    made = [_mapping(one, (catalogs[one.controls], catalogs[one.framework]), named) for one in kept]
    title = f"Mappings in force at {content.organisation or content.programme}"
    return written(
        "mapping-collection",
        {
            "metadata": metadata(content, title, content.dates.records),
            "provenance": {
                "method": "human",
                "matching-rationale": _usual(chain.from_iterable(one.mappings for one in kept)),
                "status": _status(whole=all(one["status"] == _COMPLETE for one in made)),
                "mapping-description": _HOW,
            },
            "mappings": made,
            "back-matter": {"resources": [resource(catalogs[name]) for name in _ends_of(kept)]},
        },
    )


def _ends_of(mappings: Iterable[MappingsFile]) -> Iterable[str]:
    """The catalogs that are mapped, each once, in the order they are first named."""
    return dict.fromkeys(name for one in mappings for name in (one.controls, one.framework))


def _status(*, whole: bool) -> str:
    return _COMPLETE if whole else "not-complete"


def _mapping(
    data: MappingsFile,
    ends: tuple[FrameworkFile | ControlsFile, FrameworkFile | ControlsFile],
    named: Mapping[str, OscalIds],
) -> OscalJson:
    source, target = named[data.controls], named[data.framework]
    # that nothing is shared was looked at and found: it joins neither side
    joined = [entry for entry in data.mappings if entry.relationship is not Relationship.NO_RELATIONSHIP]
    unmapped = _left(source, [entry.control for entry in joined])
    untouched = _left(target, [entry.item for entry in joined])
    made: OscalJson = {
        "uuid": own_uuid("mapping", data.catalog, data.controls, data.framework),
        "method": "human",
        "matching-rationale": _usual(data.mappings),
        "status": _status(whole=not unmapped),
        "source-resource": {"type": "catalog", "href": reference(ends[0].catalog)},
        "target-resource": {"type": "catalog", "href": reference(ends[1].catalog)},
        "maps": [_map(data, entry, source, target) for entry in data.mappings],
        "props": props({name: getattr(data, name) for name in _TOLD}),
        "links": [{"href": reference(end.catalog), "rel": "reference"} for end in ends],
    }
    if data.basis_note:
        made["remarks"] = data.basis_note
    return {**made, **_gaps(data, {"source": unmapped, "target": untouched})}


def _gaps(data: MappingsFile, sides: Mapping[str, list[str]]) -> OscalJson:
    """What is mapped to nothing, side by side; OSCAL knows no empty summary."""
    return {
        f"{side}-gap-summary": {
            "uuid": own_uuid("gap", data.catalog, data.controls, data.framework, side),
            "unmapped-controls": [{"with-ids": left}],
        }
        for side, left in sides.items()
        if left
    }


def _map(data: MappingsFile, entry: MappingEntry, source: OscalIds, target: OscalIds) -> OscalJson:
    said = props({"strength": entry.strength, "reviewed_on": entry.reviewed_on})
    if entry.primary:
        said.append(prop("primary", "true"))
    made = with_some(
        {
            "uuid": own_uuid("map", data.catalog, data.framework, entry.key),
            "matching-rationale": str(entry.basis),
            "relationship": str(entry.relationship),
            "sources": [_end(entry.control, source)],
            "targets": [_end(entry.item, target)],
        },
        props=said,
    )
    return {**made, "remarks": entry.rationale} if entry.rationale else made


def _end(own: str, known: OscalIds) -> OscalJson:
    name = known.get(own) or oscal.token(own)
    found: OscalJson = {"type": "control", "id-ref": name}
    return found if name == own else {**found, "props": [prop("id", own)]}


def _left(known: OscalIds, joined: Iterable[str]) -> list[str]:
    """OscalIds without a relation."""
    taken = set(joined)
    return [name for own, name in known.items() if own not in taken]


def _usual(entries: Iterable[MappingEntry]) -> str:
    found = Counter(entry.basis for entry in entries).most_common(1)
    return str(found[0][0] if found else Basis.FUNCTIONAL)
