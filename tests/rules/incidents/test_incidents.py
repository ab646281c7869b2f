"""Incidents: the order of their moments, what closing needs, which work an exercise is."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.incidents import closing
from grcdesk.rules.incidents.closing import Closable, origin
from grcdesk.rules.incidents.times import AFTER, TIMES, disorder, stage, told
from grcdesk.schemas.incidents import IncidentLack, NoticeRow
from grcdesk.terms import Answer, FactsFrom
from grcdesk.terms.incidents import IncidentKind, Notified, TimeMark

NOW = "2026-11-21T09:00:00.000Z"
moments = st.sampled_from(["", *(f"2026-11-{day:02}T08:00:00.000Z" for day in (10, 11, 12, 30))])


@given(st.fixed_dictionaries(dict.fromkeys(TIMES, moments)))
def test_moments_are_in_order_exactly_when_none_lies_before_what_it_follows_or_ahead(times):
    told = {mark: at for mark, at in times.items() if at}
    right = all(at <= NOW for at in told.values()) and all(
        told[mark] >= told[earlier] for mark in told for earlier in AFTER[mark] if earlier in told
    )
    assert (not disorder(times, NOW)) is right


def test_assessment_may_come_before_containment_and_closing_is_last():
    assert TimeMark.CONTAINED not in AFTER[TimeMark.ASSESSED]
    assert TimeMark.ASSESSED not in AFTER[TimeMark.CONTAINED]
    assert set(AFTER[TimeMark.CLOSED]) == set(TIMES) - {TimeMark.CLOSED}
    assert stage({TimeMark.DETECTED: NOW, TimeMark.ASSESSED: NOW}) is TimeMark.ASSESSED


def notice(whom: Notified, decision: Answer = Answer.NO, told: str = "") -> NoticeRow:
    return NoticeRow(whom, decision, "Mara Roy", date(2026, 11, 21), "small", told)


WHOLE = {"times": dict.fromkeys(TIMES, NOW), "people": ["Lin"], "happened": "x", "root_cause": "y", "lessons": "z"}
EVERY = [notice(whom) for whom in Notified]


@pytest.mark.parametrize("exercise", [True, False])
@pytest.mark.parametrize("left_out", [*TIMES[:-1], "people", "lessons", *Notified, "happened", "root_cause"])
def test_each_thing_that_is_missing_is_named(exercise, left_out):
    said = dict(WHOLE)
    notices = [one for one in EVERY if one.whom != left_out]
    if left_out in TIMES:
        said["times"] = {mark: at for mark, at in WHOLE["times"].items() if mark is not left_out}
    elif left_out in said:
        said[left_out] = [] if left_out == "people" else " "
    found = [one.about for one in closing.lacks(Closable(exercise=exercise, notices=notices, **said))]
    real_only = left_out in {"happened", "root_cause"}
    assert found == ([] if exercise and real_only else [left_out])


def test_who_is_to_be_told_was_told_but_in_an_exercise():
    yes = [notice(Notified.CUSTOMERS, Answer.YES), notice(Notified.AUTHORITY)]
    assert [one.about for one in closing.lacks(Closable(exercise=False, notices=yes, **WHOLE))] == ["customers"]
    assert closing.lacks(Closable(exercise=True, notices=yes, **WHOLE)) == []
    told = [notice(Notified.CUSTOMERS, Answer.YES, NOW), notice(Notified.AUTHORITY)]
    assert closing.lacks(Closable(exercise=False, notices=told, **WHOLE)) == []


def test_no_kind_of_exercise_is_two_kinds_of_work():
    kinds = {work: {kind for kind in IncidentKind if origin(kind) is work} for work in FactsFrom}
    assert not any(a & b for a, b in combinations(kinds.values(), 2))
    assert IncidentKind.OUTAGE in kinds[FactsFrom.OUTAGE_EXERCISE]
    assert kinds[FactsFrom.AI_EXERCISE] == {
        *(IncidentKind.DATA_LEAK, IncidentKind.HARMFUL_OUTPUT, IncidentKind.PROMPT_INJECTION),
    }


@pytest.mark.parametrize("kind", IncidentKind)
def test_an_exercise_is_work_of_its_kind(kind):
    if kind in {IncidentKind.OUTAGE, IncidentKind.WRONG_OUTPUT}:
        assert origin(kind) is FactsFrom.OUTAGE_EXERCISE
    elif origin(kind) is not FactsFrom.AI_EXERCISE:
        assert origin(kind) is FactsFrom.INCIDENT_EXERCISE


def test_an_open_incident_lacks_no_time_of_its_closing():
    times = {mark: at for mark, at in WHOLE["times"].items() if mark is not TimeMark.CLOSED}
    assert closing.lacks(Closable(exercise=False, notices=EVERY, **(WHOLE | {"times": times}))) == []


@pytest.mark.parametrize(
    ("whom", "who"), [(Notified.CUSTOMERS, "the customers are"), (Notified.AUTHORITY, "an authority is")]
)
def test_who_is_not_decided_on_is_told(whom, who):
    rest = [one for one in EVERY if one.whom is not whom]
    (lack,) = closing.lacks(Closable(exercise=False, notices=rest, **WHOLE))
    assert lack.what == f"nobody decided whether {who} told"
    assert closing.sentence([lack]) == f"not to be closed yet: {lack.what}"
    assert closing.cure(lack, "INC-1") == f"grcdesk incidents notice INC-1 {whom} no --reason TEXT --by NAME"


@pytest.mark.parametrize(
    ("about", "cure"),
    [
        ("contained", "grcdesk incidents mark INC-1 contained --at TIME"),
        ("people", "grcdesk incidents set INC-1 --person TEXT"),
        ("root_cause", "grcdesk incidents set INC-1 --root-cause TEXT"),
        ("lessons", "grcdesk incidents set INC-1 --lessons TEXT"),
    ],
)
def test_each_lack_has_a_command(about, cure):
    assert closing.cure(IncidentLack("x", about), "INC-1") == cure


def test_this_very_moment_is_not_still_to_come():
    assert disorder({TimeMark.DETECTED: NOW}, NOW) == ""
    assert disorder(dict.fromkeys(TIMES, NOW), NOW) == ""
    late = {TimeMark.DETECTED: "2026-11-22T09:00:00.000Z"}
    assert disorder(late, NOW) == "detected at 2026-11-22 09:00Z is still to come"


@pytest.mark.parametrize(("later", "earlier"), [(mark, one) for mark in TIMES for one in AFTER[mark]])
def test_no_moment_lies_before_one_it_follows(later, earlier):
    times = {earlier: "2026-11-12T08:00:00.000Z", later: "2026-11-11T08:00:00.000Z"}
    assert disorder(times, NOW) == f"{later} at 2026-11-11 08:00Z lies before {earlier} at 2026-11-12 08:00Z"


def test_an_incident_without_a_moment_was_at_least_detected():
    assert stage({}) is TimeMark.DETECTED
    assert told("") == ""
    assert AFTER[TimeMark.REMEDIATED] == (TimeMark.DETECTED, TimeMark.CONTAINED, TimeMark.ASSESSED)
