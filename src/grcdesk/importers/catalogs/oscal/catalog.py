"""An OSCAL catalog as catalog files of grcdesk.

One that grcdesk wrote comes back whole. Of a catalog of others ids, titles and groups are taken, as a framework: the
text of a standard is read at its publisher.
"""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.oscal import own
from grcdesk.importers.catalogs.oscal.own import CatalogTree
from grcdesk.importers.reading.oscal.document import Document, OscalMap, oddities, plain_prop, tables, text
from grcdesk.importers.reading.oscal.texts import Parameters, catalog_id, cut, line, record_id
from grcdesk.importers.reading.oscal.unread import unread
from grcdesk.terms import CatalogKind
from grcdesk.wording import count, join

_READ = ("groups.id", "groups.title", "controls.id", "controls.title", "controls.props label", "controls.props status")
_INTO = ("groups", "controls")
_NO_LICENCE = "not told in the file; the text belongs to its publisher and is not kept here"


def read(document: Document) -> tuple[list[CatalogTree], list[str]]:
    """Trees of catalog files, and what a person must know of the reading.

    Raises:
        BadInput: when there is no control in it, or an id stands twice.
    """
    title = line(text(document.metadata.get("title")))
    if not title:
        hint = "OSCAL asks for metadata with title, last-modified, version and oscal-version"
        raise BadInput("`metadata.title` is missing", hint=hint, file=document.file)
    ours = own.catalogs(document)
    if ours:
        return ours, [*oddities(document), *unread(document.body, own.READ, own.INTO)]
    return _framework(document, title)


def _framework(document: Document, title: str) -> tuple[list[CatalogTree], list[str]]:
    parameters = Parameters()
    parameters.take(document.body)
    items: dict[str, CatalogTree] = {}
    first: dict[str, str] = {}  # ids as the file has them
    withdrawn, renamed = [], []
    for groups, control in _controls(document.body, parameters):
        name = text(control.get("id"))
        if not name:
            hint = "give each control its id"
            raise BadInput(f"a control of {groups[-1:] or title!r} has no id", hint=hint, file=document.file)
        if name in first:
            raise BadInput(f"the id {name[:80]} stands twice", hint="give each control its own id", file=document.file)
        first[name] = name
        if plain_prop(control, "status").casefold() == "withdrawn":
            withdrawn.append(name)
            continue
        kept = record_id(name, items)
        if kept != name:
            renamed.append(f"{name[:60]} as {kept}")
        label = line(parameters.fill(text(control.get("title")))) or kept
        items[kept] = {"id": kept, "group": cut(" / ".join(groups), 300) or title, "label": label}
    if not items:
        raise BadInput("holds no control", hint="give the catalog itself, no profile of it", file=document.file)
    told = oddities(document) + parameters.told
    if withdrawn:
        told.append(f"{count(len(withdrawn), 'withdrawn control')} left out: {join(withdrawn, 5)}")
    if renamed:
        told.append(f"ids that cannot be written so here: {join(renamed, 5)}")
    told += unread(document.body, _READ, _INTO)
    told.append("statements and guidance are not kept: a framework here is ids, groups and titles")
    tree = {
        "catalog": catalog_id(title),
        "kind": str(CatalogKind.FRAMEWORK),
        "title": title,
        "version": line(text(document.metadata.get("version"))) or "not told",
        "source": source(document),
        "licence": _NO_LICENCE,
        "items": list(items.values()),
    }
    return [tree], told


def source(document: Document) -> str:
    """Where a catalog comes from."""
    stamp = text(document.metadata.get("last-modified"))[:40]
    name = document.file.replace("\\", "/").rpartition("/")[2]
    return cut(
        f"OSCAL file {line(name)} of version {document.version}, uuid {line(text(document.body.get('uuid')))[:60]}, "
        f"last modified {stamp or 'not told'}, SHA-256 {document.sha256}",
        4000,
    )


def _controls(body: OscalMap, parameters: Parameters) -> Iterator[tuple[tuple[str, ...], OscalMap]]:
    """Every control with the titles of its groups, in the order of the file; enhancements after their control."""
    waiting: list[tuple[tuple[str, ...], OscalMap, bool]] = [((), body, False)]
    while waiting:
        groups, node, is_control = waiting.pop()
        parameters.take(node)
        if is_control:
            yield groups, node
        elif node is not body:
            groups = (*groups, line(text(node.get("title"))) or text(node.get("id")) or "without title")
        below = [(groups, one, True) for one in tables(node.get("controls"))]
        below += [(groups, one, False) for one in tables(node.get("groups"))]
        waiting += reversed(below)
