"""Limits that are watched, by cases worked out by hand and by property."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.coverage import checks, runs
from grcdesk.rules.coverage.checks import HOUSE, business_days_on
from grcdesk.rules.coverage.escalations import escalations
from grcdesk.schemas.coverage.checks import FeatureRoute, KeyRecord, Limit, MetricValue, TicketRecord
from grcdesk.schemas.coverage.coverage import Run, Span, WatchedControl
from grcdesk.terms import Anchor, CheckState, Frequency, Side

LOG, POLICY, KEYS, ESCALATIONS, EXPORTS, TRAFFIC, SCANS = HOUSE
DAY = date(2026, 11, 21)
NIGHT = datetime(2026, 11, 22, tzinfo=UTC)
GROUNDED = Limit("metric:groundedness", "groundedness", "metric series", "", Side.AT_LEAST, 0.98, 0.985, 5)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
OK, WARN, BREACH, NO_DATA = CheckState.OK, CheckState.WARN, CheckState.BREACH, CheckState.NO_DATA


def span(first, last):
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("age", "state"), [(0, OK), (59, OK), (60, WARN), (89, WARN), (90, BREACH), (400, BREACH)])
def test_a_key_warns_from_60_days_and_is_over_at_90(age, state):
    found = checks.key_age(KEYS, [KeyRecord("K1", DAY - timedelta(days=age), None)], DAY)
    assert (found.value, found.state) == (age, state)
    assert [item.id for item in found.bad] == ([] if state is OK else ["K1"])


def test_only_keys_in_use_on_the_day_count():
    keys = [KeyRecord("old", date(2025, 1, 1), date(2026, 11, 21)), KeyRecord("later", date(2026, 11, 22), None)]
    assert checks.key_age(KEYS, keys, DAY).state is NO_DATA
    assert checks.key_age(KEYS, keys, date(2026, 11, 20)).state is BREACH


@pytest.mark.parametrize(
    ("open_for", "resolved", "state"),
    [
        (2.0, False, OK),
        (2.5, False, WARN),
        (4.0, False, WARN),
        (4.1, False, BREACH),
        (4.0, True, OK),
        (4.1, True, BREACH),
    ],
)
def test_a_critical_ticket_warns_when_open_over_2_hours_and_breaks_after_4(open_for, resolved, state):
    opened = NIGHT - timedelta(hours=open_for)
    ticket = TicketRecord("T1", opened, NIGHT if resolved else None, critical=True)
    found = escalations(ESCALATIONS, [ticket], DAY, NIGHT)
    assert (found.value, found.state) == (open_for, state)
    assert escalations(ESCALATIONS, [replace(ticket, critical=False)], DAY, NIGHT).state is OK


def test_a_ticket_resolved_later_was_still_open_on_the_day():
    ticket = TicketRecord("T1", NIGHT - timedelta(hours=3), NIGHT + timedelta(hours=9), critical=True)
    found = escalations(ESCALATIONS, [ticket], DAY, NIGHT)
    assert (found.value, found.state, found.items[0].what) == (3, WARN, "open for 3 h")


def test_days_without_events_are_listed():
    judged = span("2026-10-01", "2026-10-10")
    found = checks.log_completeness(
        LOG, [span("2026-09-01", "2026-10-03"), span("2026-10-06", "2026-12-31")], judged, DAY
    )
    assert (found.value, found.state) == (80.0, BREACH)
    assert [(item.id, item.value) for item in found.items] == [("2026-10-04..2026-10-05", 2)]
    assert checks.log_completeness(LOG, [judged], judged, DAY).state is OK
    assert checks.log_completeness(LOG, [], judged, DAY).state is NO_DATA
    assert checks.log_completeness(LOG, [judged], None, DAY).state is NO_DATA


def test_one_day_of_a_year_is_not_rounded_away():
    judged = span("2026-01-01", "2026-12-31")
    found = checks.log_completeness(LOG, [span("2026-01-01", "2026-12-30")], judged, DAY)
    assert found.value is not None
    assert found.value < 100
    assert found.state is BREACH


def test_features_without_route_or_version_are_named():
    features = [FeatureRoute("AIF-1", "Reply", True, True), FeatureRoute("AIF-2", "Triage", True, False),
                FeatureRoute("AIF-3", "Search", False, False)]  # fmt: skip
    found = checks.policy_coverage(POLICY, features, DAY)
    assert (found.value, found.state) == (33.3, BREACH)
    assert [item.what for item in found.items] == ["Triage: no policy version", "Search: no route in any decision log"]
    assert checks.policy_coverage(POLICY, [], DAY).state is NO_DATA


def test_a_month_without_export_is_a_breach_after_its_grace():
    monthly = WatchedControl("", Frequency.MONTHLY, Anchor.CALENDAR, 5, None)
    done = [Run("EV-1", date(2026, 8, 31)), Run("EV-2", date(2026, 10, 4), "2026-09")]

    def judged(day):
        return checks.exports(EXPORTS, runs.judge(monthly, span("2026-08-01", "2026-12-31"), done, day).slots, day)

    assert (judged(date(2026, 11, 5)).state, judged(date(2026, 11, 5)).value) == (WARN, 0)
    broken = judged(date(2026, 11, 6))
    assert (broken.state, broken.value) == (BREACH, 1)
    assert [(item.id, item.state) for item in broken.items] == [("2026-09", WARN), ("2026-10", BREACH)]
    assert checks.exports(EXPORTS, (), DAY).state is NO_DATA


@pytest.mark.parametrize(
    ("as_of", "opened", "state"),
    [
        ("2026-10-30", None, OK),  # before the value
        ("2026-10-31", None, WARN),
        ("2026-11-06", None, WARN),
        ("2026-11-07", None, BREACH),
        ("2026-11-07", "2026-11-06", OK),
        ("2026-11-30", "2026-11-07", BREACH),
        ("2026-11-04", "2026-11-06", WARN),  # not opened yet on that day
        ("2026-11-07", "2026-10-30", BREACH),  # before it was seen
    ],
)
def test_a_value_beyond_the_limit_is_reviewed_within_five_working_days(as_of, opened, state):
    # 31 October 2026 is a Saturday: the fifth working day after it is Friday 6 November
    points = [
        MetricValue("groundedness", date(2026, 9, 30), 0.99),
        MetricValue("groundedness", date(2026, 10, 31), 0.97),
    ]
    day = datetime.fromisoformat(f"{opened}T12:00:00+00:00") if opened else NIGHT
    tickets = [TicketRecord("T1", day, None, critical=False, about="groundedness" if opened else "other")]
    assert checks.metric(GROUNDED, points, tickets, date.fromisoformat(as_of)).state is state


def test_a_metric_warns_between_its_levels_and_is_a_breach_without_response_days():
    near = [MetricValue("groundedness", DAY, 0.983)]
    assert checks.metric(GROUNDED, near, [], DAY).state is WARN
    assert checks.metric(replace(GROUNDED, limit=0.984, response_days=None), near, [], DAY).state is BREACH
    assert checks.metric(GROUNDED, [], [], DAY).state is NO_DATA


@given(st.lists(st.tuples(DAYS, DAYS)), st.tuples(DAYS, DAYS))
def test_days_with_events_and_days_without_are_all_days(pairs, bounds):
    judged = Span(min(bounds), max(bounds))
    logged = [Span(min(pair), max(pair)) for pair in pairs]
    found = checks.log_completeness(LOG, logged, judged, DAY)
    if not logged:
        assert found.state is NO_DATA
        return
    bare = {judged.start + timedelta(days=n) for n in range(judged.days)}
    bare -= {one.start + timedelta(days=n) for one in logged for n in range(one.days)}
    assert sum(int(item.value or 0) for item in found.items) == len(bare)
    assert (found.state is OK) == (not bare)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(-1e6, 1e6), st.sampled_from(Side))
def test_a_state_never_gets_better_on_the_way_to_the_limit(bound, margin, value, side):
    sign = 1 if side is Side.AT_MOST else -1
    limit = Limit("metric:m", "m", "", "", side, bound, bound - sign * margin)
    order = [OK, WARN, BREACH]
    assert order.index(checks.state_of(limit, value)) <= order.index(checks.state_of(limit, value + sign))
    assert checks.state_of(limit, bound) is WARN


@given(DAYS, st.integers(0, 60))
def test_working_days_are_counted_and_no_weekend_is_one(day, number):
    end = business_days_on(day, number)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == number
    assert not number or end.weekday() < 5
