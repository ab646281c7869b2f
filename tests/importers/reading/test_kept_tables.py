"""One table, as a file of any kind and for any noun, is understood the same way."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from grcdesk.errors import BadInput
from grcdesk.importers.reading.totals import is_total
from grcdesk.importers.reading.whole.tables import read_rows
from grcdesk.importers.registers.registers import read_register
from grcdesk.importers.reviews.accounts import read_accounts
from grcdesk.importers.reviews.roster import read_roster
from importers.reads import read, write

HEAD = ["Ticket ID", "Kind", "Opened", "Who"]
ROWS = [["T-1", "bug", "2026-06-01", "lin"], ["T-2", "bug", "2026-06-02", "ada"], ["T-3", "task", "2026-06-03", "lin"]]


def saved(tmp_path, rows, then=lambda page: None, name="a.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    then(book.active)
    book.save(tmp_path / name)
    return tmp_path / name


def text(tmp_path, rows, before="", mark=","):
    width = max(map(len, rows))
    lines = [
        mark.join("" if cell is None else str(cell) for cell in [*row, *[None] * (width - len(row))]) for row in rows
    ]
    return write(tmp_path, "a.csv", before + "".join(f"{line}\n" for line in lines))


def both(tmp_path, rows, **more):
    """The same rows as text and as a workbook, read in rows and as a whole: all four are alike."""
    seen = []
    for path in (text(tmp_path, rows), saved(tmp_path, rows)):
        whole = read_rows(path.read_bytes(), path.name, **more)
        options = {name: value for name, value in more.items() if name in ("sheet", "header")}
        report = read(path, importer="population", columns={"key": whole.columns[0]}, **options)
        assert report.used == len(whole.rows)
        told = {note for note in report.notes if not note.startswith("read ")}
        assert told == {note for note in whole.notes if not note.startswith("read ")}
        seen.append((whole.columns, whole.rows, sorted(told)))
    assert seen[0] == seen[1]
    return seen[0]


@pytest.mark.parametrize(
    ("above", "below", "told"),
    [
        ([], [], []),
        ([["Tickets of June"], ["Exported by", "Dana"]], [], ["row 3 was taken for the heading; 2 rows above"]),
        ([["Ticket", None, "When", None]], [], ["row 2 was taken for the heading; 1 row above"]),
        ([["Ticket", None, "When", "Person"]], [], ["row 2 was taken for the heading; 1 row above"]),
        ([], [["Total", None, None, 3]], ["row 5 adds the others up: it is no row of the list"]),
        ([], [["Gesamt:", None, "1.234,50 €", None]], ["row 5 adds"]),
        ([["As of today"]], [["Sum", "3", None, None]], ["row 2 was taken", "row 6 adds"]),
        ([], [["Total", "bug", "2026-06-05", "ada"]], []),
        (
            [],
            [["Total", None, None, 3], ["Printed on 1.1.2027"], ["page 1"]],
            ["row 5 adds the others up: it is no row"],
        ),
        ([], [["Total", None, None, 3], ["T-9", "bug", "2026-06-05", "ada"]], []),
    ],
)
def test_titles_groups_and_totals_are_no_rows(tmp_path, above, below, told):
    columns, rows, notes = both(tmp_path, [*above, HEAD, *ROWS, *below])
    assert columns == tuple(HEAD)
    last = [] if any("adds" in one for one in told) else below
    assert [list(row.values()) for _, row in rows] == [[str(cell or "") for cell in row] for row in [*ROWS, *last]]
    assert [line for line, _ in rows] == list(range(len(above) + 2, len(above) + 2 + len(rows)))
    assert len(notes) == len(told)
    assert all(any(note.startswith(one) for note in notes) for one in told)


@pytest.mark.parametrize(
    ("row", "total"),
    [
        (["Total", None, 3], True),
        (["", "", "Summe", "12"], True),
        (["Total users: 13"], True),
        (["Total (13)", ""], True),
        (["Grand Total", "-3,5 %"], True),
        (["Total", "oil", "high"], False),
        (["TotalEnergies", None], False),
        (["total@acme.example", None], False),
        (["Summary", "3"], False),
        (["Total", date(2026, 1, 1)], False),
        ([], False),
        ([3, "Total"], False),
    ],
)
def test_what_adds_up_is_told_from_what_is_called_so(row, total):
    assert is_total(row) is total


def test_a_told_heading_tells_what_the_file_is(tmp_path):
    rows = [
        ["Ticket", "What", "When", "Person"],
        ["key", "type", "opened", "resolved"],
        ["T-1", "bug", "2026-06-01", None],
    ]
    for path in (text(tmp_path, rows), saved(tmp_path, rows)):
        report = read(path, header=2)
        assert (report.importer, report.used) == ("tickets", 1)
        with pytest.raises(BadInput, match="no importer knows this file"):
            read(path)


def test_a_told_heading_is_taken_and_an_empty_one_refused(tmp_path):
    rows = [["Ticket ID", "Kind", "Opened", "Who"], ["key", "kind", "day", "person"], *ROWS]
    columns, found, _ = both(tmp_path, rows, header=2)
    assert (columns, len(found)) == (("key", "kind", "day", "person"), 3)
    for path in (text(tmp_path, rows), saved(tmp_path, rows)):
        with pytest.raises(BadInput, match="row 40 is empty"):
            read_rows(path.read_bytes(), path.name, header=40)
        with pytest.raises(BadInput, match="row 40 is empty"):
            read(path, importer="population", header=40)


@pytest.mark.parametrize("before", ["sep=,\n", '"sep=,"\r\n', "#TYPE System.Object\n", "#TYPE a, b\nsep=,\n"])
def test_lines_before_a_table_are_none_of_it(tmp_path, before):
    path = text(tmp_path, [HEAD, *ROWS, ["Total", None, None, 3]], before)
    whole = read_rows(path.read_bytes(), path.name)
    assert (whole.columns, [line for line, _ in whole.rows]) == (
        tuple(HEAD),
        [2 + before.count("\n") + n for n in range(3)],
    )
    report = read(path, importer="tickets")
    assert (report.importer, report.used, report.first[:10]) == ("tickets", 3, "2026-06-01")


def test_a_workbook_is_read_as_an_eye_reads_it_by_every_noun(tmp_path):
    def change(page):
        page["B3"] = None
        page.merge_cells("B2:B3")
        page.row_dimensions[4].hidden = True
        page.column_dimensions["D"].hidden = True
        page["D4"] = '=CONCATENATE("l","in")'

    path = saved(tmp_path, [HEAD, *ROWS], change)
    whole = read_rows(path.read_bytes(), path.name)
    report = read(path, importer="population", columns={"key": "Ticket ID"})
    assert [row["Kind"] for _, row in whole.rows] == ["bug", "bug", "task"]
    for notes in (whole.notes, report.notes):
        assert "merged cells B2:B3 were read as 2 cells alike" in notes
        assert "hidden rows were read too: 4" in notes
        assert "hidden columns were read too: D Who" in notes
        assert any(note.startswith("1 formula without a kept result, read as empty: D4") for note in notes)


def test_merged_names_of_groups_and_a_name_over_two_rows(tmp_path):
    def merge(page):
        page.merge_cells("A1:A2")
        page.merge_cells("B1:C1")

    rows = [
        ["User", "Access", None, "Last login"],
        [None, "Role", "Status", None],
        ["lin", "Admin", "Active", "2026-06-01"],
    ]
    path = saved(tmp_path, rows, lambda page: (merge(page), page.merge_cells("D1:D2")))
    found = read_rows(path.read_bytes(), path.name)
    assert (found.columns, found.rows[0][1]["Role"]) == (("User", "Role", "Status", "Last login"), "Admin")
    assert read_accounts(path, columns={}).accounts[0].last_used == date(2026, 6, 1)


def test_days_of_a_book_that_counts_from_1904_and_plain_numbers_are_days(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["Vendor", "Tier", "Last review", "Onboarded"])
    book.active.append(["A", "low", date(2026, 3, 1), 44620])
    book.save(tmp_path / "mac.xlsx")
    cells = read_register(tmp_path / "mac.xlsx", register="vendors", columns={}).rows[0].cells
    assert (cells["last_review"], cells["onboarded"]) == ("2026-03-01", "2026-03-01")
    path = saved(tmp_path, [["Vendor", "Tier", "Onboarded"], ["A", "low", 46082]])
    assert read_register(path, register="vendors", columns={}).rows[0].cells["onboarded"] == "2026-03-01"


def test_the_sheet_that_holds_the_list_is_found_or_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["People of Acme"])
    for title, rows in {"Left": [["Name", "Email"], ["Ada", "ada@acme.example"]], "Here": [["Name", "Email"]]}.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(tmp_path / "hr.xlsx")
    found = read_roster(tmp_path / "hr.xlsx", columns={})
    assert "read from the sheet Left, 2 of 3; not read: Sheet and Here" in found.assumed
    with pytest.raises(BadInput, match="holds nobody"):
        read_roster(tmp_path / "hr.xlsx", columns={}, sheet="Here")
    with pytest.raises(BadInput, match="has no sheet 'Gone'"):
        read(tmp_path / "hr.xlsx", importer="population", sheet="Gone")
    assert read(tmp_path / "hr.xlsx", importer="population", sheet="left").used == 1
    with pytest.raises(BadInput, match="has no sheets"):
        read_rows(b"a,b\n1,2\n", "a.csv", sheet="One")


def test_a_text_that_was_guarded_against_formulas_comes_back_without_the_guard(tmp_path):
    _, rows, _ = both(tmp_path, [["id", "note"], ["1", "'=SUM(A1)"], ["2", "'quoted'"], ["3", "'-5"]])
    assert [row["note"] for _, row in rows] == ["=SUM(A1)", "'quoted'", "-5"]


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_an_old_workbook_is_told_to_be_one(content):
    with pytest.raises(BadInput, match="old kind"):
        read_rows(content, "a.xls")
