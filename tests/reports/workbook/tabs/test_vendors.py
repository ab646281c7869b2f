"""Vendors & agreements, Vendor reports, Clauses: rows against the judged files; the colour is the outcome for us."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.reports.workbook.tab import Kind, Linked
from grcdesk.rules.vendors.clause_outcomes import clause_outcomes
from grcdesk.schemas.vendors.vendors import ReviewDue
from grcdesk.terms import DueState
from grcdesk.terms.vendors import ClauseAnswer, PaperOutcome
from reports.factory import matrix
from reports.vendor_records import detail, judged, provider
from reports.vendor_records import row as vendor_row
from reports.workbook.tabs.data import GREEN, look, rows, tab

SOURCE = matrix()
TABS = ("Vendor reports", "Clauses")


def test_a_vendor_has_one_row_and_says_what_fails():
    told = rows(SOURCE, "Vendors & agreements")
    assert [row["ID"] for row in told] == [one.file.detail.row.id for one in SOURCE.vendors]
    assert [row["Data agreements"] for row in told] == [1, 2, 0, 0]
    for one, row in zip(SOURCE.vendors[:3], told, strict=False):
        assert row["Failing"] == len(one.failing)
        all_ = [f"{point.about}: {point.why}" for point in one.failing]
        assert row["All missing items"] == "\n".join(all_)
        said = row["Missing items"].split("\n")
        assert len(all_) == (len(said) if len(all_) <= 5 else 4 + int(said[-1].split()[1]))
    first = told[0]
    assert first["Role"] == "model provider; subservice organisation, carve out"
    assert (first["Opinion"], first["Uncovered days"]) == ("unmodified", 123)
    assert [str(first[head]) for head in ("Report from", "Report to", "Bridge to")] == [
        *("2026-02-01", "2026-07-31", "2026-09-30"),
    ]
    assert (told[2]["Role"], told[2]["State"]) == ("vendor", "never reviewed")


def test_one_that_has_left_says_when_and_why_and_fails_in_nothing():
    left = rows(SOURCE, "Vendors & agreements")[3]
    assert (left["State"], left["Next due"], left["Failing"]) == ("offboarded", None, 0)
    assert left["Missing items"] == "offboarded on 2026-06-30: Replaced"
    gone = SOURCE.vendors[3].file.detail.row.name
    assert all(gone not in {row["Vendor"] for row in rows(SOURCE, name)} for name in TABS)


def test_every_clause_of_every_agreement_has_its_row_and_an_outcome():
    told = rows(SOURCE, "Clauses")
    expected = [one for judged in SOURCE.vendors for one in clause_outcomes(judged)]
    assert len(told) == len(expected) == 3 * 17
    for one, row in zip(expected, told, strict=True):
        assert row["Outcome"] == one.outcome.value.replace("_", " ")
        assert row["Answer"] == (one.read.answer.value if one.read else "not read")
        assert row["Number"] == (one.read.amount if one.read else None)
        assert bool(row["Unit"]) is (row["Number"] is not None)


@pytest.mark.parametrize("name", TABS)
def test_green_is_an_outcome_and_never_a_bare_answer(name):
    found = tab(SOURCE, name)
    columns = {column.header: column for column in found.columns}
    assert [head for head, column in columns.items() if column.kind in {Kind.STATUS, Kind.ANSWER}] == ["Outcome"]
    green = {row["Outcome"] for row in rows(SOURCE, name) if look(row["Outcome"], columns["Outcome"]) in GREEN}
    assert green == {"meets"}
    assert set(columns["Outcome"].outcomes) == {outcome.value.replace("_", " ") for outcome in PaperOutcome}


def test_a_yes_that_says_too_little_is_not_green():
    told = {row["Clause"]: row for row in rows(SOURCE, "Clauses") if row["Agreement"] == "AGR-1 (Scale)"}
    breach = told["Breach notice"]
    assert (breach["Answer"], breach["Outcome"]) == (ClauseAnswer.YES.value, "fails")
    assert breach["Why"] == "words without a number of hours (without undue delay)"


def test_reports_and_expected_controls_stand_with_what_they_come_to():
    told = {row["ID"]: row for row in rows(SOURCE, "Vendor reports")}
    assert (told["DOC-1"]["Kind"], told["DOC-1"]["Outcome"], told["DOC-1"]["Our days"]) == (
        "SOC 2 Type II",
        "meets",
        181,
    )
    assert told["DOC-1"]["Exceptions"] == "Two leavers kept access"
    assert (told["DOC-3"]["Kind"], told["DOC-3"]["Outcome"]) == ("bridge letter", "claim only")
    assert (told["VEN-1/u2"]["Kind"], told["VEN-1/u2"]["Outcome"]) == ("CUEC", "fails")
    assert "DOC-2" not in told, "an agreement is read by clause"


def test_a_website_is_a_link_only_where_it_is_an_address():
    first, *rest = SOURCE.vendors
    for site, kind in (("https://northlight.example", Linked), ("northlight.example", str), ("javascript:x", str)):
        file = replace(first.file, detail=replace(first.file.detail, website=site))
        cell = rows(replace(SOURCE, vendors=(replace(first, file=file), *rest)), "Vendors & agreements")[0]["Website"]
        assert type(cell) is kind
        assert cell == site


def test_a_review_that_is_not_due_is_no_green_beside_what_fails():
    judged = SOURCE.vendors[0]
    assert judged.failing
    assert look(rows(SOURCE, "Vendors & agreements")[0]["State"]) == "within 90 d"
    clean = replace(SOURCE, vendors=(replace(judged, points=()),))
    assert look(rows(clean, "Vendors & agreements")[0]["State"]) == "ok"


def test_a_status_page_stands_beside_the_website_and_leads_to_it():
    first, *rest = SOURCE.vendors
    row = replace(first.file.detail.row, status_page="https://status.northlight.example")
    file = replace(first.file, detail=replace(first.file.detail, row=row))
    line = rows(replace(SOURCE, vendors=(replace(first, file=file), *rest)), "Vendors & agreements")[0]
    assert [*line][[*line].index("Website") + 1] == "Status page"
    assert (type(line["Status page"]), line["Status page"]) == (Linked, row.status_page)


def test_a_review_set_against_the_cadence_says_by_whom_and_why_until_the_vendor_has_left():
    early = {"planned_review": date(2027, 1, 9), "planned_by": "Mei Tanaka", "planned_on": date(2026, 11, 2)}
    planned = detail(vendor_row("VEN-1", "Northlight Models"), planned_reason="new owner", **early)
    gone = ReviewDue(None, None, DueState.OFFBOARDED, "offboarded on 2026-06-30")
    left = replace(planned, row=vendor_row("VEN-1", "Northlight Models", offboarded=date(2026, 6, 30), review=gone))
    plain = detail(vendor_row("VEN-1", "Northlight Models"))
    found = []
    for held in (planned, left, plain):
        source = replace(matrix(), vendors=(judged(replace(provider(), detail=held)),))
        found += [line["Set by"] for line in rows(source, "Vendors & agreements")]
    assert found == ["Mei Tanaka, 2026-11-02: new owner", "", ""]
