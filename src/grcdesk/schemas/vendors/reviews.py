"""Reviews of vendors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from grcdesk.terms.vendors import CheckAnswer, Conclusion, ReviewKind, ReviewStatus


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One line of a checklist."""

    number: int
    question: str
    answer: CheckAnswer | None
    note: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review of one vendor."""

    id: str
    vendor: str
    """Id of the vendor."""
    name: str
    kind: ReviewKind
    status: ReviewStatus
    started_on: date
    reviewer: str
    conclusion: Conclusion | None
    conditions: str
    note: str
    concluded_on: date | None
    approver: str
    failing: tuple[str, ...]
    """What failed on the day it was concluded."""
    evidence: tuple[str, ...]
    next_due: date | None
    """An earlier day than the cadence asks for, or None."""
    checks: tuple[ChecklistLine, ...]
    recorded_by: str = ""
    """Who wrote the conclusion down, as the change log has it; empty: it is open."""
    recorded_at: str = ""
    """UTC."""
    frozen: Mapping[str, Any] | None = None
    """The vendor's file as it stood when it was concluded (`rules.vendors.frozen`); None: it was not kept then."""

    @property
    def answered(self) -> int:
        """How many lines of the checklist have an answer."""
        return sum(check.answer is not None for check in self.checks)


@dataclass(frozen=True, slots=True)
class FileMove:
    """One thing of a vendor's file that is otherwise than when a review was concluded."""

    what: str
    """`paper`, `agreement`, `open point` …"""
    id: str
    how: str
    """`new`, `gone` or `changed`."""
    told: str


@dataclass(frozen=True, slots=True)
class ReviewVerdict:
    """What a person concludes of a vendor."""

    conclusion: Conclusion
    conditions: str = ""
    note: str = ""
    approver: str = ""
    """Who signs it off, when that is another person than the reviewer."""
    evidence: tuple[str, ...] = ()
    """Ids of artefacts."""
    next_due: date | None = None
    """An earlier day than the cadence asks for."""
    on: date | None = None
    """The day of the conclusion; today when not given."""
