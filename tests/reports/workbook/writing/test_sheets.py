"""Where we reach into XlsxWriter it still does what it is there for."""

from __future__ import annotations

import io
import zipfile

import pytest
from xlsxwriter import Workbook

from grcdesk.reports.workbook.writing.sheets import Page


@pytest.mark.parametrize("mode", ["in_memory", "constant_memory"])
def test_a_row_has_its_height_and_may_still_grow(mode, tmp_path):
    out = io.BytesIO()
    book = Workbook(out, {mode: True, "tmpdir": str(tmp_path)})
    sheet = book.add_worksheet("Rows", worksheet_class=Page)
    sheet.set_row(0, 33)
    sheet.write_string(0, 0, "tall")
    sheet.set_row(1, 6)
    sheet.write_string(2, 0, "as it comes")
    book.close()
    with zipfile.ZipFile(out) as parts:
        told = parts.read("xl/worksheets/sheet1.xml").decode()
    assert told.count('ht="33"') == 1
    assert "customHeight" not in told
    assert not list(tmp_path.iterdir())


def test_rows_that_wait_on_disk_are_let_go(tmp_path):
    book = Workbook(io.BytesIO(), {"constant_memory": True, "tmpdir": str(tmp_path)})
    sheet = book.add_worksheet("Rows", worksheet_class=Page)
    for row in range(5):
        sheet.write_string(row, 0, "text")
    sheet.drop_rows()
    assert sheet.row_data_fh.closed
