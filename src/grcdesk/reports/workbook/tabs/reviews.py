"""The access reviews: one row per account of every review whose slot touches the period."""

from __future__ import annotations

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.lists import UNDECIDED
from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.making import aside, day, made, name, text, word
from grcdesk.reports.workbook.tabs.titles import REMARKS, REVIEWS
from grcdesk.schemas.exports.matrix import Matrix

REVIEW = (
    name("Campaign", 7.6, "The review", lambda row: row.campaign),
    name("System", 9.6, "System the account belongs to", lambda row: row.system),
    name("Account", 15, "Its id in that system", lambda row: row.account),
    text("Person", 9, "Whose it is, as the system says", lambda row: row.person),
    text("Role", 8, "Role or rights, as the system words them", lambda row: row.role),
    text("Look twice", 9, "Admin, inactive, and what roster, last use and the review before say",
         lambda row: ids(row.look_twice)),
    text("Reviewer", 8.4, "Who decided", lambda row: row.reviewer),
    word("Decision", 8.6, "keep, revoke or modify; or nobody has decided",
         lambda row: say(row.decision) or UNDECIDED, {UNDECIDED: outcomes.BAD}, choices="lstRuled"),
    text("Reason", 11, "Why; needed for all but keeping an ordinary account", lambda row: row.reason),
    day("Decided", "When", lambda row: row.decided_on),
    day("Done", "When the removal was made", lambda row: row.done_on),
    word("Proof", 8.6, "What a later list shows", lambda row: say(row.verified), outcomes.PROOF, choices="lstProof"),
    text("Exception", 14.4, "Late removals, and all that keeps the review from being signed",
         lambda row: ids(row.exceptions)),
    *aside(
        name("Slot", 10, "What it is for", lambda row: row.slot),
        word("State", 18, "How far it has come; a signed one is frozen", lambda row: say(row.state), outcomes.REVIEW,
             choices="lstReviewState"),
        text("Kind", 11, "Person, guest, service, API key, tool or root", lambda row: say(row.kind)),
        name("Ticket", 12, "Where the removal was ordered", lambda row: row.ticket),
        name("Proof list", 11, "Which list", lambda row: row.proof),
    ),
)  # fmt: skip
REMARK = (
    name("Campaign", 8.6, "The review", lambda row: row.campaign),
    name("Slot", 9, "What it is for", lambda row: row.slot),
    word("State", 14, "How far it has come", lambda row: say(row.state), outcomes.REVIEW, choices="lstReviewState"),
    text("Named", 14, "In the signature, since it was given, or not signed yet", lambda row: say(row.named),
         choices="lstNamed"),
    text("Kind", 16, "What kind of exception", lambda row: say(row.kind), choices="lstReviewException"),
    text("Exception", 69, "Where and what", lambda row: row.text),
)  # fmt: skip


def reviews_tab(matrix: Matrix) -> Tab:
    """One row per account, review by review."""
    return made(
        REVIEWS,
        "Every account that was reviewed. Who decided what and why, and how a removal was proven.",
        REVIEW,
        matrix.reviews,
        empty="No access review touches the period.",
    )


def remarks_tab(matrix: Matrix) -> Tab:
    """One row an exception, review by review."""
    return made(
        REMARKS,
        "What is remarked on each review. In its signature, since then, or while it is open.",
        REMARK,
        matrix.remarks,
        empty="No access review of the period has an exception.",
    )
