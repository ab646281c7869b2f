"""Period coverage and Evidence index: rows against records, states spelled out, broken files never passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from grcdesk.reports.standing import STATES, standing
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.workbook.tabs.controls.coverage import starts
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.coverage.quiet import QuietRow
from grcdesk.terms import BlobState, MonthState, SlotState, Verdict
from reports.artefacts import artefact
from reports.factory import matrix
from reports.workbook.opened import book, made, rows
from reports.workbook.tabs.data import rows as rows_of


@pytest.fixture(scope="module")
def source():
    return matrix()


@pytest.fixture(scope="module")
def opened():
    return book(made())


def test_every_control_in_scope_has_a_row_for_its_window_and_one_for_each_slot_or_gap(opened, source):
    told = rows(opened["Period coverage"])
    assert [row["Control"] for row in told if row["Slot"] == "whole window"] == [row.id for row in source.coverage]
    assert len(told) == sum(1 + len(row.slots) + len(row.gaps) for row in source.coverage)
    verdicts = {row["Control"]: row["State"] for row in told if row["Slot"] == "whole window"}
    assert verdicts == {row.id: row.verdict.value.replace("_", " ") for row in source.coverage}
    matrix_says = {row["Control ID"]: row["Period coverage"] for row in rows(opened["Control matrix"])}
    assert {key: value for key, value in matrix_says.items() if value} == verdicts


def test_a_slot_leads_to_its_evidence(opened, source):
    control = next(row for row in source.coverage if any(slot.evidence and slot.required for slot in row.slots))
    slot = next(slot for slot in control.slots if slot.evidence and slot.required)
    sheet = opened["Period coverage"]
    header = [cell.value for cell in sheet[1]]
    line = next(row for row in sheet.iter_rows(min_row=2) if (row[0].value, row[2].value) == (control.id, slot.slot))
    told = dict(zip(header, (cell.value for cell in line), strict=True))
    assert told["State"] == "covered"
    assert told["Performed on"] == datetime.combine(slot.performed_on, datetime.min.time())
    assert (told["Days late"], told["Evidence"]) == (0, "; ".join(slot.evidence))
    place = line[header.index("Evidence")].hyperlink.location
    index, _, cell = place.partition("!")
    assert (index, opened["Evidence index"][cell].value) == ("'Evidence index'", slot.evidence[0])


def test_gaps_are_listed_to_the_day(opened, source):
    control = next(row for row in source.coverage if row.gaps)
    told = [row for row in rows(opened["Period coverage"]) if (row["Control"], row["Slot"]) == (control.id, "gap")]
    assert [(row["Start"].date(), row["End"].date()) for row in told] == [(gap.start, gap.end) for gap in control.gaps]
    assert told[0]["Note"] == f"{control.gaps[0].days} days without evidence"


def test_the_index_lists_every_artefact_and_shouts_when_a_file_is_broken(opened, source):
    told = {row["ID"]: row for row in rows(opened["Evidence index"])}
    assert list(told) == [row.id for row in source.evidence]
    assert told["EV-1"]["Status"] == "in force"
    assert told["EV-1"]["C&A check"] == "complete: count equals that of the store; by Ines Okafor"
    assert told["EV-2"]["Status"] == "FAILED INTEGRITY"
    assert told["EV-2"]["C&A check"].startswith("its file in the vault was modified; ")
    assert told["EV-10"]["Status"] == "rejected"
    assert told["EV-10"]["C&A check"].startswith("rejected: Drawn from the test system; ")
    cells = {row[0].value: row for row in opened["Evidence index"].iter_rows(min_row=2)}
    status = [cell.value for cell in opened["Evidence index"][1]].index("Status")
    assert cells["EV-2"][status].fill.fgColor.rgb[-6:] == looks.STANDING["FAILED INTEGRITY"].fill
    assert cells["EV-1"][status].fill.fgColor.rgb[-6:] == looks.STANDING["in force"].fill


def test_a_control_names_what_stands_behind_it_and_nothing_rejected(opened, source):
    told = {row["Control ID"]: row["Evidence IDs"] for row in rows(opened["Control matrix"])}
    for control, said in told.items():
        good = [row.id for row in source.evidence if control in row.controls and not row.rejected]
        assert (said or "") == "; ".join(good)


def test_the_one_word_on_an_artefact():
    row = artefact(1, "AI-SEC-01")
    link = replace(row, sha256="", url="https://acme.example/1")
    told = [
        standing(row, ""),
        standing(replace(row, superseded_by="EV-9"), ""),
        standing(link, ""),
        standing(replace(row, rejected="no"), ""),
        standing(replace(row, integrity=BlobState.ERASED), "gone"),
        standing(replace(row, rejected="no"), "gone"),
    ]
    assert told == list(STATES)
    assert set(looks.STANDING) == set(STATES)


def test_every_word_of_coverage_has_a_look():
    assert {*Verdict, *SlotState, *MonthState} <= set(looks.REACH)


@pytest.mark.slow
def test_an_engagement_without_a_period_says_so():
    bare = book(matrix_workbook(replace(matrix(), period=None, coverage=(), verdicts={}))[0])
    assert [cell.value for cell in bare["Period coverage"][1]][-2:] == ["Evidence", "Note"]
    assert bare["Period coverage"]["B3"].value == "The engagement has no period, or no control is in scope."


def quiet(control: str, start: date, end: date) -> QuietRow:
    return QuietRow("QD-1", control, Span(start, end), (5, 6), 20, "No releases", "Mei Tanaka", date(2026, 1, 5))


def test_days_without_work_stand_below_the_control_they_are_of_and_later_rows_move_down(source):
    first = next(row for row in source.coverage if row.window)
    window = first.window
    said = (
        quiet(first.id, window.start, window.end),
        replace(quiet(first.id, window.start, window.end), id="QD-2", span=Span(date(2020, 1, 1), date(2020, 2, 1))),
        replace(quiet("AI-NONE-99", window.start, window.end), id="QD-3"),
    )
    told = replace(source, quiet=said)
    listed = rows_of(told, "Period coverage")
    (line,) = [row for row in listed if "QD-" in str(row["Note"])]
    assert line["Control"] == first.id
    assert line["Note"].startswith("QD-1: nothing was to happen on sat, sun of ")
    assert (line["Start"], line["End"], line["Required"]) == (window.start, window.end, "no")
    assert [row["Control"] for row in listed if row["Slot"] == "whole window"] == [row.id for row in source.coverage]
    for row in source.coverage:
        assert listed[starts(told)[row.id] - 2]["Control"] == row.id
        assert listed[starts(told)[row.id] - 2]["Slot"] == "whole window"
