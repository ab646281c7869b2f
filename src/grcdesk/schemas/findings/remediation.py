"""Actions against findings and incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.terms.findings import RemediationState


@dataclass(frozen=True, slots=True)
class RemediationFacts:
    """An action that is planned."""

    action: str
    owner: str
    due: date
    effort: str = ""
    interim: str = ""


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A due date that moved."""

    from_due: date
    to_due: date
    reason: str
    moved_on: date


@dataclass(frozen=True, slots=True)
class RemediationRow:
    """One action against a finding or an incident."""

    id: str
    parent: str
    action: str
    owner: str
    due: date
    effort: str
    interim: str
    state: RemediationState
    opened_on: date
    done_on: date | None
    done_by: str
    proof: str
    reason: str
    slips: tuple[SlipRow, ...]
