"""A workbook for one reviewer: his accounts, drop-downs for the decisions, and how to fill it in."""

from __future__ import annotations

from typing import Any

from grcdesk.reports.labels import CONFIDENTIAL, ids, say, yes_no
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Book, Free
from grcdesk.reports.workbook.lists import SHEET, define
from grcdesk.reports.workbook.properties import properties
from grcdesk.reports.workbook.tab import CellValue, Kind, Tab, TabColumn
from grcdesk.reports.workbook.tabs.front.hidden import write_lists
from grcdesk.reports.workbook.writing.form import paginate
from grcdesk.reports.workbook.writing.paper import PrintedPages
from grcdesk.schemas.reviews.files import Handout
from grcdesk.schemas.reviews.reviews import AccountRow

FACTS, DECISIONS = "Read me", "Decisions"
_WIDTHS = (22, 96)
_COLUMNS = (
    TabColumn("System", 18, "System the account belongs to", Kind.ID),
    TabColumn("Account ID", 26, "The account; do not change it", Kind.ID),
    TabColumn("Person", 22, "Whose it is, as the system says"),
    TabColumn("Mail", 26, "Mail address", Kind.ID),
    TabColumn("Kind", 11, "Person, guest, service, API key, tool, root"),
    TabColumn("Role", 20, "Role or rights, as the system words them"),
    TabColumn("Admin", 8, "Whether it has special rights", choices="lstYesNo"),
    TabColumn("Status", 12, "As the system words it"),
    TabColumn("Last used", 12, "Last sign-in, as far as known", Kind.DATE),
    TabColumn("Look twice", 24, "What stands out: dormant, leaver, orphan, new, newly admin …"),
    TabColumn("As given", 10, "The decision when the workbook was made"),
    TabColumn("Decision", 12, "keep, revoke or modify", choices="lstDecision", input=True),
    TabColumn("Reason", 40, "Needed for revoke and modify, and to keep what stands out", input=True),
    TabColumn("Ticket", 14, "Where the removal is ordered", Kind.ID, input=True),
    TabColumn("Decided on", 12, "Empty: the day the workbook is taken back", Kind.DATE, input=True),
    TabColumn("Done on", 12, "When the removal was made", Kind.DATE, input=True),
)
HOW = (
    "Decide on every row of the sheet Decisions: keep, revoke or modify. Only yellow cells can be filled in.",
    "Revoke and modify need a reason, and so does keeping an admin or what stands out. Give the ticket if any.",
    "Your own accounts are not in the list: somebody else decides on them.",
    "Save it as .xlsx and send it back. An empty cell takes nothing back that was decided before.",
)


def handout_workbook(handout: Handout, *, paper: str = "letter") -> tuple[bytes, tuple[str, ...]]:
    """The workbook as bytes, and a sentence for each thing that was shortened or made visible.

    The same content gives the same bytes.

    Raises:
        Refused: when there are more accounts than a sheet holds.
    """
    pages = PrintedPages(
        name=f"{handout.organisation} - access review {handout.slot}",
        dates=handout.dates.line,
        footer=f"{CONFIDENTIAL} - {handout.organisation}",
        paper=paper,
    )
    with Book(pages, total=len(handout.rows)) as book:
        define(book.define)
        facts, decisions, lists = book.open(FACTS), book.open(DECISIONS), book.open(SHEET)
        book.table(decisions, _tab(handout))
        write_lists(book, lists)
        _facts(book, facts, handout)
        title = f"Access review {handout.slot}: {handout.reviewer}"
        parts = properties(title, handout.campaign, handout.organisation, (handout.version, handout.dates))
        return book.finished(parts)


def _tab(handout: Handout) -> Tab:
    return Tab(
        name=DECISIONS,
        table="tblDecisions",
        about="One row an account.",
        columns=_COLUMNS,
        rows=(_row(row) for row in handout.rows),
        count=len(handout.rows),
    )


def _row(row: AccountRow) -> tuple[CellValue, ...]:
    given = row.decision.value if row.decision else ""
    return (
        row.system, row.account, row.person, row.mail, say(row.kind), row.role, yes_no(row.admin),
        # an account that is off must not look like one of which nothing is known
        row.status or ("" if row.active else "inactive"), row.last_used,
        ids([flag.replace("_", " ") for flag in row.flags]), given, given, row.reason, row.ticket, row.decided_on,
        row.done_on,
    )  # fmt: skip


def _facts(book: Book, sheet: Any, handout: Handout) -> None:
    paginate(sheet, book.pages, FACTS)
    facts = (
        ("Campaign", handout.campaign),
        ("Reviewer", handout.reviewer),
        ("Slot", handout.slot),
        ("Due", str(handout.due)),
        ("Judged on", str(handout.dates.judged)),
        ("Records as of", handout.dates.records),
        ("Accounts", str(len(handout.rows))),
        ("Left out, your own", ids(list(handout.left_out)) or "none"),
        ("Made with", f"grcdesk {handout.version}"),
    )
    title = [Free(f"{handout.organisation}: access review {handout.slot}", looks.TITLE)]
    noted = [[Free("Read first", looks.NAME), Free(notice, looks.WARNING)] for notice in handout.dates.notices]
    named = [[Free(name, looks.NAME), Free(value, looks.ID)] for name, value in facts]
    how = [[Free(f"{number}", looks.NAME), Free(text, looks.TEXT)] for number, text in enumerate(HOW, 1)]
    book.free(sheet, FACTS, [title, *noted, *named, [], [Free("How to fill it in", looks.SECTION)], *how], _WIDTHS)
