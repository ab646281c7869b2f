"""The part of a vendor's memo on the conclusion: who drew it, on what was on file that day, and what moved since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from grcdesk.reports.labels import ids, plain_day, say
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.rules.vendors.frozen import PARTS, freeze, since, tally, told
from grcdesk.rules.vendors.recorded import recorded
from grcdesk.schemas.vendors.memo import VendorMemo
from grcdesk.schemas.vendors.reviews import FileMove, ReviewRow
from grcdesk.terms.vendors import Conclusion, ReviewStatus
from grcdesk.wording import count, join

CONCLUSION = {
    Conclusion.APPROVE: ("approve", "StatusGood"),
    Conclusion.CONDITIONS: ("approve with conditions", "StatusHalf"),
    Conclusion.STOP: ("stop", "StatusBad"),
}
_LISTED = ("papers", "reports", "agreements", "subprocessors", "projects")
"""Parts of what was on file that are named one by one."""
_NOT_KEPT = (
    "What was on file that day was not kept with this conclusion: it was drawn before grcdesk kept it. What follows "
    "stands as it is now."
)


def conclusion(paper: WordDocument, memo: VendorMemo) -> None:
    """The conclusion of the person first, then what it stood on, then what has moved since."""
    paper.heading("A1 Conclusion", 2)
    judged = memo.judged
    last = memo.concluded
    if last is None:
        paper.text("No review of this vendor has been concluded; there is no conclusion to report.", "Note")
    else:
        paper.facts(_concluded(last))
        if last.frozen is None:
            paper.text(_NOT_KEPT, "Note")
        else:
            _on_file(paper, last, last.frozen)
            _since(paper, memo, last, last.frozen)
    for one in judged.file.reviews:
        if one.status is ReviewStatus.OPEN:
            answered = f"{one.answered} of {count(len(one.checks), 'question')} answered"
            paper.text(f"{say(one.kind).capitalize()} {one.id} by {one.reviewer} is open: {answered}.")
    weak = len(judged.points) - len(judged.failing)
    paper.text(
        f"On {memo.as_of} the records show {count(len(judged.failing), 'failing point')} and "
        f"{count(weak, 'weak point')}; section A12 lists them. {_due(memo)}"
    )


def _due(memo: VendorMemo) -> str:
    row = memo.judged.file.detail.row
    if row.review.due is None:
        return f"No review is due: {row.review.why}."
    check = f" Its next check is due on {row.check.due}." if row.check else ""
    return f"The next review is due on {row.review.due} ({row.review.why}).{check}"


def outcome(review: ReviewRow) -> WordCell:
    """What a review came to; of one that came to nothing, where it stands."""
    return Tinted(*CONCLUSION[review.conclusion]) if review.conclusion else say(review.status)


def _concluded(review: ReviewRow) -> Iterable[tuple[str, WordCell]]:
    yield "Conclusion", outcome(review)
    by = f"{review.reviewer} on {plain_day(review.concluded_on)} ({say(review.kind)} {review.id})"
    wrote = recorded(review)
    yield "Concluded by", f"{by}; {wrote}" if wrote else by
    if review.approver:
        yield "Signed off by", review.approver
    if review.conditions:
        yield "Conditions", review.conditions
    if review.note:
        yield "Note", review.note
    yield "Failing that day", "\n".join(review.failing) or "nothing"
    if review.evidence:
        yield "Evidence", ids(review.evidence)
    if review.next_due:
        yield "Asked for next", f"an earlier review, on {review.next_due}"


def _on_file(paper: WordDocument, review: ReviewRow, frozen: Mapping[str, Any]) -> None:
    paper.heading(f"On file when it was concluded, {plain_day(review.concluded_on)}", 3)
    counts = join([count(number, what, _plural(what)) for what, number in tally(frozen)], 20)
    # kept by an older version it may lack parts: what was not kept is not told
    entry = frozen.get("log", {}).get("entry", "")
    paper.text(f"{counts}. Kept with the conclusion, after change log entry {entry}.")
    rows = [(PARTS[part], str(one["id"]), told(one)) for part in _LISTED for one in frozen.get(part, [])]
    if rows:
        paper.table(("What", "Id", "As it stood"), (2.8, 2.6, 11.6), rows)
    points = [(str(one["level"]), str(one["about"]), str(one["why"])) for one in frozen.get("points", [])]
    if points:
        paper.table(("Weight then", "About", "Why"), (2.0, 5.0, 10.0), points)


def _since(paper: WordDocument, memo: VendorMemo, review: ReviewRow, frozen: Mapping[str, Any]) -> None:
    paper.heading(f"Since then, up to {memo.as_of}", 3)
    moved = since(frozen, freeze(memo.judged))
    if not moved:
        paper.text("Nothing of it has moved.")
        return
    paper.text(f"No part of the conclusion of {review.id}: nobody has judged these yet.")
    paper.table(
        ("What", "Which", "How", "Now"),
        (3.0, 4.0, 1.8, 8.2),
        [(one.what, _which(one), one.how, one.told) for one in moved],
    )


def _which(move: FileMove) -> str:
    """A point goes by what it is about; the word before it is for the desk alone."""
    return move.id.partition(" ")[2] if move.what == PARTS["points"] else move.id


def _plural(what: str) -> str:
    head, _, rest = what.partition(" ")
    return f"{head}s {rest}" if rest.startswith("of ") else f"{what}s"
