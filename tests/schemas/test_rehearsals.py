"""What a rehearsal comes to: a request is accepted the first time when nothing of it comes back."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.schemas.rehearsals import RehearsalDetail, RehearsalRow, ReturnedItem
from grcdesk.terms.rehearsals import Fault, ReturnDoor

ROW = RehearsalRow("RE-1", "ENG-1", date(2026, 11, 21), "42", 3, 1, "Dana Reyes")
BACK = ReturnedItem(
    "AI-SEC-01/report", next(iter(Fault)), "EV-3", "too old", next(iter(ReturnDoor)), "EV-3", "renew it"
)


def test_one_reason_is_enough_to_come_back():
    found = RehearsalDetail(ROW, None, (BACK, BACK), ())
    assert not found.accepted("AI-SEC-01/report")
    assert found.accepted("AI-SEC-02/report")


@pytest.mark.parametrize(("asked", "returned", "rate"), [(3, 1, 66.7), (3, 3, 0.0), (0, 0, 0.0)])
def test_of_nothing_asked_nothing_is_accepted(asked, returned, rate):
    row = RehearsalRow("RE-1", "ENG-1", date(2026, 11, 21), "42", asked, returned, "Dana Reyes")
    assert (row.accepted, row.rate) == (asked - returned, rate)
