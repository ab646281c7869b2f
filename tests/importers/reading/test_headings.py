"""The heading of a list, below titles and behind cover sheets."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.reading.headings import find_heading, is_list
from grcdesk.importers.reading.whole.tables import read_rows
from importers.reads import read, write

HEAD, ROW = ("Ticket ID", "What", "When", "Who"), ("T-1", "a", "2026-06-01", "Lin Chen")


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([HEAD, ROW, ROW], 0),
        ([("Register, as of today",), HEAD, ROW], 1),
        ([("Register", None, None, None), ("Exported by", "Dana", "", ""), HEAD, ROW], 2),
        ([("", "name", "age"), ("0", "a", "1"), ("1", "b", "2")], 0),
        ([("a", "b", "c", "d", "e"), tuple("1234567"), tuple("1234567")], 0),
        ([("email",), ("a",), ("b",)], 0),
        ([("a", "b", "c"), *[(*"xyz", "extra", "of", "one", "row")]], 0),
        ([], 0),
    ],
)
def test_the_heading_is_the_first_row_that_fills_the_list(rows, at):
    assert find_heading(rows) == at


def test_a_cover_is_no_list():
    assert not is_list([("User list",), (), ("Internal",)])
    assert is_list([HEAD])


@given(st.integers(0, 3), st.integers(3, 8), st.integers(1, 5))
def test_titles_above_never_change_what_is_read(tmp_path_factory, above, width, amount):
    head = [f"column{n}" if n else "id" for n in range(width)]
    body = [[f"{row}-{n}" for n in range(width)] for row in range(amount)]
    text = "\n".join([*(f"Title {n}" for n in range(above)), *(";".join(row) for row in (head, *body))])
    path = write(tmp_path_factory.mktemp("h"), "p.csv", text)
    report = read(path, importer="population")
    assert (report.rows, report.used, report.facts["key column"]) == (amount, amount, "id")
    assert any("taken for the heading" in note for note in report.notes) is bool(above)


def _book(path, *sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    made.save(path)
    return path


def test_a_workbook_with_titles_is_read_below_them(tmp_path):
    path = _book(tmp_path / "t.xlsx", ("Data", [("Release list, as of 20 November",), (), HEAD, ROW]))
    report = read(path, importer="population")
    assert (report.used, report.facts["key column"]) == (1, "Ticket ID")
    assert "row 3 was taken for the heading; 1 row above it is no part of the list" in report.notes
    whole = read_rows(path.read_bytes(), path.name)
    assert (whole.columns, [line for line, _ in whole.rows]) == (HEAD, [4])
    assert "row 3 was taken for the heading; 1 row above it is no part of the list" in whole.notes


def test_a_workbook_with_a_cover_is_read_behind_it(tmp_path):
    path = _book(tmp_path / "c.xlsx", ("Cover", [("Release list",)]), ("Releases", [HEAD, ROW]), ("More", [HEAD]))
    report = read(path, importer="population")
    assert report.used == 1
    assert "read from the sheet Releases, 2 of 3; not read: Cover and More" in report.notes
    whole = read_rows(path.read_bytes(), path.name)
    assert (whole.columns, whole.notes) == (HEAD, ["read from the sheet Releases, 2 of 3; not read: Cover and More"])


def test_sheets_of_the_same_columns_are_asked_for(tmp_path):
    path = _book(
        tmp_path / "two.xlsx", ("A to M", [("Releases",), HEAD, ROW]), ("Notes", [("x",)]), ("N to Z", [HEAD, ROW])
    )
    for call in (
        lambda: read(path, importer="population"),
        lambda: read_rows(path.read_bytes(), path.name),
        lambda: read_rows(path.read_bytes(), path.name, knows=lambda row: HEAD[0] in row),
    ):
        with pytest.raises(BadInput, match="has the same columns in 2 sheets: A to M and N to Z") as wrong:
            call()
        assert wrong.value.hint == "say which one is meant: --sheet NAME"
    assert read_rows(path.read_bytes(), path.name, sheet="N to Z").columns == HEAD
    book = openpyxl.load_workbook(path)
    book["N to Z"].sheet_state = "hidden"
    book.save(path)
    assert [line for line, _ in read_rows(path.read_bytes(), path.name).rows] == [3]


def test_an_empty_list_on_the_first_sheet_is_not_passed_over(tmp_path):
    path = _book(tmp_path / "e.xlsx", ("Releases", [HEAD]), ("Notes", [("a", "b"), ("c", "d")]))
    report = read(path, importer="population")
    assert (report.rows, report.facts["key column"]) == (0, "Ticket ID")
    assert read_rows(path.read_bytes(), path.name).columns == HEAD
