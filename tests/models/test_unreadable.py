"""Stored values that cannot be: a look shows something careful in their place and is told; a change is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from grcdesk.models.base import Amount, EnumText, Far, FarDay, FarNumber, IsoDate, as_stored
from grcdesk.models.controls import Assessment
from grcdesk.models.unreadable import (
    EPOCH,
    UnreadableValueError,
    looking_over,
    stored_day,
    stored_json,
    stored_moment,
    stored_text,
    stored_word,
)
from grcdesk.terms import Status
from grcdesk.terms.bounds import FIRST_DAY, LAST_DAY

BROKEN = [
    pytest.param(stored_text, (b"Dana \xff",), "Dana \\xff", id="bytes that are no text"),
    pytest.param(stored_day, ("2026-02-30",), EPOCH, id="a day that no calendar has"),
    pytest.param(stored_moment, ("2026-11-21T25:00Z",), datetime(1970, 1, 1, tzinfo=UTC), id="an hour of no day"),
    pytest.param(stored_word, (Status, "in plaice"), [*Status][-1], id="a word off the list"),
    pytest.param(stored_json, ('["a"', ()), (), id="half a document"),
    pytest.param(stored_json, ("[" * 100_000, []), [], id="a document that nests without end"),
    pytest.param(stored_json, ('{"a": 1}', []), [], id="a document of another kind"),
]


@pytest.mark.parametrize(("read", "stored", "shown"), BROKEN)
def test_a_look_shows_something_careful_and_is_told(read, stored, shown):
    with looking_over() as found:
        assert read(*stored) == shown
    assert len(found) == 1
    assert len(found[0]) <= 80


@pytest.mark.parametrize(("read", "stored", "shown"), BROKEN)
def test_where_things_are_changed_it_is_an_error(read, stored, shown):
    with pytest.raises(UnreadableValueError, match="is stored where it cannot be"):
        read(*stored)


def test_what_can_be_read_is_read_as_it_stands():
    with looking_over() as found:
        assert stored_text("Dána".encode()) == "Dána"
        assert stored_day("2026-11-21") == date(2026, 11, 21)
        assert stored_moment("2026-11-21T09:30:00+01:00").isoformat() == "2026-11-21T09:30:00+01:00"
        assert stored_word(Status, "in_place") is Status.IN_PLACE
        assert stored_json('["a"]', []) == ["a"]
    assert found == []


def test_a_moment_out_of_bounds_is_read_at_the_nearest_day_in_its_own_zone():
    assert stored_moment("9999-12-31T23:59:00+00:00") == datetime.combine(LAST_DAY, datetime.min.time(), UTC)


@pytest.mark.parametrize(("stored", "near"), [("0001-01-01", FIRST_DAY), ("9999-12-31", LAST_DAY)])
def test_a_day_out_of_bounds_is_read_as_the_nearest_and_remembers_what_is_stored(monkeypatch, stored, near):
    monkeypatch.setattr(Far, "met", False)
    found = IsoDate().process_result_value(stored, None)
    assert (found, type(found), as_stored(found), Far.met) == (near, FarDay, stored, True)


def test_what_is_no_day_at_all_stands_for_nothing_that_was_stored_out_of_bounds(monkeypatch):
    monkeypatch.setattr(Far, "met", False)
    with looking_over() as found:
        day = IsoDate().process_result_value("soon", None)
    assert (day, as_stored(day), Far.met, found) == (EPOCH, EPOCH, False, ["'soon'"])


@pytest.mark.parametrize(("stored", "near"), [(-4, 0), (501, 500)])
def test_a_number_out_of_bounds_is_read_as_the_nearest_and_remembers_what_is_stored(monkeypatch, stored, near):
    monkeypatch.setattr(Far, "met", False)
    found = Amount(500).process_result_value(stored, None)
    assert (found, type(found), as_stored(found), Far.met) == (near, FarNumber, stored, True)


def test_a_word_of_a_column_that_is_none_is_shown_as_that_column_has_it():
    with looking_over() as found:
        assert EnumText(Status, Status.MISSING).process_result_value("in plaice", None) is Status.MISSING
        assert EnumText(Status, Status.MISSING).process_result_value("in_place", None) is Status.IN_PLACE
    assert found == ["'in plaice'"]


def test_a_row_takes_no_field_that_its_table_lacks():
    with pytest.raises(TypeError, match="Assessment has no colour"):
        Assessment(control="AI-SEC-01", colour="red")
