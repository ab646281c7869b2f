"""The work plan of one owner as a workbook: short, to be filled in, and to come back."""

from __future__ import annotations

from typing import Any

from grcdesk.reports.labels import CONFIDENTIAL
from grcdesk.reports.workbook import base, looks
from grcdesk.reports.workbook.book import Book, Free
from grcdesk.reports.workbook.lists import SHEET, define
from grcdesk.reports.workbook.properties import properties
from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs.front.hidden import write_lists
from grcdesk.reports.workbook.tabs.workplan import ACTIONS, MINE, workplan_tabs
from grcdesk.reports.workbook.writing.form import paginate
from grcdesk.reports.workbook.writing.paper import PrintedPages
from grcdesk.schemas.returned.workplans import WorkPlan
from grcdesk.terms.returned import BookKind

README = "Read me"
_WIDTHS = (24, 100)
HOW = (
    f"Fill in the yellow cells of {MINE} and {ACTIONS}. Everything else is locked, and shown for you to see.",
    "Sort, filter and add columns as you like; keep the column ID. Save it as .xlsx and send it back.",
    "Whoever takes it back sees each cell you changed beside what the desk holds by then, and settles what differs.",
    "What you write counts as told by you. In place means that you say so: evidence has to bear it out.",
    "Not applicable needs a reason and who approved it: the columns N/A reason and Approver, at the right.",
    "A new action is a line without an id in the column Action; it gets the owner and due date beside it.",
    "A row you delete stays in the desk. An emptied cell takes its value away; an action is closed by its status.",
)


def workplan_workbook(plan: WorkPlan, *, paper: str = "letter") -> tuple[bytes, tuple[str, ...]]:
    """The workbook as bytes, and a sentence for each thing that was shortened or made visible.

    The same content gives the same bytes.

    Raises:
        Refused: when there are more rows than a sheet holds.
    """
    told = plan.provenance
    pages = PrintedPages(
        name=f"{told.scope.organisation} - work plan of {plan.owner}",
        dates=told.dates.line,
        footer=f"{CONFIDENTIAL} - {told.scope.organisation}",
        paper=paper,
    )
    tabs = list(workplan_tabs(plan))
    with Book(pages, total=sum(tab.count for tab in tabs)) as book:
        define(book.define)
        first = book.open(README)
        for tab in tabs:
            book.table(book.open(tab.name), tab)
        write_lists(book, book.open(SHEET))
        home = [tab for tab in tabs if base.comes_home(tab)]
        base.put(book, base.base_lines(BookKind.WORKPLAN, plan.origin, home, plan.owner))
        _readme(book, first, plan, tabs)
        title = f"Work plan of {plan.owner}"
        return book.finished(properties(title, told.scope.name, told.scope.organisation, (told.version, told.dates)))


def _readme(book: Book, sheet: Any, plan: WorkPlan, tabs: list[Tab]) -> None:
    paginate(sheet, book.pages, README)
    book.free(sheet, README, _rows(plan, tabs), _WIDTHS)


def _rows(plan: WorkPlan, tabs: list[Tab]) -> list[list[Free]]:
    told = plan.provenance
    made = [[Free(f"{told.scope.organisation}: work plan of {plan.owner}", looks.TITLE)]]
    made += [[Free("Read first", looks.NAME), Free(notice, looks.WARNING)] for notice in told.dates.notices]
    made += [[], [Free("How to fill it in", looks.SECTION)]]
    made += [[Free(str(number), looks.NAME), Free(text, looks.TEXT)] for number, text in enumerate(HOW, 1)]
    made += [[], [Free("What is in it", looks.SECTION)]]
    for tab in tabs:
        made.append([Free(tab.name, looks.NAME), Free(f"{tab.count:,} rows. {tab.about}", looks.TEXT)])
    for tab in tabs[:2]:
        made += [[], [Free(f"Columns of {tab.name}", looks.SECTION)]]
        for column in tab.columns:
            shown = "" if column.owner else " (shown only)"
            made.append([Free(column.header, looks.NAME), Free(f"{column.meaning}{shown}", looks.TEXT)])
    for heading, facts in told.sections()[:2]:
        made += [[], [Free(heading, looks.SECTION)]]
        made += [[Free(one.name, looks.NAME), Free(one.told, looks.TEXT)] for one in facts]
    return made
