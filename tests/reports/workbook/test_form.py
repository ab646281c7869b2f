from __future__ import annotations

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from grcdesk.reports.workbook.form import LAST_ROW, footer_text, height, lines
from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.tab import Kind
from reports.factory import matrix
from reports.workbook.opened import MAIN, book, made, part, sheet_part

SOURCE = matrix()
TABS = {name: tab for name, tab in tabs_of(SOURCE).items() if tab.count}


@pytest.fixture(scope="module")
def data():
    return made()


@pytest.fixture(scope="module")
def opened(data):
    return book(data)


def rules(sheet):
    return {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}


@pytest.mark.parametrize("name", TABS)
def test_every_column_with_a_list_has_its_drop_down_to_the_last_row(opened, name):
    found = rules(opened[name])
    for number, column in enumerate(TABS[name].columns, 1):
        letter = get_column_letter(number)
        rule = found.get(f"{letter}2:{letter}{LAST_ROW}")
        if column.choices:
            assert (rule.type, rule.formula1) == ("list", column.choices)
            assert rule.showErrorMessage
        elif column.kind is Kind.DATE:
            assert rule.type == "date"
        elif column.kind is Kind.NUMBER:
            assert rule.type == "whole"
        else:
            assert rule is None


@pytest.mark.parametrize("name", TABS)
def test_what_we_write_passes_its_own_rules(opened, name):
    sheet = opened[name]
    for number, column in enumerate(TABS[name].columns, 1):
        values = [sheet.cell(row, number).value for row in range(2, sheet.max_row + 1)]
        if column.choices:
            assert {value for value in values if value} <= set(LISTS[column.choices])


def test_enum_columns_are_all_known_to_have_lists():
    lists = {name: [column.header for column in tab.columns if column.choices] for name, tab in TABS.items()}
    assert lists == {
        "Control matrix": [
            *("Frequency", "Type", "Period coverage", "Auditor result", "Scope", "Nature", "Gap status", "Supported"),
            *("Design", "Implemented"),
        ],
        "Criteria coverage": ["Category", "In scope", "Mapped", "Answered", "Worst verdict"],
        "Mapping": ["Relationship", "Primary", "Basis"],
        "Gap assessment": ["Status", "Supported", "Design", "Implemented", "Scope", "Previous status"],
        "Lead sheets": ["Result", "Concluded"],
        "Tests": ["Method", "Tested", "Result", "Aspect", "Lane"],
        "Populations": ["State"],
        "Samples": ["Population state"],
        "Sample items": ["A", "B", "C", "D", "E", "F"],
        "Requests": ["Our status", "Auditor status"],
        "Remediation": ["Status", "Found in"],
        "Findings": ["Severity", "Status"],
        "Deviations": ["State"],
        "Period coverage": ["Frequency", "Required", "State", *(f"2026-{month:02d}" for month in range(1, 13))],
        "Evidence index": ["Kind", "Status", "Method"],
        "Information produced": ["Status"],
        "AI inventory": [
            *("Personal data", "Customer data", "User-facing", "Automated decision", "Trains", "Status", "In scope"),
            "Derivation",
        ],
        "Vendors & agreements": [
            *("Tier", "Model provider", "In scope", "Subservice", "Method", "State", "Opinion", "Plan covered"),
            *("Retention", "Zero retention", "No training", "Training setting", "Opt-in only", "Sub-processors"),
            *("Notice of new ones", "Objection", "Transfer tool", "Transfer assessment", "Breach notice", "Deletion"),
            *("Audit right", "Signatures"),
        ],
        "Access populations": ["Whole", "State"],
        "Access reviews": ["Decision", "Proof", "State"],
        "Review exceptions": ["State", "Named", "Kind"],
        "Change log": ["Part"],
    }


def test_each_list_is_a_name_that_covers_its_words(opened):
    lists = opened["Lists"]
    for name, words in LISTS.items():
        sheet, reach = opened.defined_names[name].attr_text.split("!")
        assert sheet == "'Lists'"
        area = CellRange(reach.replace("$", ""))
        assert [lists.cell(row, area.min_col).value for row in range(area.min_row, area.max_row + 1)] == list(words)


@pytest.mark.parametrize("name", TABS)
def test_header_and_first_two_columns_stay_in_view_and_in_print(opened, name):
    sheet = opened[name]
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize("name", [*TABS, "Read me"])
def test_pages_are_landscape_one_wide_and_say_what_they_are(opened, name):
    sheet = opened[name]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.left.text == "&F"
    assert sheet.oddFooter.center.text == "Confidential - Acme AI"
    assert sheet.oddFooter.right.text == "Page &P of &N"


@pytest.mark.parametrize("name", TABS)
def test_each_tab_is_a_named_table_over_all_rows_with_filters(opened, name):
    tab, sheet = TABS[name], opened[name]
    table = sheet.tables[tab.table]
    reach = f"A1:{get_column_letter(len(tab.columns))}{tab.count + 1}"
    assert table.ref == reach
    assert table.autoFilter.ref == reach
    headers = [column.name for column in table.tableColumns]
    assert headers == [cell.value for cell in sheet[1]]
    # a spreadsheet takes two headers for the same when only their case differs
    assert len({header.casefold() for header in headers}) == len(headers)


