"""The hidden sheet of a workbook that may come back: which cells are held against what they said."""

from __future__ import annotations

from datetime import UTC, date, datetime

from grcdesk.reports.workbook import base
from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.rules.returned import columns as roles
from grcdesk.schemas.returned.returned import WrittenFrom
from grcdesk.terms.returned import BookKind

ORIGIN = WrittenFrom("ab" * 32, 412, "cd" * 32, "ENG-1")
COLUMNS = (
    TabColumn("ID", 10, "Its name", Kind.ID),
    TabColumn("Title", 20, "What it is"),
    TabColumn("Day", 12, "A day", Kind.DATE),
    TabColumn("Moment", 16, "A moment", Kind.TIME),
    TabColumn("Note", 30, "For the auditor", input=True),
)
ROW = ("A-1", "Keys", date(2026, 1, 31), datetime(2026, 1, 31, 9, 30, 59, tzinfo=UTC), "")


def tab(*rows: tuple, columns: tuple[TabColumn, ...] = COLUMNS) -> Tab:
    return Tab("Rows", "tblRows", "Rows.", columns, rows, len(rows))


def test_a_moment_is_passed_over_as_programs_round_it():
    told = base.base_lines(BookKind.MATRIX, ORIGIN, [tab(ROW)])
    (line,) = (line for line in told if roles.KEY in line)
    assert list(line)[-5:] == [roles.KEY, roles.LOCKED, roles.LOCKED_DAY, roles.PASSED, line[-1]]
    assert line[-1] not in (roles.KEY, roles.LOCKED, roles.LOCKED_DAY, roles.PASSED), "the auditor writes there"


def test_only_a_tab_whose_rows_have_names_of_their_own_comes_home():
    assert base.comes_home(tab(ROW, ("A-2", *ROW[1:])))
    assert not base.comes_home(tab(ROW, ROW)), "two rows of one name"
    assert not base.comes_home(tab(("", *ROW[1:]))), "a row without one"
    assert not base.comes_home(tab()), "nothing to fill in"
    assert not base.comes_home(tab(ROW[:-1], columns=COLUMNS[:-1])), "nobody writes into it"
