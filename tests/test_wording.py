"""Every term has a glyph, a plain glyph, a word and a code, and no two look alike."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk import wording
from grcdesk.terms import Category, ControlType, Frequency, MonthState, Scope, Status


@pytest.mark.parametrize(
    ("looks", "terms"), [(wording.STATUS, Status), (wording.SCOPE, Scope), (wording.MONTH, MonthState)]
)
def test_every_term_has_its_own_look(looks, terms):
    assert set(looks) == set(terms)
    for part in ("glyph", "ascii", "word", "code"):
        values = [getattr(look, part) for look in looks.values()]
        assert len(set(values)) == len(values), part
    assert all(len(look.glyph) == len(look.ascii) == 1 and look.ascii.isascii() for look in looks.values())


def test_category_codes_are_distinct():
    assert set(wording.CATEGORY_CODE) == set(Category)
    assert len(set(wording.CATEGORY_CODE.values())) == len(Category)


def test_words_have_no_underscore():
    for terms in (Status, Scope, Category, Frequency, ControlType):
        for term in terms:
            assert "_" not in wording.word(term)
    assert wording.word(Status.NOT_APPLICABLE) == "n.a."
    assert wording.word(Frequency.EVENT) == "per event"
    assert wording.word(Frequency.DAILY) == "daily"


@pytest.mark.parametrize(
    ("number", "noun", "plural", "expected"),
    [
        (0, "control", "", "0 controls"),
        (1, "control", "", "1 control"),
        (2, "control", "", "2 controls"),
        (1, "entry", "entries", "1 entry"),
        (12_345, "entry", "entries", "12,345 entries"),
    ],
)
def test_counts_agree_with_their_noun(number: int, noun: str, plural: str, expected: str):
    assert wording.count(number, noun, plural) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_read_as_a_sentence(words: list[str], expected: str):
    assert wording.join(words) == expected


def test_a_long_list_counts_its_rest():
    assert wording.join([str(number) for number in range(10)], limit=3) == "0, 1, 2 and 7 more"


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=30), st.integers(1, 10))
def test_no_list_gets_longer_than_its_limit(words: list[str], limit: int):
    assert wording.join(words, limit).count(",") <= limit


def test_dates_read_as_iso_or_a_dash():
    assert wording.day(date(2026, 1, 2)) == "2026-01-02"
    assert wording.day(None) == "-"


@pytest.mark.parametrize(
    ("due", "expected"),
    [(date(2026, 1, 13), "in 12 d"), (date(2026, 1, 1), "today"), (date(2025, 12, 29), "3 d overdue")],
)
def test_days_left_and_days_late(due: date, expected: str):
    assert wording.days_until(due, date(2026, 1, 1)) == expected


def test_the_noun_of_several():
    assert [wording.several(noun) for noun in ("gap", "evidence loss")] == ["gaps", "evidence losses"]
