"""Lists of requests as firms keep them: titles, parts, words, days, merged cells, formulas, doubles and many rows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from grcdesk.errors import BadInput
from grcdesk.importers.requests.lists import read_requests
from grcdesk.importers.requests.words import word_book
from grcdesk.schemas.requests.lists import ListPlan, RequestsFile
from grcdesk.terms.interchange import DayOrder
from importers.reads import write

HEAD = "Req #,Section,Request,TSC,Needed by,Priority,Status,Owner\n"


def read(path: Path, plan: ListPlan | None = None, **words: dict[str, str]) -> RequestsFile:
    return read_requests(path, plan or ListPlan(columns={"due": "Needed by"}), {}, word_book(words))


def csv(folder: Path, *rows: str, head: str = HEAD) -> Path:
    return write(folder, "pbc.csv", head + "".join(f"{row}\n" for row in rows))


def test_a_workbook_behind_a_cover_below_titles_in_parts(tmp_path):
    book = Workbook()
    book.active.title = "Cover"
    book.active["A1"] = "Marsh & Tell LLP"
    page = book.create_sheet("PBC")
    page.append(["Client assistance list"])
    page.merge_cells("A1:H1")
    page.append(["Client", "Harbour Lane"])
    page.append([])
    page.append(["Req #", "Section", "Request", "TSC", "Needed by", "Priority", "Status", "Owner"])
    page.append(["Part A: access"])
    page.merge_cells("A5:H5")
    day = datetime(2027, 1, 9)  # noqa: DTZ001  a workbook knows no zones
    page.append([1.1, "Access", "List of accounts,\nwith the query", "CC6.1", day, "High", "Open", ""])
    page.append([1.1, "Access", " Policy on access ", "CC6.1", date(2027, 1, 9), "low", "", "Lin Chen"])
    page["A6"].number_format = "0.00"
    page["A7"].number_format = "0.0"
    page.append(["R-3", "", "=SUM(1,2) of something else", None, "TBD", "", "Withdrawn", ""])
    page["C8"].data_type = "s"
    page.append(["Req #", "Section", "Request", "TSC", "Needed by", "Priority", "Status", "Owner"])
    page.append(["R-4", "Merged", "One", "", "", "", "", ""])
    page.append(["R-5", None, "Two", "", "", "", "", ""])
    page.merge_cells("B10:B11")
    page.row_dimensions[11].hidden = True
    book.save(tmp_path / "pbc.xlsx")
    found = read(tmp_path / "pbc.xlsx")
    assert (found.sheet, found.heading, found.above[1]) == ("PBC", 4, ("Client", "Harbour Lane"))
    one, two, three, four, five = found.rows
    assert (one.line, one.ref, one.text) == (6, "1.10", "List of accounts,\nwith the query")
    assert (two.ref, two.text) == ("1.1", " Policy on access ")  # as he wrote it, blanks and all
    assert (one.said["due"], one.said["priority"], one.said["auditor_status"]) == ("2027-01-09", "high", "not_sent")
    assert (three.text, three.said["due"], three.said["auditor_status"]) == (
        "=SUM(1,2) of something else",
        "",
        "closed",
    )
    assert (four.said["area"], five.said["area"]) == ("Merged", "Merged")
    assert [number for number, _ in found.between] == [5, 9]
    told = "\n".join(found.notes)
    for part in (
        "row 4 was taken for the heading", "row 5 'Part A: access'", "'TBD'", "merged cells B10:B11", "hidden rows",
        "1 time",
    ):  # fmt: skip
        assert part in told, told


def test_formulas_are_read_by_their_result_and_refused_without_one(tmp_path):
    book = Workbook()
    book.active.append(["Ref", "Request", "Due", "Remark"])
    book.active.append(["R-1", "Policy", "=TODAY()+7", "=1+1"])
    book.save(tmp_path / "pbc.xlsx")
    with pytest.raises(BadInput) as wrong:
        read_requests(tmp_path / "pbc.xlsx", ListPlan(), {}, word_book({}))
    assert wrong.value.reasons == ("row 2: Due is a formula whose result is not in the file",)
    assert "save it again" in wrong.value.hint
    left_out = read_requests(tmp_path / "pbc.xlsx", ListPlan(columns={"due": ""}), {}, word_book({}))
    assert (left_out.rows[0].ref, "due" in left_out.meaning) == ("R-1", False)


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        (("R-1,A,x,,,,,", "R-2,A,y,,,,,", "r-1 ,A,z,,,,,"), ("row 4: R-1 stands in row 2 already",)),
        (
            (",A,the same,,,,,", ",A,The  same,,,,,"),
            ("row 3: the same text, without a number, stands in row 2 already",),
        ),
        (("R-1,A,,CC6.1,,,,",), ("row 2: R-1 asks for nothing",)),
    ],
)
def test_rows_that_cannot_be_told_apart_are_all_named(tmp_path, rows, reasons):
    with pytest.raises(BadInput) as wrong:
        read(csv(tmp_path, *rows))
    assert wrong.value.reasons == reasons


def test_two_columns_tell_rows_apart_together(tmp_path):
    path = csv(tmp_path, "1,A,x,,,,,", "1,B,y,,,,,", head=HEAD)
    found = read(path, ListPlan(columns={"ref": "Section + Req #", "area": "Section", "due": "Needed by"}))
    assert [one.ref for one in found.rows] == ["A.1", "B.1"]
    assert found.meaning["ref"] == "Section + Req #"


def test_rows_without_a_number_are_known_by_their_text(tmp_path):
    found = read(csv(tmp_path, "R-1,A,x,,,,,", ",A,no number,,,,,"))
    assert [(one.ref, one.text) for one in found.rows] == [("R-1", "x"), ("", "no number")]
    assert "without a number, known by their text: row 3" in found.notes
    bare = read(write(tmp_path, "b.csv", "Request,Due\nx,2027-01-09\n"), ListPlan())
    assert "no column numbers the requests: each is known by its text" in bare.notes


def test_unknown_words_are_kept_to_be_asked_and_never_guessed(tmp_path):
    path = csv(tmp_path, "R-1,A,x,,,1,Complete,", "R-2,A,y,,,Urgent,Complete,", "R-3,A,z,,,,Accepted,")
    found = read(path)
    assert [(one.what, one.word, one.rows) for one in found.unknown] == [
        ("priority", "1", (2,)), ("auditor_status", "Complete", (2, 3)),
    ]  # fmt: skip
    assert [one.said["auditor_status"] for one in found.rows] == ["", "", "accepted"]
    told = read(path, auditor_status={"complete": "received"}, priority={"1": "high"})
    assert told.unknown == ()
    assert [one.said["auditor_status"] for one in told.rows] == ["received", "received", "accepted"]
    with pytest.raises(BadInput, match="cannot be 'recieved'"):
        read(path, auditor_status={"complete": "recieved"})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9 January 2027", "2027-01-09"),
        ("Jan 9, 2027", "2027-01-09"),
        ("9th Jan 2027", "2027-01-09"),
        ("09-Jan-27", "2027-01-09"),
        ("09.01.2027", "2027-01-09"),
        ("2027/01/09", "2027-01-09"),
        ("on request", ""),
    ],
)
def test_days_are_read_as_people_write_them(tmp_path, text, day):
    (one,) = read(csv(tmp_path, f'R-1,A,x,,"{text}",,,')).rows
    assert one.said["due"] == day


def test_days_that_can_be_read_in_two_ways_are_asked_for_unless_their_column_tells(tmp_path):
    unsure = csv(tmp_path, "R-1,A,x,,02/03/2027,,,")
    with pytest.raises(BadInput, match="two ways"):
        read(unsure)
    plan = ListPlan(columns={"due": "Needed by"}, dates=DayOrder.DAY)
    assert read(unsure, plan).rows[0].said["due"] == "2027-03-02"
    sure = csv(tmp_path, "R-1,A,x,,02/03/2027,,,", "R-2,A,y,,02/28/2027,,,")
    assert [one.said["due"] for one in read(sure).rows] == ["2027-02-03", "2027-02-28"]


def test_the_heading_can_be_told_and_what_was_told_before_counts_where_it_fits(tmp_path):
    path = write(tmp_path, "p.csv", "a,b,c\nNr;x,Was,Bis\nQ1,Do it,2027-01-09\n")
    plan = ListPlan(header=2, columns={"text": "Was"})
    found = read_requests(path, plan, {"due": "Bis", "owner": "Gone", "ref": "Nr;x"}, word_book({}))
    assert dict(found.meaning) == {"ref": "Nr;x", "text": "Was", "due": "Bis"}
    assert (found.heading, found.above) == (2, (("a", "b", "c"),))
    for plan, why in (
        (ListPlan(header=9), "row 9 is empty"),
        (ListPlan(header=2), "no column says what is asked for"),
        (ListPlan(header=2, columns={"text": "Wos"}), "no column 'Wos'"),
        (ListPlan(columns={"texte": "Was"}), "cannot mean 'texte'"),
        (ListPlan(sheet="PBC"), "no sheets"),
    ):
        with pytest.raises(BadInput, match=why):
            read_requests(path, plan, {}, word_book({}))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "holds nothing"),
        (HEAD.encode(), "asks for nothing"),
        ((HEAD + 'R-1,A,"open quote,,,,,\n').encode(), "cannot be read as a table"),
        (b"PK\x03\x04 no book", "no whole workbook"),
        ((HEAD + "R-1,A,a\x00b,,,,,\n").encode(), "U\\+0000"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path, content, why):
    with pytest.raises(BadInput, match=why):
        read(write(tmp_path, "pbc.csv", content))


def test_a_sign_that_guards_a_text_is_none_of_it(tmp_path):
    found = read(csv(tmp_path, "R-1,A,'=cmd,,,,,", "R-2,A,'quoted',,,,,"))
    assert [one.text for one in found.rows] == ["=cmd", "'quoted'"]


def test_ten_thousand_rows_come_whole(tmp_path):
    path = csv(
        tmp_path, *(f"Q-{number},A,Ask {number},CC6.1,2027-01-09,High,Open,Lin Chen" for number in range(10_000))
    )
    found = read(path)
    assert len(found.rows) == 10_000
    assert (found.rows[-1].ref, found.rows[-1].line) == ("Q-9999", 10_001)


@pytest.mark.parametrize("last", [["Total", 2, None], ["Total requests: 2", None, None]])
def test_a_total_and_names_of_groups_are_no_requests(tmp_path, last):
    book = Workbook()
    for row in (
        ["Request", None, "Plan"],
        ["Ref", "Request", "Due"],
        ["R-1", "Policy", "2027-01-05"],
        ["R-2", "Log", None],
    ):
        book.active.append(row)
    book.active.append(last)
    book.save(tmp_path / "pbc.xlsx")
    found = read_requests(tmp_path / "pbc.xlsx", ListPlan(), {}, word_book({}))
    assert ([one.ref for one in found.rows], found.heading) == (["R-1", "R-2"], 2)
    assert "row 5 adds the others up: it is no row of the list" in found.notes
    assert found.between[-1][0] == 5, "it is written again where it stood"
