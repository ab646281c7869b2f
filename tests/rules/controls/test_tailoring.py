"""What is weaker than a control was shipped, and what goes along with another frequency."""

from __future__ import annotations

import pytest

from grcdesk.rules.controls import tailoring as rules
from grcdesk.rules.time.grace import GRACE_DAYS
from grcdesk.terms import Anchor, Frequency, Tailored, usual_anchor

QUARTERLY, MONTHLY, ANNUAL, EVENT = (
    *(Frequency.QUARTERLY.value, Frequency.MONTHLY.value, Frequency.ANNUAL.value, Frequency.EVENT.value),
)


@pytest.mark.parametrize(
    ("field", "shipped", "tailored", "weaker"),
    [
        (Tailored.FREQUENCY, QUARTERLY, ANNUAL, rules.LESS_OFTEN),
        (Tailored.FREQUENCY, QUARTERLY, MONTHLY, ""),
        (Tailored.FREQUENCY, QUARTERLY, QUARTERLY, ""),
        (Tailored.FREQUENCY, QUARTERLY, EVENT, rules.NO_CYCLE),
        (Tailored.FREQUENCY, EVENT, QUARTERLY, rules.OTHER_KIND),
        (Tailored.FREQUENCY, EVENT, EVENT, ""),
        (Tailored.FREQUENCY, "(erased)", ANNUAL, ""),
        (Tailored.GRACE_DAYS, "15", "16", rules.LATER),
        (Tailored.GRACE_DAYS, "15", "15", ""),
        (Tailored.GRACE_DAYS, "15", "5", ""),
        (Tailored.STATEMENT, "1", "2", ""),
    ],
)
def test_in_which_way_a_control_asks_for_less(field, shipped, tailored, weaker):
    assert rules.weaker(field, shipped, tailored) == weaker


def shipped(frequency: Frequency, **other: str) -> dict[Tailored, str]:
    usual = {
        Tailored.FREQUENCY: frequency.value,
        Tailored.ANCHOR: usual_anchor(frequency).value,
        Tailored.GRACE_DAYS: str(GRACE_DAYS[frequency]),
        Tailored.FREQUENCY_NOTE: "on the first Monday",
    }
    return usual | {Tailored[name]: text for name, text in other.items()}


@pytest.mark.parametrize("frequency", Frequency)
def test_what_was_usual_becomes_usual_and_the_note_of_another_frequency_goes(frequency):
    found = rules.following(shipped(Frequency.QUARTERLY), frequency)
    assert found == {
        Tailored.ANCHOR: usual_anchor(frequency).value,
        Tailored.GRACE_DAYS: str(GRACE_DAYS[frequency]),
        Tailored.FREQUENCY_NOTE: "on the first Monday" if frequency is Frequency.QUARTERLY else "",
    }


def test_what_a_catalog_set_of_its_own_stays():
    own = shipped(Frequency.QUARTERLY, ANCHOR=Anchor.ROLLING.value, GRACE_DAYS="3")
    found = rules.following(own, Frequency.MONTHLY)
    assert (found[Tailored.ANCHOR], found[Tailored.GRACE_DAYS]) == (Anchor.ROLLING.value, "3")


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (Tailored.FREQUENCY, ANNUAL, "annual"),
        (Tailored.GRACE_DAYS, "1", "1 day"),
        (Tailored.GRACE_DAYS, "(erased)", "(erased)"),
        (Tailored.STATEMENT, "", "(none)"),
        (Tailored.STATEMENT, "Keys are rotated", "Keys are rotated"),
    ],
)
def test_a_value_for_a_person_to_read(field, text, said):
    assert rules.said(field, text) == said


def test_a_field_comes_back_as_it_was_stored():
    assert rules.restored(Tailored.FREQUENCY, rules.stored(Frequency.ANNUAL)) is Frequency.ANNUAL
    assert rules.restored(Tailored.GRACE_DAYS, rules.stored(15)) == 15
    assert not rules.whole(Tailored.ANCHOR, "(erased)")
