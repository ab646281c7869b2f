"""Actions of access reviews: the list of campaigns, and the accounts of one."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec

REVIEWS: tuple[ActionSpec, ...] = (
    (
        "reviews.open",
        "a",
        "open one",
        "Open a review for a slot: systems, owners, due date.",
        "screen.open_review",
        True,
    ),
    ("reviews.roster", "i", "people", "Take in the list of people accounts are compared with.", "screen.roster", True),
    ("reviews.drop", "z", "drop", "Take back a review that was never signed.", "screen.drop"),
)
REVIEW: tuple[ActionSpec, ...] = (
    ("review.keep", "y", "keep", "Keep the account, or the marked ones on this page.", "screen.keep", True),
    ("review.revoke", "n", "revoke", "Revoke it: reason, ticket.", "screen.revoke", True),
    ("review.modify", "m", "modify", "Change its role: reason, ticket.", "screen.modify"),
    ("review.each", "s", "decide", "Decide one account after the other, one key each.", "screen.each", True),
    ("review.done", "d", "done", "Say when a removal was done, and its ticket.", "screen.done"),
    ("review.open_again", "z", "open again", "Take the decision back.", "screen.open_again"),
    ("review.check", "b", "blocks", "Show everything that keeps the review from being signed.", "screen.check", True),
    (
        "review.systems",
        "v",
        "systems",
        "Show systems, lists, what was left out of them, pace, signatures.",
        "screen.facts",
    ),
    ("review.load", "i", "load", "Take in the list of accounts of a system.", "screen.load", True),
    ("review.prove", "p", "prove", "Take in a later list that shows the removals.", "screen.prove"),
    ("review.file", "a", "from file", "Take in decisions made elsewhere.", "screen.from_file"),
    ("review.finding", "f", "finding", "Raise a finding from the signed review.", "screen.raise_finding"),
    (
        "review.send",
        "E",
        "send out",
        "Write a workbook for a reviewer, with drop-downs for the decisions.",
        "screen.send_out",
    ),
    (
        "review.take_back",
        "I",
        "take back",
        "Show what a reviewer's workbook changes, then take it in.",
        "screen.take_back",
    ),
    ("review.removals", "t", "tickets", "Show the removals for tickets and write them as a CSV.", "screen.removals"),
    ("review.memo", "M", "memo", "Write the sign-off memo as a Word document.", "screen.memo"),
    ("review.assign", "o", "owner", "Say who owns a system, and who stands in.", "screen.assign"),
    ("review.sign", "A", "sign", "Sign the review; it says what is in the way.", "screen.sign", True),
    ("review.reopen", "R", "reopen", "Open a signed review again, with the reason.", "screen.reopen"),
)
