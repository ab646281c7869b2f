"""Traffic against records, by hand and by property: what does not agree is named with its first day and its count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.vendors import traffic as rules
from grcdesk.rules.vendors.file import judge
from grcdesk.rules.vendors.providers import known
from grcdesk.schemas.vendors.file import VendorFile
from grcdesk.schemas.vendors.traffic import NamedProvider, Seen, VendorKey
from grcdesk.terms.vendors import Clause
from reports import vendor_records as records

TODAY, DAY = date(2026, 11, 21), timedelta(days=1)
BOUND = date(2026, 2, 20)
"""When the agreement of the provider took effect."""
CHAT = rules.RoutedFeature(
    "AIF-1",
    "Support reply",
    "Ann Lee",
    True,
    date(2026, 1, 1),
    (
        NamedProvider(
            "Northlight Models", "AIF-1", "Support reply", "Ann Lee", True, date(2026, 1, 1), "large", "Scale"
        ),
    ),
)


def held(file: VendorFile | None = None, *features: rules.RoutedFeature, vendors=None) -> rules.Held:
    keys = [VendorKey("VEN-1", "Northlight Models")] if vendors is None else vendors
    judged = judge(file or records.provider(), TODAY)
    return rules.Held(known(keys), {"VEN-1": judged} if keys else {}, features or (CHAT,))


def seen(first: date = BOUND, number: int = 3, **changes: object) -> Seen:
    daily = tuple((first + n * DAY, 1) for n in range(number))
    made = Seen("Northlight Models", "large", "support-reply", "us-east-1", first, daily[-1][0], number, "EV-1", daily)
    return replace(made, **changes)  # type: ignore[arg-type]


def codes(events: list[Seen], against: rules.Held | None = None) -> dict[str, object]:
    (row,) = rules.rows(events, against or held())
    return {one.code: one for one in row.findings}


def test_traffic_that_agrees_has_no_finding():
    (row,) = rules.rows([seen()], held())
    assert row.findings == ()
    assert (row.vendor, row.events, row.features, row.plans, row.effective) == (
        "VEN-1", 3, ("AIF-1",), ("Scale",), BOUND,
    )  # fmt: skip


@given(st.integers(-40, 40), st.integers(1, 30))
def test_events_before_the_agreement_are_counted_to_the_day(offset, number):
    events = seen(BOUND + offset * DAY, number)
    found = codes([events]).get("before_agreement")
    early = max(0, min(number, -offset))
    assert bool(found) == (early > 0)
    if found:
        assert (found.first, found.events) == (events.first, early)  # type: ignore[attr-defined]
        days = f"{-offset} day{'' if offset == -1 else 's'}"
        assert found.what == f"first event {events.first}, agreement effective {BOUND}: {days}"  # type: ignore[attr-defined]


@given(st.sampled_from(["Northlight", "northlight models", "NORTHLIGHT-MODELS", "Models", "Brio"]))
def test_only_the_whole_name_makes_a_provider_known(name):
    whole = name.casefold().replace("-", " ") == "northlight models"
    assert ("unknown_provider" in codes([seen(provider=name)])) == (not whole)


def test_a_log_that_names_no_provider_is_never_taken_for_a_known_one():
    found = codes([seen(provider="")])
    assert list(found) == ["unnamed_provider"]
    apart = seen(provider="", apart=True)
    assert codes([apart]) == {}, "an earlier report counts providers elsewhere"


def test_a_route_that_belongs_to_nothing_and_one_of_a_feature_that_names_others():
    assert list(codes([seen(route="night-batch")])) == ["unregistered_route"]
    assert list(codes([seen(route="")])) == ["unnamed_route"]
    assert codes([seen(route="AIF-1")]) == {}, "a route may bear the id"
    other = replace(CHAT, providers=(replace(CHAT.providers[0], provider="Aster"),))
    found = codes([seen()], held(None, other))["undeclared_provider"]
    assert found.what == "AIF-1 Support reply names Aster, not this one"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("region", "code"),
    [("us-west-2", ""), ("US", ""), ("eu-central-1", "region_off"), ("mars", "region_off"), ("", "")],
)
def test_a_region_that_is_none_of_the_agreement_is_named(region, code):
    assert list(codes([seen(region=region)])) == ([code] if code else [])


def test_without_a_clause_on_regions_every_region_is_unread():
    (agreement,) = records.provider().agreements
    silent = tuple(one for one in agreement.clauses if one.clause is not Clause.REGION_INFERENCE)
    file = replace(records.provider(), agreements=(replace(agreement, clauses=silent),))
    assert "region_unread" in codes([seen()], held(file))


def test_no_agreement_a_plan_it_does_not_cover_and_requests_after_leaving():
    bare = replace(records.provider(), agreements=())
    assert "no_agreement" in codes([seen()], held(bare))
    trial = replace(CHAT, providers=(replace(CHAT.providers[0], plan="Trial"),))
    assert codes([seen()], held(None, trial))["plan_off"].what == (  # type: ignore[attr-defined]
        "AIF-1 Support reply is on Trial, which no agreement in force covers"
    )
    detail = records.provider().detail
    gone = replace(detail, row=replace(detail.row, offboarded=BOUND + DAY))
    found = codes([seen()], held(replace(records.provider(), detail=gone)))["after_leaving"]
    assert (found.first, found.events) == (BOUND + 2 * DAY, 1)  # type: ignore[attr-defined]


def test_two_names_of_one_vendor_are_one_row_and_rows_with_findings_come_first():
    vendors = [VendorKey("VEN-1", "Northlight Models", known_as="nl")]
    rows = rules.rows([seen(), seen(provider="nl"), seen(provider="Brio")], held(vendors=vendors))
    assert [(row.provider, row.events) for row in rows] == [("Brio", 3), ("Northlight Models", 6)]


def test_a_feature_in_production_that_no_log_shows_is_told():
    quiet = replace(CHAT, id="AIF-2", name="Draft letters")
    pilot = replace(CHAT, id="AIF-3", name="Trial", production=False)
    against = held(None, CHAT, quiet, pilot)
    assert [(one.feature, one.why) for one in rules.unrouted([seen()], against)] == [
        ("AIF-2", "no log shows its route")
    ]
    assert {one.why for one in rules.unrouted([], against)} == {"no log of requests is on file"}


def test_a_vendor_that_left_after_its_last_request_is_no_finding():
    made = records.provider()
    row = replace(made.detail.row, offboarded=TODAY)
    gone = judge(replace(made, detail=replace(made.detail, row=row)), TODAY)
    event = SimpleNamespace(last=TODAY, daily=(), first=TODAY, events=1)
    assert list(rules._left([event], gone)) == []


def test_requests_after_an_agreement_bound_are_no_finding():
    judged = judge(records.provider(), TODAY)
    event = SimpleNamespace(first=BOUND, last=TODAY, events=1)
    assert list(rules._agreement([event], judged)) == []


def test_a_report_that_counts_routes_apart_may_leave_them_out():
    apart, plain_ = (SimpleNamespace(apart=one, first=TODAY, events=1) for one in (True, False))
    assert list(rules._without_feature("", [apart])) == []
    assert [one.code for one in rules._without_feature("", [apart, plain_])] == ["unnamed_route"]
