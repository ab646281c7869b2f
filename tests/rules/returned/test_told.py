"""What a workbook that came back would do, in one line a cell."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from grcdesk.errors import BadInput
from grcdesk.rules.returned import base, told
from grcdesk.schemas.returned.returned import ReturnedDifference, ReturnedProblem
from grcdesk.terms.returned import CellFate

CELL = ReturnedDifference("Gap!H2", "AI-SEC-01", "Keys", "Owner", CellFate.FILE, "Lin", "Lin", "Dana")
BOTH = replace(CELL, fate=CellFate.BOTH, ours="Tom")


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (CELL, "Gap!H2: AI-SEC-01 Owner: Lin → Dana"),
        (replace(CELL, settled="leave"), "Gap!H2: AI-SEC-01 Owner: Lin → Dana, left out"),
        (replace(CELL, ours="", theirs="x" * 61), f"Gap!H2: AI-SEC-01 Owner: - → {'x' * 59}…"),
        (replace(CELL, theirs="x" * 60), f"Gap!H2: AI-SEC-01 Owner: Lin → {'x' * 60}"),
    ],
)
def test_a_cell_that_is_taken_or_left(one, line):
    assert told.change(one) == line


@pytest.mark.parametrize(
    ("one", "end"),
    [
        (BOTH, "the desk has Tom, the file Dana, written as Lin; say --take or --leave"),
        (replace(BOTH, base=""), "the desk has Tom, the file Dana; say --take or --leave"),
        (replace(BOTH, settled="take"), "the desk has Tom, the file Dana, written as Lin; the file's is taken"),
        (replace(BOTH, settled="leave"), "the desk has Tom, the file Dana, written as Lin; the desk's stays"),
    ],
)
def test_a_cell_both_have_changed_names_both_values(one, end):
    assert told.conflict(one) == f"Gap!H2: AI-SEC-01 Owner was changed in both: {end}"


def test_what_cannot_be_taken_comes_first_then_what_waits_for_a_person():
    problem = ReturnedProblem("Gap!H3", "is no person", "name one")
    outcome = SimpleNamespace(problems=(problem,), cells=(CELL, BOTH))
    assert list(told.lines(outcome)) == ["Gap!H3: is no person; name one", told.conflict(BOTH), told.change(CELL)]


@pytest.mark.parametrize("rows", [[], [[""]], [["grcdesk way back 1"]], [["grcdesk way back 1", "0" * 64], ["fact"]]])
def test_a_hidden_sheet_that_was_touched_is_no_base(rows):
    with pytest.raises(BadInput, match="not as it was written"):
        base.read(rows)


def test_a_hidden_sheet_of_another_kind_is_told_as_that():
    rows = [("fact", "book", "a later one")]
    with pytest.raises(BadInput, match="of a later kind"):
        base.read([(base.SIGN, base.digest(rows)), *rows])
