from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.cli.frame import output
from grcdesk.cli.frame.layout import TextCell, cut, fit, width
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.errors import BadInput
from grcdesk.terms import Status

NASTY = "a\x1b]0;pwned\x07\x9b31m\u202egnp\u200b\tb\nc"
COLUMNS = (Column("id", rank=0), Column("text", rank=1, elastic=12), Column("more", rank=2))


def test_width_counts_cells():
    assert (width("abc"), width("日本"), width("e\u0301")) == (3, 4, 1)


@given(st.text(), st.integers(2, 30))
def test_a_cut_text_fits(text, room):
    assert width(cut(text, room)) <= room


@given(
    st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40)), max_size=5),
    st.integers(20, 90),
)
def test_lines_fit_while_the_fixed_columns_do(rows, room):
    cells = [[TextCell(text) for text in row] for row in rows]
    heads = [TextCell(text) for text in ("a", "b", "c")]
    lines, left_out = fit(heads, cells, (1, 2, 3), (12, 12, 12), room)
    assert len(lines) == len(rows) + 1
    assert 0 <= left_out <= 2
    assert all(width(line) <= room for line in lines)


def test_columns_of_high_rank_go_first_and_rank_0_stays():
    heads = [TextCell("id"), TextCell("title"), TextCell("status")]
    rows = [[TextCell("AI-SEC-01"), TextCell("x" * 30), TextCell("not assessed")]]
    lines, left_out = fit(heads, rows, (0, 5, 0), (0, 0, 0), 30)
    assert left_out == 1
    assert "AI-SEC-01" in lines[1]
    assert "not assessed" in lines[1]
    lines, left_out = fit(heads, rows, (0, 5, 0), (0, 0, 0), 0)
    assert left_out == 0
    assert "x" * 30 in lines[1]


@pytest.mark.parametrize("kind", ["table", "csv", "plain"])
def test_no_form_lets_control_characters_through(capsys, kind):
    output.records([{"id": "1", "text": NASTY, "more": ["x", NASTY]}], COLUMNS, OutputForm(kind))
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x07\x9b\u202e\u200b")
    assert "pwned" in out


def test_json_keeps_the_data_and_writes_no_control_characters(capsys):
    output.document({"text": NASTY, "tag": "\U000e0041", "plain": "日本 ü"})
    out = capsys.readouterr().out
    assert json.loads(out) == {"text": NASTY, "tag": "\U000e0041", "plain": "日本 ü"}
    assert not set(out) & set("\x1b\x07\x9b\u202e\u200b\U000e0041")
    assert "日本 ü" in out


@given(st.text())
def test_json_is_always_the_same_data(text):
    assert json.loads(output._json({"text": text})) == {"text": text}


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_csv_guards_formulas_unless_raw(capsys, formula):
    row = {"id": "1", "text": formula, "more": -3}
    output.records([row], COLUMNS, OutputForm("csv"))
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1] == ["1", "'" + formula, "-3"]
    output.records([row], COLUMNS, OutputForm("csv", raw=True))
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1] == ["1", formula, "-3"]


def test_plain_is_a_record_a_line_with_tabs(capsys):
    output.records([{"id": "1", "text": "a\tb", "more": None}], COLUMNS, OutputForm("plain"))
    assert capsys.readouterr().out == "1\ta b\t\n"


def test_columns_are_chosen_by_key_and_unknown_ones_are_refused(capsys):
    rows = [{"id": "1", "text": "t", "more": True}]
    output.records(rows, COLUMNS, OutputForm("csv", ("more", "id")))
    assert capsys.readouterr().out == "more,id\nyes,1\n"
    output.records(rows, COLUMNS, OutputForm("json", ("more",)))
    assert json.loads(capsys.readouterr().out) == [{"more": True}]
    with pytest.raises(BadInput, match="no column 'mor'") as caught:
        output.records(rows, COLUMNS, OutputForm("table", ("mor",)))
    assert caught.value.hint == "did you mean 'more'?"


def test_statuses_are_glyph_and_word_in_tables_and_values_elsewhere(capsys):
    output.records([{"id": Status.IN_PLACE, "text": "", "more": ""}], COLUMNS, OutputForm())
    assert "✓ in place" in capsys.readouterr().out
    output.records([{"id": Status.IN_PLACE, "text": "", "more": ""}], COLUMNS, OutputForm("plain"))
    assert capsys.readouterr().out.startswith("in_place\t")


def test_colour_needs_a_terminal_and_leave(monkeypatch):
    monkeypatch.setattr("sys.stdout", type("Tty", (io.StringIO,), {"isatty": lambda _: True})())
    assert output.coloured()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.coloured()
    monkeypatch.setenv("NO_COLOR", "")
    assert output.coloured()
    monkeypatch.setenv("TERM", "dumb")
    assert not output.coloured()
    monkeypatch.delenv("TERM")
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert not output.coloured()


def test_records_become_plain_values():
    @dataclass(frozen=True)
    class Thing:
        when: date
        status: Status
        where: Path
        names: frozenset[str]

    thing = Thing(date(2026, 1, 2), Status.PARTIAL, Path("a/b"), frozenset({"y", "x"}))
    assert output.value(thing) == {"when": "2026-01-02", "status": "partial", "where": "a/b", "names": ["x", "y"]}
    assert output.value({Status.MISSING: (1, None)}) == {"missing": [1, None]}
