"""An OSCAL catalog as catalog files of grcdesk.

One that grcdesk wrote comes back whole. Of a catalog of others ids, titles and groups are taken, as a framework: the
text of a standard is read at its publisher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.lists import fields as rules
from grcdesk.importers.catalogs.lists.lists import entries_of
from grcdesk.importers.catalogs.lists.records import ListRecord, RecordList
from grcdesk.importers.catalogs.lists.texts import NOT_TOLD, catalog_id, record_id
from grcdesk.importers.catalogs.oscal import own
from grcdesk.importers.catalogs.oscal.own import CatalogTree
from grcdesk.importers.keeping.content import plain
from grcdesk.importers.reading.oscal.document import Document, OscalMap, oddities, plain_prop, tables, text
from grcdesk.importers.reading.oscal.texts import Parameters, cut, line, unmarked
from grcdesk.importers.reading.oscal.unread import unread
from grcdesk.schemas.catalogs.catalogs import TakingPlan
from grcdesk.terms import CatalogKind
from grcdesk.wording import count, join

_READ = ("groups.id", "groups.title", "controls.id", "controls.title", "controls.props label", "controls.props status")
_READ_OF_CONTROLS = (
    "controls.params",
    "params",
    "groups.params",
    "controls.parts statement",
    "controls.parts guidance",
)
_INTO = ("groups", "controls")
_SHOWN = 20
_NO_LICENCE = "not told in the file; the text belongs to its publisher and is not kept here"


def read(document: Document, plan: TakingPlan) -> tuple[list[CatalogTree], list[str]]:
    """Trees of catalog files, and what a person must know of the reading.

    Raises:
        BadInput: when there is no control in it, an id stands twice, or controls lack what they cannot be without.
    """
    title = line(text(document.metadata.get("title")))
    if not title:
        hint = "OSCAL asks for metadata with title, last-modified, version and oscal-version"
        raise BadInput("`metadata.title` is missing", hint=hint, file=document.file)
    ours = own.catalogs(document)
    if ours:
        return ours, [*oddities(document), *unread(document.body, own.READ, own.INTO)]
    if plan.kind is CatalogKind.CONTROLS:
        return _as_controls(document, title, plan)
    return _framework(document, title, plan)


def _framework(document: Document, title: str, plan: TakingPlan) -> tuple[list[CatalogTree], list[str]]:
    """The controls as items of a framework: their ids, titles and groups."""
    found = _Controls(document, title, partly=plan.partly)
    items: dict[str, CatalogTree] = {}
    renamed = []
    for groups, control in found.all():
        name = text(control.get("id"))
        kept = record_id(name, items)
        if kept != name:
            renamed.append(f"{name[:60]} as {kept}")
        label = line(found.parameters.fill(text(control.get("title")))) or kept
        items[kept] = {"id": kept, "group": cut(" / ".join(groups), 300) or title, "label": label}
    told = found.told
    if renamed:
        told.append(f"ids that cannot be written so here: {join(renamed, 5)}")
    told += unread(document.body, _READ, _INTO)
    told.append("statements and guidance are not kept: a framework here is ids, groups and titles")
    short = {"short": plan.short} if plan.short else {}
    return [{**_head(document, title, CatalogKind.FRAMEWORK), **short, "items": list(items.values())}], told


def _as_controls(document: Document, title: str, plan: TakingPlan) -> tuple[list[CatalogTree], list[str]]:
    """The controls as what the organisation does, with statements; what OSCAL does not say is told by a person."""
    found = _Controls(document, title, partly=plan.partly)
    records = [ListRecord(f"control {text(one.get('id'))[:60]}", _fields(one, found)) for _, one in found.all()]
    columns = {plain(name): name for record in records for name in record.fields}
    listed = RecordList(document.file, document.sha256, records, columns, len(records))
    entries, told = entries_of(listed, plan)
    missed = unread(document.body, (*_READ, *_READ_OF_CONTROLS, *_used(columns, plan)), _INTO)
    tree = {**_head(document, title, CatalogKind.CONTROLS), "controls": entries}
    return [tree], [*found.told, *(one for one in told if not one.startswith("not read")), *missed]


def _used(columns: Mapping[str, str], plan: TakingPlan) -> list[str]:
    """Places of the properties that fill a field of a control, by their names or because a person says so."""
    usual = set(chain.from_iterable(rules.CONTROLS.values())) | {plain(one) for _, one in plan.columns}
    return [f"controls.props {name}" for known, name in columns.items() if known in usual]


def _fields(control: OscalMap, found: _Controls) -> dict[str, str]:
    """A control as a record of a list: its texts, and its properties by name."""
    fields = {text(one.get("name")): text(one.get("value")) for one in tables(control.get("props"))}
    prose = {part: found.prose(control, part) for part in ("statement", "guidance")}
    title = line(found.parameters.fill(text(control.get("title"))))
    fields |= {"id": text(control.get("id")), "title": title, "statement": prose["statement"]}
    return fields | ({"objective": prose["guidance"]} if prose["guidance"] else {})


def _head(document: Document, title: str, kind: CatalogKind) -> CatalogTree:
    return {
        "catalog": catalog_id(title),
        "kind": str(kind),
        "title": title,
        "version": line(text(document.metadata.get("version"))) or NOT_TOLD,
        "source": source(document),
        "licence": _NO_LICENCE,
    }


def source(document: Document) -> str:
    """Where a catalog comes from."""
    stamp = text(document.metadata.get("last-modified"))[:40]
    name = document.file.replace("\\", "/").rpartition("/")[2]
    return cut(
        f"OSCAL file {line(name)} of version {document.version}, uuid {line(text(document.body.get('uuid')))[:60]}, "
        f"last modified {stamp or 'not told'}, SHA-256 {document.sha256}",
        4000,
    )


class _Controls:
    """The controls of a catalog that are in force, and what a person must know of them."""

    def __init__(self, document: Document, title: str, *, partly: bool) -> None:
        self._document, self._title, self._partly = document, title, partly
        self.parameters = Parameters()
        self._wrong: list[str] = []
        self._withdrawn: list[str] = []

    def all(self) -> list[tuple[tuple[str, ...], OscalMap]]:
        """Each with the titles of its groups, in the order of the file.

        Raises:
            BadInput: when there is none, or one has no id or that of another.
        """
        file = self._document.file
        found, names = [], set[str]()
        for groups, control in _walked(self._document.body, self.parameters):
            name = text(control.get("id"))
            if not name:
                self._wrong.append(f"a control of {' / '.join(groups)[:80] or repr(self._title)} has no id")
                continue
            if name in names:
                self._wrong.append(f"the id {name[:80]} stands twice")
                continue
            names.add(name)
            if plain_prop(control, "status").casefold() == "withdrawn":
                self._withdrawn.append(name)
            else:
                found.append((groups, control))
        if self._wrong and not self._partly:
            told = self._wrong[0] if len(self._wrong) == 1 else f"{len(self._wrong)} controls cannot be taken"
            hint = "give each control an id of its own, or take the rest: --partly"
            raise BadInput(told, hint=hint, reasons=tuple(self._wrong[:_SHOWN]), file=file)
        if not found:
            raise BadInput("holds no control", hint="give the catalog itself, no profile of it", file=file)
        return found

    def prose(self, control: OscalMap, name: str) -> str:
        """The text of a part with its items, parameters filled in."""
        waiting = [one for one in tables(control.get("parts")) if one.get("name") == name]
        lines = []
        while waiting:
            part = waiting.pop(0)
            told = " ".join(filter(None, (plain_prop(part, "label"), text(part.get("prose")))))
            lines.append(unmarked(self.parameters.fill(told)))
            waiting = [*tables(part.get("parts")), *waiting]
        return "\n".join(filter(None, lines))

    @property
    def told(self) -> list[str]:
        """Once all of them were taken."""
        told = [*oddities(self._document), *self.parameters.told, *(f"left out: {one}" for one in self._wrong)]
        if self._withdrawn:
            told.append(f"{count(len(self._withdrawn), 'withdrawn control')} left out: {join(self._withdrawn, 5)}")
        return told


def _walked(body: OscalMap, parameters: Parameters) -> Iterator[tuple[tuple[str, ...], OscalMap]]:
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
