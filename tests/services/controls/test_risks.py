"""Accepted risks: on somebody's word, until a date."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused

EXPIRES = date(2027, 3, 31)


@pytest.fixture
def accepted(desk):
    desk.risks.accept("AI-SEC-01", reason=" small ", approver="Sam Okoro", expires=EXPIRES)
    return desk


def test_an_acceptance_says_why_who_and_until_when(accepted):
    row = accepted.risks.list()[0]
    assert (row.id, row.control, row.reason, row.approver) == ("RA-1", "AI-SEC-01", "small", "Sam Okoro")
    assert (row.accepted_on, row.expires_on, row.ended_on) == (date(2026, 11, 21), EXPIRES, None)
    assert accepted.controls.show("AI-SEC-01").risks == (row,)


def test_the_sentence_names_it(desk):
    said = desk.risks.accept("AI-SEC-01", reason="small", approver="Sam Okoro", expires=EXPIRES)
    assert said.sentence == "RA-1: risk of AI-SEC-01 accepted by Sam Okoro until 2027-03-31"


@pytest.mark.parametrize(
    ("reason", "approver", "reasons"),
    [("", "Sam Okoro", ("a reason",)), ("small", "", ("an approver",)), (" ", " ", ("a reason", "an approver"))],
)
def test_without_reason_or_approver_nothing_is_accepted(desk, reason, approver, reasons):
    with pytest.raises(Refused, match="accepting a risk needs") as caught:
        desk.risks.accept("AI-SEC-01", reason=reason, approver=approver, expires=EXPIRES)
    assert caught.value.reasons == reasons
    assert desk.risks.list() == []


def test_a_board_is_not_a_person(desk):
    with pytest.raises(BadInput, match="is not a person"):
        desk.risks.accept("AI-SEC-01", reason="small", approver="Risk Group", expires=EXPIRES)


def test_an_acceptance_that_is_over_already_is_none(desk):
    with pytest.raises(Refused, match="would have expired on 2026-11-20"):
        desk.risks.accept("AI-SEC-01", reason="small", approver="Sam Okoro", expires=date(2026, 11, 20))
    desk.risks.accept("AI-SEC-01", reason="small", approver="Sam Okoro", expires=date(2026, 11, 21))


def test_the_control_must_exist(desk):
    with pytest.raises(NotFound, match="no control"):
        desk.risks.accept("AI-SEC-99", reason="small", approver="Sam Okoro", expires=EXPIRES)


def test_the_first_to_expire_comes_first(accepted):
    accepted.risks.accept("AI-SEC-02", reason="small", approver="Sam Okoro", expires=date(2027, 1, 1))
    assert [row.id for row in accepted.risks.list()] == ["RA-2", "RA-1"]
    assert [row.id for row in accepted.risks.list(control="AI-SEC-01")] == ["RA-1"]


def test_it_ends_once_and_not_in_the_future(accepted):
    with pytest.raises(Refused, match="still to come"):
        accepted.risks.end("RA-1", on=date(2026, 11, 22))
    assert accepted.risks.end("RA-1").sentence == "RA-1 ended on 2026-11-21"
    assert accepted.risks.list()[0].ended_on == date(2026, 11, 21)
    with pytest.raises(Refused, match="RA-1 ended on 2026-11-21"):
        accepted.risks.end("RA-1")


def test_it_does_not_end_before_it_began(accepted):
    with pytest.raises(Refused, match="accepted on 2026-11-21"):
        accepted.risks.end("RA-1", on=date(2026, 11, 20))


def test_an_unknown_acceptance_is_not_found(accepted):
    with pytest.raises(NotFound, match="no accepted risk 'RA-2'") as caught:
        accepted.risks.end("RA-2")
    assert "RA-1" in caught.value.hint


def test_an_end_can_be_undone(accepted):
    before = accepted.risks.list()
    accepted.log.undo(accepted.risks.end("RA-1").batch)
    assert accepted.risks.list() == before
