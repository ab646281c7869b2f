"""Period coverage: what is asked, what is judged, and what a control's window shows on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from grcdesk.terms import Anchor, Design, Frequency, Implemented, MonthState, SlotState, Verdict
from grcdesk.terms.bounds import MOST_PERIOD


@dataclass(frozen=True, slots=True)
class Span:
    """Days from start to end; both belong to it."""

    start: date
    end: date
    days: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", (self.end - self.start).days + 1)

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"

    @property
    def told(self) -> str:
        """`2026-03-05..2026-03-09`; of one day the day alone."""
        return str(self.start) if self.days == 1 else str(self)

    @classmethod
    def of(cls, start: date | None, end: date | None) -> Span | None:
        """The days of a period that are judged; of one longer than a period may be, the first of them."""
        if start is None or end is None:
            return None
        # an older desk may hold a longer one, and each day of it would be judged
        return cls(start, min(end, start + timedelta(days=MOST_PERIOD - 1)))


@dataclass(frozen=True, slots=True)
class CoverageQuestion:
    """The question put to every control alike."""

    period: Span
    as_of: date
    """The day it is judged on: nothing done or pulled after it counts."""
    as_of_ends: datetime
    """When that day is over in the desk's zone, as UTC."""
    period_ends: datetime
    """When the last day of the period is over in the desk's zone, as UTC."""
    zone: str = ""
    """The desk's zone."""
    of_a_day: bool = False
    """Whether one day is judged, by design and implementation: then nothing is said of operation."""


@dataclass(frozen=True, slots=True)
class WatchedControl:
    """What of a control decides its coverage."""

    id: str
    frequency: Frequency
    anchor: Anchor
    grace_days: int
    """Of a continuous control: how many days a gap may last."""
    effective_from: date | None
    retired_on: date | None = None
    """The last day it ran."""
    retired_ends: datetime | None = None
    """When that day is over in the desk's zone, as UTC."""
    design: Design | None = None
    """As assessed: all that is told of it where one day is judged."""
    implemented: Implemented | None = None
    """Likewise."""


class Run(NamedTuple):
    """One occurrence of a periodic control."""

    evidence: str
    on: date
    """The day the work was done: performed on, else as of, else the last day covered."""
    slot: str = ""
    """The slot it is stated for; empty: the one that holds its day."""


class Claim(NamedTuple):
    """An artefact on file that shows nothing of a control for those days, and why not."""

    evidence: str
    start: date
    end: date
    why: str
    """`link only`; `a policy shows design`."""
    slot: str = ""
    """The slot it is stated for."""
    beside: bool = False
    """The control asks for it as what it is: it stands beside what is still to be shown."""

    def __str__(self) -> str:
        return f"{self.evidence}: {self.why}"


@dataclass(frozen=True, slots=True)
class QuietDays:
    """Days on which a person says nothing was to happen."""

    id: str
    span: Span
    weekdays: tuple[int, ...]
    """Which of those days, Monday is 0; none named: all of them."""
    told: str = ""
    """The days, and on whose word."""


@dataclass(frozen=True, slots=True)
class Listing:
    """An artefact that lists everything that happened in its days."""

    id: str
    span: Span
    pulled: datetime
    """When it was drawn from its source; when nobody said, when it was taken in."""
    lacks: tuple[str, ...] = ()
    """What it must say to be final and does not."""
    rows: int | None = None
    source: str = ""
    """Where it was drawn from: the system, or its query."""
    in_file: int = 0
    """Rows that stand in the file, whether or not they were used."""
    skipped: str = ""
    """What is told of rows that were left out and explained; empty: none were."""
    about: str = ""
    """What its rows are, by the name of its population: changes, deployments; empty: nobody named it."""


@dataclass(frozen=True, slots=True)
class HeldEvidence:
    """What the artefacts behind a control show, as its frequency asks for it. Rejected ones are left out."""

    runs: Sequence[Run] = ()
    """Of a periodic control, by day."""
    spans: Sequence[Span] = ()
    """Of a continuous control: the days its artefacts show."""
    lists: Sequence[Listing] = ()
    """Of a control that runs per event."""
    claims: Sequence[Claim] = ()
    """What is on file and shows nothing of it."""
    quiet: Sequence[QuietDays] = ()
    """Of a continuous control: days on which nothing was to happen."""
    stated: Sequence[str] = ()
    """What shows it on a person's word: `EV-3 by statement of M. Roy: …`."""