@pytest.mark.parametrize("name", [*TABS, "Read me", "Lists"])
def test_no_cells_are_merged(data, name):
    assert sheet_part(data, name).find(f"{MAIN}mergeCells") is None


@pytest.mark.parametrize("name", [*TABS, "Read me", "Lists"])
def test_sheets_are_locked_without_a_password_but_filters_and_widths_are_free(opened, name):
    protection = opened[name].protection
    assert protection.sheet
    assert protection.password is None
    assert not protection.autoFilter
    assert not protection.formatColumns
    assert protection.deleteRows


@pytest.mark.parametrize("name", TABS)
def test_only_the_auditors_cells_are_unlocked_empty_and_tinted(opened, name):
    sheet = opened[name]
    for number, column in enumerate(TABS[name].columns, 1):
        cells = [sheet.cell(row, number) for row in range(2, sheet.max_row + 1)]
        assert all(cell.protection.locked is not column.input for cell in cells)
        if column.input:
            assert name == "Requests" or all(cell.value is None for cell in cells)
            assert {cell.fill.fgColor.rgb for cell in cells} == {"00FFF7DC"}


@pytest.mark.parametrize("name", TABS)
def test_cells_wrap_stand_at_the_top_and_have_the_format_of_their_kind(opened, name):
    sheet = opened[name]
    formats = {Kind.ID: "@", Kind.LINK: "@", Kind.DATE: "yyyy-mm-dd", Kind.NUMBER: "0"}
    formats[Kind.TIME] = "yyyy-mm-dd hh:mm"
    for number, column in enumerate(TABS[name].columns, 1):
        assert sheet.column_dimensions[get_column_letter(number)].width == column.width
        for row in range(2, sheet.max_row + 1):
            cell = sheet.cell(row, number)
            assert cell.alignment.wrap_text
            assert cell.alignment.vertical == "top"
            assert cell.number_format == formats.get(column.kind, "General")


def test_widths_are_those_agreed(opened):
    sheet = opened["Control matrix"]
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [9.6, 10.5, 14.5]


def test_a_status_has_word_and_colour(opened):
    sheet = opened["Gap assessment"]
    rows = range(2, sheet.max_row + 1)
    fills = {sheet.cell(row, 3).value: sheet.cell(row, 3).fill.fgColor.rgb for row in rows}
    assert len(fills) == len(set(fills.values())) == 5


def test_in_place_is_green_only_where_it_is_borne_out(opened):
    sheet = opened["Gap assessment"]
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 3).value == "in place"]
    seen = {
        (sheet.cell(row, 4).value, sheet.cell(row, 3).fill.fgColor.rgb, sheet.cell(row, 4).fill.fgColor.rgb)
        for row in rows
    }
    assert {word for word, *_ in seen} == {"supported", "supported in part", "claim only"}
    assert len(seen) == 3, "a level has one colour, on the status and on the word itself"
    assert all(status == word for _, status, word in seen)
    assert [word for word, colour, _ in seen if colour.endswith("C6EFCE")] == ["supported"]


def test_mapped_is_never_green_and_answered_only_when_it_is(opened):
    sheet = opened["Criteria coverage"]
    green = {
        (column, sheet.cell(row, column).value)
        for row in range(2, sheet.max_row + 1)
        for column in (8, 9)
        if sheet.cell(row, column).fill.fgColor.rgb.endswith("C6EFCE")
    }
    assert green <= {(9, "answered"), (9, "in full")}
    assert green


def test_links_lead_to_the_rows_they_name(opened):
    targets = {}
    for name in ("Control matrix", "Gap assessment", "Mapping", "Tests"):
        for row in opened[name].iter_rows():
            for cell in row:
                if cell.hyperlink:
                    sheet, place = cell.hyperlink.location.rsplit("!", 1)
                    targets[name, cell.coordinate] = (sheet.strip("'"), place)
    control = opened["Control matrix"]
    for row in range(2, control.max_row + 1):
        name = control.cell(row, 1).value
        tab, place = targets["Control matrix", f"A{row}"]
        assert tab == "Mapping"
        assert opened[tab][place].value == name
        assert opened[tab].cell(int(place[1:]) - 1, 1).value != name
        tab, place = targets["Control matrix", f"J{row}"]
        assert (tab, opened[tab][place].value) == ("Gap assessment", name)
    for (source, cell), (tab, place) in targets.items():
        if tab == "Control matrix":
            assert opened[tab][place].value == opened[source][cell].value


def test_rows_are_tall_enough_for_their_text(data):
    row = sheet_part(data, "Control matrix").find(f".//{MAIN}row[@r='2']")
    assert float(row.get("ht")) >= 3 * 12
    assert row.get("customHeight") is None


def test_lines_and_heights():
    assert lines("", 10) == 1
    assert lines("a\nb\n", 10) == 3
    assert lines("x" * 100, 10) == 9
    assert float(height(1000)["ht"]) <= 409


def test_ampersands_in_headers_are_kept_and_long_lines_cut():
    assert footer_text("A & B\nC") == "A && B C"
    assert footer_text("&" * 200) == "&&" * 39 + "…"


def test_strings_stand_in_the_cells_themselves(data):
    assert b"<t>AI-SEC-01</t>" in part(data, "xl/worksheets/sheet2.xml")
