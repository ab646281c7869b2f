"""What an artefact shows: each good word tried for less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.coverage.showing import days_of, runs_of
from grcdesk.rules.evidence.standing import UNREAD
from grcdesk.schemas.coverage.coverage import Claim, Run, Span
from grcdesk.schemas.evidence.behind import BehindControl
from grcdesk.terms import EvidenceKind, Shows

JUNE = date(2026, 6, 15)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
COVERING = (Shows.RUN, Shows.SPAN, Shows.RECORD, Shows.STATE)


def artefact(shows: Shows | None, kind: EvidenceKind = EvidenceKind.SIGN_OFF, **more) -> BehindControl:
    facts = {"first": JUNE, "last": JUNE, "term": False, "performed": None, "slot": ""}
    facts |= {"seen": date(2026, 7, 3), "known": date(2026, 7, 2), "standing": ""}
    return BehindControl("EV-1", kind, shows, **(facts | more))


def said(found) -> list[str]:
    return [one.why if isinstance(one, Claim) else "shown" for one in found]


@pytest.mark.parametrize("why", ["link only", "bytes failed integrity", "not read: import it", "superseded by EV-2"])
@pytest.mark.parametrize("shows", COVERING)
def test_what_does_not_stand_shows_nothing_and_says_so(shows, why):
    one = artefact(shows, filled=[Span(JUNE, JUNE)], standing=why)
    assert said(runs_of(one)) == said(days_of(one)) == [why]


@pytest.mark.parametrize(
    ("shows", "kind", "why"),
    [
        (Shows.DESIGN, EvidenceKind.POLICY, "a policy shows design"),
        (Shows.POPULATION, EvidenceKind.POPULATION, "a population shows what happened, not that the control ran"),
        (Shows.SUPPORT, EvidenceKind.TICKET, "a ticket only stands beside other evidence"),
        (None, EvidenceKind.INVENTORY, "an inventory is not asked for"),
    ],
)
def test_papers_populations_and_what_nobody_asked_for_are_claims(shows, kind, why):
    one = artefact(shows, kind)
    assert said(runs_of(one)) == said(days_of(one)) == [why]


def test_a_state_or_a_record_is_no_run_of_a_control_that_runs_in_cycles():
    assert said(runs_of(artefact(Shows.STATE, EvidenceKind.CONTRACT))) == [
        "a contract shows how something stood, not that the control ran"
    ]
    assert said(runs_of(artefact(Shows.RECORD, EvidenceKind.CHANGE_RECORD))) == [
        "a change record shows events, not that the control ran"
    ]


def test_an_imported_log_covers_the_days_of_its_rows_whatever_period_it_is_said_to_have():
    whole = {"first": date(2026, 1, 1), "last": date(2026, 6, 30), "term": True}
    april = [Span(date(2026, 4, 1), date(2026, 4, 14)), Span(date(2026, 4, 16), date(2026, 4, 29))]
    one = artefact(Shows.SPAN, EvidenceKind.LOG_EXPORT, filled=april, **whole)
    assert list(days_of(one)) == april
    assert said(days_of(replace(one, filled=None))) == ["not read: import it"]
    assert said(days_of(replace(one, filled=[]))) == ["it has no rows"]
    assert [run.on for run in runs_of(one)] == [day for span in april for day in days(span)]


def test_a_log_that_is_the_run_itself_runs_on_the_days_of_its_rows_and_a_report_on_its_own():
    rows = [Span(date(2026, 2, 3), date(2026, 2, 3)), Span(date(2026, 5, 6), date(2026, 5, 7))]
    one = artefact(Shows.RUN, EvidenceKind.LOG_EXPORT, filled=rows, slot="2026Q3")
    assert [(run.on, run.slot) for run in runs_of(one)] == [
        (date(2026, 2, 3), ""),
        (date(2026, 5, 6), ""),
        (date(2026, 5, 7), ""),
    ]
    assert said(runs_of(replace(one, filled=None))) == ["not read: import it"]
    tests = artefact(Shows.RUN, EvidenceKind.TEST_RECORD, filled=rows)
    assert list(runs_of(tests)) == [Run("EV-1", JUNE, "")]


def test_a_record_stands_for_its_queried_range_up_to_the_day_before_it_was_drawn():
    facts = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "term": True}
    one = artefact(Shows.RECORD, EvidenceKind.CHANGE_RECORD, **facts)
    shown, rest = days_of(one)
    assert shown == Span(date(2026, 1, 1), date(2026, 7, 2))
    assert (rest.start, rest.end) == (date(2026, 7, 3), date(2026, 12, 31))
    lacking = replace(one, lacks=("the query it was drawn with", "when it was pulled"))
    assert said(days_of(lacking)) == ["a change record lacks the query it was drawn with and when it was pulled"]


def test_a_setting_shows_its_day_and_a_contract_its_term():
    setting = artefact(Shows.STATE, EvidenceKind.CONFIG_SNAPSHOT)
    assert list(days_of(setting)) == [Span(JUNE, JUNE)]
    months = replace(setting, first=date(2026, 1, 1), term=True)
    assert said(days_of(months)) == ["a config snapshot shows the moment it was taken: give its as-of day"]
    term = {"first": date(2026, 1, 1), "last": date(2026, 1, 1), "valid_until": date(2027, 12, 31)}
    assert list(days_of(artefact(Shows.STATE, EvidenceKind.CONTRACT, **term))) == [
        Span(date(2026, 1, 1), date(2027, 12, 31))
    ]
    assert list(days_of(artefact(Shows.STATE, EvidenceKind.CONTRACT))) == [Span(JUNE, JUNE)]


def test_the_newer_one_takes_over_from_its_first_day():
    one = artefact(Shows.SPAN, EvidenceKind.LOG_EXPORT, filled=[Span(date(2026, 6, 1), date(2026, 6, 30))])
    shown, rest = days_of(replace(one, replaced=("EV-2", date(2026, 6, 10))))
    assert shown == Span(date(2026, 6, 1), date(2026, 6, 9))
    assert rest.why == "superseded by EV-2 from 2026-06-10 on"
    run = artefact(Shows.RUN)
    assert said(runs_of(replace(run, replaced=("EV-2", JUNE + timedelta(days=1))))) == ["shown"]
    assert said(runs_of(replace(run, replaced=("EV-2", JUNE)))) == ["superseded by EV-2 from 2026-06-15 on"]


def test_a_run_dated_after_it_was_taken_or_past_its_validity_is_none():
    assert said(runs_of(artefact(Shows.RUN, performed=date(2026, 7, 4)))) == [
        "dated 2026-07-04, after it was taken on 2026-07-03"
    ]
    assert said(runs_of(artefact(Shows.RUN, valid_until=date(2026, 6, 14)))) == ["valid until 2026-06-14"]


def test_a_persons_word_makes_a_link_a_run_and_no_broken_bytes_good():
    one = artefact(None, EvidenceKind.DOCUMENT, stated="M. Roy, 2026-07-01, trust centre: seen", standing="link only")
    assert list(runs_of(one)) == [Run("EV-1", JUNE, "")]
    assert list(days_of(one)) == [Span(JUNE, JUNE)]
    for why in ("bytes failed integrity", "superseded by EV-2", "rejected: wrong system"):
        assert said(runs_of(replace(one, standing=why))) == [why]


def days(span: Span) -> list[date]:
    return [span.start + timedelta(days=number) for number in range(span.days)]


SPANS = st.builds(lambda day, more: Span(day, day + timedelta(days=more)), DAYS, st.integers(0, 40))
BEHIND = st.builds(
    lambda span, seen, **more: BehindControl(
        "EV-1", first=span.start, last=span.end, term=span.days > 1, seen=seen, known=seen - timedelta(days=1), **more
    ),
    SPANS,
    DAYS,
    kind=st.sampled_from(EvidenceKind),
    shows=st.none() | st.sampled_from(Shows),
    standing=st.sampled_from(("", "", "", "link only", "bytes failed integrity")),
    performed=st.none() | DAYS,
    slot=st.sampled_from(("", "2026Q1")),
    valid_until=st.none() | DAYS,
    stated=st.sampled_from(("", "", "M. Roy, 2026-07-01: seen")),
    filled=st.none() | st.lists(SPANS, max_size=3),
    replaced=st.none() | st.tuples(st.just("EV-2"), DAYS),
    lacks=st.sampled_from(((), ("the query it was drawn with",))),
)


@given(BEHIND)
def test_nothing_is_shown_for_less(one):
    runs = [found for found in runs_of(one) if isinstance(found, Run)]
    spans = [found for found in days_of(one) if isinstance(found, Span)]
    if runs or spans:
        assert one.standing == "" or (one.standing == "link only" and one.stated)
        assert one.stated or one.shows in COVERING
    if runs and not one.stated:
        assert one.shows in {Shows.RUN, Shows.SPAN}
        assert one.kind not in UNREAD or one.filled
    shown = [run.on for run in runs] + [span.end for span in spans]
    for day in shown:
        assert one.valid_until is None or day <= one.valid_until
        assert one.replaced is None or day < one.replaced[1]
    term = one.kind in {EvidenceKind.CONTRACT, EvidenceKind.REPORT} and one.shows is Shows.STATE and not one.stated
    assert term or all(day <= one.seen for day in shown)
    if one.shows is Shows.SPAN and not one.stated:
        rows = {day for span in one.filled or () for day in days(span)}
        assert {day for span in spans for day in days(span)} | {run.on for run in runs} <= rows
    if one.shows is Shows.RECORD and not one.stated:
        assert not (one.lacks and spans)
        assert all(span.end < one.seen for span in spans)


@given(BEHIND)
def test_whatever_is_not_shown_is_claimed_with_a_reason(one):
    for found in (list(runs_of(one)), list(days_of(one))):
        assert found
        assert all(claim.why and claim.evidence == "EV-1" for claim in found if isinstance(claim, Claim))
