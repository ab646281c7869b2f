"""Limits that are watched over imported data, and what each check found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from grcdesk.terms import CheckState, Side


@dataclass(frozen=True, slots=True)
class Limit:
    """What a check holds its value against."""

    id: str
    name: str
    source: str
    """What it reads."""
    unit: str
    side: Side
    limit: float
    warn: float | None = None
    """From where on it warns; None: never."""
    response_days: int | None = None
    """Of a metric: business days in which a breach is to be reviewed."""
    own: bool = False
    """Whether the desk set it; else a house default."""
    max_age: int | None = None
    """Days after which the newest list of a source is too old for it to be ok; None: it reads none, or days."""


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing that is not as it should be."""

    id: str
    what: str
    value: float | None
    state: CheckState


@dataclass(frozen=True, slots=True)
class ListInForce:
    """The newest list of a source, or one that should be it and cannot be read."""

    evidence: str
    source: str
    last: date
    """The last day it shows."""
    unread: int = 0
    """Lines that were not understood."""
    lost: str = ""
    """Why it cannot be read."""
    page: str = ""
    """Why it is not the whole list."""

    def __str__(self) -> str:
        where = f" ({self.source})" if self.source else ""
        return f"{self.evidence}{where} of {self.last}"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check as of a day."""

    id: str
    name: str
    source: str
    limit: float | None
    """None: of a metric that has none."""
    warn: float | None
    side: Side
    as_of: date
    value: float | None
    unit: str
    state: CheckState
    sentence: str
    items: tuple[CheckItem, ...]
    max_age: int | None = None
    lists: tuple[ListInForce, ...] = ()
    """What it was read from: the newest list of each source."""
    series: tuple[MetricValue, ...] = ()
    """Of a metric: its values up to the day, oldest first."""

    @property
    def bad(self) -> tuple[CheckItem, ...]:
        """The items that are not as they should be, worst first."""
        wanted = (CheckState.BREACH, CheckState.STALE, CheckState.WARN)
        return tuple(item for state in wanted for item in self.items if item.state is state)


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """One key of a register."""

    id: str
    since: date
    """When it was made, or last replaced."""
    until: date | None
    """When it was taken back."""
    provider: str = ""
    """Whose key it is, where the register says so."""


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """One ticket or escalation."""

    id: str
    opened: datetime
    """In the desk's zone."""
    resolved: datetime | None
    critical: bool | None
    """None: nobody knows the word of its severity."""
    about: str = ""
    """The metric it reviews, when it names one."""
    severity: str = ""
    """As the list has it."""
    source: str = ""
    """Where the list comes from."""


@dataclass(frozen=True, slots=True)
class MetricValue:
    """A value of a metric on a day."""

    metric: str
    day: date
    value: float
    number: int | None = None
    """How many cases it was taken from."""


@dataclass(frozen=True, slots=True)
class FeatureRoute:
    """An AI feature in production, and whether decisions were logged for it."""

    id: str
    name: str
    route: bool
    """A gateway logged decisions under its name or id."""
    version: bool
    """They carried a policy version."""
