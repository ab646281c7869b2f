"""A person's word on what an artefact shows: what it needs, and how it reads."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.evidence import statements as rules
from grcdesk.terms import Frequency

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2026, 1, 1), date(2027, 1, 1))


def refused(**change) -> list[str]:
    right = {"reason": "seen", "by": "M. Roy", "on": date(2026, 7, 2), "last": date(2026, 6, 30)}
    return rules.refusals(**{**right, **change}, today=TODAY)


@given(st.sampled_from(["", " ", "seen"]), st.sampled_from(["", "M. Roy"]), DAYS, DAYS)
def test_it_is_taken_only_whole_and_seen_between_what_it_shows_and_now(reason, by, on, last):
    whole = bool(reason.strip() and by) and last <= on <= TODAY
    assert (refused(reason=reason, by=by, on=on, last=last) == []) is whole


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"reason": " "}, "needs its reason"),
        ({"by": ""}, "say who inspected it"),
        ({"on": date(2026, 11, 22)}, "is still to come"),
        ({"on": date(2026, 6, 29)}, "cannot have shown 2026-06-30"),
    ],
)
def test_what_is_lacking_is_named(change, why):
    assert [why in one for one in refused(**change)] == [True]


def test_it_reads_with_name_day_and_place():
    assert rules.told("M. Roy", date(2026, 7, 2), "", "seen") == "M. Roy, 2026-07-02: seen"
    words = rules.told("M. Roy", date(2026, 7, 2), "trust centre", "seen")
    assert rules.stands("EV-3", words) == "EV-3 shows it by statement of M. Roy, 2026-07-02, trust centre: seen"


@pytest.mark.parametrize("frequency", Frequency)
def test_what_happens_per_event_is_shown_by_its_population_alone(frequency):
    assert bool(rules.no_run_of(frequency)) is (frequency is Frequency.EVENT)
