"""Delimited text as it comes from the world: eleven ways to lose a row, none of them silent."""

from __future__ import annotations

import csv
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.reading import tables
from grcdesk.importers.reading.books.cells import unguarded
from grcdesk.importers.reading.tables import open_table, read_table


def read(tmp_path, content: bytes, **options):
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    table = read_table(path, **options)
    rows = list(table)
    table.account.used += len(rows)
    assert table.account.balanced
    return table, [tuple(row.values()) for _, row in rows]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("naïve,role\nZoë,admin\n".encode(), "UTF-8"),
        ("\ufeffnaïve,role\nZoë,admin\n".encode(), "UTF-8 with BOM"),
        ("naïve,role\nZoë,admin\n".encode("cp1252"), "Windows-1252"),
        ("naïve,role\nZoë,admin\n".encode("utf-16"), "UTF-16"),
        ("naïve,role\r\nZoë,admin\r\n".encode("utf-16-be"), "UTF-16-BE"),
        ("naïve,role\nZoë,admin\n".encode("utf-16-le"), "UTF-16-LE"),
    ],
)
def test_the_encoding_is_found_and_told(tmp_path, content, encoding):
    table, rows = read(tmp_path, content)
    assert (table.encoding, table.columns, rows) == (encoding, ("naïve", "role"), [("Zoë", "admin")])
    assert table.notes[0] == f"read as {encoding}, comma between fields"


@pytest.mark.parametrize(("mark", "name"), tables.DELIMITERS.items())
def test_the_delimiter_is_found_and_told(tmp_path, mark, name):
    table, rows = read(tmp_path, f'user{mark}role{mark}seen\n"a, b; c"{mark}admin{mark}2026-01-01\n'.encode())
    assert (table.delimiter, rows) == (name, [("a, b; c", "admin", "2026-01-01")])


def test_a_line_that_names_the_delimiter_is_believed(tmp_path):
    table, rows = read(tmp_path, b"sep=;\r\na;b\r\n1,5;2\r\n")
    assert (table.delimiter, table.account.rows, rows) == ("semicolon", 1, [("1,5", "2")])


def test_ragged_rows_are_named_by_line(tmp_path):
    table, rows = read(tmp_path, b"a,b,c\n1,2,3\n1,2\n\n1,2,3,4\n1,2,3,,\n")
    assert rows == [("1", "2", "3"), ("1", "2", "3")]
    assert table.account.skips() == [
        ("2 fields where the header has 3", 1, "3"),
        ("4 fields where the header has 3", 1, "5"),
    ]


def test_a_header_that_stands_twice_loses_no_column(tmp_path):
    table, rows = read(tmp_path, b"id,name,name,,name\n1,a,b,c,d\n")
    assert table.columns == ("id", "name", "name (2)", "column 4", "name (3)")
    assert rows == [("1", "a", "b", "c", "d")]
    assert len(table.notes) == 3


@pytest.mark.parametrize("tail", [b"", b'9,"x"\n', b"9,x\n" * 300])
def test_an_open_quote_costs_its_own_row_only(tmp_path, tail):
    table, rows = read(tmp_path, b'a,b\n1,one\n2,"two\n3,three\n4,four\n' + tail)
    assert [row[0] for row in rows[:3]] == ["1", "3", "4"]
    assert len(rows) == 3 + tail.count(b"\n")
    assert table.account.skips() == [("a quote opens here and is not closed", 1, "3")]


def test_a_field_may_run_over_lines_and_hold_quotes(tmp_path):
    _, rows = read(tmp_path, b'a,b\n1,"one\r\nand ""two"""\n2,x\n')
    assert rows == [("1", 'one\r\nand "two"'), ("2", "x")]


def test_huge_fields_are_read_and_endless_ones_skipped(tmp_path):
    table, rows = read(tmp_path, b"a,b\n1," + b"x" * 200_000 + b"\n2," + b"y" * 3_000_000 + b"\n3,z\n")
    assert [row[0] for row in rows] == ["1", "3"]
    assert table.account.skips() == [("longer than a row may be", 1, "3")]


def test_a_damaged_byte_costs_its_row(tmp_path):
    table, rows = read(tmp_path, "a,b\n1,Zoë\n2,Jürgen\n3,Ana Lúcia\n".encode() + b"4,\xff\n5,n\x00l\n")
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert table.account.skips() == [("holds a byte that is no character", 2, "5-6")]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf\n"])
def test_nothing_is_said_to_be_nothing(tmp_path, content):
    with pytest.raises(BadInput, match=r"people\.csv: the file is empty") as error:
        read(tmp_path, content)
    assert error.value.hint


def test_text_composed_otherwise_is_the_same_text(tmp_path):
    _, rows = read(tmp_path, "a,b\nZoe\u0308,1\n".encode())
    assert rows == [("Zoë", "1")]


@given(st.binary(max_size=400))
def test_any_bytes_are_accounted_for(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"a,b\n" + content)
    with path.open("rb") as handle:
        table = open_table(handle, "any.csv")
        table.account.used += sum(1 for _ in table)
    assert table.account.balanced


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufffd"), max_size=9), min_size=2, max_size=30
    )
)
def test_what_was_written_is_read_again(tmp_path_factory, values):
    path = tmp_path_factory.getbasetemp() / "again.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("key", "value"), *((f"k{n}", value) for n, value in enumerate(values))])
    rows = [row["value"] for _, row in read_table(path, encoding="utf-8", delimiter=",")]
    # the sign that keeps a spreadsheet from running a text is none of it
    assert rows == [unguarded(unicodedata.normalize("NFC", value)) for value in values]
