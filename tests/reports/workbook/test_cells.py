from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.workbook.recheck import check_workbook
from grcdesk.reports.workbook.writing.cells import RISKY
from grcdesk.reports.xmltext import CELL_LIMIT, CONTINUED, escape, unescape, units, visible
from grcdesk.schemas.exports.matrix import ChangeRow
from reports.factory import matrix, with_first
from reports.nasty import EVERY, ILLEGAL, KEPT
from reports.vendor_records import judged, provider
from reports.workbook.opened import book, made, raw_cells, rows, tabs

BASE = matrix()
TABLES = (
    "Control matrix",
    "Criteria coverage",
    "Mapping",
    "Gap assessment",
    "Tests",
    "Vendors & agreements",
    "Change log",
)
FREE_TEXT = ("title", "owner", "owner_role", "statement", "systems", "gap", "reason", "approver", "assessed_by")


def spread(texts):
    """A matrix with those texts in every free field."""
    words = iter(texts * 50)
    controls = tuple(
        with_first(replace(BASE, controls=(detail,)), **{name: next(words) for name in FREE_TEXT}).controls[0]
        for detail in BASE.controls
    )
    return replace(
        BASE,
        controls=controls,
        mappings=tuple(replace(row, rationale=next(words), item_label=next(words)) for row in BASE.mappings),
        tests=tuple(replace(row, question=next(words), pass_if=next(words), fail_if=next(words)) for row in BASE.tests),
        criteria=tuple(replace(row, label=next(words), gap_note=next(words)) for row in BASE.criteria),
        changes=tuple(
            ChangeRow(f"2026-11-20T09:00:{number:02d}.000Z", *([text] * 5)) for number, text in enumerate(texts)
        ),
        vendors=tuple(judged(provider(text)) for text in texts),
        scope=replace(BASE.scope, organisation=texts[0], name=texts[1], systems=tuple(texts)),
        settings=tuple((text, text) for text in texts),
    )


@pytest.fixture(scope="module")
def hostile():
    source = spread(KEPT)
    return source, *matrix_workbook(source)


def seen(text):
    """As this reader has it: it drops the spelling of underscores, and what looks like it."""
    return text.replace("x005F_", "")


@pytest.mark.parametrize(
    "text", ["_x0041_x0042_", "_x005F_x0041_", "_x0041_ _x0042_", "<r>a & b</r>", "<r></r>_x0041_x0041_"]
)
def test_what_the_library_would_misread_stands_in_the_file_as_it_must(text):
    data, notes = matrix_workbook(with_first(BASE, gap=text))
    assert notes == ()
    (cell,) = [cell for cell in raw_cells(data, "Gap assessment") if cell.place == "G2"]
    assert cell.text == escape(text)


@pytest.mark.slow
def test_every_text_comes_back_as_it_was(hostile):
    source, data, notes = hostile
    opened = book(data)
    assert notes == ()
    assert "Notes" not in opened.sheetnames
    told = rows(opened["Control matrix"])
    for detail, row in zip(source.controls, told, strict=True):
        assert unescape(row["Title"]) == seen(detail.row.title)
        assert unescape(row["Owner"]) == seen(detail.row.owner)
        assert unescape(row["Control statement"]) == seen(detail.statement)
    for expected, row in zip(source.mappings, rows(opened["Mapping"]), strict=True):
        assert unescape(row["Rationale"]) == seen(expected.rationale)
    for expected, row in zip(source.tests, rows(opened["Tests"]), strict=True):
        assert [unescape(row[name]) for name in ("Question", "Pass if", "Fail if")] == [
            *(seen(expected.question), seen(expected.pass_if), seen(expected.fail_if)),
        ]
    for expected, row in zip(source.vendors, rows(opened["Vendors & agreements"]), strict=True):
        assert unescape(row["Vendor"]) == seen(expected.file.detail.row.name)
    for expected, row in zip(source.changes, rows(opened["Change log"]), strict=True):
        said = [unescape(row[name]) for name in ("Who", "What", "Field", "Old", "New")]
        assert said == [seen(one) for one in (expected.who, expected.what, expected.field, expected.old, expected.new)]


