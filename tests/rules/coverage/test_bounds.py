"""Where a word of coverage turns into another: the day before, the day itself, the day after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from grcdesk.rules.coverage import (
    check_rows,
    checks,
    continuous,
    earliest_period,
    months,
    populations,
    quiet,
    runs,
    showing,
)
from grcdesk.rules.coverage import coverage as rules
from grcdesk.rules.coverage.escalations import escalations, told_value
from grcdesk.rules.coverage.slot_sentence import sentence
from grcdesk.schemas.coverage.checks import Limit, ListInForce, MetricValue, TicketRecord
from grcdesk.schemas.coverage.coverage import (
    Claim,
    CoverageQuestion,
    HeldEvidence,
    Listing,
    Run,
    SlotRow,
    Span,
    WatchedControl,
)
from grcdesk.schemas.evidence.behind import BehindControl
from grcdesk.terms import (
    Anchor,
    CheckState,
    Design,
    EvidenceKind,
    Frequency,
    Implemented,
    MonthState,
    Shows,
    Side,
    SlotState,
    Verdict,
)

DAY = timedelta(days=1)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
QUARTERLY = WatchedControl("C-1", Frequency.QUARTERLY, Anchor.CALENDAR, 15, None)
ALWAYS = WatchedControl("C-2", Frequency.CONTINUOUS, Anchor.CALENDAR, 10, None)
NOTHING = HeldEvidence()


def asked(as_of: date, **more: object) -> CoverageQuestion:
    over = datetime(2027, 1, 1, tzinfo=UTC)
    return CoverageQuestion(YEAR, as_of, datetime.combine(as_of + DAY, datetime.min.time(), UTC), over, "UTC", **more)


def slot(state: SlotState, **more: object) -> SlotRow:
    q1 = SlotRow("2026Q1", date(2026, 1, 1), date(2026, 3, 31), True, state, None, None, False, ())
    return replace(q1, **more)


# -- slots and what they add up to -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "overdue", "missed"),
    [
        (slot(SlotState.GAP), True, True),
        (slot(SlotState.LATE), True, False),
        (slot(SlotState.LATE_BEYOND_GRACE), True, False),
        (slot(SlotState.DUE), True, False),
        (slot(SlotState.CLAIMED, ended=True, still_open=True), True, False),
        (slot(SlotState.CLAIMED, ended=True), True, True),
        (slot(SlotState.CLAIMED, still_open=True), False, False),
        (slot(SlotState.COVERED), False, False),
        (slot(SlotState.UPCOMING), False, False),
        (slot(SlotState.OPTIONAL), False, False),
    ],
)
def test_what_is_overdue_and_what_is_missed(row, overdue, missed):
    assert (runs.is_overdue(row), runs.is_missed(row)) == (overdue, missed)


def test_on_track_looks_at_required_slots_for_what_is_missing_and_at_all_for_a_run():
    waiting, ended = slot(SlotState.UPCOMING), slot(SlotState.DUE, ended=True, required=False)
    ran = slot(SlotState.COVERED, required=False)
    assert runs.verdict_of([waiting, ran]) is Verdict.ON_TRACK
    assert runs.verdict_of([waiting, ran, ended]) is Verdict.ON_TRACK
    assert runs.verdict_of([waiting, ran, replace(ended, required=True)]) is Verdict.NOT_YET_RUN
    assert runs.verdict_of([waiting]) is Verdict.NOT_YET_RUN
    assert runs.verdict_of([waiting], ran_before=True) is Verdict.ON_TRACK


def test_a_claim_of_the_last_day_speaks_of_the_last_slot():
    last = date(2026, 12, 31)
    found = runs.judge(QUARTERLY, YEAR, [], date(2027, 2, 1), [Claim("EV-1", last, last + DAY, "link only")])
    assert [bool(row.claims) for row in found.slots] == [False, False, False, True]


@pytest.mark.parametrize(("as_of", "due"), [(date(2026, 2, 1), False), (date(2026, 4, 1), True)])
def test_a_slot_that_is_over_without_its_run_is_due(as_of, due):
    assert rules.judge(QUARTERLY, NOTHING, asked(as_of)).due is due


def test_what_is_still_to_come_is_told_as_that():
    rows = [slot(SlotState.COVERED), slot(SlotState.UPCOMING, slot="2026Q2"), slot(SlotState.DUE, slot="2026Q3")]
    told = sentence(rows, Verdict.ON_TRACK, None)
    assert told == "1 of 3 required slots with a run in time; ended and still in grace: 2026Q3; still to come: 2026Q2."


def test_what_only_stands_beside_a_run_is_no_warning():
    beside = Claim("EV-1", date(2026, 2, 1), date(2026, 2, 1), "a policy shows design", beside=True)
    of_run = beside._replace(why="link only", beside=False)
    as_of = date(2026, 5, 1)
    assert not rules.judge(QUARTERLY, HeldEvidence(claims=[beside]), asked(as_of)).warnings
    assert any(
        "link only" in one for one in rules.judge(QUARTERLY, HeldEvidence(claims=[of_run]), asked(as_of)).warnings
    )


def test_a_run_outside_the_period_is_named():
    found = rules.judge(QUARTERLY, HeldEvidence([Run("EV-1", date(2025, 11, 3))]), asked(date(2026, 5, 1)))
    assert "EV-1 is dated 2025-11-03, outside the period" in found.warnings


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"effective_from": date(2027, 2, 1)}, "In effect from 2027-02-01, after the period: it shows nothing of it."),
        ({"retired_on": date(2025, 2, 1)}, "Retired on 2025-02-01, before the period: it shows nothing of it."),
    ],
)
def test_a_control_of_another_time_says_which(changed, told):
    found = rules.judge(replace(QUARTERLY, **changed), NOTHING, asked(YEAR.end))
    assert (found.verdict, found.sentence, found.due) == (Verdict.NOT_IN_PERIOD, told, False)


@pytest.mark.parametrize(
    ("design", "implemented", "told"),
    [
        (None, None, "design not assessed, implementation not assessed"),
        (Design.ADEQUATE, Implemented.YES, "design adequate, implemented"),
        (Design.INADEQUATE, Implemented.NO, "design inadequate, not implemented"),
    ],
)
def test_of_one_day_design_is_told_and_no_word_on_operation(design, implemented, told):
    control = replace(QUARTERLY, design=design, implemented=implemented)
    found = rules.judge(control, HeldEvidence([Run("EV-1", date(2026, 2, 1))]), asked(YEAR.end, of_a_day=True))
    assert found.verdict is Verdict.DESIGN_ONLY
    assert found.sentence == f"Judged as of 2026-12-31: {told}. Its operation is not judged."
    assert not found.slots


# -- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("covered", "verdict"),
    [
        (Span(date(2026, 1, 1), date(2026, 1, 6)), Verdict.COVERED),
        (Span(date(2026, 1, 1), date(2026, 1, 5)), Verdict.PARTIAL),
    ],
)
def test_a_tolerance_forgives_no_more_days_than_are_shown(covered, verdict):
    judged = Span(date(2026, 1, 1), date(2026, 1, 12))
    found = continuous.judge(ALWAYS, judged, HeldEvidence(spans=[covered]))
    assert not found.due
    assert found.verdict is verdict


def test_claims_are_told_where_days_are_open():
    whole = HeldEvidence(spans=[YEAR], claims=[Claim("EV-2", YEAR.start, YEAR.end, "link only")])
    assert "claimed" not in continuous.judge(ALWAYS, YEAR, whole).sentence
    part = replace(whole, spans=[Span(YEAR.start, date(2026, 6, 30))])
    assert "claimed: EV-2: link only" in continuous.judge(ALWAYS, YEAR, part).sentence


def test_a_statement_may_be_of_one_day():
    said = {"weekdays": (), "reason": "moved house", "by": "Ana Ruiz", "today": YEAR.start}
    assert quiet.refusals(start=YEAR.start, end=YEAR.start, **said) == []
    assert "ends before it begins" in quiet.refusals(start=YEAR.start + DAY, end=YEAR.start, **said)[0]


# -- the heat table --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "begun", "word"),
    [
        (SlotState.COVERED, True, MonthState.COVERED),
        (SlotState.LATE, True, MonthState.LATE),
        (SlotState.LATE_BEYOND_GRACE, True, MonthState.GAP),
        (SlotState.GAP, True, MonthState.GAP),
        (SlotState.CLAIMED, True, MonthState.GAP),
        (SlotState.UPCOMING, True, MonthState.NOT_YET_RUN),
        (SlotState.UPCOMING, False, MonthState.UPCOMING),
        (SlotState.DUE, True, MonthState.DUE),
        (SlotState.OPTIONAL, True, MonthState.OPTIONAL),
        (SlotState.OUTSIDE_PERIOD, True, MonthState.OUTSIDE_PERIOD),
    ],
)
def test_a_slot_in_one_of_its_months(state, begun, word):
    assert months.slot_in_month(slot(state), begun=begun) is word


def test_a_claim_that_still_can_be_followed_by_a_run_is_told_as_a_claim():
    assert months.slot_in_month(slot(SlotState.CLAIMED, still_open=True), begun=True) is MonthState.CLAIMED


@pytest.mark.parametrize(
    ("states", "word"),
    [
        ([SlotState.COVERED, SlotState.GAP], MonthState.PARTIAL),
        ([SlotState.COVERED, SlotState.UPCOMING], MonthState.ON_TRACK),
        ([SlotState.LATE, SlotState.GAP], MonthState.PARTIAL),
        ([SlotState.COVERED, SlotState.DUE], MonthState.DUE),
        ([SlotState.GAP, SlotState.GAP], MonthState.GAP),
    ],
)
@pytest.mark.parametrize("begun", [True, False])
def test_the_worst_slot_of_a_month_beside_one_that_ran(states, word, begun):
    found = months._slots("2026-03", [slot(one, slot=f"W{place}") for place, one in enumerate(states)], begun=begun)
    assert found.state is word


def test_a_month_that_asks_for_no_run_may_have_one():
    bare, ran = slot(SlotState.OPTIONAL, required=False), slot(SlotState.COVERED, required=False)
    assert months._slots("2026-03", [bare], begun=True).state is MonthState.OPTIONAL
    assert months._slots("2026-03", [bare, ran], begun=True).state is MonthState.COVERED


def test_a_period_that_ends_on_the_first_of_a_month_has_that_month():
    assert len(months.months_of(Span(date(2026, 1, 31), date(2026, 2, 1)))) == 2


@pytest.mark.parametrize(
    ("pulled", "as_of", "words"),
    [
        (datetime(2026, 2, 10, tzinfo=UTC), date(2026, 12, 31), [MonthState.INTERIM, MonthState.UNPROVEN]),
        (datetime(2026, 2, 10, tzinfo=UTC), date(2026, 3, 15), [MonthState.INTERIM, MonthState.UPCOMING]),
    ],
)
def test_months_an_early_list_shows_are_interim_and_the_rest_unproven_once_over(pulled, as_of, words):
    event = replace(QUARTERLY, frequency=Frequency.EVENT)
    listed = HeldEvidence(lists=[Listing("EV-1", Span(date(2026, 1, 1), date(2026, 1, 31)), pulled, rows=3)])
    row = rules.judge(event, listed, asked(as_of))
    found = months.cells(row, months.months_of(Span(date(2026, 1, 1), date(2026, 3, 31))), as_of)
    assert [found[0].state, found[2].state] == words


def test_a_list_that_came_late_and_lacks_something_proves_no_month():
    event = replace(QUARTERLY, frequency=Frequency.EVENT)
    late = Listing("EV-1", YEAR, datetime(2027, 1, 2, tzinfo=UTC), ("how its completeness was checked",), rows=3)
    as_of = date(2027, 2, 1)
    row = rules.judge(event, HeldEvidence(lists=[late]), asked(as_of))
    assert row.verdict is Verdict.UNPROVEN
    assert {one.state for one in months.cells(row, months.months_of(YEAR), as_of)} == {MonthState.UNPROVEN}


# -- lists of what happened ------------------------------------------------------------------------------------------


def test_a_list_of_other_days_says_nothing_of_the_window():
    away = Listing("EV-1", Span(date(2025, 1, 1), date(2025, 12, 31)), datetime(2027, 1, 2, tzinfo=UTC), rows=9)
    whole = Listing("EV-2", YEAR, datetime(2027, 1, 2, tzinfo=UTC), rows=0)
    ends = datetime(2027, 1, 1, tzinfo=UTC)
    found = populations.judge([away, whole], YEAR, ends, asked(date(2027, 2, 1)))
    assert found.verdict is Verdict.NO_OCCURRENCE


def test_of_an_early_list_the_cure_is_told():
    early = Listing("EV-1", YEAR, datetime(2026, 6, 1, tzinfo=UTC), rows=9)
    found = populations.judge([early], YEAR, datetime(2027, 1, 1, tzinfo=UTC), asked(date(2026, 7, 1)))
    assert found.sentence == "EV-1 was pulled before 2026-12-31 was over; one of the whole window is to be pulled."
    assert not found.due


def test_rows_left_out_are_told_of_the_lists_that_have_some():
    late, ends = datetime(2027, 1, 2, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    lists = [Listing("EV-1", YEAR, late, rows=9), Listing("EV-2", YEAR, late, rows=9, skipped="1 test ticket")]
    found = populations.judge(lists, YEAR, ends, asked(date(2027, 2, 1)))
    assert "9 items (EV-2: 1 test ticket); what became" in found.sentence


# -- checks ----------------------------------------------------------------------------------------------------------

NOW = date(2026, 11, 20)
METRIC = Limit("metric:groundedness", "groundedness", "metric series", "", Side.AT_LEAST, 0.98, max_age=35)
LOW = MetricValue("groundedness", NOW - DAY, 0.9)


def ticket(about: str, opened: date) -> TicketRecord:
    return TicketRecord("T1", datetime.combine(opened, datetime.min.time(), UTC), None, critical=False, about=about)


@pytest.mark.parametrize(
    ("response_days", "tickets", "state"),
    [
        (None, [], CheckState.BREACH),
        (None, [ticket("groundedness", NOW)], CheckState.BREACH),
        (None, [ticket("groundedness", NOW - DAY)], CheckState.OK),
        (5, [ticket("toxicity", NOW - DAY)], CheckState.WARN),
        (5, [ticket("groundedness", NOW)], CheckState.OK),
        (5, [ticket("groundedness", NOW - 2 * DAY)], CheckState.WARN),
    ],
)
def test_only_a_ticket_about_the_metric_within_its_days_reviews_a_value(response_days, tickets, state):
    found = checks.metric(replace(METRIC, response_days=response_days), [LOW], tickets, NOW)
    assert found.items[0].state is state


@pytest.mark.parametrize(("days", "stale"), [(35, False), (36, True)])
def test_a_series_that_ended_is_stale_after_its_age(days, stale):
    old = MetricValue("groundedness", NOW - timedelta(days=days), 0.99)
    assert (checks.metric(METRIC, [old], [], NOW).state is CheckState.STALE) is stale


def test_the_lists_of_a_series_are_not_held_against_its_age():
    old = ListInForce("EV-1", "evals", NOW - timedelta(days=90))
    assert check_rows.doubts(METRIC, [old], NOW, aged=False) == []
    (doubt,) = check_rows.doubts(METRIC, [old], NOW)
    assert doubt.state is CheckState.STALE


def test_what_was_opened_after_the_moment_is_not_counted():
    limit = Limit("escalations", "Escalations", "tickets", "hours", Side.AT_MOST, 4, 2)
    until = datetime(2026, 11, 21, tzinfo=UTC)
    later = TicketRecord("T1", until, None, critical=None, severity="P1")
    found = escalations(limit, [later], NOW, until)
    assert (found.state, found.items) == (CheckState.OK, ())
    assert told_value(found) == "0 h"
    assert told_value(replace(found, value=None)) == ""
    assert told_value(replace(found, unit="%", value=99.5)) == "99.5"


# -- what an artefact shows ------------------------------------------------------------------------------------------

JUNE = date(2026, 6, 15)


def artefact(shows: Shows, kind: EvidenceKind = EvidenceKind.SIGN_OFF, **more: object) -> BehindControl:
    facts = {"first": JUNE, "last": JUNE, "term": False, "performed": None, "slot": ""}
    facts |= {"seen": date(2026, 7, 3), "known": date(2026, 7, 2), "standing": ""}
    return BehindControl("EV-1", kind, shows, **(facts | more))


@pytest.mark.parametrize(
    ("on", "more", "shown"),
    [
        (date(2026, 7, 3), {}, True),
        (date(2026, 7, 4), {}, False),
        (JUNE, {"valid_until": JUNE}, True),
        (JUNE, {"valid_until": JUNE - DAY}, False),
        (JUNE, {"replaced": ("EV-2", JUNE + DAY)}, True),
        (JUNE, {"replaced": ("EV-2", JUNE)}, False),
    ],
)
def test_a_run_counts_up_to_the_day_it_was_taken_and_while_it_holds(on, more, shown):
    (found,) = showing.runs_of(artefact(Shows.RUN, performed=on, **more))
    assert isinstance(found, Run) is shown


def test_a_contract_holds_for_its_term_where_it_shows_how_things_stand():
    term = {"first": JUNE, "last": JUNE, "valid_until": date(2026, 12, 31)}
    (state,) = showing.days_of(artefact(Shows.STATE, EvidenceKind.CONTRACT, **term))
    assert state == Span(JUNE, date(2026, 12, 31))
    (run,) = showing.days_of(artefact(Shows.RUN, EvidenceKind.CONTRACT, **term))
    assert run == Span(JUNE, JUNE)


def test_a_claim_is_of_the_day_the_work_was_done():
    (told,) = showing.runs_of(artefact(Shows.RUN, standing="link only", performed=JUNE - DAY))
    assert (told.start, told.end) == (JUNE - DAY, JUNE - DAY)
    (bare,) = showing.runs_of(artefact(Shows.RUN, standing="link only", last=JUNE + DAY))
    assert (bare.start, bare.end) == (JUNE, JUNE + DAY)


def test_a_dated_run_covers_its_day_of_a_control_that_runs_all_the_time():
    assert list(showing.days_of(artefact(Shows.RUN, performed=JUNE - DAY, last=JUNE + DAY))) == [
        Span(JUNE - DAY, JUNE - DAY)
    ]
    assert list(showing.days_of(artefact(Shows.RUN, last=JUNE + DAY))) == [Span(JUNE, JUNE + DAY)]


# -- the earliest clean period --------------------------------------------------------------------


def test_a_run_beyond_grace_breaks_what_is_clean_and_one_in_grace_does_not():
    def begins(second: date) -> date | None:
        runs_ = [Run("EV-1", date(2026, 2, 1)), Run("EV-2", second, "2026Q2"), Run("EV-3", date(2026, 8, 1))]
        return earliest_period.start_of(QUARTERLY, HeldEvidence(runs_), date(2026, 9, 30)).start

    assert begins(date(2026, 7, 15)) == date(2026, 1, 1)
    assert begins(date(2026, 7, 16)) == date(2026, 7, 1)


def test_a_control_that_takes_effect_later_is_clean_from_that_day():
    later = replace(QUARTERLY, effective_from=date(2026, 10, 1))
    found = earliest_period.start_of(later, NOTHING, date(2026, 9, 30))
    assert (found.start, found.why) == (date(2026, 10, 1), "is not yet in effect")


def test_a_run_from_before_it_took_effect_is_none_of_it():
    later = replace(QUARTERLY, effective_from=date(2026, 4, 1))
    found = earliest_period.start_of(later, HeldEvidence([Run("EV-1", date(2026, 2, 1))]), date(2026, 5, 1))
    assert found.start == date(2026, 4, 1)


@pytest.mark.parametrize(("day", "touches"), [(date(2026, 1, 1), True), (date(2025, 12, 31), False)])
def test_a_claim_touches_the_days_that_are_judged(day, touches):
    claim = Claim("EV-1", day - DAY, day, "link only")
    found = continuous.judge(ALWAYS, YEAR, HeldEvidence(claims=[claim]))
    assert bool(found.claims) is touches


def test_a_month_of_a_continuous_control_that_was_forgiven_is_covered():
    held = HeldEvidence(spans=[Span(YEAR.start, date(2026, 5, 25)), Span(date(2026, 6, 1), YEAR.end)])
    row = rules.judge(ALWAYS, held, asked(YEAR.end))
    assert row.verdict is Verdict.COVERED
    may = months.cells(row, months.months_of(YEAR), YEAR.end)[4]
    assert (may.state, may.at) == (MonthState.COVERED, "2026-05-26..2026-05-31")


def test_on_the_first_day_of_a_month_it_has_begun():
    row = rules.judge(QUARTERLY, NOTHING, asked(date(2026, 4, 1)))
    found = months.cells(row, months.months_of(YEAR), date(2026, 4, 1))
    assert [one.state for one in found[3:5]] == [MonthState.NOT_YET_RUN, MonthState.UPCOMING]


def test_only_contracts_and_reports_hold_for_a_term():
    shot = {"first": JUNE, "last": JUNE, "valid_until": date(2026, 12, 31)}
    (found,) = showing.days_of(artefact(Shows.STATE, EvidenceKind.CONFIG_SNAPSHOT, **shot))
    assert found == Span(JUNE, JUNE)
