from __future__ import annotations

import re
from dataclasses import replace

import pytest

from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.tabs.counts import counts
from grcdesk.terms import Category, Status
from reports.factory import AS_OF, matrix
from reports.workbook.opened import book, made

AREA = re.compile(r"'([^']+)'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)")


def cells(opened, text):
    sheet, letter, first, last = AREA.fullmatch(text).groups()
    return [opened[sheet][f"{letter}{row}"].value for row in range(int(first), int(last) + 1)]


def holds(value, word):
    if word.startswith(">="):
        return isinstance(value, int) and value >= int(word[2:])
    if word.startswith("<>"):
        return value != word[2:]
    if word.startswith("<"):
        return value is not None and value.date().isoformat() < word[1:]
    return str(value if value is not None else "") == word


def count(opened, formula):
    """What a spreadsheet would compute; only the forms we write."""
    if "+" in formula or "-COUNTIFS" in formula:
        left, sign, right = re.fullmatch(r"=(\w+\(.+?\))([+-])(\w+\(.+\))", formula).groups()
        first, second = count(opened, f"={left}"), count(opened, f"={right}")
        return first + second if sign == "+" else first - second
    if found := re.fullmatch(r"=COUNTA\((.+)\)", formula):
        return sum(value is not None for value in cells(opened, found[1]))
    if found := re.fullmatch(r"=(COUNT|SUM)\((.+)\)", formula):
        numbers = [value for value in cells(opened, found[2]) if isinstance(value, int)]
        return len(numbers) if found[1] == "COUNT" else sum(numbers)
    if found := re.fullmatch(r"=COUNTIFS\((.+)\)", formula):
        told = found[1].replace('"<"&judged_on', f'"<{AS_OF}"')
        parts = re.findall(r"('[^']+'![$A-Z0-9:]+),(?:\"([^\"]*)\"|(\d+))", told)
        columns = [[holds(value, word or number) for value in cells(opened, area)] for area, word, number in parts]
        return sum(all(row) for row in zip(*columns, strict=True))
    if found := re.fullmatch(r"=SUMPRODUCT\(--\((.+)<>(.+)\)\)", formula):
        return sum(a != b for a, b in zip(cells(opened, found[1]), cells(opened, found[2]), strict=True))
    found = re.fullmatch(r"=SUMPRODUCT\(--ISNA\(MATCH\((.+),(.+),0\)\)\)", formula)
    assert found, formula
    known = set(cells(opened, found[2]))
    return sum(value not in known for value in cells(opened, found[1]))


def block(opened):
    """Name, value, recount formula, check formula, row."""
    sheet = opened["Sources and counts"]
    start = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 4).value == "Again") + 1
    row = start
    while sheet.cell(row, 4).value is not None:
        yield (*(sheet.cell(row, column).value for column in (1, 3, 4, 5)), row)
        row += 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("extra", "chosen"),
    [(0, tuple(Category)), (0, (Category.SECURITY,)), (40, (Category.SECURITY, Category.PRIVACY))],
)
def test_every_count_ties(extra, chosen):
    opened = book(matrix_workbook(matrix(extra, chosen=chosen))[0])
    lines = list(block(opened))
    assert len(lines) > 80
    for name, value, recount, check, row in lines:
        assert count(opened, recount) == value, name
        assert check == f'=IF(C{row}=D{row},"ties","DIFFERS")'


@pytest.mark.slow
def test_without_mappings_tests_and_changes_the_rest_still_ties():
    opened = book(matrix_workbook(replace(matrix(), mappings=(), tests=(), changes=()))[0])
    assert all(count(opened, recount) == value for _, value, recount, _, _ in block(opened))


@pytest.mark.slow
def test_a_summary_that_is_wrong_and_a_mapping_of_an_unknown_control_do_not_tie():
    source = matrix()
    tampered = {**source.summary.counts, Status.MISSING: 99}
    stray = replace(source.mappings[0], control="AI-GONE-01")
    source = replace(source, summary=replace(source.summary, counts=tampered), mappings=(*source.mappings, stray))
    opened = book(matrix_workbook(source)[0])
    wrong = [name for name, value, recount, _, _ in block(opened) if count(opened, recount) != value]
    assert wrong == ["Status missing", "Mapping: controls not in the matrix"]


def test_the_cover_counts_every_check():
    opened = book(made())
    lines = list(block(opened))
    first, last = lines[0][-1], lines[-1][-1]
    told = {row[0].value: row for row in opened["Read me"].iter_rows(min_col=17) if row[0].value}
    name, _, _, _, stated, again, *_ = told["All counts, on Sources and counts"]
    assert name.value == "All counts, on Sources and counts"
    assert stated.value == len(lines)
    assert again.value == f"=COUNTIF('Sources and counts'!$E${first}:$E${last},\"ties\")"


def test_a_tab_without_rows_is_not_held_against_the_matrix():
    names = {one.name for one in counts(matrix(), tabs_of(matrix()))}
    bare = replace(matrix(), mappings=())
    assert names - {one.name for one in counts(bare, tabs_of(bare))} == {"Mapping: controls not in the matrix"}
