"""Words of the auditor's requests and of walkthroughs. Light to import."""

from __future__ import annotations

from enum import StrEnum


class RequestKind(StrEnum):
    """What a request asks for."""

    POLICY = "policy"
    CONFIG = "config"
    POPULATION = "population"
    SAMPLE_ITEMS = "sample_items"
    WALKTHROUGH = "walkthrough"
    REPRESENTATION = "representation"


class RequestStatus(StrEnum):
    """Where a request stands with us."""

    OPEN = "open"
    GATHERING = "gathering"
    READY_FOR_REVIEW = "ready_for_review"
    SUBMITTED = "submitted"
    """Handed over. Only the auditor brings it back."""
    BLOCKED = "blocked"


class AuditorStatus(StrEnum):
    """The auditor's last word on a request. Nobody else says it."""

    NOT_SENT = "not_sent"
    """No word yet."""
    RECEIVED = "received"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CLOSED = "closed"
    """He wants nothing more of it, accepted or not."""


SETTLED = frozenset({AuditorStatus.ACCEPTED, AuditorStatus.CLOSED})
"""Words after which nothing is left to do."""


class RequestPriority(StrEnum):
    """How pressing a request is, as the auditor says."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class RequestOrigin(StrEnum):
    """Where a request comes from."""

    ADDED = "added"
    LISTED = "listed"
    """From a list of the firm."""
    DRAFTED = "drafted"
    """Made of what the catalog asks for."""


class Settling(StrEnum):
    """Whose value is taken where a list and we changed the same."""

    OURS = "ours"
    THEIRS = "theirs"


class WalkthroughState(StrEnum):
    """How far a walkthrough is. Computed from what was recorded."""

    PLANNED = "planned"
    BEGUN = "begun"
    """Something was recorded, and something is lacking."""
    DIFFERENCES_OPEN = "differences_open"
    """It was held, and what was seen is not what the control says."""
    HELD = "held"


class SeenAsWritten(StrEnum):
    """What came of a question of a walkthrough."""

    YES = "yes"
    NO = "no"
    """What was seen is not as the control is written: a difference."""
    NOT_APPLICABLE = "n/a"
