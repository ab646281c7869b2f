"""The catalogs in force as files would hold them: what the desk has, with what their files say of themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.importers.catalogs.catalogs import CatalogFile
from grcdesk.models.base import Row, col
from grcdesk.models.catalogs import (
    Catalog,
    CheckParameter,
    Control,
    FrameworkItem,
    Mapping,
    TestAttribute,
    WantedEvidence,
)
from grcdesk.models.controls import Tailoring
from grcdesk.rules.catalogs.naming import named
from grcdesk.schemas.catalogs.files import (
    ControlEntry,
    ControlsFile,
    FrameworkFile,
    ItemEntry,
    MappingEntry,
    MappingsFile,
    ParameterEntry,
    TestEntry,
    WantedEntry,
)
from grcdesk.terms import CatalogKind
from grcdesk.wording import word

R = TypeVar("R", bound=Row)
_UNSAID = "not on file"
"""Source and licence of a catalog whose file is gone."""
_CONTROL = (
    *("id", "title", "statement", "objective", "category", "frequency", "frequency_note", "anchor", "grace_days"),
    *("type", "type_note", "nature", "nature_note", "owner_role", "key"),
)
_MAPPING = ("control", "item", "relationship", "strength", "basis", "primary", "rationale", "reviewed_on")


class CatalogsInForce:
    """What the desk holds of each catalog. Asked within one read."""

    def __init__(self, session: Session, files: Sequence[CatalogFile]) -> None:
        """Make it ready.

        Args:
            session: sees the desk.
            files: catalogs there are files of; the last of an id counts.
        """
        self._session = session
        self._files = {file.data.catalog: file.data for file in files}
        self._rows = list(session.scalars(select(Catalog).order_by(col(Catalog.position))))

    def frameworks(self) -> list[FrameworkFile]:
        """The frameworks, in their order."""
        items: dict[str, list[FrameworkItem]] = defaultdict(list)
        for one in self._all(FrameworkItem):
            items[one.framework].append(one)
        return [
            _named(
                row,
                FrameworkFile(
                    kind=CatalogKind.FRAMEWORK,
                    edition=getattr(self._files.get(row.id), "edition", ""),
                    also=tuple(row.also),
                    by_criterion=not row.by_statement,
                    items=tuple(
                        ItemEntry(id=one.ref, group=one.group, label=one.label, category=one.category)
                        for one in items[row.id]
                    ),
                    **self._about(row),
                ),
            )
            for row in self._of(CatalogKind.FRAMEWORK)
        ]

    def controls(self) -> list[ControlsFile]:
        """The catalogs of controls, in their order."""
        tests, wanted, parameters = (
            self._by("control", TestAttribute),
            self._by("control", WantedEvidence),
            (self._by("catalog", CheckParameter)),
        )
        entries: dict[str, list[ControlEntry]] = defaultdict(list)
        for one in self._all(Control):
            entries[one.catalog].append(_control(one, tests[one.id], wanted[one.id]))
        return [
            ControlsFile(
                kind=CatalogKind.CONTROLS,
                format=getattr(self._files.get(row.id), "format", 3),
                parameters=tuple(map(_parameter, parameters[row.id])),
                controls=tuple(entries[row.id]),
                **self._about(row),
            )
            for row in self._of(CatalogKind.CONTROLS)
        ]

    def mappings(self) -> list[MappingsFile]:
        """The catalogs of mappings, in their order; those of which the desk holds no relation are left out."""
        rows = self._by("catalog", Mapping)
        owner = {one.id: one.catalog for one in self._all(Control)}
        made = []
        for row in self._of(CatalogKind.MAPPINGS):
            parts: dict[tuple[str, str], list[Mapping]] = defaultdict(list)
            for one in rows[row.id]:
                parts[owner.get(one.control, ""), one.framework].append(one)
            made += [
                MappingsFile(
                    kind=CatalogKind.MAPPINGS,
                    controls=controls,
                    framework=framework,
                    basis_note=getattr(self._files.get(row.id), "basis_note", ""),
                    mappings=tuple(MappingEntry(**{name: getattr(one, name) for name in _MAPPING}) for one in some),
                    **self._about(row),
                )
                for (controls, framework), some in parts.items()
                if controls
            ]
        return made

    def tailored(self) -> dict[str, tuple[str, ...]]:
        """By control, what the desk has otherwise than its catalog, and why."""
        told: dict[str, tuple[str, ...]] = {}
        for one in self._session.scalars(select(Tailoring).order_by(col(Tailoring.id))):
            said = f"{word(one.field)}: the catalog says {one.shipped!r}; {one.reason} ({one.by}, {one.tailored_on})"
            told[one.control] = (*told.get(one.control, ()), said)
        return told

    def _of(self, kind: CatalogKind) -> list[Catalog]:
        return [row for row in self._rows if row.kind is kind]

    def _about(self, row: Catalog) -> dict[str, Any]:
        file = self._files.get(row.id)
        return {
            "catalog": row.id,
            "title": row.title,
            "version": row.version,
            "source": file.source if file else _UNSAID,
            "licence": file.licence if file else _UNSAID,
        }

    def _all(self, model: type[R]) -> list[R]:
        table: Any = model
        return list(self._session.scalars(select(model).order_by(col(table.position), col(table.id))))

    def _by(self, owner: str, model: type[R]) -> dict[str, list[R]]:
        found: dict[str, list[R]] = defaultdict(list)
        for one in self._all(model):
            found[getattr(one, owner)].append(one)
        return found


def _named(row: Catalog, data: FrameworkFile) -> FrameworkFile:
    """With the names that do not follow from its id and title."""
    usual = named(data)[:3]
    told = {"short": row.short, "name": row.name, "json_name": row.json_name}
    return data.model_copy(
        update={name: one for (name, one), plain in zip(told.items(), usual, strict=True) if one != plain}
    )


def _control(row: Control, tests: Sequence[TestAttribute], wanted: Sequence[WantedEvidence]) -> ControlEntry:
    return ControlEntry(
        **{name: getattr(row, name) for name in _CONTROL},
        questions=tuple(row.questions),
        tests=tuple(map(_test, tests)),
        evidence=tuple(
            WantedEntry(kind=one.kind, what=one.what, mandatory=one.mandatory, shows=one.shows, facts=one.facts)
            for one in wanted
        ),
    )


def _test(row: TestAttribute) -> TestEntry:
    said = {name: getattr(row, name) or None for name in ("check", "over", "items", "undecided", "rest")}
    without = {name: what.strip() for name, _, what in (one.partition(":") for one in row.without)}
    return TestEntry(
        id=row.id,
        aspect=row.aspect,
        question=row.question,
        pass_if=row.pass_if,
        fail_if=row.fail_if,
        method=row.method,
        without=without,
        **said,
    )


def _parameter(row: CheckParameter) -> ParameterEntry:
    return ParameterEntry(name=row.name, kind=row.kind, default=row.default, unit=row.unit or None, meaning=row.meaning)
