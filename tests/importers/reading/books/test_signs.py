"""What a sheet holds beside its values, read from its XML."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading.books import cells
from grcdesk.importers.reading.books.signs import column_letters, column_number, look


def signs(inner: str, head: str = ""):
    return look(io.BytesIO(f"{head}<worksheet>{inner}</worksheet>".encode()), "b.xlsx")


def test_formulas_hidden_places_and_merged_cells_are_seen():
    found = signs(
        '<cols><col min="2" max="3" hidden="1"/><col min="x" max="3" hidden="1"/><col min="9" max="9"/></cols>'
        '<sheetData><row r="4" hidden="true"><c r="A4"><v>1</v></c></row><row hidden="1"><c r="A5"/></row>'
        '<row><c r="A6"><f>1+1</f><v>2</v></c><c r="B6"><f>1+1</f></c><c><f>x</f><v></v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="B1:D1"/><mergeCell ref="here"/></mergeCells>'
    )
    assert (found.hidden_columns, found.formulas) == ([(2, 3)], 3)
    assert (found.hidden_rows.count, found.hidden_rows.first) == (1, ["4"])
    assert found.unkept.first == ["B6", "row 6"]
    assert [(one.name, one.top, one.bottom, one.left) for one in found.down] == [("A1:A3", 1, 3, 1)]


@pytest.mark.parametrize(
    ("inner", "head", "told"),
    [
        ("", "<!DOCTYPE x>", "holds a DTD or entities"),
        ("<row>", "", "a sheet is damaged"),
        ('<row r="1"/>\x01', "", "a sheet is damaged"),
    ],
)
def test_a_sheet_that_is_no_honest_xml_is_refused(inner, head, told):
    with pytest.raises(BadInput, match=told):
        signs(inner, head)


def test_columns_have_letters_and_numbers():
    assert [column_letters(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]
    assert all(column_number(column_letters(number)) == number for number in range(1, 800))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (False, "FALSE"),
        (3.0, "3"),
        (2.5, "2.5"),
        (datetime(2026, 1, 31), "2026-01-31"),  # noqa: DTZ001  cells have no zone
        (datetime(2026, 1, 31, 9, 5), "2026-01-31 09:05:00"),  # noqa: DTZ001
        (date(2026, 1, 31), "2026-01-31"),
        (time(9, 5), "09:05:00"),
        ("'=1+1", "=1+1"),
        ("'quoted'", "'quoted'"),
        (b"odd", "b'odd'"),
    ],
)
def test_a_value_of_a_cell_has_one_text(value, text):
    assert cells.text(value) == text
