"""Days far from now, wide letters, lists without a text: where a filter meets its bounds."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from grcdesk.rules.fields.testing import CHANGE_READERS, DEVIATION_FIELDS
from grcdesk.rules.filters.fields import Field, FieldKind, registry
from grcdesk.rules.filters.filters import Filter, FilterError, parse
from grcdesk.rules.filters.words import span

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("word", "today", "day"),
    [
        ("1d", date.max, date.max),
        ("-1d", date.min, date.min),
        ("1d", TODAY, date(2026, 11, 22)),
        ("today", TODAY, TODAY),
    ],
)
def test_days_from_today_end_where_the_calendar_does(word, today, day):
    assert span(word, today) == (day, day)


def test_a_word_that_is_no_date_is_refused():
    with pytest.raises(ValueError, match="is no date"):
        span("soon", TODAY)


def test_a_list_without_a_text_cannot_be_searched_by_bare_words():
    bare = registry(Field("id", FieldKind.LIST, "ID", 7, 0, help="id"))
    with pytest.raises(FilterError, match="no text to search"):
        parse("keys", bare, TODAY)


@pytest.mark.parametrize(("before", "cells"), [("ab", 2), ("好", 2), ("x\u0301", 1)])
def test_the_caret_stands_below_the_place_whatever_the_letters_before_it_take(before, cells):
    error = FilterError("x", f"{before}!", len(before))
    assert error.caret.split("\n")[1] == " " * cells + "^"


def test_a_quoted_text_is_no_date():
    with pytest.raises(FilterError, match="cannot be compared"):
        parse('found:"keys"', DEVIATION_FIELDS, TODAY)


def test_moments_of_a_change_are_read_as_days():
    row = SimpleNamespace(approved="2026-03-04T08:00:00Z", evaluated="", deployed="2026-03-05")
    assert CHANGE_READERS["approved"](row) == date(2026, 3, 4)
    assert CHANGE_READERS["evaluated"](row) is None
    assert CHANGE_READERS["deployed"](row) == date(2026, 3, 5)


def test_a_filter_without_terms_and_order_is_empty():
    assert not Filter()
    assert parse("state:open", DEVIATION_FIELDS, TODAY)
