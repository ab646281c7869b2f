"""What the auditor asked for, where each request stands, and what a change sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.terms.requests import AuditorStatus, RequestKind, RequestOrigin, RequestPriority, RequestStatus


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What is said of a new request."""

    text: str
    """As the auditor wrote it."""
    ref: str = ""
    """The auditor's number."""
    title: str = ""
    area: str = ""
    """The part of his list it stands in."""
    controls: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    kind: RequestKind | None = None
    owner: str = ""
    asked: date | None = None
    due: date | None = None
    priority: RequestPriority | None = None


@dataclass(frozen=True, slots=True)
class RequestChange:
    """What to set on requests. UNSET leaves a field alone; None, "" or () clears it."""

    text: str | Unset = UNSET
    ref: str | Unset = UNSET
    title: str | Unset = UNSET
    area: str | Unset = UNSET
    controls: tuple[str, ...] | Unset = UNSET
    criteria: tuple[str, ...] | Unset = UNSET
    kind: RequestKind | Unset | None = UNSET
    owner: str | Unset = UNSET
    asked: date | Unset | None = UNSET
    due: date | Unset | None = UNSET
    priority: RequestPriority | Unset | None = UNSET
    status: RequestStatus | Unset = UNSET
    """Ours. Never `submitted`: that is an act of its own."""
    blocked: str | Unset = UNSET
    """What it waits for."""
    response: str | Unset = UNSET
    """What we write back beside the evidence."""


@dataclass(frozen=True, slots=True)
class AuditorWord:
    """What the auditor said of a request, who told it and when."""

    status: AuditorStatus
    told_by: str
    on: date
    reason: str = ""
    """Why he returned it, or closed what he had not accepted."""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round of a request: handed over, and what came of it."""

    number: int
    submitted_on: date | None
    """None: not yet, or before the list came into the desk."""
    submitted_by: str
    evidence: tuple[str, ...]
    """What was handed over in it."""
    response: str
    word: AuditorStatus | None
    """What he said of this round; None: nothing yet."""
    told_by: str
    told_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as lists show it."""

    id: str
    ref: str
    title: str
    area: str
    text: str
    controls: tuple[str, ...]
    criteria: tuple[str, ...]
    kind: RequestKind | None
    priority: RequestPriority | None
    owner: str
    asked: date | None
    due: date | None
    status: RequestStatus
    auditor_status: AuditorStatus
    evidence: tuple[str, ...]
    rounds: int
    """The round it is in; 1 until it is returned once."""
    submitted_on: date | None
    """When it was last handed over."""
    return_reason: str
    """Why it was last returned."""
    blocked: str
    response: str
    origin: RequestOrigin
    listed: bool
    """Whether it stands on the firm's last list."""
    conflicts: tuple[str, ...]
    """Fields that his last list and we changed differently: `due: the list says 2027-01-20`."""
    overdue: bool
    version: int

    @property
    def asks(self) -> str:
        """It in one line: its title, else the first line of its text."""
        return self.title or next((line.strip() for line in self.text.splitlines() if line.strip()), "")

    @property
    def name(self) -> str:
        """By what people call it: the auditor's number, else ours."""
        # people and firm speak of it by his number
        return self.ref or self.id


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """Everything about one request."""

    row: RequestRow
    told_by: str
    told_on: date | None
    file: str
    """The list it last stood on, with the row there; empty: on none."""
    cells: tuple[tuple[str, str], ...]
    """That row as it stands in the list: heading and cell."""
    history: tuple[RoundRow, ...]
    next: str
    """What can be done next, or what lacks for it."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One return: of what, why, who told it."""

    id: str
    ref: str
    round: int
    reason: str
    on: date | None
    told_by: str


@dataclass(frozen=True, slots=True)
class RequestMetrics:
    """How the requests of an engagement go. The fields are the keys of `--json`."""

    as_of: date
    requests: int
    open: int
    """Neither handed over, nor accepted or closed."""
    overdue: int
    """Of those, the ones whose day has passed."""
    submitted: int
    """Handed over, and no last word yet."""
    accepted: int
    returned: int
    """Returns in all."""
    accepted_first_time: int
    first_time_known: int
    """Accepted ones whose rounds are all on record: what the rate is of."""
    accepted_first_time_rate: float | None
    """0 to 1; None: none is known."""
    median_days_to_submit: float | None
    """From asked to first handed over; None: no request has both days."""
    returns: tuple[ReturnedRow, ...]
