"""The writer of workbooks: days no spreadsheet counts, words it has seen, names that rules need, full disks."""

from __future__ import annotations

import errno
import gc
import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from xlsxwriter.exceptions import FileCreateError

from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Book, Free
from grcdesk.reports.workbook.properties import properties
from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.reports.workbook.writing import letters, pens
from grcdesk.reports.workbook.writing.paper import PrintedPages
from reports.factory import DATES

PAGES = PrintedPages("Acme - SOC 2", DATES.line, "Confidential", "a4")
TOLD = properties("Title", "Subject", "Acme", ("0.1", DATES))
COLUMNS = (
    TabColumn("ID", 10, "Its name", Kind.ID),
    TabColumn("Day", 12, "A day", Kind.DATE),
    TabColumn("Moment", 16, "A moment", Kind.TIME),
    TabColumn("Text", 30, "A text"),
)
OLD, EARLY = date(1899, 12, 31), datetime(1900, 2, 28, 9, 30, tzinfo=UTC)


def tab(*rows: tuple, empty: str = "") -> Tab:
    return Tab("Rows", "tblRows", "Rows.", COLUMNS, rows, len(rows), empty=empty)


def opened(book: Book):
    data, sentences = book.finished(TOLD)
    return load_workbook(io.BytesIO(data)), sentences


def test_a_day_before_the_calendar_of_workbooks_is_a_text_and_named_in_the_notes():
    with Book(PAGES) as book:
        book.table(book.open("Rows"), tab(("A-1", OLD, EARLY, "x"), ("A-2", date(1900, 3, 1), None, "y")))
        made, sentences = opened(book)
    sheet = made["Rows"]
    assert [sheet["B2"].value, sheet["C2"].value] == ["1899-12-31", "1900-02-28 09:30"]
    assert sheet["B3"].value == datetime(1900, 3, 1)  # noqa: DTZ001  workbooks know no zones
    what = "written as text: spreadsheets know no date before 1900-03-01"
    assert sentences == (f"Rows!B2 (Day): {what}", f"Rows!C2 (Moment): {what}")
    notes = [[cell.value for cell in row[:5]] for row in made["Notes"].iter_rows(min_row=2)]
    assert notes == [["Rows", "B2", "A-1", "Day", what], ["Rows", "C2", "A-1", "Moment", what]]


def test_so_is_one_in_a_cell_of_its_own():
    with Book(PAGES) as book:
        sheet = book.open("Free")
        days = [
            Free(OLD, looks.DATE),
            Free(EARLY, looks.TIME),
            Free(datetime(2026, 11, 21, 12, tzinfo=UTC), looks.TIME),
        ]
        book.free(sheet, "Free", [days, []], [12, 12, 12])
        made, _ = opened(book)
    assert [cell.value for cell in made["Free"][1]] == [
        "1899-12-31", "1900-02-28 09:30", datetime(2026, 11, 21, 12),  # noqa: DTZ001  workbooks know no zones
    ]  # fmt: skip


def test_a_tab_without_rows_says_why_where_it_knows():
    with Book(PAGES) as book:
        book.table(book.open("Rows"), tab(empty="Nothing is on file."))
        made, _ = opened(book)
    assert made["Rows"]["B3"].value == "Nothing is on file."
    with Book(PAGES) as book:
        book.table(book.open("Rows"), tab())
        made, _ = opened(book)
    assert made["Rows"].max_row == 2


def test_words_beyond_those_it_remembers_are_measured_all_the_same(monkeypatch):
    rows = [(f"A-{number}", None, None, f"word{number} " * 30) for number in range(12)]

    def heights() -> list[float]:
        with Book(PAGES) as book:
            book.table(book.open("Rows"), tab(*rows))
            made, _ = opened(book)
        return [made["Rows"].row_dimensions[number].height for number in range(2, 14)]

    whole = heights()
    monkeypatch.setattr(letters, "_WORDS", {})
    monkeypatch.setattr(letters, "_KEPT", 3)
    monkeypatch.setattr(pens, "_REMEMBERED", 3)
    assert heights() == whole
    assert len(letters._WORDS) == 3


def test_a_rule_that_asks_for_a_name_nobody_gave_is_found_before_the_file_goes_out():
    column = TabColumn("Due", 12, "By when", Kind.DATE, late=())
    late = Tab("Rows", "tblRows", "Rows.", (COLUMNS[0], column), (("A-1", date(2026, 1, 1)),), 1)
    with Book(PAGES) as book:
        book.table(book.open("Rows"), late)
        with pytest.raises(RuntimeError, match="rules use judged_on, and no cell has that name"):
            book.finished(TOLD)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileCreateError(OSError(errno.ENOSPC, "No space left on device")), "No space left on device"),
        (FileCreateError("cannot create"), "cannot create"),
    ],
)
def test_a_disk_that_does_not_take_the_file_is_told_as_such(monkeypatch, error, told):
    with Book(PAGES) as book:
        book.table(book.open("Rows"), tab(("A-1", None, None, "x")))

        def full() -> None:
            raise error

        monkeypatch.setattr(book.book, "close", full)
        with pytest.raises(OSError, match=told):
            book.finished(TOLD)


@pytest.mark.parametrize("on", [True, False])
def test_python_looks_for_circles_afterwards_as_it_did_before(on):
    was = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with Book(PAGES):
            assert not gc.isenabled()
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()