@pytest.mark.parametrize("tab", [*TABLES, "Read me", "Sources and counts"])
def test_no_text_runs_and_what_looks_like_a_formula_is_marked_to_stay_text(hostile, tab):
    _, data, _ = hostile
    cells = raw_cells(data, tab)
    seen = 0
    for cell in cells:
        if cell.formula is None and cell.text and cell.type == "s":
            assert cell.quoted is (unescape(cell.text)[0] in RISKY)
            seen += cell.quoted
        if cell.formula is not None:
            assert tab in ("Read me", "Sources and counts")
            assert cell.formula.startswith(("COUNT", "SUM", "IF("))
    assert seen > 0


def test_a_cell_without_risk_is_not_quoted():
    assert not any(cell.quoted for tab in TABLES for cell in raw_cells(made(), tab))


@pytest.mark.slow
def test_illegal_characters_are_visible_and_listed():
    details = [
        with_first(replace(BASE, controls=(detail,)), gap=text).controls[0]
        for detail, text in zip(BASE.controls, ILLEGAL, strict=False)
    ]
    data, notes = matrix_workbook(replace(BASE, controls=(*details, *BASE.controls[len(details) :])))
    opened = book(data)
    assert opened.sheetnames[-1] == "Notes"
    assert len(details) == len(ILLEGAL) == len(notes)
    for number, (text, row) in enumerate(zip(ILLEGAL, rows(opened["Notes"]), strict=True)):
        place = f"G{number + 2}"
        assert opened["Gap assessment"][place].value == visible(text)
        told = (row["Tab"], row["Cell"], row["Record"], row["Field"])
        assert told == ("Gap assessment", place, details[number].row.id, "Gap")
        assert row["What"].startswith("made visible: U+")
        assert notes[number].startswith(f"Gap assessment!{place} (Gap): made visible")


@pytest.mark.slow
def test_illegal_characters_everywhere_still_make_a_file_that_opens(tmp_path):
    data, notes = matrix_workbook(spread(EVERY))
    (tmp_path / "a.xlsx").write_bytes(data)
    check_workbook(tmp_path / "a.xlsx")
    opened = book(data)
    assert opened["Notes"].max_row - 1 == len(notes)
    assert opened["Notes"].tables["tblNotes"].ref == f"A1:G{len(notes) + 1}"


def test_a_text_too_long_is_cut_at_a_word_and_continued_in_notes():
    words = " ".join(f"word{number}" for number in range(20_000))
    data, notes = matrix_workbook(with_first(BASE, gap=words))
    opened = tabs(data)
    shown = opened["Gap assessment"]["G2"].value
    assert units(shown) <= CELL_LIMIT
    assert shown.endswith(CONTINUED)
    pieces = rows(opened["Notes"])
    assert [row["Part"] for row in pieces] == list(range(1, len(pieces) + 1))
    assert shown.removesuffix(CONTINUED) + "".join(row["Text"] for row in pieces) == words
    assert "shortened" in notes[0]


@pytest.mark.slow
def test_emoji_are_counted_as_a_spreadsheet_counts():
    many = "👩" * 40_000
    data, _ = matrix_workbook(with_first(BASE, statement=many))
    opened = tabs(data)
    shown = opened["Control matrix"]["D2"].value
    assert units(shown) <= CELL_LIMIT
    assert shown.removesuffix(CONTINUED) + "".join(row["Text"] for row in rows(opened["Notes"])) == many


@pytest.mark.slow
def test_a_long_text_that_must_be_spelled_out_loses_nothing():
    text = "_x0041_ " * 8_000
    data, notes = matrix_workbook(with_first(BASE, statement=text))
    opened = tabs(data)
    shown = unescape(opened["Control matrix"]["D2"].value)
    assert shown.removesuffix(CONTINUED) + "".join(unescape(row["Text"]) for row in rows(opened["Notes"])) == text
    assert len(notes) == 1


@pytest.mark.slow
def test_dates_are_dates_and_one_too_early_is_text_and_listed():
    data, notes = matrix_workbook(with_first(BASE, effective_from=date(1899, 12, 31), assessed_on=date(1900, 3, 1)))
    opened = tabs(data)
    told = rows(opened["Control matrix"])[0]
    assert told["Effective from"] == "1899-12-31"
    assert told["Last reviewed"].date() == date(1900, 3, 1)
    assert "no date before" in notes[0]


def test_zero_is_written_and_nothing_is_left_blank():
    opened = tabs(matrix_workbook(with_first(BASE, owner=""))[0])
    late = [row for row in opened["Period coverage"].iter_rows(min_row=2, values_only=True) if row[7]]
    assert late[0][8] == 0
    assert rows(opened["Control matrix"])[0]["Owner"] is None
