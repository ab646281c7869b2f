"""Each place where we reach into openpyxl still does what it is there for."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from grcdesk.reports.workbook import hooks
from grcdesk.reports.workbook.links import InnerLink
from grcdesk.reports.workbook.looks import StyledCell


@pytest.fixture
def book():
    return Workbook(write_only=True)


@pytest.fixture
def sheet(book):
    return book.create_sheet("Rows")


def saved(book) -> io.BytesIO:
    out = io.BytesIO()
    book.save(out)
    return out


def part(file: io.BytesIO) -> str:
    with zipfile.ZipFile(file) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode()


def test_cells_of_ours_are_written_and_not_copied(book, sheet):
    hooks.take_cells_as_they_are(sheet)
    cell = StyledCell(sheet, 1, 1)
    for row in (1, 2):
        cell.row = row
        cell.put(f"row {row}", 0)
        sheet.append([cell])
    read = load_workbook(saved(book))["Rows"]
    assert [value for (value,) in read.iter_rows(values_only=True)] == ["row 1", "row 2"]


def test_a_sheet_says_how_far_it_reaches(book, sheet):
    hooks.tell_reach(sheet, "A1:C7")
    sheet.append(["a"])
    assert re.findall('<dimension ref="([^"]+)"', part(saved(book))) == ["A1:C7"]


def test_a_link_is_in_the_file(book, sheet):
    sheet.append(["a"])
    hooks.add_link(sheet, InnerLink("A1", "'Rows'!A9"))
    cell = load_workbook(saved(book))["Rows"]["A1"]
    assert cell.hyperlink.location == "'Rows'!A9"


def test_a_sheet_that_is_read_names_its_part(book, sheet):
    sheet.append(["found in its part"])
    file = saved(book)
    name = hooks.part_name(load_workbook(file, read_only=True)["Rows"])
    with zipfile.ZipFile(file) as parts:
        assert b"found in its part" in parts.read(name)


def test_the_temporary_file_of_a_sheet_is_dropped(sheet, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sheet.append(["a"])
    sheet.close()
    assert list(tmp_path.iterdir())
    hooks.drop_temporary_file(sheet)
    assert not list(tmp_path.iterdir())
