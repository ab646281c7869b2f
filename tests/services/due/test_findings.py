"""Findings, incidents and the actions against them are due until somebody has done what is owed."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.findings.findings import AcceptFacts, CheckFacts
from grcdesk.services.findings.reading import unanswered
from grcdesk.services.incidents.reading import exercises
from grcdesk.terms import DueKind, DueState
from grcdesk.terms.audits import EngagementKind
from grcdesk.tui.due.forms import OPENED
from helpers import finding_writes as writes

TODAY = date(2026, 11, 21)
KINDS = frozenset(kind for kind in DueKind if kind.value.startswith(("finding_", "incident")))


def due(desk, **asked):
    return {row.kind.value: (row.id, row.due) for row in desk.due.list(kinds=KINDS, **asked)}


def left(desk):
    with desk.store.read() as session:
        return unanswered(session, "ENG-1")


def test_a_finding_is_due_for_what_it_waits_for_at_each_step(desk, tmp_path):
    writes.finding(desk, tmp_path)
    assert due(desk) == {"finding_response": ("F-1", date(2026, 12, 5))}
    assert due(desk, as_of=date(2026, 11, 20)) == {}  # nobody had raised it
    assert left(desk) == ("F-1",)
    desk.finding_moves.respond("F-1", writes.YES)
    assert due(desk) == {}
    assert left(desk) == ("F-1",)  # nobody owns it, and no date is set
    desk.remediation.add("F-1", writes.RemediationFacts("Set a limit", writes.BY, writes.DUE))
    desk.remediation.move("F-1/1", writes.LATER, reason="ill")
    (row,) = desk.due.list(kinds=KINDS)
    assert (row.kind, row.owner, row.why) == ("finding_action", writes.BY, "action against F-1, moved 1 time")
    desk.finding_moves.move("F-1", writes.FindingStatus.IN_REMEDIATION)
    desk.remediation.done("F-1/1", proof="EV-1")
    desk.finding_moves.move("F-1", writes.FindingStatus.READY_TO_VERIFY)
    assert due(desk) == {"finding_check": ("F-1", date(2026, 12, 5))}
    desk.finding_moves.close("F-1", CheckFacts(writes.OTHER, ("EV-1",)))
    assert due(desk) == {}


def test_an_acceptance_is_due_when_it_ends_and_stays_late_after(desk, tmp_path):
    writes.finding(desk, tmp_path)
    desk.finding_moves.accept("F-1", AcceptFacts("small", "Max Roy", date(2026, 12, 31)))
    (row,) = desk.due.list(kinds=KINDS, as_of=date(2027, 1, 9))
    assert (row.kind, row.owner, row.state) == ("finding_acceptance", "Max Roy", DueState.OVERDUE)


def test_what_an_earlier_engagement_owes_is_not_forgotten(desk, tmp_path):
    writes.finding(desk, tmp_path)
    desk.audits.new(EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2))
    (row,) = desk.due.list(kinds=KINDS)
    assert row.why.endswith(", of ENG-1")


def test_an_incident_is_due_to_be_closed_and_its_actions_after_that(desk, tmp_path):
    writes.timed(desk, tmp_path)
    assert due(desk) == {"incident": ("INC-1", date(2026, 12, 10))}
    desk.remediation.add("INC-1", writes.RemediationFacts("Keep the number", writes.BY, writes.DUE))
    desk.incidents.close("INC-1")
    assert due(desk) == {"incident_action": ("INC-1/1", writes.DUE)}
    with desk.store.read() as session:
        assert exercises(session, TODAY) == [(date(2026, 11, 10), "INC-1")]
        assert exercises(session, date(2026, 11, 9)) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_screen_on_which_it_is_mended(kind):
    assert kind in OPENED
