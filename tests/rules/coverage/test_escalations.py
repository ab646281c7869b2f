"""Critical tickets: exact times, words nobody knows, lists that are too old or not understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.coverage import words
from grcdesk.rules.coverage.checks import HOUSE, key_age
from grcdesk.rules.coverage.escalations import escalations, in_hours, told_value
from grcdesk.schemas.coverage.checks import KeyRecord, ListInForce, TicketRecord
from grcdesk.terms import CheckState

KEYS, LIMIT = HOUSE[2], HOUSE[3]
DAY = date(2026, 11, 21)
NIGHT = datetime(2026, 11, 22, tzinfo=UTC)
FRESH = ListInForce("EV-1", "Jira", DAY)


def ticket(hours: float = 0, minutes: float = 0, seconds: float = 0, *, severity: str = "critical") -> TicketRecord:
    opened = datetime(2026, 11, 20, 8, tzinfo=UTC)
    spent = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return TicketRecord("T1", opened, opened + spent, words.severity(severity), severity=severity, source="Jira")


@pytest.mark.parametrize(
    ("spent", "state", "told"),
    [
        ((4, 0, 0), CheckState.OK, ""),
        ((4, 0, 1), CheckState.BREACH, "resolved after 4 h 00 min 01 s"),
        ((4, 2, 30), CheckState.BREACH, "resolved after 4 h 02 min 30 s"),
        ((12, 30, 0), CheckState.BREACH, "resolved after 12 h 30 min"),
        ((4, 0, 0.001), CheckState.BREACH, "resolved after 4 h 00 min 01 s"),
    ],
)
def test_nothing_is_rounded_before_the_limit(spent, state, told):
    found = escalations(LIMIT, [ticket(*spent)], DAY, NIGHT, [FRESH])
    assert found.state is state
    assert "".join(item.what for item in found.items) == told


@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_time_over_the_limit_is_never_told_as_the_limit(spent):
    assert spent <= timedelta(hours=4) or in_hours(spent) not in ("4 h", "3 h 59 min 59 s")


@pytest.mark.parametrize("word", ["1 - Critical", "P1 - Critical", "urgent", "", "Sev1/Sev2"])
def test_a_word_nobody_knows_is_asked_and_never_ok(word):
    found = escalations(LIMIT, [ticket(1, severity=word)], DAY, NIGHT, [FRESH])
    assert found.state is CheckState.WARN
    assert f'unknown word "{word or "(none)"}"' in found.sentence
    assert f"grcdesk checks word escalations '{word or '(none)'}' --means critical, or other" in found.items[0].what


@pytest.mark.parametrize("word", ["critical", "Critical", "SEV-1", "sev 0", "P1", "1", "Blocker", "highest"])
def test_words_of_critical(word):
    assert words.severity(word) is True


@pytest.mark.parametrize("word", ["high", "Medium", "low", "P3", "sev-2", "minor", "4"])
def test_words_of_the_rest(word):
    assert words.severity(word) is False


@given(st.text(max_size=12))
def test_no_word_is_guessed(word):
    plain = words.plain(word)
    assert (words.severity(word) is None) is (plain not in words._CRITICAL | words._OTHER)


def test_what_a_person_said_holds_for_that_source_alone():
    said = {("jira", "urgent"): words.CRITICAL, ("desk", "critical"): words.OTHER}
    assert words.is_critical("Urgent", "Jira", said) is True
    assert words.is_critical("urgent", "Helpdesk", said) is None
    assert words.is_critical("critical", "Desk", said) is False
    assert words.is_critical("critical", "Jira", said) is True


_LISTS = st.builds(
    ListInForce,
    st.sampled_from(["EV-1", "EV-2"]),
    st.just("Jira"),
    st.integers(0, 80).map(lambda days: DAY - timedelta(days=days)),
    st.integers(0, 2),
    st.sampled_from(["", "its bytes failed integrity"]),
    st.sampled_from(["", "one page of a longer list"]),
)


@given(st.lists(_LISTS, max_size=3), st.sampled_from(["low", "critical", "urgent"]), st.integers(0, 8))
def test_ok_needs_every_list_young_whole_and_understood(lists, word, hours):
    """Of the escalations, and of the age of keys."""
    found = escalations(LIMIT, [ticket(hours, severity=word)], DAY, NIGHT, lists)
    ages = key_age(KEYS, [KeyRecord("K1", DAY, None)], DAY, lists)
    clean = all((DAY - one.last).days <= LIMIT.max_age and not (one.unread or one.lost or one.page) for one in lists)
    assert (ages.state is CheckState.OK) is clean
    assert (found.state is CheckState.OK) is (clean and (word == "low" or (word == "critical" and hours <= 4)))


def test_an_old_list_is_stale_from_the_day_after_its_last():
    last = DAY - timedelta(days=35)
    assert escalations(LIMIT, [ticket(1)], DAY, NIGHT, [replace(FRESH, last=last)]).state is CheckState.OK
    found = escalations(LIMIT, [ticket(1)], DAY, NIGHT, [replace(FRESH, last=last - timedelta(days=1))])
    assert found.state is CheckState.STALE
    assert found.sentence == "1 critical ticket of 1: EV-1 stale since 2026-11-21"
    assert found.items[0].what == "EV-1 (Jira) of 2026-10-16 is 36 days old, at most 35 here: draw it again"


def test_a_breach_in_a_stale_list_is_still_a_breach():
    old = replace(FRESH, last=date(2026, 1, 1))
    assert escalations(LIMIT, [ticket(9)], DAY, NIGHT, [old]).state is CheckState.BREACH


def test_a_list_without_a_ticket_is_ok_and_no_list_is_no_data():
    assert escalations(LIMIT, [], DAY, NIGHT, [FRESH]).state is CheckState.OK
    assert escalations(LIMIT, [], DAY, NIGHT, []).state is CheckState.NO_DATA


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_the_value_is_told_as_exactly_as_it_was_measured(spent):
    whole = timedelta(seconds=spent // timedelta(seconds=1))
    found = escalations(LIMIT, [replace(ticket(), resolved=ticket().opened + whole)], DAY, NIGHT + whole, [FRESH])
    assert told_value(found) == in_hours(whole)
