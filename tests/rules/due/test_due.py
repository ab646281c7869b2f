"""States follow from dates alone, on any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.due import calendar
from grcdesk.rules.due import due as rules
from grcdesk.schemas.due.calendar import Event
from grcdesk.schemas.due.due import DueDate, DueNoteRow, DueRow
from grcdesk.terms import DueKind, DueMark, DueState

ON = date(2026, 11, 21)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (-400, "overdue"), (-1, "overdue"), (0, "due_7"), (7, "due_7"), (8, "due_30"), (30, "due_30"), (31, "due_60"),
        (60, "due_60"), (61, "due_90"), (90, "due_90"), (91, "ok"),
    ],
)  # fmt: skip
def test_the_state_at_each_edge(left, state):
    assert rules.state(ON + timedelta(days=left), ON) == state


@given(days, days)
def test_a_date_only_ever_gets_more_pressing(due, on):
    worst_first = list(DueState)
    worst_first.remove(DueState.NEVER_REVIEWED)
    before, after = rules.state(due, on), rules.state(due, on + timedelta(days=1))
    assert worst_first.index(after) <= worst_first.index(before)
    assert (before is DueState.OVERDUE) == (due < on)
    assert rules.state(due, on, never=True) is DueState.NEVER_REVIEWED


def note(mark: DueMark, until: date | None = None, due: date = ON, on: date = ON) -> DueNoteRow:
    return DueNoteRow(DueKind.ACTION, "ACT-1", mark, due, until, "ill", "Dana Reyes", on)


def row(due: date = ON):
    return rules.row(DueDate(DueKind.ACTION, "ACT-1", "Write", "Lin Chen", due, "because"), ON)


def test_what_a_note_adds_to_the_why():
    assert rules.said(None) == ""
    assert rules.said(note(DueMark.ACKNOWLEDGED)) == "acknowledged by Dana Reyes: ill"
    assert rules.said(note(DueMark.SNOOZED, ON)) == "snoozed until 2026-11-21 by Dana Reyes: ill"


def test_a_snooze_without_its_day_puts_nothing_off():
    assert not rules.holds(note(DueMark.SNOOZED, None), row(), ON)


def test_a_note_lapses_when_its_day_comes_or_the_date_moves():
    later = ON + timedelta(days=5)
    assert rules.is_snoozed(note(DueMark.SNOOZED, later), row(), ON)
    assert not rules.is_snoozed(note(DueMark.SNOOZED, later), row(), later)
    assert not rules.holds(note(DueMark.SNOOZED, later), row(later), ON)
    assert rules.holds(note(DueMark.ACKNOWLEDGED), row(), later)
    assert not rules.is_snoozed(note(DueMark.ACKNOWLEDGED), row(), ON)
    assert not rules.holds(note(DueMark.ACKNOWLEDGED, on=later), row(), ON), "what was said later does not count yet"
    assert not rules.holds(None, row(), ON)


def test_within_so_many_days_holds_the_last_of_them_and_all_that_is_late():
    rows = [row(ON + timedelta(days=left)) for left in (-400, 0, 7, 8)]
    assert [one.days for one in rules.wanted(rows, within=7)] == [-400, 0, 7]
    assert [one.days for one in rules.wanted(rows, within=0)] == [-400, 0]
    assert rules.wanted(rows) == rows


def test_groups_stand_worst_first_and_in_each_the_most_pressing():
    def of(left: int, kind: DueKind = DueKind.ACTION, *, never: bool = False):
        return rules.row(DueDate(kind, f"X{left}", "Write", "Lin", ON + timedelta(days=left), "", never=never), ON)

    rows = [of(9), of(-1), of(3, DueKind.GAP), of(2), of(-5), of(50, never=True), of(1)]
    states = list(dict.fromkeys(state for state, _ in rules.grouped(rows)))
    assert states == sorted(states, key=list(DueState).index)
    assert {key: [one.days for one in some] for key, some in rules.grouped(rows).items()} == {
        (DueState.NEVER_REVIEWED, DueKind.ACTION): [50],
        (DueState.OVERDUE, DueKind.ACTION): [-5, -1],
        (DueState.DUE_7, DueKind.ACTION): [1, 2],
        (DueState.DUE_7, DueKind.GAP): [3],
        (DueState.DUE_30, DueKind.ACTION): [9],
    }


@given(st.lists(st.tuples(days, st.sampled_from(DueKind), st.text("abc", min_size=1, max_size=3)), max_size=8))
def test_the_list_is_sorted_by_days_and_groups_lose_nothing(found):
    rows = rules.arrange(rules.row(DueDate(kind, name, "", "Lin", due, ""), ON) for due, kind, name in found)
    assert [one.days for one in rows] == sorted(one.days for one in rows)
    grouped = rules.grouped(rows)
    assert sum(len(some) for some in grouped.values()) == len(rows)
    assert all(some[0].days == min(one.days for one in some) for some in grouped.values())
    assert rules.wanted(rows, within=30) == [one for one in rows if one.days <= 30]
    assert rules.wanted(rows, kinds=frozenset({"action"})) == [one for one in rows if one.kind is DueKind.ACTION]
    assert rules.wanted(rows, owner="LI") == rows
    assert rules.wanted(rows, owner="Dana") == []


def entry(state: DueState, kind: DueKind = DueKind.VENDOR_REVIEW) -> DueRow:
    return DueRow(kind, "V-1", "Northlight", "Lin", ON, 0, state, "")


@pytest.mark.parametrize("state", DueState)
def test_late_and_to_come_are_counted_and_a_control_nobody_assessed_is_neither(state):
    late, soon = rules.pressing([entry(state)])
    assert late + soon == 1
    assert (late == 1) is (state in {DueState.OVERDUE, DueState.NEVER_REVIEWED})
    never = rules.pressing([entry(state, DueKind.CONTROL_REVIEW)])
    assert never == ((0, 0) if state is DueState.NEVER_REVIEWED else (late, soon))


def told(**said: object) -> Event:
    whole = {"kind": DueKind.ACTION, "record": "ACT-1", "title": "Write", "owner": "Lin", "due": ON, "why": "2 days"}
    return Event(**(whole | {"alarms": (7, 0), "sequence": 3, "changed_on": ON} | said))


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ({}, 3),
        ({"why": "1 days"}, 3),
        ({"why": "late"}, 4),
        ({"due": ON + timedelta(days=1)}, 4),
        ({"title": "Read"}, 4),
    ],
)
def test_an_event_is_told_again_when_a_person_sees_a_difference(change, sequence):
    assert calendar.number(told(**change), told(), ON).sequence == sequence


def test_what_is_due_no_more_is_cancelled_once_and_forgotten_after_half_a_year():
    held = {"ACT-1": told(), "ACT-2": told(record="ACT-2")}
    (gone,) = calendar.gone(held, {"ACT-1"}, ON)
    assert (gone.record, gone.cancelled, gone.sequence) == ("ACT-2", True, 4)
    kept = timedelta(days=calendar.KEPT_DAYS)
    assert calendar.gone({"ACT-2": gone}, (), ON + kept) == [gone]
    assert calendar.gone({"ACT-2": gone}, (), ON + kept + timedelta(days=1)) == []


def test_a_new_event_begins_at_nought_and_reads_as_a_sentence():
    assert calendar.number(told(), None, ON).sequence == 0
    assert calendar.summary(told()) == "Action due: Write"
