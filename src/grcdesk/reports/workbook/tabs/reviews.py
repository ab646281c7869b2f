"""The access reviews: one row per account of every review whose slot touches the period."""

from __future__ import annotations

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.lists import UNDECIDED
from grcdesk.reports.workbook.tab import CellValue, Kind, Tab, TabColumn
from grcdesk.schemas.matrix import Matrix
from grcdesk.schemas.review_files import RemarkLine, ReviewLine

REVIEWS, REMARKS = "Access reviews", "Review exceptions"
_COLUMNS = (
    TabColumn("Campaign", 11, "The review", Kind.ID),
    TabColumn("Slot", 10, "What it is for", Kind.ID),
    TabColumn("State", 14, "How far it has come; a signed one is frozen", choices="lstReviewState"),
    TabColumn("System", 18, "System the account belongs to", Kind.ID),
    TabColumn("Account", 26, "Its id in that system", Kind.ID),
    TabColumn("Person", 20, "Whose it is, as the system says"),
    TabColumn("Kind", 11, "Person, guest, service, API key, tool or root"),
    TabColumn("Role", 18, "Role or rights, as the system words them"),
    TabColumn("Look twice", 20, "Admin, inactive, and what roster, last use and the review before say"),
    TabColumn("Reviewer", 18, "Who decided"),
    TabColumn("Decision", 11, "keep, revoke or modify; or nobody has decided", choices="lstRuled"),
    TabColumn("Reason", 32, "Why; needed for all but keeping an ordinary account"),
    TabColumn("Decided", 12, "When", Kind.DATE),
    TabColumn("Ticket", 12, "Where the removal was ordered", Kind.ID),
    TabColumn("Done", 12, "When the removal was made", Kind.DATE),
    TabColumn("Proof", 15, "What a later list shows", choices="lstProof"),
    TabColumn("Proof list", 11, "Which list", Kind.ID),
    TabColumn("Exception", 24, "Late removals, and all that keeps the review from being signed"),
)


_REMARKS = (
    TabColumn("Campaign", 11, "The review", Kind.ID),
    TabColumn("Slot", 10, "What it is for", Kind.ID),
    TabColumn("State", 18, "How far it has come", choices="lstReviewState"),
    TabColumn("Named", 18, "In the signature, since it was given, or not signed yet", choices="lstNamed"),
    TabColumn("Kind", 22, "What kind of exception", choices="lstReviewException"),
    TabColumn("Exception", 90, "Where and what"),
)


def reviews_tab(matrix: Matrix) -> Tab:
    """One row per account, review by review."""
    return Tab(
        name=REVIEWS,
        table="tblReviews",
        about="Every account that was reviewed: who decided what and why, and how a removal was proven.",
        columns=_COLUMNS,
        rows=(_row(row) for row in matrix.reviews),
        count=len(matrix.reviews),
        empty="No access review touches the period.",
        paper="a3",
    )


def remarks_tab(matrix: Matrix) -> Tab:
    """One row an exception, review by review."""
    return Tab(
        name=REMARKS,
        table="tblReviewExceptions",
        about="What is to be remarked over each access review: in its signature, since then, or while it is open.",
        columns=_REMARKS,
        rows=(_remark(row) for row in matrix.remarks),
        count=len(matrix.remarks),
        empty="No access review of the period has an exception.",
        paper="a4",
    )


def _remark(row: RemarkLine) -> tuple[CellValue, ...]:
    return (row.campaign, row.slot, say(row.state), say(row.named), say(row.kind), row.text)


def _row(row: ReviewLine) -> tuple[CellValue, ...]:
    return (
        row.campaign, row.slot, say(row.state), row.system, row.account, row.person, say(row.kind), row.role,
        ids(row.look_twice), row.reviewer, say(row.decision) or UNDECIDED, row.reason, row.decided_on, row.ticket,
        row.done_on, say(row.verified), row.proof, ids(row.exceptions),
    )  # fmt: skip
