"""The word for a step of the plan, and what waits for one."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.findings.plan import needs_step, state
from grcdesk.terms.findings import FindingStatus, RemediationState
from grcdesk.terms.remediation import PlanState

DAY = date(2026, 11, 21)


@given(st.integers(-40, 40), st.booleans())
def test_done_is_said_alone_without_an_artefact_that_shows_it(days, shown):
    due = DAY + timedelta(days=days)
    assert state(RemediationState.DONE, due, DAY, shown=shown) is (PlanState.DONE if shown else PlanState.SAID_DONE)
    assert state(RemediationState.DROPPED, due, DAY, shown=shown) is PlanState.DROPPED


@pytest.mark.parametrize(("days", "word"), [(-1, PlanState.OVERDUE), (0, PlanState.OPEN), (1, PlanState.OPEN)])
def test_the_day_a_step_is_due_is_not_late(days, word):
    assert state(RemediationState.OPEN, DAY + timedelta(days=days), DAY, shown=True) is word


@pytest.mark.parametrize("status", FindingStatus)
def test_what_is_ready_to_verify_waits_for_somebody_else(status):
    waits = {FindingStatus.OPEN, FindingStatus.RESPONDED, FindingStatus.IN_REMEDIATION}
    assert needs_step(SimpleNamespace(status=status)) is (status in waits)
