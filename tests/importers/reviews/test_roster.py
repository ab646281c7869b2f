"""Lists of people: an event with its date goes before the columns, and nobody who has left counts as here."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.importers.reviews.roster import read_roster
from grcdesk.rules.reviews.people import LONG_AGO
from importers.reads import write


@pytest.mark.parametrize(
    ("row", "left"),
    [
        ("leaver,2026-03-02,2026-05-09,", date(2026, 3, 2)),
        ("leaver,,2026-05-09,", date(2026, 5, 9)),
        ("leaver,,,", LONG_AGO),
        (",,,terminated", LONG_AGO),
        (",,31.12.9999,active", None),
        (",,soon,active", LONG_AGO),
    ],
)
def test_when_somebody_left(tmp_path, row, left):
    path = write(tmp_path, "people.csv", f"name,event,date,left,status\nAda Berg,{row}\nBo Lind,,,,\n")
    found = read_roster(path, columns={})
    assert [one.left_on for one in found.people] == [left, None]
    assert any("has left, on a day that" in one for one in found.skipped) == (left == LONG_AGO)
