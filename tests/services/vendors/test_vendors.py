"""Vendors on a desk: the morning of seven, names, tiers, rules, leaving."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.vendors.writing import put_new
from grcdesk.terms import DueState, Verb
from grcdesk.terms.vendors import Data, Grade, Tier
from helpers.queries import watch_queries

SEVEN = {
    "Annual": (VendorFacts(tier=Tier.HIGH, last_review=date(2025, 12, 1)), None),
    "Leap": (VendorFacts(tier=Tier.CRITICAL, last_review=date(2024, 2, 29)), None),
    "Capped": (VendorFacts(tier=Tier.LOW, model_provider=True, last_review=date(2025, 11, 21)), None),
    "Relaxed": (VendorFacts(tier=Tier.LOW, last_review=date(2025, 11, 21)), None),
    "Never": (VendorFacts(tier=Tier.MEDIUM, onboarded=date(2026, 9, 1)), None),
    "Left": (VendorFacts(tier=Tier.HIGH, last_review=date(2024, 6, 1), onboarded=date(2023, 1, 1)), date(2026, 1, 31)),
    "Biennial": (VendorFacts(tier=Tier.MEDIUM, last_review=date(2025, 1, 31)), None),
}


def seven(desk):
    for name, (facts, left) in SEVEN.items():
        desk.vendors.add(name, facts, offboarded=left)


MORNINGS = {
    date(2026, 11, 21): {
        "Annual": (date(2026, 12, 1), 10, DueState.DUE_30),
        "Leap": (date(2025, 2, 28), -631, DueState.OVERDUE),
        "Capped": (date(2026, 11, 21), 0, DueState.DUE_7),
        "Relaxed": (date(2028, 11, 21), 731, DueState.OK),
        "Never": (date(2026, 9, 1), -81, DueState.NEVER_REVIEWED),
        "Left": (None, None, DueState.OFFBOARDED),
        "Biennial": (date(2027, 1, 31), 71, DueState.DUE_90),
    },
    date(2025, 2, 28): {
        "Leap": (date(2025, 2, 28), 0, DueState.DUE_7),
        "Left": (date(2025, 6, 1), 93, DueState.OK),
        "Never": (date(2026, 9, 1), 550, DueState.NEVER_REVIEWED),
    },
    date(2026, 12, 2): {"Annual": (date(2026, 12, 1), -1, DueState.OVERDUE)},
}


@pytest.mark.parametrize("morning", list(MORNINGS))
def test_seven_vendors_of_a_morning(desk, morning):
    seven(desk)
    found = {row.name: row.review for row in desk.vendors.list(as_of=morning)}
    assert len(found) == 7
    for name, expected in MORNINGS[morning].items():
        assert (found[name].due, found[name].days, found[name].state) == expected


def test_the_next_to_be_reviewed_stands_first_and_the_left_last(desk):
    seven(desk)
    names = [row.name for row in desk.vendors.list()]
    assert names == ["Leap", "Never", "Capped", "Annual", "Biennial", "Relaxed", "Left"]
    assert [line.row.name for line in desk.vendors.rows(desk.vendors.keys())] == names


def test_filters_see_the_same_dates(desk):
    seven(desk)

    def found(where: str) -> set[str]:
        return {row.name for row in desk.vendors.list(where)}

    assert found("is:overdue") == {"Leap"}
    assert found("is:overdue,never_reviewed") == {"Leap", "Never"}
    assert found("due:<=30d is:active -is:overdue,never") == {"Annual", "Capped"}
    assert found("tier:low") == {"Capped", "Relaxed"}
    assert found("is:offboarded") == {"Left"}
    assert found("due:none") == {"Left"}


@pytest.mark.parametrize("number", [3, 120])
def test_the_number_of_queries_does_not_grow(desk, number):
    with desk.store.work(Verb.VENDOR_ADD) as work:
        for place in range(number):
            put_new(work.session, {"name": f"Vendor {place}", "tier": Tier.LOW}, date(2026, 1, 1), None)
    seen = watch_queries(desk.store)
    assert len(desk.vendors.list()) == number
    assert len(desk.vendors.rows(desk.vendors.keys())) == number
    assert len([line for line in seen if line.startswith("SELECT")]) <= 24


def test_a_name_is_taken_once_and_found_by_its_beginning(desk):
    seven(desk)
    with pytest.raises(Refused, match="already"):
        desk.vendors.add("aNNual", VendorFacts(tier=Tier.LOW))
    assert desk.vendors.show("ann").row.name == "Annual"
    assert desk.vendors.show("VEN-2").row.name == "Leap"
    with pytest.raises(BadInput, match="fits Leap, Left"):
        desk.vendors.show("le")
    with pytest.raises(NotFound) as error:
        desk.vendors.show("Anual")
    assert "Annual" in error.value.hint
    desk.vendors.set(["Leap"], VendorFacts(name="Leap Year"))
    with pytest.raises(Refused, match="already"):
        desk.vendors.set(["Leap"], VendorFacts(name="annual"))


def test_a_tier_below_the_answers_needs_a_reason(desk):
    facts = VendorFacts(tier=Tier.LOW, data=Data.PERSONAL, criticality=Grade.HIGH)
    with pytest.raises(Refused, match="suggest high"):
        desk.vendors.add("Soft", facts)
    told = desk.vendors.add("Soft", VendorFacts(tier=Tier.LOW, data=Data.PERSONAL, tier_reason="two users only"))
    assert told.warnings == ("Soft: the answers suggest high, kept low",)
    assert desk.vendors.show("Soft").suggested_tier is Tier.HIGH
    desk.vendors.set(["Soft"], VendorFacts(tier=Tier.CRITICAL))


def test_new_rules_move_every_next_review_and_undo_moves_them_back(desk):
    seven(desk)
    before = {row.name: row.review.due for row in desk.vendors.list()}
    told = desk.vendors.set_policy(medium=12, home_region="EU")
    assert "1 date" in told.sentence
    assert desk.vendors.policy().medium == 12
    assert desk.vendors.policy().home_region == "EU"
    assert {row.name: row.review.due for row in desk.vendors.list("Biennial")} == {"Biennial": date(2026, 1, 31)}
    desk.log.undo()
    assert {row.name: row.review.due for row in desk.vendors.list()} == before
    for wrong in ({"medium": 0}, {"retention_days": -1}, {"weekly": 3}):
        with pytest.raises(BadInput):
            desk.vendors.set_policy(**wrong)


def test_what_is_impossible_is_refused(desk):
    seven(desk)
    for act in (
        lambda: desk.vendors.add("", VendorFacts(tier=Tier.LOW)),
        lambda: desk.vendors.add("No tier", VendorFacts()),
        lambda: desk.vendors.set(["Annual"], VendorFacts()),
        lambda: desk.vendors.set(["Annual", "Leap"], VendorFacts(name="Both")),
        lambda: desk.vendors.set(["Annual"], VendorFacts(name="")),
        lambda: desk.vendors.set(["Annual"], VendorFacts(note="x" * 40_000)),
    ):
        with pytest.raises(BadInput):
            act()
    for refuse in (
        lambda: desk.vendors.offboard("Annual", reason=" "),
        lambda: desk.vendors.offboard("Left", reason="again"),
        lambda: desk.vendors.offboard("Annual", on=date(2001, 1, 1), reason="before it came"),
    ):
        with pytest.raises(Refused):
            refuse()


def test_several_are_set_at_once_and_the_same_is_no_change(desk):
    seven(desk)
    told = desk.vendors.set(["Annual", "VEN-1", "Leap"], VendorFacts(owner="Lee Chen"), dry_run=True)
    assert told.sentence == "Annual and Leap changed"
    assert desk.vendors.show("Annual").row.owner == ""
    desk.vendors.set(["Annual"], VendorFacts(owner="Lee Chen"))
    told = desk.vendors.set(["Annual", "Leap"], VendorFacts(owner="Lee Chen"))
    assert told.sentence == "Leap changed, 1 vendor already so"


def test_names_lists_and_links_as_they_are_typed(desk):
    desk.vendors.add("Nova", VendorFacts(tier=Tier.HIGH, last_review=date(2026, 6, 1)))
    desk.vendors.add("Brio", VendorFacts(tier=Tier.LOW))
    assert list(desk.vendors.keys("", sort="name")) == ["VEN-2", "VEN-1"]
    assert list(desk.vendors.keys("", sort="-name")) == ["VEN-1", "VEN-2"]
    with pytest.raises(NotFound):
        desk.vendors.show(" ")
    with pytest.raises(BadInput, match="status page 'nova' is no link"):
        desk.vendors.set(["Nova"], VendorFacts(status_page="nova"))
    with pytest.raises(BadInput, match="service has 32,001 characters"):
        desk.vendors.set(["Nova"], VendorFacts(service="x" * 32_001))


def test_a_plan_that_is_told_with_a_new_last_review_stays(desk):
    desk.vendors.add("Nova", VendorFacts(tier=Tier.HIGH, last_review=date(2026, 6, 1)))
    plan = {"planned_review": date(2027, 1, 15), "planned_reason": "The report comes in December"}
    desk.vendors.set(["Nova"], VendorFacts(last_review=date(2026, 7, 1), **plan))
    assert desk.vendors.show("Nova").row.review.due == date(2027, 1, 15)
    with pytest.raises(Refused, match="cannot be on 2026-07-01: the last was on 2026-07-01"):
        desk.vendors.set(["Nova"], VendorFacts(**plan | {"planned_review": date(2026, 7, 1)}))
    desk.vendors.set(["Nova"], VendorFacts(last_review=date(2026, 8, 1)))
    assert desk.vendors.show("Nova").row.review.due != date(2027, 1, 15), "the plan was for the review before"


def test_nobody_leaves_before_they_came(desk):
    desk.vendors.add("Nova", VendorFacts(tier=Tier.HIGH, onboarded=date(2026, 6, 1)))
    desk.vendors.offboard("Nova", on=date(2026, 7, 1), reason="replaced")
    with pytest.raises(Refused, match="cannot leave on 2026-07-01: it was onboarded on 2026-08-01"):
        desk.vendors.set(["Nova"], VendorFacts(onboarded=date(2026, 8, 1)))
