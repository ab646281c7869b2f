"""Where lines of the plan of remediation stand, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from grcdesk.rules.controls.gap import NEEDS_ACTION, open_on, risk_in_force
from grcdesk.schemas.controls.controls import ActionRow, RiskRow
from grcdesk.schemas.findings.findings import FindingRow
from grcdesk.terms import Status
from grcdesk.terms.findings import FindingStatus, RemediationState
from grcdesk.terms.remediation import PlanState

_DONE, _DROPPED = RemediationState.DONE, RemediationState.DROPPED
_WAITS = (FindingStatus.OPEN, FindingStatus.RESPONDED, FindingStatus.IN_REMEDIATION)


def state(step: str, due: date, day: date, *, shown: bool) -> PlanState:
    """The word for a step.

    Args:
        step: its own state: open, done or dropped.
        due: its date in force.
        day: the one it is judged on; the day it is due is not late.
        shown: whether an artefact in force shows that it was done. Without one it is said alone.
    """
    # done wins over its date: a step finished late is no longer overdue
    if step == _DONE:
        return PlanState.DONE if shown else PlanState.SAID_DONE
    if step == _DROPPED:
        return PlanState.DROPPED
    return PlanState.OVERDUE if due < day else PlanState.OPEN


def bare(status: Status, actions: Iterable[ActionRow], risks: Iterable[RiskRow], day: date) -> bool:
    """Whether a gap has neither an open action nor an accepted risk in force."""
    answered = any(open_on(one, day) for one in actions) or any(risk_in_force(one, day) for one in risks)
    return status in NEEDS_ACTION and not answered


def needs_step(finding: FindingRow) -> bool:
    """Whether a finding waits for us to do something about it."""
    return finding.status in _WAITS
