"""In place is borne out by intact, read artefacts of every kind that must be there, and by nothing less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.controls import support as rules
from grcdesk.rules.controls.support import Behind, Reach
from grcdesk.rules.evidence.standing import UNREAD
from grcdesk.schemas.controls.controls import Backing
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms import Design, EvidenceKind, Implemented, Status, Support

TODAY = date(2026, 11, 27)
PERIOD = Span(date(2026, 1, 1), date(2026, 12, 31))
WITHIN = rules.reach(PERIOD, TODAY)
K = EvidenceKind
GOOD = Behind("EV-1", K.POLICY, date(2026, 2, 1), date(2026, 2, 1))

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
kinds = st.sampled_from([K.POLICY, K.CONTRACT, K.LOG_EXPORT, K.SIGN_OFF])
artefacts = st.builds(
    lambda name, kind, first, length, facts: Behind(name, kind, first, first + timedelta(days=length), **facts),
    st.sampled_from(["EV-1", "EV-2", "EV-3"]),
    kinds,
    days,
    st.integers(0, 200),
    st.fixed_dictionaries(
        {
            "valid_until": st.none() | days,
            "preserved": st.booleans(),
            "integrity": st.sampled_from(["", "", "modified"]),
            "rejected": st.sampled_from(["", "", "wrong"]),
            "superseded_by": st.sampled_from(["", "", "EV-9"]),
            "importer": st.sampled_from(["", "gateway"]),
        }
    ),
)


def test_the_days_that_count_are_the_period_so_far_or_the_last_twelve_months():
    assert rules.reach(PERIOD, TODAY) == Reach(Span(PERIOD.start, TODAY), PERIOD.start)
    assert rules.reach(PERIOD, date(2027, 3, 1)).days == PERIOD
    year = Reach(Span(date(2025, 11, 27), TODAY), TODAY)
    assert rules.reach(None, TODAY) == year
    assert rules.reach(Span(date(2027, 1, 1), date(2027, 6, 30)), TODAY) == year
    assert rules.reach(None, date(2028, 2, 29)).days.start == date(2027, 2, 28), "by the calendar, not as 365 days"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"preserved": False}, "link only"),
        ({"integrity": "missing"}, "bytes failed integrity"),
        ({"kind": K.LOG_EXPORT}, "not read: import it"),
        ({"first": date(2023, 2, 1), "last": date(2023, 2, 1)}, "dated 2023-02-01, before 2026-01-01"),
        ({"first": date(2023, 2, 1), "last": date(2023, 2, 1), "valid_until": date(2026, 1, 1)}, ""),
        ({"first": date(2023, 2, 1), "valid_until": date(2025, 12, 31)}, "valid until 2025-12-31 only"),
        ({"first": date(2025, 12, 1), "last": date(2026, 1, 1)}, ""),
        ({"first": date(2026, 11, 28), "last": date(2026, 11, 28)}, "dated 2026-11-28, after 2026-11-27"),
    ],
)
def test_why_an_artefact_does_not_count(change: dict, why: str):
    assert rules.against(replace(GOOD, **change), WITHIN) == why


def counts(one: Behind, within: Reach) -> bool:
    """The same said once more, by hand."""
    read = one.kind not in UNREAD or one.importer
    bytes_ = one.preserved and not one.integrity and not one.rejected and not one.superseded_by and read
    dated = one.last >= within.days.start if one.valid_until is None else one.valid_until >= within.valid_on
    return bool(bytes_ and dated and one.first <= within.days.end)


@given(st.sets(kinds), st.lists(artefacts, max_size=8), st.none() | st.just(PERIOD), days)
def test_support_cannot_be_had_for_less(wanted: set[EvidenceKind], behind: list[Behind], period: Span | None, today):
    within = rules.reach(period, today)
    backed = rules.backing(wanted, behind, within)
    level = rules.support(Status.IN_PLACE, Design.ADEQUATE, Implemented.YES, backed)
    there = {one.kind for one in behind if counts(one, within)}
    if level is Support.SUPPORTED:
        assert there >= wanted
        assert there
    elif level is Support.SUPPORTED_IN_PART:
        assert wanted - there
        assert wanted & there
        assert 0 < backed.have < backed.need
    else:
        assert not (wanted & there if wanted else there)
    assert backed.need == max(len(wanted), 1)


@given(
    st.sampled_from(list(Status)),
    st.none() | st.sampled_from(list(Design)),
    st.none() | st.sampled_from(list(Implemented)),
    st.tuples(st.integers(0, 4), st.integers(1, 4)),
)
def test_only_what_is_in_place_well_designed_and_there_is_supported(status, design, implemented, numbers):
    backed = Backing(min(numbers), numbers[1])
    level = rules.support(status, design, implemented, backed)
    assert (level is None) is (status is not Status.IN_PLACE)
    if level is Support.SUPPORTED:
        assert (design, implemented) == (Design.ADEQUATE, Implemented.YES)
        assert backed.have == backed.need
    if level is Support.SUPPORTED_IN_PART:
        assert (design, implemented) == (Design.ADEQUATE, Implemented.YES)
        assert 0 < backed.have < backed.need


@given(st.sets(kinds), st.lists(artefacts, max_size=6), artefacts)
def test_one_artefact_more_never_weakens_and_a_worse_one_never_helps(wanted, behind, more):
    before, after = (rules.backing(wanted, found, WITHIN) for found in (behind, [*behind, more]))
    assert after.have >= before.have
    for change in ({"rejected": "no"}, {"preserved": False}, {"integrity": "modified"}, {"superseded_by": "EV-8"}):
        assert rules.backing(wanted, [*behind, replace(more, **change)], WITHIN) == before


def test_a_period_that_begins_today_is_the_one_that_counts():
    begins = Span(TODAY, date(2027, 12, 31))
    assert rules.reach(begins, TODAY) == Reach(Span(TODAY, TODAY), TODAY)


@pytest.mark.parametrize(
    ("shows", "why"),
    [
        ((TODAY, TODAY), ""),
        ((TODAY + timedelta(days=1),) * 2, "dated 2026-11-28, after 2026-11-27"),
        ((date(2025, 6, 1), PERIOD.start), ""),
        ((date(2025, 6, 1), date(2025, 12, 31)), "dated 2025-12-31, before 2026-01-01"),
    ],
)
def test_the_first_and_the_last_day_count_as_inside(shows, why):
    first, last = shows
    assert rules.against(replace(GOOD, first=first, last=last), WITHIN) == why


def test_a_control_for_which_nothing_must_be_there_needs_one_artefact_and_no_more():
    assert rules.backing((), [GOOD, replace(GOOD, id="EV-2", kind=K.CONTRACT)], WITHIN) == Backing(1, 1)
    assert rules.backing((), [], WITHIN) == Backing(0, 1)
