"""Work sheets of tests that come back."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.testing.sheets import read_sheet
from grcdesk.terms.audits import ItemResult
from importers.reads import write

HEADING = "Test,Item,Result,Tested by,Tested on,Note,Evidence\n"


def test_rows_with_a_result_are_answers(tmp_path):
    rows = 'T-1,CHG-1,Yes,Ana Sol,2026-03-01,fine,"EV-1, EV-2"\nT-1,CHG-2,,,,,\nT-2,,N/A,,,,\n'
    first, second = read_sheet(write(tmp_path, "s.csv", HEADING + rows))
    assert (first.test, first.item, first.result, first.on) == (
        *("T-1", "CHG-1", ItemResult.PASS),
        date(2026, 3, 1),
    )
    assert first.evidence == ("EV-1", "EV-2")
    assert (second.result, second.on, second.evidence) == (ItemResult.NOT_APPLICABLE, None, ())


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        ("Test,Item\nT-1,x\n", "has no column result", None),
        ("Item,Note\nx,y\n", "has no column test and result", None),
        (HEADING + "T-1,x,maybe,,,,\n", "'maybe' is no result", 2),
        (HEADING + "T-1,x,pass,,soon,,\n", "'soon' is no day", 2),
        (HEADING + "T-1,x,pass,,,,,more\n", "cannot be read whole; nothing was changed", None),
    ],
)
def test_a_sheet_that_cannot_be_read_whole_is_refused(tmp_path, text, told, line):
    with pytest.raises(BadInput) as error:
        read_sheet(write(tmp_path, "s.csv", text))
    assert told in error.value.message
    assert error.value.line == line
