"""Where an engagement stands: the facts its checks are computed from, the checks, its phase, its plan, its exposure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.programme import Period
from grcdesk.terms import Answer, Status
from grcdesk.terms.audits import EngagementKind, Exposed, Met, Phase, PlanName

Names = tuple[str, ...]
"""Ids of what lacks. Where a field may be None instead, nobody can tell: nothing of that kind is on record yet."""


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """What the records hold, on a day, of everything the checks of phases and plans ask. None: not known."""

    today: date
    kind: EngagementKind
    period: Period | None = None
    """Of a kind that judges one day both ends are that day."""
    firm: str = ""
    systems: int = 0
    relied_on: int = 0
    """Providers that features in use name."""
    providers_unplaced: Names | None = None
    """Model providers in scope for which nobody said how the report treats them; None: no provider is on record."""
    controls: int = 0
    """In scope and applicable."""
    features: int = 0
    """In use and in scope."""
    features_open: Names = ()
    """Those with an open question."""
    features_unconfirmed: Names = ()
    """Those whose controls nobody confirmed as they follow today."""
    undisclosed: Names = ()
    """Those that take in customer data, or may, and name no place where customers are told."""
    unassessed: Names = ()
    """Controls, as all names below that say nothing else."""
    unowned: Names = ()
    unplanned: Names = ()
    """Gaps without an action or an accepted risk."""
    gaps: Names = ()
    """Partial or missing, without an accepted risk."""
    unsupported: Names = ()
    """In place, and not borne out by all that must be there."""
    bare: Names = ()
    """Applicable, and without a kind of evidence that must be there."""
    actions_open: Names = ()
    """Ids of actions."""
    snapshot: str = ""
    """The newest finalised assessment since the engagement was opened."""
    agreements_unread: Names | None = None
    """Model providers without a data agreement in force that was read to the end; None: no provider is on record."""
    logs: int = 0
    """Logs of requests to models that were read."""
    unrouted: Names = ()
    """Features in production whose requests no log shows."""
    access_unsigned: Names | None = None
    """Systems in scope without a signed access review of the period; None: no system is named."""
    exercised: date | None = None
    """The last exercise of the incident plan."""
    holes: Names | None = None
    """With a gap, something due or late in the period; None: there is no period."""
    clean_from: date | None = None
    """The earliest day a period without a hole could begin."""
    requests: int | None = None
    requests_open: Names | None = None
    """Requests not submitted yet."""
    requests_unaccepted: Names | None = None
    """Requests the auditor has neither accepted nor closed."""
    walkthroughs_missing: Names | None = None
    populations_missing: Names | None = None
    """Controls that run per event, without any population."""
    populations_interim: Names | None = None
    """Populations that are not final."""
    untested: Names | None = None
    """Controls without a result for each of their tests."""
    unreviewed: Names | None = None
    """Tests done by hand that no second person reviewed."""
    deviations_open: Names | None = None
    """Deviations on which nobody ruled."""
    findings_unanswered: Names | None = None
    """Findings without a response, an owner or a date."""
    unconcluded: Names | None = None
    """Controls tested, without a conclusion by a person."""
    soa_open: Names | None = None
    """Statements of applicability of the frameworks audited that are not approved."""
    returned: int | None = None
    """What the last rehearsal returned."""
    exposure: Mapping[str, Exposed] | None = None
    """Of each of the seven common findings; None: not asked."""
    report: str = ""
    """The artefact that is the auditor's report."""
    next: str = ""
    """The engagement that follows."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where something is mended: a place of the app, and a filter of its list."""

    place: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """One thing computed from records."""

    id: str
    what: str
    """As it reads when it is done."""
    state: Met
    why: str
    door: Door


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """A check with its place: what a phase asks for on the way in, or on the way out."""

    side: str
    """`entry` or `exit`."""
    check: AuditCheck


@dataclass(frozen=True, slots=True)
class PhaseView:
    """The phase of an engagement, what it asks for, and what stands between it and the next."""

    engagement: str
    name: str
    phase: Phase
    since: date | None
    reason: str
    """Why it was entered before its checks were met; empty: they were."""
    next: Phase | None
    steps: tuple[PhaseStep, ...]
    """Entry and exit checks of the phase, then the entry checks of the next that are not among them."""
    lacking: int
    """How many of them are not done."""


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One task of a plan. The fields are the keys of `--json`."""

    id: str
    title: str
    weeks: str
    """When it is done, as plans say it: `weeks 1-2`."""
    due: date
    days: int
    """Days left; below zero: days past."""
    state: Met
    why: str
    """What is open or unknown; of a task that is done what shows it."""
    checks: tuple[AuditCheck, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan of an engagement, judged on a day."""

    engagement: str
    name: str
    plan: PlanName | None
    start: date | None
    tasks: tuple[PlanTask, ...]


@dataclass(frozen=True, slots=True)
class ExposedRow:
    """One record behind an answer about exposure."""

    id: str
    why: str
    state: Exposed


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """One of the seven findings: whether we are exposed to it, why, and the records."""

    id: str
    """F1 to F7."""
    title: str
    state: Exposed
    why: str
    rows: tuple[ExposedRow, ...]
    door: Door


@dataclass(frozen=True, slots=True)
class AskedFeature:
    """What of an AI feature in use and in scope decides exposure."""

    id: str
    name: str
    customer_data: Answer | None
    trains: Answer | None
    disclosure: str
    stores: Names

    @property
    def label(self) -> str:
        """`AIF-3 Draft letters`."""
        return f"{self.id} {self.name}"


@dataclass(frozen=True, slots=True)
class SeenItem:
    """One item of a population, as its tests found it: a change, a training run."""

    id: str
    failed: str
    """What it lacks; empty: nothing."""


@dataclass(frozen=True, slots=True)
class SeenList:
    """The items of a population that a finding is about."""

    items: tuple[SeenItem, ...]
    source: str
    """Which list: `POP-1, 63 rows`."""
    lacks: str = ""
    """Why it may not hold everything: `interim`; empty: it is final."""


@dataclass(frozen=True, slots=True)
class PlacedProvider:
    """A provider that gets customer data, and what is wrong with its agreement."""

    name: str
    failing: Names
    """What shows that data went there without an agreement."""
    unsure: Names = ()
    """What keeps anybody from telling."""


@dataclass(frozen=True, slots=True)
class ExposureFacts:
    """What the records hold of everything the seven findings ask. None: nothing of that kind is on record."""

    today: date
    features: tuple[AskedFeature, ...]
    approvals: SeenList | None
    """Changes, and what their approval lacks."""
    evaluations: SeenList | None
    """Changes, and what their evaluation lacks."""
    kept_days: Mapping[str, int]
    """By store, in small letters: days it keeps prompts and answers; 0: for ever."""
    providers: tuple[PlacedProvider, ...]
    runs: SeenList | None
    """Training runs, and what their manifest lacks."""
    exercised: date | None
    exercise: str
    """Which record shows it."""
    branch: Mapping[str, Status]
    """By control that puts AI into the incident plan: its status."""
