"""Catalog files as rows of the desk, and the difference between the two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.audits import Engagement
from grcdesk.models.base import Row, col
from grcdesk.models.catalogs import CheckParameter, Control, FrameworkItem, Mapping, TestAttribute, WantedEvidence
from grcdesk.models.controls import Assessment, ControlScope, Tailoring
from grcdesk.rules.controls.tailoring import restored, said, stored, whole
from grcdesk.rules.time.grace import GRACE_DAYS
from grcdesk.schemas.catalogs.catalogs import CatalogChange
from grcdesk.schemas.catalogs.files import ControlEntry, ControlsFile, FrameworkFile, MappingsFile, TestEntry
from grcdesk.services.catalogs.checks import drop_judgement
from grcdesk.services.common.tailored import kept
from grcdesk.terms import Scope

AnyFile = FrameworkFile | ControlsFile | MappingsFile
WantedRows = dict[tuple[type[Row], str], dict[str, Any]]
_NAMES = {
    FrameworkItem: "item",
    Control: "control",
    Mapping: "mapping",
    TestAttribute: "test",
    CheckParameter: "parameter",
    WantedEvidence: "wanted",
}


def wanted_rows(data: AnyFile) -> WantedRows:
    """The rows a catalog file asks for: (table, id) → fields."""
    if isinstance(data, FrameworkFile):
        return {
            (FrameworkItem, f"{data.catalog}/{item.id}"): {
                "framework": data.catalog,
                "ref": item.id,
                "group": item.group,
                "label": item.label,
                "category": item.category,
                "position": position,
            }
            for position, item in enumerate(data.items)
        }
    if isinstance(data, MappingsFile):
        return {
            (Mapping, f"{entry.control}/{data.framework}/{entry.item}"): {
                "catalog": data.catalog,
                "control": entry.control,
                "framework": data.framework,
                "item": entry.item,
                "relationship": entry.relationship,
                "strength": entry.strength,
                "basis": entry.basis,
                "primary": entry.primary,
                "rationale": entry.rationale,
                "reviewed_on": entry.reviewed_on,
                "position": position,
            }
            for position, entry in enumerate(data.mappings)
        }
    rows: WantedRows = {}
    for position, entry in enumerate(data.controls):
        rows.update(_control_rows(data.catalog, entry, position))
    return rows | _parameter_rows(data)


def _parameter_rows(data: ControlsFile) -> WantedRows:
    return {
        (CheckParameter, f"{data.catalog}/{entry.name}"): {
            "catalog": data.catalog,
            "name": entry.name,
            "kind": entry.kind,
            "default": entry.default,
            "unit": entry.unit or "",
            "meaning": entry.meaning,
            "position": position,
        }
        for position, entry in enumerate(data.parameters)
    }


_OF_A_CONTROL = (
    *("title", "statement", "objective", "category", "frequency", "frequency_note", "anchor"),
    *("type", "type_note", "nature", "nature_note", "owner_role", "key"),
)
_OF_A_TEST = ("aspect", "question", "pass_if", "fail_if", "method")
_SQL_OF_A_TEST = ("check", "over", "items", "undecided", "rest")
_OF_WANTED = ("kind", "what", "mandatory", "shows", "facts")


def _control_rows(catalog: str, entry: ControlEntry, position: int) -> WantedRows:
    grace = GRACE_DAYS[entry.frequency] if entry.grace_days is None else entry.grace_days
    rows: WantedRows = {
        (Control, entry.id): {name: getattr(entry, name) for name in _OF_A_CONTROL}
        | {"catalog": catalog, "grace_days": grace, "questions": list(entry.questions), "position": position}
    }
    for number, test in enumerate(entry.tests):
        rows[TestAttribute, test.id] = _test_row(entry.id, test, number)
    for number, wanted in enumerate(entry.evidence):
        # wanted kinds have no id in a file: their place is their name, so moving one is a change of two
        rows[WantedEvidence, f"{entry.id}/{number + 1}"] = {
            "control": entry.id,
            **{name: getattr(wanted, name) for name in _OF_WANTED},
            "position": number,
        }
    return rows


def _test_row(control: str, test: TestEntry, number: int) -> dict[str, Any]:
    return {
        "control": control,
        **{name: getattr(test, name) for name in _OF_A_TEST},
        **{name: getattr(test, name) or "" for name in _SQL_OF_A_TEST},
        "without": [f"{name}: {what}".rstrip() for name, what in test.without.items()],
        "position": number,
    }


def _present(session: Session, data: AnyFile) -> dict[tuple[type[Row], str], Row]:
    rows: list[Any] = []
    if isinstance(data, FrameworkFile):
        rows += session.scalars(select(FrameworkItem).where(col(FrameworkItem.framework) == data.catalog))
    elif isinstance(data, MappingsFile):
        rows += session.scalars(select(Mapping).where(col(Mapping.catalog) == data.catalog))
    else:
        owned = select(col(Control.id)).where(col(Control.catalog) == data.catalog)
        rows += session.scalars(select(Control).where(col(Control.catalog) == data.catalog))
        rows += session.scalars(select(CheckParameter).where(col(CheckParameter.catalog) == data.catalog))
        for model in (TestAttribute, WantedEvidence):
            rows += session.scalars(select(model).where(col(model.control).in_(owned)))
    return {(type(row), row.id): row for row in rows}


def changes(session: Session, data: AnyFile) -> list[CatalogChange]:
    """What replacing the desk's rows by the file's would change."""
    present, wanted = _present(session, data), wanted_rows(data)
    held = _held(session, present)
    found = []
    for key, fields in wanted.items():
        row = present.get(key)
        own = held.get(key[1], {}) if key[0] is Control else {}
        if row is None:
            found.append(CatalogChange(_NAMES[key[0]], key[1], "added", ()))
        elif differs := _differing(row, fields, own):
            stays = tuple(f"{name}: {own[name].tailored} stays" for name, _, _ in differs if name in own)
            found.append(CatalogChange(_NAMES[key[0]], key[1], "changed", differs, stays))
    found += [CatalogChange(_NAMES[key[0]], key[1], "removed", ()) for key in present if key not in wanted]
    return found


def _held(session: Session, present: dict[tuple[type[Row], str], Row]) -> dict[str, dict[str, Tailoring]]:
    """By control and field: what the desk has otherwise than its catalog."""
    controls = [name for model, name in present if model is Control]
    return {name: {str(one): row for one, row in own.items()} for name, own in kept(session, controls).items()}


def _differing(row: Row, fields: dict[str, Any], own: dict[str, Tailoring]) -> tuple[tuple[str, str, str], ...]:
    """What the file has otherwise than it was shipped before; what the desk made of it since is no part of that."""
    shipped = {
        name: restored(one.field, one.shipped) if whole(one.field, one.shipped) else one.shipped
        for name, one in own.items()
    }
    before = {name: shipped.get(name, getattr(row, name)) for name in fields}
    return tuple(
        (name, _plain(before[name]), _plain(value))
        for name, value in fields.items()
        if name != "position" and before[name] != value
    )


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def replace_rows(session: Session, data: AnyFile) -> list[str]:
    """Make the desk's rows those of the file. What people said of a control is kept, and what they tailored.

    Returns:
        A sentence for each tailored field whose shipped text is another now.

    Raises:
        Refused: when a control that people worked on would vanish.
    """
    present, wanted = _present(session, data), wanted_rows(data)
    held = _held(session, present)
    warnings: list[str] = []
    # what goes is asked first: a control people worked on refuses the whole file
    for (model, name), row in present.items():
        if (model, name) not in wanted:
            if model is Control:
                drop_judgement(session, name)
            session.delete(row)
    for (model, name), fields in wanted.items():
        if (model, name) in present:
            own = held.get(name, {}) if model is Control else {}
            warnings += _replace(session, present[model, name], fields, own)
        else:
            session.add(model(id=name, **fields))
            if model is Control:
                _judge_nothing_yet(session, name)
    return warnings


def _replace(session: Session, row: Row, fields: dict[str, Any], own: dict[str, Tailoring]) -> Iterator[str]:
    for name, value in fields.items():
        if name in own:
            yield from _shipped_anew(session, own[name], value)
        else:
            setattr(row, name, value)


def _judge_nothing_yet(session: Session, control: str) -> None:
    """What every control has from its first day: an empty assessment, and a place in the scope of each engagement."""
    session.add(Assessment(control=control))
    session.add_all(
        # out until the mappings are read: `recompute` says which engagement asks for it
        ControlScope(id=f"{one}/{control}", engagement=one, control=control, computed=Scope.OUT, effective=Scope.OUT)
        for one in session.scalars(select(col(Engagement.id)))
    )


def _shipped_anew(session: Session, own: Tailoring, value: Any) -> Iterator[str]:
    """A tailored field stays as it is, and holds what its catalog says now."""
    new, name, field = stored(value), own.field.value.replace("_", " "), own.field
    if new == own.shipped:
        return
    if new == own.tailored:
        session.delete(own)
        yield f"{own.control} {name}: the catalog now says the same as the desk, {said(field, new)}"
        return
    was, own.shipped = own.shipped, new
    yield (
        f"{own.control} {name}: the catalog says {said(field, new)} now, {said(field, was)} before; "
        f"{said(field, own.tailored)} stays, as tailored: look at it again"
    )
