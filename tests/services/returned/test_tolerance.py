"""Whatever people and programs do to a workbook on its way: the differences found are the edits made."""

from __future__ import annotations

import io
import random
from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from grcdesk.errors import BadInput
from grcdesk.importers.registers.returned.reading import read_returned
from grcdesk.schemas.returned.returned import ReturnedPlan
from grcdesk.terms import Status
from grcdesk.terms.interchange import DayOrder
from grcdesk.wording import word
from services.returned.books import added, columns, edited, put, renamed, row_of, turned_over, widened

MINE = "My controls"
WORDS = {word(one): one.value for one in Status}
TEXTS = ("Rotation is late", "Zwei Zeilen:\n- eine\n- noch eine", "漢字 🙂 \u202ertl", "x" * 500, "1.5")


def drawn(draw: random.Random, header: str) -> tuple[object, str]:
    """What somebody writes into a cell, and what it means."""
    if header == "Status":
        text = draw.choice(sorted(WORDS))
        return text, WORDS[text]
    if header == "Due":
        day = date(2026, 1, 1) + timedelta(draw.randrange(4000))
        return day, day.isoformat()
    text = draw.choice(("Ada Okafor", "Petra Novak", "Łukasz Żak") if header == "Owner" else TEXTS)
    return text, text


def ids(plan) -> list[str]:
    page = load_workbook(io.BytesIO(plan))[MINE]
    return [page.cell(row, 1).value for row in range(2, page.max_row + 1)]


@pytest.mark.slow(keep=3)
@pytest.mark.parametrize("seed", range(8))
def test_the_differences_found_are_the_edits_made(plan, tmp_path, seed):
    draw = random.Random(seed)  # noqa: S311  the same edits each time
    page = load_workbook(io.BytesIO(plan))[MINE]
    at, cells, wanted = columns(page), {}, set()
    for key in draw.sample(ids(plan), draw.randrange(5)):
        for header in draw.sample(("Status", "Due", "Owner", "Gap"), draw.randrange(1, 5)):
            cells[key, header], means = drawn(draw, header)
            before = page.cell(row_of(page, key), at[header]).value
            before = before.date() if isinstance(before, datetime) else before
            if cells[key, header] != before:
                wanted.add((key, header.casefold(), means))
    disorder = draw.sample((turned_over(MINE), widened(MINE), renamed(MINE, "ours")), draw.randrange(3))
    disorder.sort(key=lambda one: "renamed" in one.__qualname__)  # what it is called is asked by the others
    read = read_returned(edited(plan, tmp_path / "back.xlsx", put(MINE, cells), *disorder))
    assert read.problems == ()
    assert {(one.key, one.name, one.text) for one in read.cells} == wanted


def test_days_as_text_and_as_numbers(company, plan, tmp_path):
    one, two, three, *_ = ids(plan)

    def edit(book):
        page = book[MINE]
        at = columns(page)["Due"]
        for key, value in ((one, "31.01.2027"), (two, 46419), (three, "2027-02-01 00:00:00")):
            cell = page.cell(row_of(page, key), at)
            cell.value, cell.number_format = value, "General"

    found = company.returned.import_(edited(plan, tmp_path / "b.xlsx", edit), ReturnedPlan(), dry_run=True)
    assert found.problems == ()
    assert {cell.id: cell.theirs for cell in found.cells} == {one: "2027-01-31", two: "2027-02-01", three: "2027-02-01"}


def test_a_day_that_can_be_read_in_two_ways_is_asked(company, plan, tmp_path):
    key = ids(plan)[0]
    file = edited(plan, tmp_path / "b.xlsx", put(MINE, {(key, "Due"): "03/04/2027"}))
    (problem,) = company.returned.import_(file, ReturnedPlan(), dry_run=True).problems
    assert problem.place.startswith("My controls!")
    told = company.returned.import_(file, ReturnedPlan(dates=DayOrder.DAY), dry_run=True)
    assert [one.theirs for one in told.cells] == ["2027-04-03"]


