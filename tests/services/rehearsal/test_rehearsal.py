"""A strict auditor returns each planted fault, and nothing of the clean desk."""

from __future__ import annotations

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.terms import Scope
from grcdesk.terms.rehearsals import AskedKind, Fault
from helpers.clean_desk import CONTROLS, clean
from helpers.planted_faults import PLANTS

BESIDE = {
    "a system without a list": {"AR-1"},
    "a leaver kept too long": {"systems"},
    "a failed run": {"AI-SEC-03"},
    "a provider nobody knows": {"AIF-1", "limits", "VEN-1"},
    "traffic to a provider nobody knows": {"limits"},
    "a feature not confirmed": {"AIF-1"},
    "a review not signed": {"AI-SEC-05"},
    "a self-review": {"AI-SEC-05"},
    "an agreement not read": {"AI-CONF-02"},
    "a letter too long": {"papers"},
}
"""What a fault touches besides: the control a signed review proves, the limit that watches the same list."""


def test_nothing_of_the_clean_desk_comes_back(desk_after):
    desk = desk_after(clean)
    done = desk.rehearsals.rehearse()
    found = desk.rehearsals.show()
    assert [(item.request, item.why) for item in found.items] == []
    assert (found.row.rate, found.before) == (100.0, None)
    assert "nothing returned" in done.sentence
    kinds = {item.kind for item in found.requests}
    assert kinds >= {AskedKind.CONTROL, AskedKind.ARTEFACT, AskedKind.OPERATION, AskedKind.SAMPLE, AskedKind.VENDOR}
    assert {item.id for item in found.requests if item.kind is AskedKind.CONTROL} == set(CONTROLS)
    assert desk.log.verify().clean


@pytest.mark.parametrize("name", PLANTS)
def test_each_planted_fault_comes_back(desk_after, tmp_path, name):
    plant = PLANTS[name]
    desk = desk_after(clean)
    plant.step(desk, tmp_path)
    desk.rehearsals.rehearse(seed="one")
    found = desk.rehearsals.show()
    named = [item for item in found.items if item.fault is plant.fault and item.request.startswith(plant.where)]
    assert named, [(item.request, item.fault.value, item.why) for item in found.items]
    assert all(item.why and item.cure for item in found.items)
    allowed = {plant.where, "gap", *BESIDE.get(name, ())}
    strange = [(one.request, one.why) for one in found.items if one.request.split("/")[0] not in allowed]
    assert strange == [], "a fault was returned at a place where nothing is wrong"
    assert found.row.returned < found.row.asked / 2


def test_there_are_thirty_kinds_and_more():
    assert len({plant.fault for plant in PLANTS.values()}) >= 40


def test_mending_raises_the_rate_and_each_rehearsal_stays(desk_after, tmp_path):
    desk = desk_after(clean)
    name = PLANTS["a missing month"].step(desk, tmp_path)
    first = desk.rehearsals.rehearse()
    desk.evidence.link([name], controls=["AI-PI-04"])
    desk.rehearsals.rehearse()
    newer, older = desk.rehearsals.list()
    assert (older.returned, newer.rate) == (1, 100.0)
    assert newer.rate > older.rate
    assert newer.seed != older.seed
    assert desk.rehearsals.show().before == older
    assert desk.rehearsals.show("reh-1").items[0].fault is Fault.SLOT_MISSING
    with pytest.raises(NotFound):
        desk.rehearsals.show("REH-9")
    with pytest.raises(Refused, match="is final"):
        desk.log.undo(first.batch)


def test_the_same_seed_draws_the_same(desk_after):
    desk = desk_after(clean)
    desk.rehearsals.rehearse(seed="week 12")
    desk.rehearsals.rehearse(seed="week 12")
    assert desk.rehearsals.show("REH-1").requests == desk.rehearsals.show("REH-2").requests


def test_without_a_control_in_scope_there_is_nothing_to_ask_for(desk):
    for row in desk.controls.list():
        desk.scope.override(row.id, Scope.OUT, reason="none")
    with pytest.raises(Refused, match="no control is in scope"):
        desk.rehearsals.rehearse()
    with pytest.raises(NotFound, match="no audit was rehearsed yet"):
        desk.rehearsals.show()
