"""The words of the plan of remediation, as closed lists. Light to import."""

from __future__ import annotations

from enum import StrEnum


class PlanSource(StrEnum):
    """Where a weakness was found."""

    GAP = "gap_assessment"
    FINDING = "finding"
    INCIDENT = "incident"


class PlanState(StrEnum):
    """Where a line of the plan stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    """Said to be done, and an artefact that is in force shows it."""
    SAID_DONE = "said_done"
    """Said to be done; what shows it is not kept here."""
    DROPPED = "dropped"
    RISK_ACCEPTED = "risk_accepted"
    """Lived with until a day, on somebody's word."""
    ACCEPTANCE_OVER = "acceptance_over"
    """That day is over, or somebody ended it."""
    NOTHING_PLANNED = "nothing_planned"
