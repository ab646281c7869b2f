"""What makes an artefact evidence, and what an auditor will ask of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.evidence.evidence import (
    STALE_DAYS,
    ArtefactFacts,
    cure,
    is_stale,
    lacks,
    refusals,
    stale_before,
    strongest,
    unproven,
)
from grcdesk.rules.evidence.lists import ReadList
from grcdesk.terms import CollectorMethod, EvidenceKind

TODAY = date(2026, 11, 21)
DATED = ArtefactFacts(EvidenceKind.REPORT, as_of=date(2026, 9, 30))
POPULATION = ArtefactFacts(
    EvidenceKind.POPULATION,
    period_from=date(2026, 1, 1),
    period_to=date(2026, 6, 30),
    source="GitHub",
    query="is:pr",
    pulled_at="2026-07-01T08:00:00.000Z",
    row_count=0,
    completeness="page total",
    checked_by="Omar Haddad",
    read=ReadList(rows=0, heading=True),
)
dates = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_one_date_is_enough():
    assert refusals(DATED, TODAY) == []
    assert refusals(POPULATION, TODAY) == []


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (replace(DATED, as_of=None), "without a date"),
        (replace(DATED, period_from=date(2026, 1, 1)), "first and a last day"),
        (replace(POPULATION, period_to=date(2025, 1, 1)), "ends before it begins"),
        (replace(DATED, as_of=TODAY + timedelta(days=1)), "still to come"),
        (replace(DATED, performed_on=date(2027, 1, 1)), "still to come"),
        (replace(DATED, kind=EvidenceKind.SCREENSHOT), "a screenshot shows nothing without a source"),
        (
            replace(POPULATION, method=CollectorMethod.SCREENSHOT, source=""),
            "a screenshot shows nothing without an as-of day and a source",
        ),
        (replace(DATED, slot="Q1 2026"), "no slot is called"),
        (replace(DATED, slot="2"), "no slot is called"),
        (
            ArtefactFacts(EvidenceKind.LOG_EXPORT, period_from=TODAY, period_to=TODAY + timedelta(days=1)),
            "still to come",
        ),
    ],
)
def test_what_cannot_be_evidence_is_refused_with_the_cure(facts: ArtefactFacts, why: str):
    assert any(why in one for one in refusals(facts, TODAY))


@pytest.mark.parametrize(
    "slot", ["2026Q1", "2026-03", "2026-W07", "2026-03-05", "2026", "2026H2", "2026-01-21..2026-07-20"]
)
def test_slots_are_called_as_coverage_calls_them(slot: str):
    assert refusals(replace(DATED, slot=slot), TODAY) == []


def test_an_empty_population_is_a_number_all_the_same():
    assert unproven(POPULATION) == []
    assert unproven(replace(POPULATION, row_count=None)) == ["its row count"]


def test_a_population_is_final_by_six_things():
    assert len(unproven(ArtefactFacts(EvidenceKind.POPULATION))) == 6
    assert len(unproven(ArtefactFacts(EvidenceKind.EXPORT, is_population=True))) == 6
    assert unproven(DATED) == []


def test_days_after_the_pull_are_not_shown():
    early = replace(POPULATION, pulled_at="2026-06-15T08:00:00.000Z")
    assert any("the days after" in one for one in lacks(early))
    assert lacks(POPULATION) == []


def test_a_link_and_a_written_word_are_weak():
    found = lacks(replace(DATED, preserved=False, method=CollectorMethod.WRITTEN))
    assert any("not preserved" in one for one in found)
    assert any("weakest" in one for one in found)


@given(dates, st.one_of(st.none(), dates), dates)
def test_valid_until_decides_before_age(last: date, valid: date | None, today: date):
    facts = ArtefactFacts(EvidenceKind.REPORT, as_of=last, valid_until=valid)
    expected = valid < today if valid else (today - last).days > STALE_DAYS
    assert is_stale(facts, today) == expected
    assert (last < stale_before(today)) == ((today - last).days > STALE_DAYS)


@given(st.lists(st.one_of(st.none(), st.sampled_from(CollectorMethod))))
def test_the_strongest_way_counts(methods):
    there = {method for method in methods if method}
    best = strongest(methods)
    assert best is (None if not there else next(method for method in CollectorMethod if method in there))


DAY = timedelta(days=1)


def pulled(moment: date, **more: object) -> ArtefactFacts:
    return replace(POPULATION, pulled_at=f"{moment}T23:30:00.000Z", **more)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (pulled(TODAY + DAY), ""),  # in UTC it may be tomorrow already
        (pulled(TODAY + 2 * DAY), "still to come, or after it came in"),
        (pulled(TODAY - 2 * DAY, as_of=TODAY - DAY), ""),
        (pulled(TODAY - 2 * DAY, as_of=TODAY), "it cannot show"),
        (replace(POPULATION, period_from=None), "first and a last day"),
        (replace(POPULATION, period_to=None), "first and a last day"),
        (replace(POPULATION, period_to=POPULATION.period_from), ""),
    ],
)
def test_a_list_is_drawn_after_what_it_shows_and_before_it_comes_in(facts, why):
    found = "; ".join(refusals(facts, TODAY))
    assert (why in found) if why else not found


@pytest.mark.parametrize("method", [None, CollectorMethod.SCREENSHOT])
def test_a_picture_with_day_and_source_is_taken(method):
    kind = EvidenceKind.REPORT if method else EvidenceKind.SCREENSHOT
    assert refusals(replace(DATED, kind=kind, method=method, source="Okta"), TODAY) == []


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        (replace(DATED, kind=EvidenceKind.QUERY_RESULT), ["a list needs its source"]),
        (replace(DATED, kind=EvidenceKind.QUERY_RESULT, source="Okta"), []),
        (replace(POPULATION, source=""), ["a list needs its source"]),
        (DATED, []),
        (replace(DATED, preserved=False), ["a link is not preserved: keep a copy"]),
        (POPULATION, []),
        (
            replace(POPULATION, pulled_at="2026-06-29T08:00:00.000Z"),
            ["pulled on 2026-06-29, it says nothing of the days after, up to 2026-06-30"],
        ),
        (replace(POPULATION, pulled_at="2026-06-30T08:00:00.000Z"), []),
    ],
)
def test_what_an_auditor_asks_for(facts, asked):
    assert lacks(facts) == asked


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({"as_of": None, "period_from": date(2026, 1, 1)}, True),
        ({"as_of": None, "period_to": date(2026, 1, 1)}, True),
        ({"as_of": None, "period_from": date(2026, 1, 1), "period_to": date(2026, 1, 2)}, False),
        ({"as_of": None}, True),
        ({}, False),
    ],
)
def test_a_day_or_both_ends_of_a_period_are_a_date(changed, asked):
    found = refusals(replace(DATED, **changed), TODAY)
    assert any("without a date" in one for one in found) is asked


@pytest.mark.parametrize(
    ("facts", "stale"),
    [
        (replace(DATED, as_of=stale_before(TODAY)), False),
        (replace(DATED, as_of=stale_before(TODAY) - DAY), True),
        (replace(DATED, as_of=None, period_to=stale_before(TODAY) - DAY), True),
        (replace(DATED, as_of=None), False),
        (replace(DATED, as_of=date(2020, 1, 1), valid_until=TODAY), False),
        (replace(DATED, valid_until=TODAY - DAY), True),
    ],
)
def test_too_old_to_speak_of_today(facts, stale):
    assert is_stale(facts, TODAY) is stale


def test_words_are_said_with_one_command_and_what_is_no_word_with_none():
    assert cure("EV-1", lacks(replace(POPULATION, query="", source=""))) == (
        "to say it: grcdesk evidence set EV-1 --source NAME --query TEXT",
    )
    assert cure("EV-1", ["a link is not preserved: keep a copy"]) == ()
