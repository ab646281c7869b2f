from __future__ import annotations

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.tab import Kind
from grcdesk.reports.workbook.writing.form import LAST_ROW
from grcdesk.reports.workbook.writing.paper import pixels, printed, too_wide
from reports.factory import matrix
from reports.workbook.opened import MAIN, book, made, sheet_part

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


def typed(column):
    return column.input or column.owner


@pytest.mark.parametrize("name", TABS)
def test_columns_people_type_into_have_their_rule_to_the_last_row(opened, name):
    found = rules(opened[name])
    for number, column in enumerate(TABS[name].columns, 1):
        letter = get_column_letter(number)
        rule = found.get(f"{letter}2:{letter}{LAST_ROW}")
        if not typed(column):
            assert rule is None
        elif column.choices:
            assert (rule.type, rule.formula1) == ("list", column.choices)
            assert rule.showErrorMessage
        elif column.kind is Kind.DATE:
            assert rule.type == "date"
        elif column.kind is Kind.NUMBER:
            assert rule.type == "whole"


@pytest.mark.parametrize("name", TABS)
def test_nobody_can_type_into_what_the_desk_says(opened, name):
    tab, sheet = TABS[name], opened[name]
    guards = [rule for rule in sheet.data_validations.dataValidation if rule.formula1 == "FALSE"]
    guarded = {cell for rule in guards for area in rule.sqref.ranges for row in area.rows for cell in row}
    columns = enumerate(tab.columns, 1)
    desk = [number for number, column in columns if not typed(column)]
    assert guarded == {(row, number) for row in range(2, tab.last_row + 1) for number in desk}
    assert all(rule.type == "custom" and rule.showErrorMessage and not rule.allowBlank for rule in guards)


@pytest.mark.parametrize("name", TABS)
def test_what_we_write_passes_its_own_rules(opened, name):
    sheet = opened[name]
    for number, column in enumerate(TABS[name].columns, 1):
        values = [sheet.cell(row, number).value for row in range(2, sheet.max_row + 1)]
        if column.choices:
            assert {value for value in values if value} <= set(LISTS[column.choices])


