"""Files that are read as a whole: tables, objects and sheets, within limits."""

from __future__ import annotations

import json

import openpyxl
import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading.whole import grids, objects, sheets, tables
from importers.reads import write


def sheet(path, *rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path.read_bytes()


def test_only_regular_files_within_the_limit_are_read(tmp_path, monkeypatch):
    with pytest.raises(BadInput, match="is not a regular file"):
        tables.read_bytes(tmp_path)
    monkeypatch.setattr(tables, "MAX_SIZE", 1 << 20)
    with pytest.raises(BadInput, match="is larger than 1 MiB"):
        tables.read_bytes(write(tmp_path, "a.csv", b"x" * ((1 << 20) + 1)))


def test_a_row_of_a_sheet_that_reaches_beyond_the_heading_is_named(tmp_path):
    found = tables.read_rows(sheet(tmp_path / "a.xlsx", ["id", "name"], [1, "a", "more"], [2]), "a.xlsx")
    assert (found.rows, found.skipped) == (
        [(3, {"id": "2", "name": ""})],
        ["line 2: 3 fields where the header has 2"],
    )
    assert (found.count, found.lost) == (2, 1)


@pytest.mark.parametrize(
    ("document", "rows", "count"),
    [
        ([{"a": 1}, {"b": {"c": 2}}], [{"a": "1", "b.c": ""}, {"a": "", "b.c": "2"}], 2),
        ({"data": [{"a": 1}], "has_more": False}, [{"a": "1"}], 1),
        ({"a": 1}, [{"a": "1"}], 1),
        ([{"a": 1}, "no object"], [{"a": "1"}], 2),
    ],
)
def test_objects_are_rows(document, rows, count):
    found = objects.read_objects(json.dumps(document).encode(), "a.json", what="project")
    assert ([row for _, row in found.rows], found.count) == (rows, count)


def test_a_record_alone_says_nothing_of_a_list_and_a_page_does():
    page = {"data": [{"a": 1}], "has_more": True, "total": 9}
    found = objects.read_objects(json.dumps(page).encode(), "a.json", what="project")
    assert found.stated == 9
    assert "`has_more` says that more follow" in found.marks
    assert objects.read_objects(b'{"has_more": true}', "a.json", what="project").marks == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"5", "is no list of projects"),
        (b'{"a": 1, "a": 2}', "a field stands twice in one object"),
        (b'{"a": NaN}', "NaN is no number"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b'["\xff"]', "cannot be read as JSON"),
        (json.dumps([{f"k{n}": 1} for n in range(3_000)]).encode(), "have more than"),
    ],
)
def test_what_is_no_such_list_is_refused(content, told):
    with pytest.raises(BadInput, match=told):
        objects.read_objects(content, "a.json", what="project")


def test_a_sheet_is_read_with_what_stands_above_its_heading(tmp_path):
    content = sheet(tmp_path / "a.xlsx", ["A title"], ["Ref", "Request"], ["1", "Logs"], [None], [None])
    found = sheets.read(content, "a.xlsx", "", lambda row: "Ref" in row)
    assert (found.heading, found.lines[-1]) == (2, (3, ["1", "Logs"]))
    with pytest.raises(BadInput, match="the sheet is empty"):
        sheets.read(sheet(tmp_path / "b.xlsx"), "b.xlsx", "Sheet")


def test_a_list_with_a_byte_that_is_no_character_is_refused_at_its_line():
    with pytest.raises(BadInput, match="holds a byte that is no character") as error:
        grids.read_grid(f"Ref,Request\n1,{'ä' * 9}\n2,".encode() + b"\xff\n", "a.csv")
    assert error.value.line == 3
    with pytest.raises(BadInput, match="has no sheets"):
        grids.read_grid(b"a,b\n", "a.csv", sheet="One")
