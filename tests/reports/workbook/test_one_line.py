"""What some programs print badly is not written: links in cells of several lines, half sentences above the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.workbook.writing.paper import PrintedPages
from reports.factory import matrix
from reports.workbook.opened import book

SOURCE = matrix()
DATES = "Judged on 2026-11-21 · records as of entry 412, 2026-11-20 17:04Z"


@pytest.mark.slow
def test_a_printed_cell_leads_on_only_when_its_text_takes_one_line():
    first, second, *rest = SOURCE.criteria
    one, many = ("AI-SEC-01",), ("AI-SEC-01", "AI-SEC-02", "AI-SEC-03")
    source = replace(SOURCE, criteria=(replace(first, controls=one), replace(second, controls=many), *rest))
    sheet = book(matrix_workbook(source)[0])["Criteria coverage"]
    column = [cell.value for cell in sheet[1]].index("Controls") + 1
    assert sheet.cell(2, column).hyperlink.location == "'Control matrix'!A2"
    assert sheet.cell(3, column).value == "AI-SEC-01;\nAI-SEC-02;\nAI-SEC-03"
    assert sheet.cell(3, column).hyperlink is None


def test_what_is_not_printed_leads_on_however_long():
    sheet = book(matrix_workbook(SOURCE)[0])["Control matrix"]
    column = [cell.value for cell in sheet[1]].index("Evidence IDs") + 1
    cells = [sheet.cell(row, column) for row in range(2, sheet.max_row + 1)]
    assert any("; " in (cell.value or "") and cell.hyperlink for cell in cells)


def test_above_a_page_stand_whole_sentences_as_many_as_fit():
    pages = PrintedPages("Acme - SOC 2", DATES, "Confidential")
    short = "What dated evidence shows, by month."
    told = pages.header(
        "Coverage heat", f"{short} {'The slots behind it stand on another tab, ' * 4}each with its days."
    )
    assert short in told
    assert "The slots" not in told
    assert "…" not in told
    assert f"{short} And more." in pages.header("Coverage heat", f"{short} And more.")
    assert "No end" not in pages.header("Coverage heat", "No end of it in sight " * 30)
    assert DATES in told
