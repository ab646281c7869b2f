"""Catalogs that grcdesk wrote, back from OSCAL: `reports.oscal.catalog` is its counterpart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from grcdesk.importers.reading.oscal.document import Document, OscalMap, own, own_all, plain_prop, tables, text
from grcdesk.rules.catalogs import oscal
from grcdesk.terms import CatalogKind

READ = (
    *("metadata.props own", "groups.id", "groups.title", "groups.class", "groups.props own"),
    *(f"{place}.{name}" for place in ("params", "groups.params") for name in ("id", "label", "usage", "values")),
    *("params.props own", "groups.params.props own"),
    *("controls.id", "controls.title", "controls.props label", "controls.props own"),
    *(f"controls.parts {part}" for part in (oscal.STATEMENT, oscal.GUIDANCE)),
    *(
        f"controls.parts {part}.{name}"
        for part in (oscal.OBJECTIVE, oscal.METHOD)
        for name in ("id", "name", "prose", "props own", "props method")
    ),
    *(f"controls.parts {oscal.OBJECTIVE} own", f"controls.parts {oscal.METHOD} {oscal.OBJECTS}"),
)
"""Places of a catalog of ours."""
INTO = (
    *("params", "groups", "groups.params", "controls"),
    *(f"controls.parts {part}" for part in (oscal.OBJECTIVE, oscal.METHOD)),
)
CatalogTree = dict[str, Any]
"""What a catalog file of ours would hold."""
_KINDS = (CatalogKind.FRAMEWORK, CatalogKind.CONTROLS)


def catalogs(document: Document) -> list[CatalogTree]:
    """A tree for each catalog in it that says it is one of grcdesk; none in a file of others."""
    about = own(document.metadata)
    if about.get("kind") in _KINDS and "catalog" in about:
        version = text(document.metadata.get("version"))
        about = {"title": text(document.metadata.get("title")), "version": version, **about}
        return [_tree(document.body, document.metadata, about)]
    groups = tables(document.body.get("groups"))
    found = []
    for group in groups:
        about = own(group)
        if group.get("class") == oscal.CATALOG_CLASS and about.get("kind") in _KINDS and "catalog" in about:
            found.append(_tree(group, group, {"title": text(group.get("title")), **about}))
    return found if len(found) == len(groups) else []


def _tree(node: OscalMap, owner: OscalMap, about: dict[str, str]) -> CatalogTree:
    """A catalog of which `owner` holds the properties."""
    names = ("catalog", "kind", "title", "version", "source", "licence", "format")
    tree = _those(about, names)
    if about["kind"] == CatalogKind.FRAMEWORK:
        return tree | _of_framework(node, owner, about)
    parameters = [_parameter(one) for one in tables(node.get("params"))]
    if parameters:
        tree["parameters"] = parameters
    return {**tree, "controls": [_control(control) for _, control in _controls(node)]}


def _of_framework(node: OscalMap, owner: OscalMap, about: dict[str, str]) -> CatalogTree:
    tree = _those(about, oscal.FRAMEWORK_PROPS)
    also = [value for name, value, _ in own_all(owner) if name == "also"]
    if also:
        tree["also"] = also
    return {**tree, "items": [_item(group, control) for group, control in _controls(node)]}


def _controls(node: OscalMap) -> Iterator[tuple[str, OscalMap]]:
    for group in tables(node.get("groups")):
        title = own(group).get("title", text(group.get("title")))
        for control in tables(group.get("controls")):
            yield title, control


def _those(said: dict[str, str], names: Iterable[str]) -> CatalogTree:
    """What is said of these names, in their order."""
    return {name: said[name] for name in names if name in said}


def _named(node: OscalMap, said: dict[str, str]) -> tuple[str, str]:
    """Id and title, word by word."""
    name = said.get("id") or text(node.get("id"))
    return name, said.get("title") or text(node.get("title"))


def _item(group: str, node: OscalMap) -> CatalogTree:
    said = own(node)
    name, label = _named(node, said)
    found = {"id": name, "group": group, "label": label}
    return {**found, "category": said["category"]} if "category" in said else found


def _parameter(node: OscalMap) -> CatalogTree:
    said = own(node)
    values = node.get("values")
    default = said.get("default") or (text(values[0]) if isinstance(values, list) and values else "")
    found = {
        "name": said.get("name") or text(node.get("id")),
        "kind": said.get("kind", ""),
        "default": default,
        "meaning": node.get("usage") or text(node.get("label")),
    }
    return {**found, "unit": said["unit"]} if "unit" in said else found


def _control(node: OscalMap) -> CatalogTree:
    """A control as we wrote it."""
    said = own(node)
    name, title = _named(node, said)
    parts = tables(node.get("parts"))
    tree = {"id": name, "title": title, **_texts(parts), **_those(said, oscal.CONTROL_PROPS)}
    found = {
        "evidence": [_wanted(one) for one in parts if _method(one) == "EXAMINE"],
        "tests": [_test(one) for one in parts if one.get("name") == oscal.OBJECTIVE],
        "questions": [_objects(one) for one in parts if _method(one) == "INTERVIEW"],
    }
    return tree | {key: some for key, some in found.items() if some}


def _texts(parts: list[OscalMap]) -> CatalogTree:
    """Statement and objective of a control, where its parts hold them."""
    prose = {"statement": _prose(parts, oscal.STATEMENT), "objective": _prose(parts, oscal.GUIDANCE)}
    return {field: text for field, text in prose.items() if text is not None}


def _test(part: OscalMap) -> CatalogTree:
    said = own(part)
    tree: CatalogTree = {"id": said.get("id") or text(part.get("id")), "question": part.get("prose", "")}
    tree |= _those(said, ("aspect", "method", "over"))
    for one in tables(part.get("parts")):
        field = text(one.get("name")).replace("-", "_")
        if one.get("ns") == oscal.NS and field in oscal.TEST_PARTS:
            tree[field] = one.get("prose", "")
    without = [value.partition(":") for name, value, _ in own_all(part) if name == "without"]
    if without:
        tree["without"] = {name: what.strip() for name, _, what in without}
    return tree


def _method(part: OscalMap) -> str:
    return plain_prop(part, "method") if part.get("name") == oscal.METHOD else ""


def _objects(part: OscalMap) -> str:
    return _prose(tables(part.get("parts")), oscal.OBJECTS) or ""


def _prose(parts: Iterable[OscalMap], name: str) -> str | None:
    """The text of the first part of that name; None where it has none."""
    found = next((one.get("prose") for one in parts if one.get("name") == name), None)
    return found if isinstance(found, str) else None


def _wanted(part: OscalMap) -> CatalogTree:
    said = own(part)
    return {**_those(said, ("kind", "mandatory", "shows", "facts")), "what": _objects(part)}
