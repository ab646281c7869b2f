"""What an engagement has on record of its fieldwork, as every workbook shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.audits.audits import EngagementRow
from grcdesk.schemas.findings.findings import FindingRow
from grcdesk.schemas.populations import PopulationRow
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.schemas.reviews.lists import ListRow, RosterRow
from grcdesk.schemas.samples import SampleRow
from grcdesk.schemas.testing.testing import Concluded, ControlStanding, DeviationRow, TestLine
from grcdesk.terms.audits import ControlResult
from grcdesk.terms.remediation import PlanSource, PlanState
from grcdesk.terms.reviews import CampaignState
from grcdesk.terms.testing import ItemMark


@dataclass(frozen=True, slots=True)
class LeadSheet:
    """One control: what it is for, what was looked at, what came of it, and what a person concluded."""

    control: str
    title: str
    objective: str
    owner: str
    populations: tuple[PopulationRow, ...]
    """The lists in force its tests are about."""
    samples: tuple[SampleRow, ...]
    """In force."""
    attributes: tuple[str, ...]
    """Its tests."""
    tested: int
    """Of these, the ones that have come to a result."""
    standing: ControlStanding
    deviations: tuple[DeviationRow, ...]
    findings: tuple[str, ...]
    conclusion: Concluded | None

    @property
    def result(self) -> ControlResult:
        """What its tests add up to; no conclusion."""
        return self.standing.computed


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One item that was selected for a control, or that a check found without it being selected."""

    control: str
    population: str
    sample: str
    """Empty: it was not selected."""
    rank: int | None
    """Its place in the draw, from 1."""
    item: str
    marks: tuple[ItemMark, ...]
    """What came of each operating test of the control, in their order."""
    evidence: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingSheet:
    """One finding with its text. What was put right later stands beside what was wrong, never in its place."""

    row: FindingRow
    condition: str
    criteria: str
    cause: str
    effect: str
    recommendation: str
    response: str
    responded_by: str
    responded_on: date | None
    proofs: tuple[str, ...]
    verified_by: str
    verified_on: date | None
    closed_on: date | None
    accepted_by: str
    accept_reason: str
    accept_until: date | None
    items: int
    """What it names one by one."""
    fixed: int
    """Of these, the ones that an artefact shows to have been put right since."""
    unsound: tuple[str, ...] = ()
    """Proofs that show nothing any more, and why."""


@dataclass(frozen=True, slots=True)
class DateMove:
    """One move of the date of a milestone."""

    was: date
    to: date
    reason: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the plan: a step against a weakness, a risk that was accepted, or a weakness without a step."""

    id: str
    """Of the step or the acceptance; empty: nothing is planned."""
    weakness: str
    source: PlanSource
    about: str
    """The record the weakness stands in: control, finding or incident."""
    control: str
    owner: str
    resources: str
    planned: date | None
    """The date it was first planned for."""
    due: date | None
    """The date in force."""
    milestone: str
    moves: tuple[DateMove, ...]
    """Every one, in order."""
    state: PlanState
    comments: str
    opened_on: date | None = None
    ended_on: date | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class ReviewList:
    """One list of accounts of an access review, or a system that still has none."""

    campaign: str
    slot: str
    state: CampaignState
    system: str
    list: ListRow | None
    roster: RosterRow | None
    """The list of people it was held against; of a signed review the one that was there by then."""


@dataclass(frozen=True, slots=True)
class AuditSheets:
    """The fieldwork of one engagement, from one state of the desk."""

    engagement: EngagementRow
    requests: tuple[RequestRow, ...]
    leads: tuple[LeadSheet, ...]
    """Of the controls in scope."""
    lines: Mapping[str, TestLine]
    """By test attribute, of every control in scope or optional."""
    populations: tuple[PopulationRow, ...]
    samples: tuple[SampleRow, ...]
    items: tuple[SampleItem, ...]
    letters: Mapping[str, tuple[str, ...]]
    """By control its operating tests, in the order of the marks of its items."""
    deviations: tuple[DeviationRow, ...]
    findings: tuple[FindingSheet, ...]
    plan: tuple[PlanRow, ...]
    lists: tuple[ReviewList, ...]
    """Of the access reviews whose slot touches the period."""

    @property
    def named(self) -> str:
        """Its id and name."""
        return f"{self.engagement.id} {self.engagement.name}"