def test_blanks_behind_words_and_words_in_capitals_are_no_difference(company, plan, tmp_path):
    def edit(book):
        page = book[MINE]
        at = columns(page)
        for row in range(2, page.max_row + 1):
            for header in ("Status", "Owner", "Design"):
                cell = page.cell(row, at[header])
                cell.value = f"  {cell.value.upper() if header == 'Status' else cell.value} " if cell.value else "  "
        page.row_dimensions[3].hidden = True

    found = company.returned.import_(edited(plan, tmp_path / "b.xlsx", edit), ReturnedPlan(), dry_run=True)
    assert (found.cells, found.problems) == ((), ())
    assert any("hidden rows were read too" in one for one in found.warnings)


@pytest.mark.slow
def test_columns_in_another_order(company, matrix, tmp_path):
    def shuffle(book):
        page = book["Gap assessment"]
        order = list(range(1, page.max_column + 1))
        random.Random(7).shuffle(order)  # noqa: S311  the same order each time
        rows = [[page.cell(row, at).value for at in order] for row in range(1, page.max_row + 1)]
        for number, row in enumerate(rows, 1):
            for at, value in enumerate(row, 1):
                page.cell(number, at).value = value

    file = edited(matrix, tmp_path / "b.xlsx", put("Gap assessment", {("AI-SEC-01", "Owner"): "Ada Okafor"}), shuffle)
    found = company.returned.import_(file, ReturnedPlan(), dry_run=True)
    assert [(one.id, one.field) for one in found.cells] == [("AI-SEC-01", "Owner")]
    assert found.problems == ()


def test_a_half_sorted_tab_is_noticed(company, plan, tmp_path):
    def edit(book):  # sorted by one column alone, the others left
        page = book[MINE]
        at = columns(page)["Title"]
        first, second = page.cell(2, at).value, page.cell(3, at).value
        page.cell(2, at).value, page.cell(3, at).value = second, first

    found = company.returned.import_(edited(plan, tmp_path / "b.xlsx", edit), ReturnedPlan(), dry_run=True)
    assert [one.what.partition(";")[0].partition(": ")[2] for one in found.problems] == [
        "Title is not taken from here"
    ] * 2


def test_keys_twice_unknown_and_lacking_are_listed(company, plan, tmp_path):
    first, second, *_ = ids(plan)
    file = edited(
        plan, tmp_path / "b.xlsx",
        added(MINE, first, {"Gap": "again"}), added(MINE, "", {"Gap": "whose?"}), added(MINE, f"{second}0", {}),
    )  # fmt: skip
    found = company.returned.import_(file, ReturnedPlan(), dry_run=True)
    said = sorted(one.what for one in found.problems)
    assert said[0] == f"{first} stands in row 2 already"
    assert "is not in this workbook as it was sent" in said[1]
    assert said[2] == "the row names no control"


def test_deleted_rows_columns_and_tabs_stay_in_the_desk_and_are_told(company, plan, tmp_path):
    def edit(book):
        del book["My actions"]
        page = book[MINE]
        page.delete_rows(2)
        page.delete_cols(columns(page)["Gap"])

    found = company.returned.import_(edited(plan, tmp_path / "b.xlsx", edit), ReturnedPlan(), dry_run=True)
    assert (found.cells, found.problems) == ((), ())
    said = " | ".join(found.warnings)
    assert "the tab My actions is not in the file" in said
    assert "without the column Gap" in said
    assert f"kept as they are: {ids(plan)[0]}" in said


def test_a_copied_tab_is_not_guessed(company, plan, tmp_path):
    file = edited(plan, tmp_path / "b.xlsx", lambda book: book.copy_worksheet(book[MINE]))
    with pytest.raises(BadInput, match="2 tabs have the columns of My controls"):
        company.returned.import_(file, ReturnedPlan(), dry_run=True)
