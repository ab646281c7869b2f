"""Catalogs of the desk, and what an update would do to them."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.terms import CatalogKind, CatalogSource, Category, ParameterKind


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """One catalog, in the desk or ready to be added."""

    id: str
    kind: CatalogKind
    title: str
    version: str
    sha256: str
    source: CatalogSource
    items: int
    in_desk: bool
    update: str
    """`` when current; else the version an update would bring, or `changed` when only the bytes differ."""
    short: str = ""
    """Of a framework: its word in filters and columns."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One framework item."""

    framework: str
    id: str
    group: str
    label: str
    category: Category | None
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A value the checks of a catalog are measured by."""

    catalog: str
    name: str
    kind: ParameterKind
    default: str
    unit: str
    """What a number counts, or empty."""
    meaning: str


@dataclass(frozen=True, slots=True)
class LintNote:
    """One thing lint found."""

    file: str
    line: int
    rule: str
    """Short name of the rule, e.g. `vague-word`."""
    where: str
    """Record and field, e.g. `AI-SEC-01.statement`."""
    message: str
    cure: str
    look: bool = False
    """Named for a person to look at: it may be right as it is."""


@dataclass(frozen=True, slots=True)
class CatalogChange:
    """One difference between the catalog in the desk and the file."""

    kind: str
    """control, item, mapping, parameter, test or wanted."""
    id: str
    change: str
    """added, removed or changed."""
    fields: tuple[tuple[str, str, str], ...]
    """Field, old, new."""
    stays: tuple[str, ...] = ()
    """What the desk has otherwise of these fields, and keeps."""
