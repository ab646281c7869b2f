"""Tests of the engagement in force are due: their judgement, their second person, and all of them in fieldwork."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.schemas.audits.audits import EngagementChange, EngagementPlan
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.terms import DueKind, DueState, Scope
from grcdesk.terms.audits import EngagementKind, ItemResult, Phase
from helpers import change_story as story
from helpers.change_story import BY, PLANTED, SECOND

TODAY = date(2026, 11, 21)
IN_14 = date(2026, 12, 5)


def due(desk, kind, **asked):
    return {row.id: row for row in desk.due.list(kinds=(kind,), **asked)}


def judgements(desk, **asked):
    return due(desk, DueKind.TEST_JUDGEMENT, **asked)


def late(desk, **asked):
    return due(desk, DueKind.TEST, **asked)


def answered(desk, test="AI-SEC-01.T1"):
    desk.testing.record("AI-SEC-01", [AnswerIn(test, "", ItemResult.PASS, BY, "seen", ())])


def test_deviations_nobody_judged_are_due_by_test_until_all_are_judged(desk_after):
    desk = desk_after(story.ran_over)
    found = judgements(desk)
    assert set(found) == {*PLANTED, "AI-PI-01.T3"}
    row = found["AI-PI-01.T1"]
    assert (row.due, row.state) == (IN_14, DueState.DUE_30)
    assert row.why == f"2 deviations nobody has judged, the first of {TODAY}"
    assert judgements(desk, as_of=date(2026, 11, 20)) == {}, "nobody had run it"
    assert judgements(desk, as_of=date(2026, 12, 6))["AI-PI-01.T1"].state is DueState.OVERDUE
    names = [one.id for one in desk.deviations.list("test:AI-PI-01.T1")]
    desk.deviations.confirm(names[:1], by=BY)
    assert judgements(desk)["AI-PI-01.T1"].why.startswith("1 deviation nobody")
    desk.deviations.confirm(names[1:], by=BY, note="Emergency path", false_positive=True, second=SECOND)
    assert "AI-PI-01.T1" not in judgements(desk)


def test_an_answer_waits_for_its_second_person_and_comes_back(desk):
    assert late(desk) == {}, "a test nobody began is late in fieldwork alone"
    answered(desk)
    (row,) = late(desk).values()
    assert (row.id, row.due) == ("AI-SEC-01.T1", IN_14)
    assert row.why == "1 answer without the review of a second person"
    assert late(desk, as_of=date(2026, 11, 20)) == {}, "nobody had answered"
    desk.testing.review("AI-SEC-01", by=SECOND, returned="which list?")
    (row,) = late(desk).values()
    assert (row.due, row.why) == (IN_14, "1 answer sent back: which list?")
    answered(desk)
    desk.testing.review("AI-SEC-01", by=SECOND)
    assert late(desk) == {}


def test_in_fieldwork_every_test_that_is_not_whole_is_due_by_the_report(desk):
    desk.audits.set("", EngagementChange(lead="Dana Reyes", report_due=date(2027, 3, 1)))
    desk.standing.move(Phase.FIELDWORK, reason="the auditor is here")
    rows = desk.testing.list()
    found = late(desk)
    assert set(found) == {row.id for row in rows if row.scope is Scope.IN and row.lacks}
    row = found["AI-SEC-01.T2"]
    assert (row.due, row.owner) == (date(2027, 3, 1), "Dana Reyes")
    assert row.why == "fieldwork: population provider_keys is not on file"
    answered(desk)
    assert late(desk)["AI-SEC-01.T1"].due == IN_14, "what waits for somebody is due before"
    desk.standing.move(Phase.RESPONSES, reason="the auditor has gone")
    assert {row.due for row in late(desk).values()} == {TODAY}
    desk.standing.move(Phase.REPORT, reason="it is written")
    assert set(late(desk)) == {"AI-SEC-01.T1"}


def test_a_closed_engagement_and_a_control_out_of_scope_tell_nothing(desk_after):
    desk = desk_after(story.ran_over)
    answered(desk)
    assert judgements(desk)
    assert late(desk)
    desk.scope.override(["AI-SEC-01"], Scope.OUT, reason="no keys here")
    assert late(desk) == {}
    desk.audits.close(reason="dropped")
    assert judgements(desk) == {}
    assert late(desk) == {}


def test_another_engagement_is_asked_about_its_own_tests(desk_after):
    desk = desk_after(story.ran_over)
    desk.audits.new(EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2))
    desk.audits.use("SOC 2 2027")
    assert judgements(desk) == {}


@pytest.mark.parametrize("kind", [DueKind.TEST, DueKind.TEST_JUDGEMENT])
def test_a_judgement_can_be_seen_and_put_off_as_every_date_can(desk_after, kind):
    desk = desk_after(story.ran_over)
    answered(desk)
    name = next(iter(due(desk, kind)))
    desk.due.snooze(kind, name, date(2026, 12, 1), reason="auditor on leave")
    assert name not in due(desk, kind)
