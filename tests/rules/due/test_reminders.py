"""The words of a reminder, and which two are the same message."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.due import due, reminders
from grcdesk.schemas.due.due import DueDate, DueRow
from grcdesk.terms import DueKind

MONDAY = date(2026, 11, 16)
WEEK = timedelta(days=7)


def row(days: int, name: str = "ACT-1", on: date = MONDAY, *, never: bool = False, owner: str = "Lin Chen") -> DueRow:
    found = DueDate(DueKind.ACTION, name, "Rotate", owner, MONDAY + timedelta(days=days), "because", never=never)
    return due.row(found, on)


def key(rows: list[DueRow], on: date = MONDAY, channel: str = "team") -> str:
    made = reminders.message(rows, channel, "Acme AI", on)
    assert made is not None
    return made.key


def test_nothing_due_is_no_message():
    assert reminders.message([], "team", "Acme AI", MONDAY) is None


def test_the_title_counts_what_is_late_and_what_comes():
    def title(*rows: DueRow, organisation: str = "Acme AI") -> str:
        made = reminders.message(rows, "team", organisation, MONDAY)
        assert made is not None
        return made.title

    late, never, soon = row(-1), row(5, "ACT-2", never=True), row(0, "ACT-3")
    assert title(late, never, soon) == "Acme AI: 2 overdue or never reviewed, 1 due soon"
    assert title(late) == "Acme AI: 1 overdue or never reviewed"
    assert title(soon, organisation="") == "grcdesk: 1 due soon"


def test_the_body_has_a_heading_for_each_state_and_names_who_is_asked():
    made = reminders.message([row(9, "ACT-3"), row(-1), row(8, "ACT-2", owner="")], "team", "Acme AI", MONDAY)
    assert made is not None
    assert made.body.splitlines() == [
        "Overdue",
        "- 2026-11-15 action: Rotate (ACT-1), Lin Chen",
        "",
        "Within 30 d",
        "- 2026-11-24 action: Rotate (ACT-2), nobody owns it",
        "- 2026-11-25 action: Rotate (ACT-3), Lin Chen",
    ]


@given(st.integers(1, 100))
def test_a_long_body_is_cut_and_says_how_many_are_left(number):
    rows = [row(one, f"ACT-{one}") for one in range(number)]
    made = reminders.message(rows, "team", "Acme AI", MONDAY)
    assert made is not None
    told = [line for line in made.body.splitlines() if line.startswith("- ")]
    more = number - reminders.MOST
    assert len(told) == min(number, reminders.MOST)
    last = f"and {more} date{'s' * (more > 1)} more: grcdesk due" if more > 0 else told[-1]
    assert made.body.splitlines()[-1] == last


def test_a_message_is_another_one_when_a_date_a_state_an_entry_or_the_channel_differs():
    soon = row(5)
    same = key([soon])
    assert key([row(5, owner="Omar Haddad")]) == same, "who owns it does not make it news"
    assert key([row(5, on=MONDAY + timedelta(days=2))], MONDAY + timedelta(days=2)) == same
    assert key([soon, row(6, "ACT-2")]) == key([row(6, "ACT-2"), soon]), "nor does the order"
    others = [key([row(6)]), key([row(5, "ACT-2")]), key([soon], channel="mail"), key([soon, row(6, "ACT-2")])]
    assert len({same, *others}) == 5
    assert key([row(8)]) != key([row(8, on=MONDAY + timedelta(days=1))], MONDAY + timedelta(days=1)), "30 days, then 7"


@given(st.integers(0, 6), st.integers(1, 60))
def test_what_is_late_is_told_again_each_calendar_week_and_what_comes_is_not(day, weeks):
    on, later = MONDAY + timedelta(days=day), MONDAY + timedelta(days=day) + weeks * WEEK
    late = row(-1)
    assert key([late], MONDAY) == key([late], on)
    assert key([late], on) != key([late], later)
    coming = row(500)
    assert key([coming], on) == key([coming], later)
    assert key([row(9, never=True)], on) != key([row(9, never=True)], later), "never reviewed is late as well"


def test_a_week_is_that_of_its_year():
    assert key([row(-1)], date(2026, 1, 5)) != key([row(-1)], date(2025, 1, 5)) != key([row(-1)], date(2027, 1, 4))
