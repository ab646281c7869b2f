"""The workbook of an engagement: its facts, and one tab a list."""

from __future__ import annotations

from typing import Any

from grcdesk.reports.labels import CONFIDENTIAL, say
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Book, Free
from grcdesk.reports.workbook.lists import SHEET, define
from grcdesk.reports.workbook.properties import properties
from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs.audit_lists import audit_tabs
from grcdesk.reports.workbook.tabs.front.hidden import write_lists
from grcdesk.reports.workbook.writing.form import JUDGED, paginate
from grcdesk.reports.workbook.writing.paper import PrintedPages
from grcdesk.schemas.audits.lists import AuditLists

FACTS = "Read me"
_WIDTHS = (24, 100)


def audit_workbook(lists: AuditLists, *, paper: str = "letter") -> tuple[bytes, tuple[str, ...]]:
    """The workbook as bytes, and a sentence for each thing that was shortened or made visible.

    The same content gives the same bytes.

    Raises:
        Refused: when a list has more rows than a sheet holds.
    """
    pages = PrintedPages(
        name=f"{lists.organisation} - {lists.engagement.name}",
        dates=lists.dates.line,
        footer=f"{CONFIDENTIAL} - {lists.organisation}",
        paper=paper,
    )
    tabs = list(audit_tabs(lists))
    with Book(pages, total=sum(tab.count for tab in tabs)) as book:
        facts = book.open(FACTS)
        define(book.define)
        for tab in tabs:
            book.table(book.open(tab.name), tab)
        hidden = book.open(SHEET)
        write_lists(book, hidden)
        _facts(book, facts, lists, tabs)
        title = f"{lists.engagement.name}: lists of the audit"
        parts = properties(title, lists.engagement.name, lists.organisation, (lists.version, lists.dates))
        return book.finished(parts)


def _facts(book: Book, sheet: Any, lists: AuditLists, tabs: list[Tab]) -> None:
    paginate(sheet, book.pages, FACTS)
    row = lists.engagement
    pairs = (
        ("Engagement", f"{row.id} {row.name}"),
        ("Kind", say(row.kind)),
        ("Period", str(row.period or "not chosen yet")),
        ("Categories", ", ".join(say(one) for one in row.categories)),
        ("Firm", row.firm),
        ("Lead", row.lead),
        ("Phase", f"{say(row.phase)}, {lists.phase.lacking} of {len(lists.phase.steps)} checks not done"),
        ("Entered early because", lists.phase.reason),
        ("Selection", say(row.lane)),
        ("Parameters", "; ".join(row.parameters)),
        ("Made with", f"grcdesk {lists.version}"),
    )
    told = [[Free(f"{lists.organisation}: {row.name}", looks.TITLE)]]
    told += [[Free("Read first", looks.NAME), Free(notice, looks.WARNING)] for notice in lists.dates.notices]
    told += [[Free(name, looks.NAME), Free(value or "none", looks.TEXT)] for name, value in pairs]
    told += [
        [Free("Judged on", looks.NAME), Free(lists.dates.judged, looks.FACT_DATE, called=JUDGED)],
        [Free("Records as of", looks.NAME), Free(lists.dates.records, looks.TEXT)],
    ]
    told += [[], [Free("The lists", looks.SECTION)]]
    for tab in tabs:
        told.append([Free(tab.name, looks.NAME), Free(f"{tab.count:,} rows. {tab.about}", looks.TEXT)])
        told += [[Free(f"   {column.header}", looks.TEXT), Free(column.meaning, looks.TEXT)] for column in tab.columns]
    book.free(sheet, FACTS, told, _WIDTHS)
