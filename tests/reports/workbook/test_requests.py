"""A request list on paper: its letters do not get smaller because an auditor's list has many columns."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from grcdesk.errors import Refused
from grcdesk.reports.workbook.book import MAX_ROWS
from grcdesk.reports.workbook.requests import request_workbook
from grcdesk.schemas.requests.lists import ListLayout
from reports.factory import matrix


def sheet(columns: int, letters: int):
    names = tuple(f"Column {number}" for number in range(columns))
    rows = (("word " * (letters // 5),) * columns,) * 3
    layout = ListLayout("PBC", (), names, rows, "Harbour Lane", "SOC 2")
    data, _ = request_workbook(layout, "0.1", matrix().dates)
    return load_workbook(io.BytesIO(data)).worksheets[0]


def test_a_few_columns_share_one_sheet_of_paper():
    page = sheet(5, 80)
    assert page.col_breaks.brk == []
    assert sum(7 * held.width + 5 for held in page.column_dimensions.values()) < 1000


@pytest.mark.parametrize("columns", [14, 30])
def test_many_columns_take_several_at_full_size(columns):
    page = sheet(columns, 80)
    assert page.col_breaks.brk
    assert page.page_setup.scale in (None, 100)
    assert not page.sheet_properties.pageSetUpPr or not page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_cols


def test_more_requests_than_a_sheet_holds_are_refused_with_the_form_that_holds_them():
    layout = ListLayout("PBC", ((), ()), ("Nr",), (("1",),) * (MAX_ROWS - 2), "Harbour Lane", "SOC 2")
    with pytest.raises(Refused, match="1,048,574 requests, and a sheet holds 1,048,576 rows") as refused:
        request_workbook(layout, "0.1", matrix().dates)
    assert refused.value.hint == "write a .csv"
