"""What lacks is what the act itself would be refused for."""

from __future__ import annotations

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.terms import Status
from grcdesk.terms.readiness import LackKind, WorkPlace


@pytest.mark.parametrize("place", [one for one in WorkPlace if one not in {
    WorkPlace.VENDOR, WorkPlace.FEATURE, WorkPlace.REVIEW, WorkPlace.SHEET, WorkPlace.FINDING, WorkPlace.INCIDENT,
}])  # fmt: skip
def test_of_an_empty_desk_nothing_is_ready_that_was_not_looked_at(desk, place: WorkPlace):
    found = desk.readiness.show(place)
    assert found.place is place
    assert found.looked or not found.ready


@pytest.mark.parametrize("place", [WorkPlace.VENDOR, WorkPlace.FEATURE, WorkPlace.FINDING, WorkPlace.INCIDENT])
def test_a_record_that_is_not_there_is_no_yes(desk, place: WorkPlace):
    with pytest.raises(NotFound):
        desk.readiness.show(place, "X-9")


def test_the_list_and_the_refusal_of_finalising_say_the_same(desk):
    keys = desk.controls.keys()
    desk.controls.set(keys[:2], ControlChange(status=Status.MISSING))
    found = desk.readiness.show(WorkPlace.CONTROLS)
    bars = [one for one in found.lacks if one.bars]
    with pytest.raises(Refused) as refused:
        desk.gap.finalise(assessor="Dana Reyes", reviewer="Max Roy")
    assert [f"{one.about} {one.what}" for one in bars] == list(refused.value.reasons)
    assert found.numbers(bars=True) == {LackKind.GAP_TEXT: 2, LackKind.GAP_ANSWER: 2}
    assert found.numbers(bars=False) == {LackKind.NOT_ASSESSED: len(keys) - 2}


def test_the_statement_lacks_what_its_approval_is_refused_for(desk):
    found = desk.readiness.show(WorkPlace.SOA)
    with pytest.raises(Refused):
        desk.soa.approve("Max Roy")
    assert LackKind.SOA_IMPLEMENTATION in found.numbers(bars=True)
    assert not found.ready


def test_the_engagement_lacks_what_its_next_phase_is_refused_for(desk):
    view = desk.standing.phase()
    found = desk.readiness.show(WorkPlace.ENGAGEMENT)
    assert len(found.lacks) == view.lacking > 0
    with pytest.raises(Refused):
        desk.standing.move(view.next)


def test_first_steps_say_how_far_each_is(desk):
    steps = {one.kind: one for one in desk.readiness.first_steps()}
    assert steps[LackKind.STEP_PERIOD].done
    assert steps[LackKind.STEP_OWNERS].told == "0 of 23 controls"
    desk.controls.set(desk.controls.keys(), ControlChange(owner="Lee Chen"))
    assert {one.kind: one for one in desk.readiness.first_steps()}[LackKind.STEP_OWNERS].done
    assert LackKind.STEP_VENDORS in desk.readiness.show(WorkPlace.START).numbers(bars=True)
