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


@dataclass(frozen=True, slots=True)
class Translation:
    """What a file of another format holds, as catalog files of ours."""

    told: tuple[str, ...]
    """What it was taken for and why, and what of it was not read: a sentence each."""
    texts: tuple[str, ...]
    """Each a catalog file."""


@dataclass(frozen=True, slots=True)
class TakingPlan:
    """How a person wants a list or library of others to be read; what is empty is found, or left as it is."""

    kind: CatalogKind | None = None
    """Framework or controls; None: a framework."""
    columns: tuple[tuple[str, str], ...] = ()
    """Our field, its column."""
    words: tuple[tuple[str, str, str], ...] = ()
    """Our field, the word of the file, our word."""
    fill: tuple[tuple[str, str], ...] = ()
    """Our field, and what it is where the file says nothing of it."""
    map: str = ""
    """A column map: what it says is added to what is told here."""
    catalog: str = ""
    title: str = ""
    short: str = ""
    sheet: str = ""
    partly: bool = False
    """Take the rows that can be taken, though others cannot."""
    controls: str = ""
    """Of mappings: the catalog they are from, where the file does not say so."""
    framework: str = ""
    """And the one they lead to."""


@dataclass(frozen=True, slots=True)
class CatalogPreview:
    """What a file would bring: one catalog of it."""

    catalog: str
    kind: CatalogKind
    title: str
    version: str
    records: int
    in_desk: bool
    changes: tuple[CatalogChange, ...]
    """Against the desk; all are added where it is not in the desk."""

    @property
    def counts(self) -> str:
        """How many are new, changed and gone, in words."""
        by = [sum(one.change == word for one in self.changes) for word in ("added", "changed", "removed")]
        return f"{by[0]} new, {by[1]} changed, {by[2]} gone"


@dataclass(frozen=True, slots=True)
class TakingPreview:
    """What a file would bring."""

    told: tuple[str, ...]
    """What it was taken for and why, and what of it was not read."""
    catalogs: tuple[CatalogPreview, ...]

    @property
    def replaces(self) -> bool:
        """Whether something in the desk would be changed or gone, by a file of others."""
        return bool(self.told) and any(
            one.change != "added" for each in self.catalogs if each.in_desk for one in each.changes
        )
