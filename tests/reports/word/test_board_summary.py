"""The board summary: its numbers are those of the workbook of the same moment, read back from both files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from docx import Document
from openpyxl import load_workbook

from grcdesk.reports.word.board_summary import TOP, board_summary
from grcdesk.reports.word.gap_report import gap_report
from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.rules.programme.answered import ANSWERING
from grcdesk.schemas.controls.gap import Moved
from grcdesk.schemas.due.due import DueRow
from grcdesk.schemas.exports.stationery import Stationery
from grcdesk.schemas.exports.weighed import BoardFacts, TrendPoint
from grcdesk.schemas.programme import Period
from grcdesk.terms import DueKind, DueState, Scope, Status, Support
from grcdesk.terms.documents import Paper
from grcdesk.terms.findings import FindingStatus, Severity
from reports.factory import AS_OF, matrix
from reports.findings import finding
from reports.word.test_gap_report import FINAL, table
from reports.workbook.opened import book, rows


def facts(source=None, **said) -> BoardFacts:
    return BoardFacts(**{"matrix": source or matrix(), "findings": (), "trend": (), "due": (), "decision": "", **said})


def opened(told: BoardFacts):
    return Document(io.BytesIO(board_summary(told)))


def words(document) -> str:
    cells = [cell.text for each in document.tables for row in each.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def charts(data: bytes) -> list[list[tuple]]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        held = [parts.read(name) for name in sorted(parts.namelist()) if "embeddings" in name]
    return [list(load_workbook(io.BytesIO(one))["Data"].iter_rows(values_only=True)) for one in held]


def due(kind: DueKind, name: str, days: int) -> DueRow:
    state = DueState.OVERDUE if days < 0 else DueState.DUE_30
    return DueRow(kind, name, f"Title of {name}", "Mei Tanaka", AS_OF + timedelta(days), days, state, "")


@pytest.mark.slow
def test_its_numbers_are_those_of_the_workbook():
    source = matrix()
    told = words(opened(facts(source)))
    gaps = [row for row in rows(book(matrix_workbook(source)[0])["Gap assessment"]) if row["Scope"] == "in scope"]
    number = {status: sum(row["Status"] == status.value.replace("_", " ") for row in gaps) for status in Status}
    applicable = len(gaps) - number[Status.NOT_APPLICABLE]
    assert f"{number[Status.IN_PLACE]} of {applicable} applicable controls are said to be in place" in told
    assert f"{number[Status.PARTIAL]} are partial, {number[Status.MISSING]} missing" in told
    assert f"{number[Status.NOT_ASSESSED]} not assessed" in told
    ring = dict(charts(board_summary(facts(source)))[0])
    assert sum(ring.values()) == len(gaps)
    assert ring["missing"] == number[Status.MISSING]
    summary = source.summary
    assert ring["in place, supported"] == summary.supported_in_place
    assert ring["in place, claim only"] == len(summary.claim_only)
    criteria = [row for row in rows(book(matrix_workbook(source)[0])["Criteria coverage"]) if row["In scope"] == "yes"]
    answered = sum(row.answered in ANSWERING for row in source.criteria if row.in_scope)
    assert f"Of {len(criteria)} criteria in scope, {answered} are answered by a control here" in told


def test_it_asks_in_the_words_of_a_person_and_concludes_nothing():
    assert "Decision asked: no decision recorded." in words(opened(facts()))
    assert "Decision asked: Begin in February.\nOr stop." in words(
        opened(facts(decision="Begin in February.\nOr stop."))
    )


def test_what_weighs_most_goes_by_the_severity_a_person_recorded():
    source = matrix()
    gap = next(one for one in source.controls if one.row.status is Status.MISSING and one.row.scope is Scope.IN)
    found = (
        finding("F-1", Severity.LOW, control=""),
        finding("F-2", Severity.CRITICAL, control=gap.row.id),
        finding("F-3", Severity.HIGH, status=FindingStatus.CLOSED),
        finding("F-4", Severity.HIGH, lapsed=True, status=FindingStatus.RISK_ACCEPTED),
    )
    listed = table(opened(facts(source, findings=found)), "#", "In plain words")
    assert len(listed) == TOP
    assert [row[2] for row in listed] == ["critical", "high", "low", "not rated", "not rated"]
    assert ["(F-2)" in listed[0][1], "(F-4)" in listed[1][1], "(F-1)" in listed[2][1]] == [True] * 3
    assert listed[1][5] == "acceptance ran out"
    assert not any(f"({gap.row.id})" in row[1] for row in listed), "its finding stands for it"
    report = table(Document(io.BytesIO(gap_report(source, findings=found))), "Id", "What", "Severity")
    assert [row[0] for row in report][:3] == ["F-2", "F-4", "F-1"], "the gap report has the same order"


def test_a_late_date_is_called_late():
    source = matrix()
    later = replace(source, dates=replace(source.dates, judged=date(2027, 6, 1)))
    states = [row[5] for row in table(opened(facts(later)), "#", "In plain words")]
    assert any(state.endswith("days overdue") for state in states)


def test_it_is_held_against_what_was_finalised():
    moved = (
        Moved("AI-SEC-01", "Keys", Status.MISSING, Status.PARTIAL, (), "Omar", "2026-11-21T08:00Z"),
        Moved("AI-SEC-02", "Data", Status.IN_PLACE, Status.MISSING, (), "Omar", "2026-11-21T08:00Z"),
        Moved("AI-SEC-03", "New", None, Status.MISSING, (), "Omar", "2026-11-21T08:00Z"),
    )
    source = replace(matrix(), final=FINAL, moved=moved)
    point = TrendPoint("GAP-2", date(2026, 11, 20), {Status.IN_PLACE: 7, Status.MISSING: 9}, {Support.SUPPORTED: 2})
    data = board_summary(facts(source, trend=(point,)))
    assert "1 control moved up (AI-SEC-01); 1 fell back (AI-SEC-02); 1 changed otherwise (AI-SEC-03)." in words(
        Document(io.BytesIO(data))
    )
    heads, then, now = charts(data)[1]
    told = dict(zip(heads[1:], then[1:], strict=True))
    assert (told["supported"], told["in place, less"], told["missing"]) == (2, 5, 9)
    assert dict(zip(heads[1:], now[1:], strict=True))["missing"] == source.summary.counts[Status.MISSING]
    assert len(charts(board_summary(facts()))) == 2, "without one: the ring, and the plan"


def test_dates_are_in_order_and_what_is_left_out_is_counted():
    told = [due(DueKind.ACTION, f"ACT-{number}", number - 8) for number in range(20)]
    told.append(due(DueKind.BROKEN_LIMIT, "escalations", -300))
    document = opened(facts(due=tuple(told)))
    listed = table(document, "Date", "What")
    assert [row[0] for row in listed] == sorted(row[0] for row in listed)
    assert not any("escalations" in row[1] for row in listed)
    assert "Not shown: 3 more late, 4 more due within 120 days; grcdesk due lists them." in words(document)


def test_a_desk_nobody_assessed_reads_so():
    source = matrix()
    blank = tuple(
        replace(one, row=replace(one.row, status=Status.NOT_ASSESSED, support=None)) for one in source.controls
    )
    inside = sum(one.row.scope is Scope.IN for one in blank)
    summary = replace(
        source.summary,
        counts={status: inside if status is Status.NOT_ASSESSED else 0 for status in Status},
        supported_in_place=0,
        supported_in_part=(),
        claim_only=(),
    )
    told = words(opened(facts(replace(source, controls=blank, summary=summary))))
    assert f"Nobody has assessed any of the {inside} controls in scope." in told
    assert f"{inside} controls in scope are not assessed, so that says little." in told
    assert "Nothing is assessed and nothing is planned" in told
    assert "said to be in place" not in told


@pytest.mark.parametrize("size", Paper)
def test_it_is_the_same_twice(size):
    told = facts(decision="x")
    assert board_summary(told, Stationery(size)) == board_summary(told, Stationery(size))


def test_without_a_control_in_scope_nothing_is_said_of_any():
    source = matrix()
    out = tuple(replace(one, row=replace(one.row, scope=Scope.OPTIONAL)) for one in source.controls)
    report = opened(facts(replace(source, controls=out)))
    assert "No control is in scope yet, so nothing can be said." in words(report)
    assert charts(board_summary(facts(replace(source, controls=out)))) == []


def test_what_was_finalised_and_still_stands_reads_so():
    assert "Every control stands as it was finalised." in words(opened(facts(replace(matrix(), final=FINAL))))
    assert "Since GAP-2" not in words(opened(facts())), "of nothing finalised nothing is said"


def test_where_somebody_rated_everything_nobody_is_said_to_have_left_it_out():
    rated = replace(matrix(), controls=())
    told = words(opened(facts(rated, findings=(finding("F-1", Severity.LOW), finding("F-2", Severity.HIGH)))))
    assert "2 of 2; the gap report has each in full." in told
    assert "nobody has rated" not in told


def with_end(source, days: int):
    day = AS_OF + timedelta(days)
    return replace(source, scope=replace(source.scope, period=Period(day - timedelta(400), day)))


@pytest.mark.parametrize(("days", "told"), [(0, "today"), (1, "in 1 day"), (120, "in 120 days")])
def test_an_end_of_the_period_is_a_date_that_matters(days, told):
    ((day, what, when, _),) = table(opened(facts(with_end(matrix(), days))), "Date", "What")
    assert (day, what, when) == (str(AS_OF + timedelta(days)), "The period ends", told)


@pytest.mark.parametrize("days", [-1, 121])
def test_an_end_that_is_past_or_far_off_is_no_date_that_matters(days):
    told = words(opened(facts(with_end(matrix(), days))))
    assert "Nothing of this kind is late, and nothing is due within 120 days." in told


def test_without_a_period_no_day_of_it_matters_and_no_clean_one_is_reckoned():
    source = replace(matrix(), scope=replace(matrix().scope, period=None), clean=None)
    told = words(opened(facts(source)))
    assert "Nothing of this kind is late" in told
    assert "Nothing is on file from which it could be reckoned." in told


def test_on_the_paper_of_a_house_no_page_is_broken_for_the_two():
    def breaks(stationery: Stationery) -> int:
        report = Document(io.BytesIO(board_summary(facts(), stationery)))
        return sum(one.tag.endswith("}pageBreakBefore") for one in report.element.body.iter())

    Document().save(house := io.BytesIO())
    assert (breaks(Stationery()), breaks(Stationery(None, house.getvalue(), "house.docx"))) == (1, 0)