def test_enum_columns_are_all_known_to_have_lists():
    lists = {name: [column.header for column in tab.columns if column.choices] for name, tab in TABS.items()}
    assert lists.pop("Columns and words") == []
    assert lists == {
        "Control matrix": [
            "Frequency",
            "Type",
            "Period coverage",
            "Auditor result",
            "Scope",
            "Nature",
            "Gap status",
            "Supported",
            "Design",
            "Implemented",
        ],
        "Criteria coverage": ["Category", "In scope", "Mapped", "Answered", "Worst verdict", "Worst status"],
        "Mapping": ["Relationship", "Primary", "Basis"],
        "Gap assessment": ["Status", "Supported", "Design", "Implemented", "Scope", "Previous status"],
        "Coverage heat": ["Frequency", "Verdict"],
        "Period coverage": ["Frequency", "Required", "State"],
        "Evidence index": ["Kind", "Status", "Method"],
        "Information produced": ["Status"],
        "Lead sheets": ["Result", "Concluded"],
        "Tests": ["Method", "Tested", "Result", "Aspect", "Lane"],
        "Populations": ["State"],
        "Samples": ["Population state"],
        "Sample items": ["A", "B", "C", "D", "E", "F"],
        "Requests": ["Our status", "Auditor status"],
        "Remediation": ["Status"],
        "Findings": ["Severity", "Status"],
        "Deviations": ["State"],
        "SoA": ["Applicable", "Proof"],
        "AI inventory": [
            "Personal data",
            "Customer data",
            "Automated decision",
            "Status",
            "In scope",
            "User-facing",
            "Trains",
            "Derivation",
        ],
        "Vendors & agreements": ["Tier", "State", "In scope", "Opinion"],
        "Vendor reports": ["Opinion", "Outcome"],
        "Clauses": ["Answer", "Outcome"],
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
def test_pages_are_landscape_and_say_what_they_are(opened, name):
    sheet = opened[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 1
    told = sheet_part(made(), name).find(f"{MAIN}headerFooter")
    head, foot = (told.find(f"{MAIN}{one}").text for one in ("oddHeader", "oddFooter"))
    left, right = head.split("&R")
    assert left.startswith(f'&L&8&"Arial,Bold"Acme AI - SOC 2 readiness 2026: {name.replace("&", "&&")}')
    assert right == '&8&"Arial,Regular"Judged on 2026-11-21 · records as of entry 412, 2026-11-20 17:04Z'
    assert foot.startswith('&L&8&"Arial,Bold"DRAFT &8&"Arial,Regular"· Confidential - Acme AI')
    assert foot.endswith("&F · Page &P of &N")


@pytest.mark.parametrize("name", TABS)
def test_what_fits_is_one_page_wide_and_what_does_not_keeps_its_letters(opened, name):
    sheet = opened[name]
    if too_wide(TABS[name]):
        assert not sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.scale in (None, 100)
        assert sheet.print_title_cols == "$A:$B"
        assert len(sheet.col_breaks.brk) > 0
    else:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


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


@pytest.mark.parametrize("name", [*TABS, "Lists"])
def test_no_cells_are_merged(data, name):
    assert sheet_part(data, name).find(f"{MAIN}mergeCells") is None


@pytest.mark.parametrize("name", [*TABS, "Read me", "Lists"])
def test_sheets_are_locked_without_a_password_but_sorting_filters_and_widths_are_free(opened, name):
    protection = opened[name].protection
    folded = name in TABS and printed(TABS[name].columns) < len(TABS[name].columns)
    assert protection.sheet is not folded, "on a locked sheet no group can be opened"
    assert protection.password is None
    assert not protection.autoFilter or folded
    assert not protection.sort or folded
    assert not protection.formatColumns or folded
    assert protection.deleteRows


@pytest.mark.parametrize("name", TABS)
def test_rows_can_be_sorted_and_only_the_auditors_cells_are_tinted(opened, name):
    sheet = opened[name]
    for number, column in enumerate(TABS[name].columns, 1):
        cells = [sheet.cell(row, number) for row in range(2, sheet.max_row + 1)]
        assert not any(cell.protection.locked for cell in cells[: TABS[name].last_row - 1])
        tinted = [cell.fill.fgColor.rgb == "FFFFF8E1" for cell in cells]
        assert all(tinted) if column.input else not any(tinted)
        assert sheet.cell(1, number).protection.locked


@pytest.mark.parametrize("name", TABS)
def test_cells_wrap_stand_at_the_top_and_have_the_format_of_their_kind(opened, name):
    sheet = opened[name]
    formats = {Kind.ID: "@", Kind.LINK: "@", Kind.DATE: "yyyy-mm-dd", Kind.NUMBER: "0"}
    formats[Kind.TIME] = "yyyy-mm-dd hh:mm"
    for number, column in enumerate(TABS[name].columns, 1):
        for row in range(2, sheet.max_row + 1):
            cell = sheet.cell(row, number)
            assert cell.alignment.wrap_text
            assert cell.alignment.vertical == "top"
            assert cell.number_format == formats.get(column.kind, "General")


@pytest.mark.parametrize("name", TABS)
def test_no_column_is_narrower_than_it_was_asked_for(data, name):
    told = {}
    for one in sheet_part(data, name).find(f"{MAIN}cols"):
        told |= dict.fromkeys(range(int(one.get("min")), int(one.get("max")) + 1), float(one.get("width")))
    for number, column in enumerate(TABS[name].columns, 1):
        assert round(told[number] * 7) >= pixels(column.width) - 1


def live(sheet, letter):
    """Word → colour, where a rule gives it."""
    return {
        rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb
        for reach, rules in sheet.conditional_formatting._cf_rules.items()
        for rule in rules
        if str(reach.sqref).startswith(letter)
    }


def test_a_status_people_type_takes_its_colour_live_and_in_place_only_from_the_desk(opened):
    sheet = opened["Gap assessment"]
    letter = TABS["Gap assessment"].letter("Status")
    assert live(sheet, letter) == {
        "partial": "FFFBE8B6",
        "missing": "FFF8D0CA",
        "not assessed": "FFE5E7EB",
        "not applicable": "FFFFFFFF",
    }


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
    assert [word for word, colour, _ in seen if colour.endswith("CFEAD6")] == ["supported"]


def test_mapped_is_never_green_and_answered_only_when_it_is(opened):
    sheet = opened["Criteria coverage"]
    green = {
        (column, sheet.cell(row, column).value)
        for row in range(2, sheet.max_row + 1)
        for column in (5, 10)
        if sheet.cell(row, column).fill.fgColor.rgb.endswith("CFEAD6")
    }
    assert green <= {(10, "answered"), (10, "in full")}
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
    letter = TABS["Control matrix"].letter("Gap status")
    for row in range(2, control.max_row + 1):
        name = control.cell(row, 1).value
        tab, place = targets["Control matrix", f"A{row}"]
        assert tab == "Mapping"
        assert opened[tab][place].value == name
        assert opened[tab].cell(int(place[1:]) - 1, 1).value != name
        tab, place = targets["Control matrix", f"{letter}{row}"]
        assert (tab, opened[tab][place].value) == ("Gap assessment", name)
    for (source, cell), (tab, place) in targets.items():
        if tab == "Control matrix":
            assert opened[tab][place].value == opened[source][cell].value


def test_rows_are_tall_enough_for_their_text_and_fit_themselves_anew(data):
    row = sheet_part(data, "Control matrix").find(f".//{MAIN}row[@r='2']")
    assert float(row.get("ht")) >= 3 * 9
    assert row.get("customHeight") is None
