"""A strict auditor returns each planted fault, and nothing of the clean desk."""

from __future__ import annotations

import os
from datetime import date

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.schemas.programme import Period
from grcdesk.terms import Scope
from grcdesk.terms.rehearsals import AskedKind, Fault
from helpers.clean_desk import CONTROLS, clean
from helpers.planted_faults import PLANTS

BESIDE = {
    "a system without a list": {"AR-1"},
    "a difference with a second source": {"AI-PI-01"},
    "a frozen list drawn too early": {"AI-PI-01"},
    "a frozen list without query": {"AI-PI-01"},
    "a frozen list without completeness": {"AI-PI-01"},
    "a frozen list with rows left out": {"AI-PI-01"},
    "an incident without times": {"incidents"},
    "an incident never closed": {"incidents"},
    "an incident late": {"INC-1"},
    "a leaver kept too long": {"systems"},
    "a failed run": {"AI-SEC-03"},
    "a provider nobody knows": {"AIF-1", "limits", "VEN-1"},
    "traffic to a provider nobody knows": {"limits"},
    "a feature not confirmed": {"AIF-1"},
    "a review not signed": {"AI-SEC-05"},
    "an account undecided": {"AI-SEC-05"},
    "a run that counts for nothing": {"runs"},
    "a feature no log shows": {"AIF-1", "limits"},
    "a self-review": {"AI-SEC-05"},
    "an agreement not read": {"AI-CONF-02"},
    "a letter too long": {"papers"},
}
"""What a fault touches besides: the control a signed review proves, the limit that watches the same list."""


@pytest.mark.slow
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


ALONE = (
    *("nothing on file", "a link", "bytes changed", "bytes gone", "a policy for a run", "of another year", "rejected"),
    *("kept unread", "a gap in a log", "late beyond grace", "a missing month", "a frozen list drawn too early"),
    *("a frozen list without query", "a frozen list with rows left out", "a difference with a second source"),
    *("a test over an older list", "a change approved by its author", "an exception without a finding"),
    *("a sample nobody draws again", "tester and reviewer are one", "no owner", "a bare screenshot"),
    *("in place without support", "n.a. without approver", "in effect too late", "a report too short"),
    *("an agreement not read", "a self-review", "a leaver kept too long", "an incident without times"),
    *("a finding closed without proof", "a control not walked through", "no approved statement"),
    *("traffic to a provider nobody knows", "an assessment that moved"),
)
"""Planted by themselves in every run; the others too when the run is a thorough one."""
SAME = {"findings": "F-1", "POP-9": "AI-PI-01", "runs": "AI-SEC-03", "providers": "AIF-1", "systems": "AR-1"}
"""Subjects that are one to others: what is planted at the one moves the other."""
THOROUGH = os.environ.get("THOROUGH") == "1"


def bundles() -> list[tuple[str, ...]]:
    """The other faults, several in one desk, no two of them about the same subject."""
    made: list[dict[str, str]] = []
    for name, plant in PLANTS.items():
        if name not in ALONE:
            subject = SAME.get(plant.where) or plant.where.partition(".")[0]
            into = next((one for one in made if subject not in one), None)
            if into is None:
                made.append(into := {})
            into[subject] = name
    return [tuple(one.values()) for one in made]


def named(items, plant):
    """Items that tell of a fault where it was planted."""
    return [item for item in items if item.fault is plant.fault and item.request.startswith(plant.where)]


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("names", bundles(), ids=" and ".join)
def test_each_of_several_faults_comes_back(desk_after, tmp_path, names):
    desk = desk_after(clean)
    for name in names:
        (tmp_path / name).mkdir()
        PLANTS[name].step(desk, tmp_path / name)
    desk.rehearsals.rehearse(seed="one")
    items = desk.rehearsals.show().items
    assert [name for name in names if not named(items, PLANTS[name])] == []


@pytest.mark.slow(keep=3)
@pytest.mark.parametrize("name", PLANTS if THOROUGH else ALONE)
def test_each_planted_fault_comes_back(desk_after, tmp_path, name):
    plant = PLANTS[name]
    desk = desk_after(clean)
    plant.step(desk, tmp_path)
    desk.rehearsals.rehearse(seed="one")
    found = desk.rehearsals.show()
    assert named(found.items, plant), [(item.request, item.fault.value, item.why) for item in found.items]
    assert all(item.why and item.cure for item in found.items)
    allowed = (plant.where.partition(".")[0], "gap", *BESIDE.get(name, ()))
    strange = [(one.request, one.why) for one in found.items if not one.request.startswith(allowed)]
    assert strange == [], "a fault was returned at a place where nothing is wrong"
    assert found.row.returned < found.row.asked / 2


def test_there_are_thirty_kinds_and_more():
    assert len({PLANTS[name].fault for name in ALONE}) >= 30
    assert {plant.fault for plant in PLANTS.values()} == set(Fault) - {Fault.NOT_RUN}


def test_a_run_whose_slot_lies_ahead_is_not_asked_for(desk_after):
    desk = desk_after(clean)
    desk.scope.set(period=Period(date(2026, 12, 1), date(2026, 12, 31)))
    desk.rehearsals.rehearse()
    found = {item.request for item in desk.rehearsals.show().items if item.fault in {Fault.NOT_RUN, Fault.SLOT_MISSING}}
    assert "AI-PI-04/operation" not in found
    assert Fault.NOT_RUN in {item.fault for item in desk.rehearsals.show().items}, "of what must run each day"


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
