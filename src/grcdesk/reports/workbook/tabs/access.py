"""The lists of accounts behind the access reviews: where each came from and how whole it is."""

from __future__ import annotations

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import CellValue, Tab
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.fields import Read
from grcdesk.reports.workbook.tabs.making import aside, made, name, number, text, time, word
from grcdesk.reports.workbook.tabs.titles import LISTS
from grcdesk.schemas.audits.sheets import ReviewList
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.reviews.lists import ListRow


def _of(read: str) -> Read:
    """That field of the list; nothing where there is no list."""

    def cell(row: ReviewList) -> CellValue:
        value: CellValue = getattr(row.list, read) if row.list else None
        return value

    return cell


def _whole(row: ReviewList) -> str:
    """How whole it is, in a word: the worst of what is known."""
    one = row.list
    if one is None:
        return outcomes.NO_LIST
    if one.doubt or _short(one):
        return outcomes.DOUBT
    # what somebody believes is told as that, and before what only looks like a page
    if one.believed:
        return outcomes.BELIEVED
    if one.lost or one.skipped or one.marks:
        return outcomes.NOT_WHOLE
    return outcomes.NOT_TOLD if _unsaid(one) else outcomes.WHOLE


def _short(one: ListRow) -> bool:
    """Whether fewer accounts were read than the system itself counts."""
    return one.stated is not None and one.accounts < one.stated


def _remark(row: ReviewList) -> str:
    one = row.list
    if one is None:
        return "no list was read"
    told = (
        one.doubt,
        f"{one.accounts:,} accounts read, the system counts {one.stated:,}" if _short(one) else "",
        f"taken for whole by {one.believed_by}: {one.believed}" if one.believed else "",
        *one.marks,
        f"{one.lost:,} rows became no account" if one.lost else "",
        *(f"nobody said {what}" for what in _unsaid(one)),
    )
    return ids(_once([text for text in told if text]))


def _unsaid(one: ListRow) -> list[str]:
    """What has to be said of a list before it can be known to be whole, and nobody said."""
    said = {
        "how it was drawn": one.query,
        "who drew it": one.pulled_by,
        "how it was checked to be whole": one.completeness,
    }
    return [what for what, told in said.items() if not told]


def _once(texts: list[str]) -> list[str]:
    """Without those that another one says already: a doubt often names the number or the mark it comes from."""
    return [text for text in texts if not any(text != other and text in other for other in texts)]


def _roster(row: ReviewList) -> str:
    """The list of people in one line: source, people, day, puller."""
    one = row.roster
    if one is None:
        return "none"
    drawn = " ".join(part for part in (f"pulled {one.pulled_on}" if one.pulled_on else "", one.pulled_by) if part)
    return ", ".join(part for part in (f"{one.id} {one.source}".strip(), f"{one.people:,} people", drawn) if part)


LIST = (
    name("Campaign", 8, "The review", lambda row: row.campaign),
    name("System", 10, "Whose accounts they are", lambda row: row.system),
    text("Purpose", 8, "review: its accounts are decided on; proof: a later one that shows removals",
         lambda row: say(row.list.purpose) if row.list else ""),
    text("Query", 13, "Exact command, query, report and filters it was drawn with", _of("query")),
    text("Pulled by", 8.6, "Who drew it", _of("pulled_by")),
    time("Pulled at", "When it was drawn, UTC, as told", lambda row: row.list.pulled_at if row.list else ""),
    number("Rows", 6, "Rows of the file", _of("rows")),
    number("Accounts", 8.3, "Accounts that were read", _of("accounts")),
    text("Completeness", 13, "How it was checked that nothing is left out", _of("completeness")),
    text("Roster", 11, "The list of people it was held against; of a signed review as it was then", _roster),
    word("Whole", 8.3, "whole: how it was drawn, by whom and how it was checked is told and nothing speaks against it; "
         "taken for whole: on a person's word; not whole: rows or pages are lacking; in doubt: it proves nothing; not "
         "told: nobody said", _whole, outcomes.LISTS, choices="lstWhole"),
    text("Remark", 15, "What speaks against it, or is not told", _remark),
    *aside(
        name("List", 11, "The list", _of("id")),
        text("Source", 8, "Which export it was read from", lambda row: say(row.list.source) if row.list else ""),
        number("Stated", 6.9, "Accounts the system itself counts; empty: not told", _of("stated")),
        name("Slot", 10, "What the review is for", lambda row: row.slot),
        word("State", 18, "How far the review has come", lambda row: say(row.state), outcomes.REVIEW,
             choices="lstReviewState"),
        name("SHA-256", 66, "Of the file", _of("sha256")),
        text("File", 28, "Name of the file", _of("file_name")),
        text("Left out", 34, "Rows that became no account",
             lambda row: ids(row.list.skipped) if row.list else ""),
        name("Roster SHA-256", 66, "Of the list of people", lambda row: row.roster.sha256 if row.roster else ""),
        time("Read at", "When it was read here, UTC", lambda row: row.list.loaded_at if row.list else ""),
    ),
)  # fmt: skip


def lists_tab(matrix: Matrix) -> Tab:
    """One row a list of accounts, review by review; a system without one has a row that says so."""
    return made(
        LISTS,
        "Every list of accounts under review. How, when and by whom it was drawn, and how whole it is.",
        LIST,
        matrix.audit.lists if matrix.audit else (),
        empty="No access review touches the period.",
        group="Campaign",
    )