NOTHING = HeldEvidence()


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot of a periodic control, clipped to its window."""

    slot: str
    """2026Q1, 2026-03, 2026-W07, 2026-03-05; a rolling cycle by its dates: 2026-01-21..2026-07-20."""
    start: date
    end: date
    required: bool
    state: SlotState
    performed_on: date | None
    """The first run that counts for it."""
    days_late: int | None
    """Days after its end; 0 when in time, None without a run."""
    after_period_end: bool
    """A late run that took place after the window."""
    evidence: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    """What is on file for it and does not show it."""
    still_open: bool = False
    """Whether a run could still come in time, or within grace."""
    ended: bool = False
    """Whether it is over."""

    @property
    def without_run(self) -> bool:
        """Whether it waits for its run, or had none."""
        return self.state in {SlotState.GAP, SlotState.CLAIMED, SlotState.DUE, SlotState.UPCOMING}


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How far dated evidence reaches over the window of one control."""

    id: str
    frequency: Frequency
    window: Span | None
    """The period from the day the control took effect; None when that is after the period."""
    share_of_period: float
    """Per cent, one decimal."""
    verdict: Verdict
    slots: tuple[SlotRow, ...]
    """Of a periodic control."""
    gaps: tuple[Span, ...]
    """Of a continuous control: days up to the as-of day that no evidence covers."""
    covered_days: int | None
    judged_days: int | None
    percent: float | None
    """Covered of judged days, one decimal."""
    sentence: str
    warnings: tuple[str, ...]
    due: bool
    """Something is due, late or a gap: a required slot, a day, or the final population."""
    spans: tuple[Span, ...] = ()
    """Days of the window that evidence covers (continuous), or that a population lists (event)."""
    claims: tuple[Claim, ...] = ()
    """What is on file and shows nothing of it, and why."""
    stated_days: int | None = None
    """Of a continuous control: days without evidence on which, as a person says, nothing was to happen."""
    next_due: date | None = None
    """Of a periodic control: the last day of the first required slot that still waits for its run."""
    closing: bool = False
    """That slot is in its last third, of a control that runs monthly or less often."""

    @property
    def reach(self) -> str:
        """Required slots with a run in time, or the share of days covered: `3/4`, `97.3 %`."""
        if self.percent is not None:
            return f"{self.percent:.1f} %"
        required = [slot for slot in self.slots if slot.required]
        return f"{sum(slot.days_late == 0 for slot in required)}/{len(required)}" if required else ""


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One control in one month of the period."""

    month: str
    """2026-03"""
    state: MonthState
    done: int
    """Required slots with a run, days covered, or days listed."""
    asked: int
    """Required slots touched by the month, days judged, or days to list."""
    at: str
    """The slot or the days that the state comes from: what would have to be filled."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One control through the months."""

    id: str
    title: str
    frequency: Frequency
    verdict: Verdict
    due: bool
    cells: tuple[MonthCell, ...]
    closing: bool = False
    """Its open slot has no run and is in its last third."""


@dataclass(frozen=True, slots=True)
class Heat:
    """Control by month, worst first."""

    period: Span
    as_of: date
    months: tuple[str, ...]
    rows: tuple[MonthRow, ...]


@dataclass(frozen=True, slots=True)
class CriterionCoverage:
    """What the coverage of its controls comes to for one criterion."""

    id: str
    label: str
    in_scope: bool
    worst: Verdict | None
    """The worst verdict among its in-scope controls; None without one."""
    counts: dict[Verdict, int]
    """How many of its in-scope controls have each verdict, worst first."""
    controls: tuple[str, ...]
    """Those with the worst verdict."""


@dataclass(frozen=True, slots=True)
class CoverageWarning:
    """Something to look at early, though no verdict hangs on it."""

    control: str
    warning: str
