"""The form of every tab: print set-up, protection, drop-downs, rules for dates and numbers, guard, live colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.looks import LATE, CellLook, Formats
from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.reports.workbook.writing.paper import BOTTOM, EDGE, NUMBERS, SIDE, TOP, PrintedPages

LAST_ROW = 1_048_576
JUDGED = "judged_on"
"""Name of the cell with the day on which days are late."""
_FIRST_DAY, _LAST_DAY = 36_526, 73_415
"""2000-01-01 and 2100-12-31 as a workbook counts days."""
_TITLE, _TOLD, _CHOICES = 32, 255, 255
"""Characters of the title, the message and the list of a rule."""
_MESSAGE = 200
_FREE = ("autofilter", "sort", "format_columns", "format_rows")
"""What stays allowed on a locked sheet."""
_GUARD = {
    "validate": "custom",
    "value": "=FALSE",
    "ignore_blank": False,
    "error_title": "Kept in grcdesk",
    "error_message": "This column comes from the desk. What is written here would not come back.",
}


def paginate(sheet: Any, pages: PrintedPages, name: str, about: str = "") -> None:
    """Landscape, one page wide, with whose it is, the dates, confidentiality and page x of y on every page."""
    sheet.set_landscape()
    sheet.set_paper(NUMBERS[pages.paper])
    sheet.set_margins(left=SIDE, right=SIDE, top=TOP, bottom=BOTTOM)
    sheet.set_header(pages.header(name, about), {"margin": EDGE})
    sheet.set_footer(pages.foot, {"margin": EDGE})
    sheet.fit_to_pages(1, 0)


def protect(sheet: Any) -> None:
    """Locked without a password; sorting, filters, column widths and row heights stay free."""
    sheet.protect("", dict.fromkeys(_FREE, True))


def guard(sheet: Any, tab: Tab) -> None:
    """Nobody types into what the desk says; unlike a lock it lets rows be sorted and groups be opened."""
    first: int | None = None
    for number, column in enumerate((*tab.columns, None)):
        desk = column is not None and not (column.input or column.owner)
        if desk and first is None:
            first = number
        if not desk and first is not None:
            sheet.data_validation(1, first, tab.last_row - 1, number - 1, _GUARD)
            first = None


def fill_choices(sheet: Any, columns: Sequence[TabColumn], *, everywhere: bool) -> None:
    """A rule on every column of words from a list, of dates and of numbers, down to the last row of the sheet.

    Args:
        sheet: the sheet they stand on.
        columns: all of them.
        everywhere: on columns of the desk, too; else only where people type.
    """
    for number, column in enumerate(columns):
        if everywhere or column.input or column.owner:
            rule = _rule(column)
            if rule:
                title = {"error_title": column.header[:_TITLE]}
                # down to the last row: people add some below
                sheet.data_validation(1, number, LAST_ROW - 1, number, {**rule, **title})


def _rule(column: TabColumn) -> dict[str, Any]:
    if column.choices:
        told = "Choose one of: " + _listed(LISTS[column.choices])
        return {"validate": "list", "source": f"={column.choices}", "error_message": told}
    # a list within the rule holds 255 characters, and commas part its words
    if column.words and len(",".join(column.words)) < _CHOICES and not any("," in word for word in column.words):
        told = "Choose one of: " + _listed(column.words)
        return {"validate": "list", "source": list(column.words), "error_message": told}
    if column.kind is Kind.DATE:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": _FIRST_DAY,
            "maximum": _LAST_DAY,
            "error_message": "Enter a date, such as 2026-01-31.",
        }
    if column.kind is Kind.NUMBER:
        reach: dict[str, Any] = {"criteria": ">=", "value": column.least}
        if column.most is not None:
            reach = {"criteria": "between", "minimum": column.least, "maximum": column.most}
        told = f"Enter a whole number from {column.least}" + ("." if column.most is None else f" to {column.most}.")
        return {"validate": "integer", **reach, "error_message": told}
    return {}


def _listed(words: tuple[str, ...]) -> str:
    text = ", ".join(words)
    return text if len(text) <= _MESSAGE else text[: _MESSAGE - 1] + "…"


def color_live(sheet: Any, column: int, last: int, fills: Mapping[str, CellLook], formats: Formats) -> None:
    """Words take their colour when somebody types them."""
    for word, look in fills.items():
        told = word.replace('"', '""')
        sheet.conditional_format(
            1, column, last, column,
            {"type": "cell", "criteria": "==", "value": f'"{told}"', "format": formats.over(look)},
        )  # fmt: skip


def color_late(sheet: Any, tab: Tab, column: int, formats: Formats) -> None:
    """Days that are over look missed, unless another column says that they are met: against the day judged on."""
    day = f"${xl_col_to_name(column)}2"
    met = [
        f'${tab.letter(one.header)}2="{word.replace(chr(34), chr(34) * 2)}"'
        for one in tab.columns[column].late or ()
        for word in one.words
    ]
    unless = f",NOT(OR({','.join(met)}))" if met else ""
    told = f"=AND(ISNUMBER({day}),{day}<{JUDGED}{unless})"
    rule = {"type": "formula", "criteria": told, "format": formats.over(LATE)}
    sheet.conditional_format(1, column, tab.last_row - 1, column, rule)
