"""Controls as lists, details and changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.catalogs.frameworks import FrameworkItems
from grcdesk.schemas.controls.tailoring import TailoredRow
from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms import (
    ActionStatus,
    Anchor,
    ControlType,
    Design,
    EvidenceKind,
    Frequency,
    Implemented,
    Nature,
    Relationship,
    Scope,
    Shows,
    Status,
    Support,
    Tailored,
    TestAspect,
    TestMethod,
)


@dataclass(frozen=True, slots=True)
class Backing:
    """Kinds of evidence behind a control that count, of those that must be there."""

    have: int
    need: int
    """At least 1."""


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One control as lists show it."""

    id: str
    title: str
    catalog: str
    maps: tuple[FrameworkItems, ...]
    """What of each framework in the desk it maps to, in the order of the catalogs."""
    scope: Scope
    status: Status
    design: Design | None
    implemented: Implemented | None
    support: Support | None
    """How far it is borne out that it is in place; None: nobody says that it is."""
    have: int
    """Kinds of evidence that must be there and are: intact, and dated in the period or valid in it."""
    need: int
    """Kinds that must be there; 1 where the catalog says of none that it must: any one will do."""
    evidence: int
    open_actions: int
    owner: str
    owner_role: str
    due: date | None
    frequency: Frequency
    type: ControlType
    nature: Nature
    tailored: tuple[Tailored, ...]
    """Fields that are otherwise than its catalog has them."""
    version: int
    """Rises by one with each change of the assessment; lets a stale screen be noticed."""

    @property
    def criteria(self) -> tuple[str, ...]:
        """Items it maps to of the frameworks that are answered by criterion."""
        return tuple(item for one in self.maps if one.framework.by_criterion for item in one.named)

    @property
    def supported(self) -> bool:
        """In place, and borne out by all that must be there."""
        return self.support is Support.SUPPORTED

    @property
    def unsupported(self) -> bool:
        """In place, but not borne out by all that must be there."""
        return self.support not in {None, Support.SUPPORTED}


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One relation control → framework item."""

    control: str
    framework: str
    item: str
    item_label: str
    relationship: Relationship
    strength: int
    """0–10, our judgement."""
    primary: bool
    basis: str
    rationale: str
    reviewed_on: date | None
    framework_name: str = ""
    """What people call the framework."""


@dataclass(frozen=True, slots=True)
class TestRow:
    """One test attribute: a yes/no question with its pass and fail rule."""

    __test__ = False  # not a test class

    id: str
    control: str
    aspect: TestAspect
    question: str
    pass_if: str
    fail_if: str
    method: TestMethod
    check: str = ""
    """A SELECT over populations whose rows are the deviations; empty: a person looks."""
    over: str = ""
    """The population whose rows are the items; empty: the first the check names."""
    rest: str = ""
    """What the check does not see and a person answers."""


@dataclass(frozen=True, slots=True)
class WantedRow:
    """One kind of evidence the catalog asks for."""

    control: str
    kind: EvidenceKind
    what: str
    mandatory: bool
    have: int
    """Artefacts of that kind behind the control that count: see `rules.controls.support.against`."""
    newest: date | None = None
    """The last day they show."""
    shows: Shows = Shows.SUPPORT
    """What such an artefact shows of the control."""
    linked: int = 0
    """Artefacts of that kind behind the control, whether they count or not."""
    why: str = ""
    """Why the newest of them does not count, where none does: `EV-3: link only`."""

    @property
    def missing(self) -> bool:
        """Whether it must be there and is not."""
        return self.mandatory and self.have == 0


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A remediation action."""

    id: str
    control: str
    title: str
    owner: str
    due: date
    status: ActionStatus
    closed_on: date | None
    proof: str
    slips: tuple[tuple[date, date, str], ...]
    """Each move of the due date: from, to, reason. Kept for ever."""
    opened_on: date | None = None
    """The day it was planned."""


@dataclass(frozen=True, slots=True)
class RiskRow:
    """An accepted risk: instead of an action, until it expires."""

    id: str
    control: str
    reason: str
    approver: str
    accepted_on: date
    expires_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class ControlDetail:
    """Everything about one control."""

    row: ControlRow
    statement: str
    objective: str
    frequency_note: str
    type_note: str
    nature_note: str
    anchor: Anchor
    """Where its cycles begin, as its catalog or the desk has it."""
    grace_days: int
    """Days a run may be late, or a gap may last, as its catalog or the desk has it."""
    own_anchor: Anchor | None
    own_grace_days: int | None
    """What the desk says against the catalog; None: nothing."""
    systems: str
    effective_from: date | None
    retired_on: date | None
    """The last day it ran."""
    gap: str
    reason: str
    approver: str
    note: str
    assessed_by: str
    assessed_on: date | None
    previous_status: Status | None
    computed_scope: Scope
    scope_reason: str
    """Why the scope was overridden by a person, or empty."""
    mappings: tuple[MappingRow, ...]
    tests: tuple[TestRow, ...]
    wanted: tuple[WantedRow, ...]
    questions: tuple[str, ...]
    actions: tuple[ActionRow, ...]
    risks: tuple[RiskRow, ...]
    tailoring: tuple[TailoredRow, ...] = ()
    """What of it is otherwise than its catalog has it."""
    stated: tuple[str, ...] = ()
    """What stands behind it on a person's word: artefacts that show a run, days on which nothing was to happen."""
    failing: tuple[str, ...] = ()
    """Rules of scanners tied to it that failed in the newest reports. That others passed says nothing of it."""


@dataclass(frozen=True, slots=True)
class ControlChange:
    """What to set on one or many controls. UNSET leaves a field alone; None or "" clears it."""

    status: Status | Unset = UNSET
    gap: str | Unset = UNSET
    reason: str | Unset = UNSET
    approver: str | Unset = UNSET
    owner: str | Unset = UNSET
    role: str | Unset = UNSET
    due: date | Unset | None = UNSET
    design: Design | Unset | None = UNSET
    implemented: Implemented | Unset | None = UNSET
    note: str | Unset = UNSET
    systems: str | Unset = UNSET
    effective_from: date | Unset | None = UNSET
    retired_on: date | Unset | None = UNSET
    anchor: Anchor | Unset | None = UNSET
    """None: as the catalog has it."""
    grace_days: int | Unset | None = UNSET
    """None: as the catalog has it."""


@dataclass(frozen=True, slots=True)
class TailoringChange:
    """What of a control to have otherwise than its catalog. UNSET leaves a field alone; None: as the catalog has it."""

    statement: str | Unset | None = UNSET
    frequency: Frequency | Unset | None = UNSET
    frequency_note: str | Unset | None = UNSET
    owner_role: str | Unset | None = UNSET
