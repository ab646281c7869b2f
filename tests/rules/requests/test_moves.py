"""Only the auditor accepts: whatever is tried, in whatever order, a good word is not had for less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import Refused
from grcdesk.rules.requests import moves
from grcdesk.rules.requests.moves import RequestStanding
from grcdesk.terms.requests import SETTLED, AuditorStatus, RequestStatus

TODAY = date(2027, 1, 20)
OPEN = RequestStanding("R-07", evidence=1)
SUBMITTED = replace(OPEN, status=RequestStatus.SUBMITTED, submitted_on=date(2027, 1, 10))


def word(now: RequestStanding, to: AuditorStatus, *, by="Kim Otis", on=date(2027, 1, 15), reason="") -> None:
    moves.refuse_word(now, to, told_by=by, on=on, reason=reason, today=TODAY)


@pytest.mark.parametrize(
    ("now", "to", "said", "why"),
    [
        (OPEN, AuditorStatus.ACCEPTED, {}, "was not submitted"),
        (OPEN, AuditorStatus.RECEIVED, {}, "was not submitted"),
        (replace(OPEN, rounds=2), AuditorStatus.ACCEPTED, {}, "not submitted in round 2"),
        (SUBMITTED, AuditorStatus.ACCEPTED, {"by": ""}, "who told it"),
        (SUBMITTED, AuditorStatus.ACCEPTED, {"on": None}, "who told it"),
        (SUBMITTED, AuditorStatus.ACCEPTED, {"on": date(2027, 1, 21)}, "still to come"),
        (SUBMITTED, AuditorStatus.ACCEPTED, {"on": date(2027, 1, 9)}, "was submitted on 2027-01-10"),
        (SUBMITTED, AuditorStatus.RETURNED, {}, "why"),
        (SUBMITTED, AuditorStatus.NOT_SENT, {}, "not unsaid"),
        (OPEN, AuditorStatus.CLOSED, {}, "without being accepted"),
        (replace(SUBMITTED, auditor=AuditorStatus.CLOSED), AuditorStatus.RETURNED, {"reason": "x"}, "after that"),
        (replace(SUBMITTED, auditor=AuditorStatus.ACCEPTED), AuditorStatus.RECEIVED, {}, "after that"),
    ],
)
def test_a_word_he_cannot_have_said_is_refused(now, to, said, why):
    with pytest.raises(Refused, match=why):
        word(now, to, **said)


def test_what_he_can_have_said_is_taken():
    word(SUBMITTED, AuditorStatus.RECEIVED)
    word(SUBMITTED, AuditorStatus.ACCEPTED)
    word(replace(SUBMITTED, auditor=AuditorStatus.ACCEPTED), AuditorStatus.CLOSED)
    word(replace(SUBMITTED, auditor=AuditorStatus.ACCEPTED), AuditorStatus.RETURNED, reason="a page is missing")
    word(OPEN, AuditorStatus.CLOSED, reason="withdrawn")


@pytest.mark.parametrize(
    ("now", "to", "why"),
    [
        (replace(OPEN, evidence=0), RequestStatus.READY_FOR_REVIEW, "nothing to review"),
        (OPEN, RequestStatus.BLOCKED, "by what"),
        (OPEN, RequestStatus.SUBMITTED, "an act of its own"),
        (SUBMITTED, RequestStatus.GATHERING, "only the auditor brings it back"),
        (replace(OPEN, auditor=AuditorStatus.CLOSED), RequestStatus.OPEN, "closed by the auditor"),
    ],
)
def test_our_own_moves_have_bounds(now, to, why):
    with pytest.raises(Refused, match=why):
        moves.refuse_ours(now, to, blocked="")


@pytest.mark.parametrize(
    ("now", "on", "why"),
    [
        (replace(OPEN, evidence=0), TODAY, "nothing to hand over"),
        (SUBMITTED, TODAY, "submitted already"),
        (OPEN, TODAY + timedelta(1), "still to come"),
        (replace(OPEN, auditor=AuditorStatus.RETURNED, told_on=TODAY), TODAY - timedelta(1), "again on or after"),
        (replace(OPEN, auditor=AuditorStatus.ACCEPTED), TODAY, "accepted by the auditor"),
    ],
)
def test_nothing_is_handed_over_twice_empty_or_ahead(now, on, why):
    with pytest.raises(Refused, match=why):
        moves.refuse_submit(now, on, TODAY)


STEP = st.one_of(
    st.tuples(st.just("ours"), st.sampled_from(RequestStatus), st.integers(0, 25)),
    st.tuples(st.just("his"), st.sampled_from(AuditorStatus), st.integers(0, 25)),
    st.tuples(st.just("submit"), st.none(), st.integers(0, 25)),
    st.tuples(st.just("evidence"), st.none(), st.integers(0, 2)),
)


@given(st.lists(STEP, max_size=25), st.booleans())
def test_accepted_is_never_had_without_something_handed_over_in_that_round(steps, blank):
    now = RequestStanding("R-07")
    handed: dict[int, date] = {}
    returns = 0
    for what, to, number in steps:
        day = date(2027, 1, 1) + timedelta(number)
        try:
            if what == "evidence":
                now = now if now.status is RequestStatus.SUBMITTED else replace(now, evidence=number)
            elif what == "submit":
                moves.refuse_submit(now, day, TODAY)
                handed[now.rounds] = day
                now = replace(now, status=RequestStatus.SUBMITTED, submitted_on=day)
            elif what == "ours":
                moves.refuse_ours(now, to, blocked="" if blank else "a ticket")
                now = replace(now, status=to)
            else:
                reason = "" if blank else "why"
                moves.refuse_word(now, to, told_by="Kim Otis", on=day, reason=reason, today=TODAY)
                now = replace(now, auditor=to, told_on=day)
                if to is AuditorStatus.RETURNED:
                    returns += 1
                    now = replace(now, status=RequestStatus.GATHERING, rounds=now.rounds + 1)
        except Refused:
            continue
        assert now.rounds == returns + 1
        if now.auditor is AuditorStatus.ACCEPTED:
            assert now.status is RequestStatus.SUBMITTED
            assert handed[now.rounds] <= now.told_on <= TODAY
            assert now.answered
        if now.auditor in SETTLED:
            assert moves.next_step(now).endswith("nothing is left to do")


RETURNED = replace(OPEN, auditor=AuditorStatus.RETURNED, told_on=TODAY, rounds=2)


@pytest.mark.parametrize(
    ("now", "to", "blocked"),
    [
        (OPEN, RequestStatus.READY_FOR_REVIEW, ""),
        (replace(OPEN, evidence=0, response="see the policy"), RequestStatus.READY_FOR_REVIEW, ""),
        (replace(OPEN, evidence=0), RequestStatus.GATHERING, ""),
        (OPEN, RequestStatus.BLOCKED, "a ticket"),
    ],
)
def test_our_own_moves_that_may_be(now, to, blocked):
    moves.refuse_ours(now, to, blocked=blocked)


def test_a_written_response_can_be_handed_over_on_the_day_it_was_returned():
    moves.refuse_submit(replace(OPEN, evidence=0, response="see the policy"), TODAY, TODAY)
    moves.refuse_submit(RETURNED, TODAY, TODAY)


def test_his_word_may_be_of_the_day_it_was_handed_over_and_of_today():
    word(replace(SUBMITTED, submitted_on=TODAY), AuditorStatus.RECEIVED, on=TODAY)
    received = replace(SUBMITTED, auditor=AuditorStatus.RECEIVED, told_on=date(2027, 1, 12))
    word(received, AuditorStatus.ACCEPTED, on=date(2027, 1, 12))
    word(received, AuditorStatus.RETURNED, reason="no query", on=date(2027, 1, 12))
    with pytest.raises(Refused, match="was received on 2027-01-12"):
        word(received, AuditorStatus.ACCEPTED, on=date(2027, 1, 11))
    with pytest.raises(Refused, match="after that"):
        word(received, AuditorStatus.RECEIVED)


def test_of_the_first_round_no_number_is_told():
    with pytest.raises(Refused, match="was not submitted: it cannot"):
        word(OPEN, AuditorStatus.ACCEPTED)


@pytest.mark.parametrize(
    ("now", "step"),
    [
        (replace(OPEN, evidence=0), "to be handed over it needs evidence or a response"),
        (OPEN, "it can be handed over"),
        (SUBMITTED, "handed over: it waits for the auditor's word"),
    ],
)
def test_the_next_step_is_told(now, step):
    assert moves.next_step(now) == step
