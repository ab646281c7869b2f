"""The Statement of Applicability: its rows, what is set on them, and approved versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms import Relationship, Status, Support
from grcdesk.terms.soa import Implementation, InclusionReason, SoaFramework


@dataclass(frozen=True, slots=True)
class SoaControl:
    """One of our controls behind an item."""

    id: str
    title: str
    relationship: Relationship
    status: Status
    support: Support | None
    """How far it is borne out that it is in place; None: nobody says that it is."""
    owner: str = ""

    @property
    def implements(self) -> bool:
        """Whether it stands for the item: one that is not applicable stands for nothing."""
        return self.status is not Status.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class SoaSaid:
    """What people said of an item."""

    applicable: bool = True
    """False: left out, with `exclusion` as the reason."""
    reasons: tuple[InclusionReason, ...] = ()
    implemented: Implementation | None = None
    implemented_on: date | None = None
    """Since when it is there; of partly and no: by when it is planned."""
    drafted: bool = False
    """Whether `implemented` was proposed from gap statuses and nobody has said it since."""
    measures: str = ""
    """What implements it beside our controls: a policy, a procedure, a service."""
    owner: str = ""
    exclusion: str = ""
    risks: tuple[str, ...] = ()
    note: str = ""
    version: int = 0
    """Rises by one with each change; lets a stale screen be noticed."""


@dataclass(frozen=True, slots=True)
class SoaRow:
    """One row of the statement."""

    item: str
    """`A.5.1`; of a control that was added, its id."""
    title: str
    """A label of our own catalog, never the standard's text."""
    theme: str
    added: bool
    """A necessary control of ours that is in no Annex A."""
    applicable: bool
    reasons: tuple[InclusionReason, ...]
    suggested: tuple[InclusionReason, ...]
    """What the facts of the desk suggest as reasons while nobody gave one. No reason until a person says so."""
    implemented: Implementation | None
    implemented_on: date | None
    drafted: bool
    support: Support | None
    """How far `implemented: yes` is borne out; None: nobody says yes."""
    support_why: tuple[str, ...]
    """What keeps it from being supported: `AI-SEC-01 is partial`."""
    how: tuple[SoaControl, ...]
    measures: str
    owner: str
    owner_said: bool
    """Whether it was named on this row; else it is the one owner of the controls behind it."""
    evidence: tuple[str, ...]
    """Artefacts behind those controls that count."""
    exclusion: str
    risks: tuple[str, ...]
    """Named on the row, and accepted risks of the controls behind it that are in force."""
    note: str
    lacks: tuple[str, ...]
    """What keeps the row from being approved."""
    version: int


@dataclass(frozen=True, slots=True)
class SoaChange:
    """What to set on one or many items. UNSET leaves a field alone; None, "" or () clears it."""

    applicable: bool | Unset = UNSET
    reasons: tuple[InclusionReason, ...] | Unset = UNSET
    implemented: Implementation | Unset | None = UNSET
    implemented_on: date | Unset | None = UNSET
    measures: str | Unset = UNSET
    owner: str | Unset = UNSET
    exclusion: str | Unset = UNSET
    risks: tuple[str, ...] | Unset = UNSET
    note: str | Unset = UNSET


@dataclass(frozen=True, slots=True)
class SoaCounts:
    """A statement in numbers."""

    rows: int
    added: int
    applicable: int
    excluded: int
    implemented: int
    """Rows said to be implemented."""
    by_support: dict[Support, int]
    """Of these, how far each is borne out."""


@dataclass(frozen=True, slots=True)
class SoaLack:
    """One thing that keeps a statement from being approved."""

    item: str
    """Empty: the statement as a whole."""
    what: str


@dataclass(frozen=True, slots=True)
class SoaDifference:
    """One field of one row that is not as it was approved."""

    item: str
    field: str
    """Empty: the row itself has come or gone."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SoaVersion:
    """An approved version."""

    id: str
    """`V1`; each framework counts for itself."""
    framework: SoaFramework
    approved_by: str
    approved_on: date
    rows: int
    applicable: int
    sha256: str
    """Of its frozen rows."""
    recorded_by: str
    recorded_at: str
    """UTC."""
    log_position: int
    """The entry of the log up to which the desk had been written."""
    changes: int
    """Fields that have come to differ since; of the newest version what is not approved yet."""


@dataclass(frozen=True, slots=True)
class SoaPage:
    """A statement as a whole: as it stands, or as a version was approved."""

    framework: SoaFramework
    organisation: str
    version: SoaVersion | None
    """The version shown; as it stands: the newest approved one, if there is any."""
    frozen: bool
    """Whether these are the rows of that version, not those of today."""
    rows: tuple[SoaRow, ...]
    counts: SoaCounts
    lacks: tuple[SoaLack, ...]
    """What keeps it from being approved as it stands."""
    differences: tuple[SoaDifference, ...]
    """How it stands now against that version."""
