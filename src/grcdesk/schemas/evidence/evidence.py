"""Artefacts: what a person says of one, and what lists and details show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from grcdesk.schemas.controls.controls import Backing, WantedRow
from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms import CollectorMethod, Confidentiality, EvidenceKind, Status, Support


@dataclass(frozen=True, slots=True)
class Artefact:
    """What is said of an artefact when it is added."""

    kind: EvidenceKind
    title: str = ""
    """Empty: the name of its file."""
    as_of: date | None = None
    """The moment it shows. Without one: the period it covers, both days included."""
    period_from: date | None = None
    period_to: date | None = None
    performed_on: date | None = None
    """When the work it shows was done."""
    source: str = ""
    """The system or person it comes from."""
    query: str = ""
    """The exact command, query, address and filters it was drawn with."""
    pulled_at: str = ""
    """UTC time it was drawn from the source, as `clock.stamp` writes it; empty: not stated."""
    collected_at: str = ""
    """UTC time it was taken; empty: when it was pulled, else now."""
    method: CollectorMethod | None = None
    collected_by: str = ""
    """Who took it; empty: whoever adds it."""
    provided_by: str = ""
    slot: str = ""
    """The slot it is for, as coverage names it: 2026Q1, 2026-03, 2026-W07, 2026-03-05, 2026-01-21..2026-07-20."""
    confidentiality: Confidentiality = Confidentiality.INTERNAL
    valid_until: date | None = None
    is_population: bool = False
    row_count: int | None = None
    completeness: str = ""
    accuracy: str = ""
    checked_by: str = ""
    note: str = ""
    importer: str = ""
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """What to correct on artefacts. UNSET leaves a field alone; None or "" clears it."""

    kind: EvidenceKind | Unset = UNSET
    title: str | Unset = UNSET
    as_of: date | Unset | None = UNSET
    period_from: date | Unset | None = UNSET
    period_to: date | Unset | None = UNSET
    performed_on: date | Unset | None = UNSET
    source: str | Unset = UNSET
    query: str | Unset = UNSET
    pulled_at: str | Unset = UNSET
    method: CollectorMethod | Unset | None = UNSET
    collected_by: str | Unset = UNSET
    provided_by: str | Unset = UNSET
    for_slot: str | Unset = UNSET
    confidentiality: Confidentiality | Unset = UNSET
    valid_until: date | Unset | None = UNSET
    is_population: bool | Unset = UNSET
    row_count: int | Unset | None = UNSET
    completeness: str | Unset = UNSET
    accuracy: str | Unset = UNSET
    checked_by: str | Unset = UNSET
    skips_explained: str | Unset = UNSET
    """Why the rows that the importer left out matter to nobody; who says so is kept with it."""
    note: str | Unset = UNSET


@dataclass(frozen=True, slots=True)
class RunStatement:
    """A person's word that an artefact shows a run, or the days, of a control though its kind does not."""

    reason: str
    by: str = ""
    """Who inspected it; empty: whoever says so."""
    on: date | None = None
    """When; None: today."""
    at: str = ""
    """Where: a trust centre, a ticket."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One artefact and the controls and tests it stands behind."""

    id: str
    title: str
    kind: EvidenceKind
    as_of: date | None
    period_from: date | None
    period_to: date | None
    performed_on: date | None
    collected_at: str
    """UTC time it was taken."""
    source: str
    file_name: str
    url: str
    """A link; its content is not preserved."""
    sha256: str
    size: int
    rejected: str
    """Why it was rejected, or empty."""
    controls: tuple[str, ...]
    tests: tuple[str, ...]
    recorded_at: str
    """UTC time it came into the register; empty for those of an older desk."""
    query: str
    pulled_at: str
    """UTC time it is stated to have been drawn from its source; empty: not stated."""
    completeness: str
    accuracy: str
    checked_by: str
    collected_by: str
    provided_by: str
    method: CollectorMethod | None
    for_slot: str
    confidentiality: Confidentiality
    valid_until: date | None
    supersedes: str
    superseded_by: str
    is_population: bool
    row_count: int | None
    importer: str
    result: str = ""
    """Of a run of tests or an evaluation: `passed`, `passed, 2 flaky`, `failed`, `not counted`; empty: of none."""
    rows_read: int | None = None
    """Rows that stand in the file; None: no importer read it."""
    rows_used: int | None = None
    rows_skipped: int | None = None
    heading: bool = False
    """Whether its columns are known."""
    page: str = ""
    """Signs that it is a page of a longer list."""
    skips_explained: str = ""
    skips_explained_by: str = ""
    integrity: str = ""
    """What the last look found wrong with its bytes, modified or missing, or that they were erased; empty: they were
    as recorded."""
    erased: str = ""
    """Why a person erased its file; empty: nobody did."""
    erased_by: str = ""
    erased_on: date | None = None
    stated: dict[str, str] = field(default_factory=dict)
    """By control: on whose word, seen when and where, and why, it shows a run of it though its kind does not."""
    source_sha256: str = ""
    """Of the file as an importer was given it, when not the file itself is kept; else empty."""
    rows_sha256: str = ""
    """Of the rows without content that an importer kept beside it; empty: none."""
    vendors: tuple[str, ...] = ()
    """Vendors whose file it belongs to: a paper, the settings of our account there, the ground of a review."""

    @property
    def damaged(self) -> bool:
        """Whether the last look found its bytes to be others, or gone."""
        return bool(self.integrity) and not self.erased

    @property
    def erased_told(self) -> str:
        """Who erased its file, when and why; empty: nobody did."""
        return f"on {self.erased_on} by {self.erased_by}: {self.erased}" if self.erased else ""

    @property
    def placed(self) -> bool:
        """Whether it has a place: behind a control, or in a vendor's file."""
        return bool(self.controls or self.vendors)

    @property
    def preserved(self) -> bool:
        """Whether its bytes are in the vault; those of a link are not."""
        return bool(self.sha256)

    @property
    def rows_told(self) -> str:
        """`217 in the file, 213 used, 4 left out`; nothing of what nobody read."""
        if self.rows_read is None:
            return ""
        # rows that were left out are the ones an auditor asks for
        left_out = f", {self.rows_skipped:,} left out" if self.rows_skipped else ""
        return f"{self.rows_read:,} in the file, {self.rows_used or 0:,} used{left_out}"

    @property
    def skips_told(self) -> str:
        """Why what was left out matters to nobody, and who says so."""
        return f"{self.skips_explained} ({self.skips_explained_by})" if self.skips_explained else ""

    @property
    def last_day(self) -> date | None:
        """The last day it shows."""
        return self.period_to or self.as_of

    @property
    def dated(self) -> str:
        """The day it shows, or its days as A..B."""
        return f"{self.period_from}..{self.period_to}" if self.period_from else str(self.as_of or "")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A control an unplaced artefact may belong to. A person confirms."""

    control: str
    score: int
    """0–100; orders suggestions, nothing more."""
    reason: str


@dataclass(frozen=True, slots=True)
class EvidenceDetail:
    """Everything about one artefact."""

    row: EvidenceRow
    note: str
    titles: dict[str, str]
    """Title by control it stands behind."""
    questions: dict[str, str]
    """Question by test it answers."""
    same_bytes: tuple[str, ...]
    """Other artefacts of the same bytes."""
    lacks: tuple[str, ...]
    """What an auditor will ask for: see `rules.evidence.evidence.lacks`."""
    suggestions: tuple[Suggestion, ...]
    """While no control names it."""
    vendor_names: dict[str, str] = field(default_factory=dict)
    """Name by vendor whose file it belongs to."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of evidence, and how long it keeps what it logs."""

    name: str
    days: int | None
    """0: for ever. None: nobody said."""
    own: bool
    """Whether this desk said so; else as the maker gives it."""
    note: str
    artefacts: int


@dataclass(frozen=True, slots=True)
class WantedControl:
    """What one control wants of evidence, and what is there."""

    id: str
    title: str
    status: Status
    support: Support | None
    """How far it is borne out that it is in place; None: nobody says that it is."""
    backed: Backing
    evidence: int
    newest: date | None
    """The last day its wanted evidence shows."""
    wanted: tuple[WantedRow, ...]

    @property
    def missing(self) -> tuple[EvidenceKind, ...]:
        """Kinds that must be there and are not."""
        return tuple(dict.fromkeys(row.kind for row in self.wanted if row.missing))

    @property
    def supported(self) -> bool:
        """In place, and borne out by all that must be there."""
        return self.support is Support.SUPPORTED

    @property
    def unsupported(self) -> bool:
        """In place, but not borne out by all that must be there."""
        return self.support not in {None, Support.SUPPORTED}
