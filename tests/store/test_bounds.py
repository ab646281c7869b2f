"""The last door: nothing out of bounds is written, whichever way it came in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.models.base import Amount, IsoDate
from grcdesk.models.tables import LOGGED, table_of
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.programme import Period
from grcdesk.services.desk.opening import open_desk
from grcdesk.store.bounds import refuse_beyond
from grcdesk.store.journal import Change
from grcdesk.terms import Status, Via
from grcdesk.terms.bounds import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST_ID,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_PERIOD,
    lies_within,
    nearest,
)

COLUMNS = [(kind, column) for kind, model in LOGGED.items() for column in table_of(model).columns]
DAYS = [pytest.param(kind, one, id=f"{kind}.{one.name}") for kind, one in COLUMNS if isinstance(one.type, IsoDate)]
NUMBERS = [pytest.param(kind, one, id=f"{kind}.{one.name}") for kind, one in COLUMNS if isinstance(one.type, Amount)]


@pytest.fixture
def desk(desk_root):
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    yield desk
    desk.close()


def refused(kind: str, name: str, value: object) -> str:
    with pytest.raises(BadInput) as caught:
        refuse_beyond([Change(kind, "X-1", "", {}, {name: value})])
    return f"{caught.value}; {caught.value.hint}"


def taken(kind: str, name: str, value: object) -> None:
    refuse_beyond([Change(kind, "X-1", "", {}, {name: value})])


@pytest.mark.parametrize(("kind", "column"), DAYS)
def test_a_day_lies_within_the_calendar_of_the_desk(kind, column):
    for day in ("0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31"):
        assert f"{day} lies outside 1970-01-01..2199-12-31" in refused(kind, column.name, day)
    taken(kind, column.name, "1970-01-01")
    taken(kind, column.name, "2199-12-31")


@pytest.mark.parametrize(("kind", "column"), NUMBERS)
def test_a_number_has_its_most(kind, column):
    most = column.type.most
    assert f"a whole number from 0 to {most}" in refused(kind, column.name, most + 1)
    refused(kind, column.name, -1)
    taken(kind, column.name, most)


def test_texts_have_their_longest():
    assert f"at most {LONGEST_LINE:,}" in refused("action", "title", "x" * (LONGEST_LINE + 1))
    assert f"at most {LONGEST_TEXT:,}" in refused("assessment", "note", "x" * (LONGEST_TEXT + 1))
    assert f"at most {LONGEST_ID:,}" in refused("saved_view", "id", "x" * (LONGEST_ID + 1))
    assert "control character" in refused("system", "id", "two\nlines")
    assert f"at most {LONGEST_TEXT:,}" in refused("roster_person", "aliases", f'["{"x" * (LONGEST_TEXT + 1)}"]')
    taken("action", "title", "x" * LONGEST_LINE)
    taken("assessment", "note", "x" * LONGEST_TEXT)
    taken("test_run", "facts", "x" * (2 * LONGEST_TEXT))


def test_a_moment_lies_within_it_too():
    assert "lies outside" in refused("evidence", "pulled_at", "9999-12-31T00:00:00.000Z")
    taken("evidence", "pulled_at", "2026-12-31T00:00:00.000Z")
    taken("evidence_link", "inspected_at", "The portal, 9999")


def test_one_sentence_and_nothing_is_changed(desk):
    lines = len(desk.log.list(limit=1000))
    with pytest.raises(BadInput, match="due of assessment AI-SEC-01: 9999-12-31 lies outside") as caught:
        desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="x", due=date(9999, 12, 31)))
    assert caught.value.hint == "give a day within"
    with pytest.raises(BadInput, match="title has 10,000,000 characters"):
        desk.actions.add("AI-SEC-01", "x" * 10_000_000, owner="Lee Chen", due=date(2026, 12, 1))
    assert len(desk.log.list(limit=1000)) == lines


@given(st.dates(), st.dates())
def test_a_period_is_within_it_and_no_longer_than_ten_years(first, last):
    period = Period(min(first, last), max(first, last))
    fits = lies_within(period.start) and lies_within(period.end) and period.days <= MOST_PERIOD
    try:
        assert Period.read(str(period)) == period
    except BadInput:
        assert not fits
    else:
        assert fits


def test_the_bounds_themselves_are_taken():
    assert Period.read(f"{FIRST_DAY}..{FIRST_DAY + timedelta(MOST_PERIOD - 1)}").days == MOST_PERIOD
    assert Period.read(f"{LAST_DAY}..{LAST_DAY}").days == 1
    assert (nearest(date.min), nearest(date.max)) == (FIRST_DAY, LAST_DAY)
