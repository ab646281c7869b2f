"""A sheet as an eye reads it: titles above, a cover before, cells merged downwards, rows hidden."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reviews.accounts import read_accounts
from grcdesk.importers.reviews.roster import read_roster
from importers.reads import read as evidence

HEADING = ("Username", "Full name", "Role")
ROWS = (("lchen", "Lin Chen", "Viewer"), ("lchen", "Lin Chen", "Admin"), ("aoka", "Ada Okafor", "Viewer"))


@pytest.fixture
def book(tmp_path):
    """Save sheets, given as rows; then what is done to the workbook before."""

    def save(sheets, then=lambda _: None):
        opened = openpyxl.Workbook()
        opened.remove(opened.active)
        for title, rows in sheets.items():
            page = opened.create_sheet(title)
            for row in rows:
                page.append(row)
        then(opened)
        opened.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return save


def test_the_heading_is_found_below_titles_and_behind_a_cover(book):
    file = book({"Cover": [("User list",), ("made by", "IT")], "Users": [("User list", "Gateway"), (), HEADING, *ROWS]})
    found = read_accounts(file, columns={})
    assert [one.account for one in found.accounts] == ["lchen", "aoka"]
    assert found.accounts[0].line == 4
    assert found.assumed[0] == "read from the sheet Users, 2 of 2; not read: Cover"
    assert "row 3 was taken for the heading; 1 row above it is no part of the list" in found.assumed
    people = book({"Cover": [("People",)], "HR": [("as of today",), ("Name", "Email"), ("Ada", "ada@acme.example")]})
    assert read_roster(people, columns={}).people[0].name == "Ada"


def test_a_told_column_finds_its_heading(book):
    file = book({"Cover": [("Schlüssel",)], "Daten": [("Stand heute",), ("Kennung", "Rechte"), ("k-1", "admin")]})
    found = read_accounts(file, columns={"account": "Kennung", "role": "Rechte"})
    assert (found.accounts[0].account, found.accounts[0].admin) == ("k-1", True)


def test_cells_merged_downwards_lose_no_role(book):
    def merge(opened):
        page = opened["Users"]
        page["A3"] = page["B3"] = None
        page.merge_cells("A2:A3")
        page.merge_cells("B2:B3")

    found = read_accounts(book({"Users": [HEADING, *ROWS]}, merge), columns={})
    assert (found.accounts[0].role, found.accounts[0].admin, found.lost) == ("Viewer; Admin", True, 0)
    assert "merged cells A2:A3 were read as 2 cells alike" in found.assumed


def test_hidden_rows_are_read_and_told(book):
    def hide(opened):
        opened["Users"].row_dimensions[4].hidden = True

    found = read_accounts(book({"Users": [HEADING, *ROWS]}, hide), columns={})
    assert len(found.accounts) == 2
    assert "hidden rows were read too: 4" in found.assumed


def test_without_a_known_heading_the_first_sheet_with_columns_is_the_list(book):
    file = book({"Cover": [("c",)], "One": [("a", "b"), ("1", "2")]})
    rows = whole_tables.read_rows(file.read_bytes(), "a.xlsx")
    assert (rows.columns, rows.rows) == (("a", "b"), [(2, {"a": "1", "b": "2"})])
    with pytest.raises(BadInput, match="has no sheet"):
        whole_tables.read_rows(file.read_bytes(), "a.xlsx", sheet="Three")


def test_more_cells_than_may_be_are_refused(book, monkeypatch):
    monkeypatch.setattr("grcdesk.importers.reading.books.book.MAX_CELLS", 5)
    with pytest.raises(BadInput, match="more than 5 cells"):
        read_accounts(book({"Users": [HEADING, *ROWS]}), columns={})


def with_parts(path, *names):
    with zipfile.ZipFile(path, "a") as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
    return path


def test_what_a_workbook_holds_beside_its_sheets_is_told_and_not_run(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Ticket ID", "Opened"], ["A-1", "2026-03-01"], ["A-2", "2026-03-02", "beyond"]):
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    path = with_parts(tmp_path / "b.xlsx", "xl/externalLinks/externalLink1.xml", "xl/vbaProject.bin")
    report = evidence(path, importer="tickets")
    assert (report.used, [(skip.reason, skip.lines) for skip in report.skips]) == (
        1,
        [("3 fields where the header has 2", "3")],
    )
    assert {
        "the workbook links to other files; they were not looked at",
        "the workbook holds macros; they were not run",
    } <= {*report.notes}
