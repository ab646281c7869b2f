"""Walkthroughs: planned with the questions of the catalog, recorded, and not held before all of it is there."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.requests.walkthroughs import WalkthroughFacts, WalkthroughPlan
from grcdesk.terms import DueKind
from grcdesk.terms.requests import SeenAsWritten, WalkthroughState

HELD = WalkthroughFacts(held_on=date(2026, 11, 20), people=("Lin Chen",), shown="Vault, pipeline", item="key 7")


@pytest.fixture
def planned(desk):
    desk.walkthroughs.add(["ai-sec-01"], WalkthroughPlan(planned_on=date(2026, 11, 19), people=("Lin Chen",)))
    return desk


def state(desk) -> WalkthroughState:
    return desk.walkthroughs.list()[0].state


def test_it_is_held_only_when_all_of_it_is_there(planned):
    walks = planned.walkthroughs
    row = walks.list()[0]
    assert (row.state, row.questions, row.answered) == (WalkthroughState.PLANNED, 2, 0)
    assert [one.id for one in planned.due.list(kinds=[DueKind.WALKTHROUGH])] == ["WT-1"]
    assert "it lacks" in walks.record("WT-1", HELD).sentence
    walks.answer("WT-1", 1, SeenAsWritten.YES, note="seen in the vault", by="Lin Chen")
    assert state(planned) is WalkthroughState.BEGUN
    walks.answer("AI-SEC-01", 2, SeenAsWritten.NOT_APPLICABLE)
    assert walks.list()[0].lacking == ("whether it was seen as written, or which differences there are",)
    assert walks.record("WT-1", WalkthroughFacts(no_difference=True)).sentence == "WT-1 recorded: held"
    assert planned.due.list(kinds=[DueKind.WALKTHROUGH]) == []
    assert [one.id for one in walks.list("state:held people:lin control:AI-SEC")] == ["WT-1"]
    assert planned.log.verify().clean


def test_a_no_is_a_difference_that_stays_until_somebody_settles_it(planned):
    walks = planned.walkthroughs
    walks.record("WT-1", HELD)
    with pytest.raises(Refused, match="what was seen"):
        walks.answer("WT-1", 2, SeenAsWritten.NO)
    walks.answer("WT-1", 1, SeenAsWritten.YES)
    walks.answer("WT-1", 2, SeenAsWritten.NO, note="replaced a day later")
    assert state(planned) is WalkthroughState.DIFFERENCES_OPEN
    walks.answer("WT-1", 2, SeenAsWritten.YES, note="they looked again")
    assert state(planned) is WalkthroughState.DIFFERENCES_OPEN, "a later yes takes no difference away"
    with pytest.raises(Refused, match="has a difference"):
        walks.record("WT-1", WalkthroughFacts(no_difference=True))
    walks.differ("WT-1", "approval is given in chat")
    for wrong, why in (({"how": ""}, "how"), ({"how": "x", "on": date(2026, 11, 22)}, "still to come")):
        with pytest.raises(Refused, match=why):
            walks.settle("WT-1/d1", **wrong)
    walks.settle("WT-1/d1", "the hour was met, the clock was wrong")
    walks.settle("wt-1/d2", "control rewritten", by="Omar Haddad", on=date(2026, 11, 20))
    with pytest.raises(Refused, match="was settled by Omar Haddad"):
        walks.settle("WT-1/d2", "again")
    found = walks.show("WT-1")
    assert (found.row.state, found.row.differences, found.row.open_differences) == (WalkthroughState.HELD, 2, 0)
    assert [one.question for one in found.differences] == [2, 0]


def test_what_cannot_be_is_refused(planned):
    walks = planned.walkthroughs
    for act, error, why in (
        (lambda: walks.record("WT-1", WalkthroughFacts(held_on=date(2026, 11, 22))), Refused, "still to come"),
        (lambda: walks.record("WT-1", WalkthroughFacts()), BadInput, "nothing to record"),
        (lambda: walks.set(["WT-1"], WalkthroughPlan(people=("security team",))), BadInput, "not a person"),
        (lambda: walks.answer("WT-1", 3, SeenAsWritten.YES), NotFound, "no question 3"),
        (lambda: walks.add(["AI-SEC-99"]), NotFound, "no control"),
        (lambda: walks.show("WT-2"), NotFound, "no walkthrough"),
        (lambda: walks.settle("WT-1/d9", "x"), NotFound, "no difference"),
    ):
        with pytest.raises(error, match=why):
            act()


def test_questions_stay_as_they_were_and_walkthroughs_with_their_engagement(planned):
    walks = planned.walkthroughs
    walks.add(["AI-SEC-01"])
    with pytest.raises(NotFound, match="several walkthroughs: WT-1, WT-2"):
        walks.show("AI-SEC-01")
    moved = walks.set(["WT-1", "WT-2"], WalkthroughPlan(planned_on=date(2026, 12, 1), led_by="Kim Otis"))
    assert moved.sentence == "planned on and led by set on WT-1 and WT-2"
    planned.audits.new(EngagementPlan("Next year"))
    assert walks.list() == []


def test_what_is_asked_of_no_walkthrough_or_to_no_end_is_refused(planned):
    walks = planned.walkthroughs
    with pytest.raises(NotFound, match=r"a walkthrough of which control\?"):
        walks.add([], WalkthroughPlan())
    with pytest.raises(BadInput, match="nothing to set"):
        walks.set(["WT-1"], WalkthroughPlan())
    with pytest.raises(BadInput, match="characters"):
        walks.record("WT-1", WalkthroughFacts(shown="x" * 32_001))
    with pytest.raises(NotFound, match="WT-1 has no question 9"):
        walks.answer("WT-1", 9, SeenAsWritten.YES)


def test_an_answer_that_is_taken_away_is_nobodys(planned):
    walks = planned.walkthroughs
    walks.answer("WT-1", 1, SeenAsWritten.YES, note="seen in the vault", by="Lin Chen")
    walks.answer("WT-1", 1, None)
    first = walks.show("WT-1").questions[0]
    assert (first.answer, first.by, first.on, first.note) == (None, "", None, "seen in the vault")
