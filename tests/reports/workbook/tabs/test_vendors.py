"""Vendors & agreements: rows against the judged files, cell by cell."""

from __future__ import annotations

from datetime import datetime

import pytest

from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.tabs.vendors import VENDORS
from grcdesk.terms import DueState
from grcdesk.terms.vendors import ClauseAnswer
from reports.factory import matrix
from reports.workbook.opened import book, made, rows


@pytest.fixture(scope="module")
def source():
    return matrix()


@pytest.fixture(scope="module")
def sheet():
    return book(made())[VENDORS]


@pytest.fixture(scope="module")
def told(sheet):
    return rows(sheet)


def test_a_vendor_has_a_row_for_each_agreement_in_force_and_one_at_least(told, source):
    listed = [(row["ID"], row["Agreement"], row["Data agreements"]) for row in told]
    assert listed == [
        ("VEN-1", "AGR-1 (Scale)", 1),
        ("VEN-2", "AGR-2", 2),
        ("VEN-2", "AGR-21 (Batch)", None),
        ("VEN-3", None, 0),
        ("VEN-4", None, 0),
    ]
    assert len(source.vendors) == 4


def test_what_fails_stands_with_its_reason_on_the_row_it_belongs_to(told, source):
    assert sum(row["Failing"] for row in told[:1]) == len(source.vendors[0].failing)
    assert told[0]["Missing items"].split("\n") == [f"{one.about}: {one.why}" for one in source.vendors[0].failing]
    for expected in ("19 days after the first production use", "2 of 3 projects opted out", "without undue delay"):
        assert expected in told[0]["Missing items"]
    assert "EU to US: data leaves EU without a dated transfer assessment" in told[0]["Missing items"]
    second = source.vendors[1].failing
    assert told[1]["Failing"] + told[2]["Failing"] == len(second)
    assert "AGR-21" not in told[1]["Missing items"]
    assert "AGR-21 (Batch): neither effective date" in told[2]["Missing items"]
    assert "AGR-2 " not in told[2]["Missing items"]


def test_clauses_dates_and_numbers_are_those_on_record(told):
    first = told[0]
    assert (first["Retention"], first["Retention days"]) == ("yes", 30)
    assert (first["Breach notice"], first["Breach hours"]) == ("yes", None)
    assert (first["Notice days"], first["Audit right"], first["Transfer assessment"]) == (30, "no", "silent")
    assert (first["Storage region"], first["Inference region"]) == ("US", "US")
    assert (first["Zero retention"], first["Signatures"]) == ("not read", "not read")
    assert first["DPA signed"] == first["Effective"] == datetime(2026, 2, 20)  # noqa: DTZ001  a sheet has no zones
    assert (told[2]["DPA signed"], told[2]["Effective"]) == (None, None)
    assert [first["Report from"].date().isoformat(), first["Report to"].date().isoformat()] == [
        *("2026-02-01", "2026-07-31"),
    ]
    assert (first["Opinion"], first["Uncovered days"]) == ("unmodified", 123)
    assert first["Bridge to"].date().isoformat() == "2026-09-30"
    assert (first["Subservice"], first["Method"], told[3]["Subservice"], told[3]["Method"]) == (
        *("yes", "carve out"),
        *("no", None),
    )


def test_one_without_papers_shows_blanks_and_one_that_has_left_says_when_and_why(told):
    bare, left = told[3], told[4]
    assert (bare["State"], bare["Uncovered days"], bare["Retention"]) == ("never reviewed", None, None)
    assert (left["State"], left["Next due"], left["Failing"]) == ("offboarded", None, 0)
    assert left["Missing items"] == "offboarded on 2026-06-30: Replaced"


def test_words_carry_their_colour_and_colour_never_stands_alone(sheet):
    head = [cell.value for cell in sheet[1]]
    state, audit = sheet.cell(2, head.index("State") + 1), sheet.cell(2, head.index("Audit right") + 1)
    assert state.fill.fgColor.rgb.endswith(looks.DUE[DueState.OK].fill)
    assert audit.fill.fgColor.rgb.endswith(looks.ANSWER["no"].fill)
    assert set(looks.DUE) == set(DueState)
    assert set(looks.ANSWER) == {*(answer.value for answer in ClauseAnswer), "not read"}
