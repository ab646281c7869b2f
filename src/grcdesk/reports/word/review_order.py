"""The days in the memo of an access review: in which order things were done, who answered how, who had left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from grcdesk.reports.labels import ids, say
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.rules.evidence.told import recorded
from grcdesk.schemas.reviews.files import AnswerRow, Dossier, LeaverRow, StepRow
from grcdesk.terms.reviews import ReviewException
from grcdesk.wording import count

_OF_ORDER = (ReviewException.BEFORE_START, ReviewException.OUT_OF_ORDER, ReviewException.TOO_EARLY)


def order(paper: WordDocument, dossier: Dossier) -> None:
    """Section 3: list, decision, removal, proof, signature; a day that is missing is no day in order."""
    paper.heading("3 Order of days", 1)
    paper.text(
        f"The review began on {dossier.detail.started}. A list is drawn first, then decided on, then removals are "
        "made, then a later list proves them, then somebody signs."
    )
    if not dossier.steps:
        paper.text("The review has no system.")
        return
    sign = dossier.detail.signature
    signed = sign.signed_on if sign else None
    rows = [
        (
            *(one.system, _day(one.listed_on, "no list")),
            _span(one.decided, one.undecided, "undecided"),
            _span(one.removed, one.unremoved, "not told done"),
            _day(one.later_on, "none"),
            _day(signed, "not signed"),
            _verdict(one, dossier, signed),
        )
        for one in dossier.steps
    ]
    heads = ("System", "List drawn", "Decided", "Removed", "Later list", "Signed", "Order")
    paper.table(heads, (3.0, 2.0, 2.9, 2.9, 2.0, 2.0, 2.2), rows)


def _day(day: date | None, empty: str) -> str:
    return str(day) if day else empty


def _span(days: tuple[date, date] | None, left: int, what: str) -> str:
    told = "none" if days is None else str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"
    return f"{told}; {left:,} {what}" if left else told


def _verdict(one: StepRow, dossier: Dossier, signed: date | None) -> WordCell:
    """In order only what is whole: every step has its day, and none lies before the one it follows."""
    named = [each for each in dossier.check.exceptions if each.kind in _OF_ORDER and each.system == one.system]
    wrong = [*_backwards(one, dossier.detail.started, signed)]
    if named or wrong:
        told = "; ".join(wrong) or f"{count(len(named), 'exception')}, section 8"
        return Tinted(told, "StatusBad")
    lacks = _lacking(one, dossier, signed)
    if lacks:
        return Tinted(f"not finished: {ids(lacks)}", "StatusOpen")
    return Tinted("in order", "StatusGood")


def _lacking(one: StepRow, dossier: Dossier, signed: date | None) -> list[str]:
    """Steps that are not done, or not done for every account."""
    steps = {
        "a list": one.listed_on is not None,
        "decisions": one.decided is not None and not one.undecided,
        "removals": not one.unremoved,
        "proof": _proven(one, dossier),
        "a signature": signed is not None,
    }
    return [what for what, done in steps.items() if not done]


def _proven(one: StepRow, dossier: Dossier) -> bool:
    """Whether a later list shows every removal of the system, or none was decided."""
    open_ = {each.system for each in dossier.check.blocking if each.kind in ("unproven", "still_present")}
    none = one.removed is None and not one.unremoved
    return one.system not in open_ and (none or one.later_on is not None)


def _backwards(one: StepRow, started: date, signed: date | None) -> Iterator[str]:
    """Days of the system that lie before the step they follow, whatever single accounts say."""
    days = (
        ("the start", started),
        ("the list", one.listed_on),
        ("the first decision", one.decided[0] if one.decided else None),
        ("the last removal", one.removed[1] if one.removed else None),
        ("the later list", one.later_on),
        ("the signature", signed),
    )
    known = [(what, day) for what, day in days if day is not None]
    for (before, first), (after, second) in pairwise(known):
        if second < first:
            yield f"{after} lies before {before}"


def reviewers(paper: WordDocument, dossier: Dossier) -> None:
    """Section 4: who decided, how the answers came, and a line for each to attest them."""
    paper.heading("4 Reviewers and their answers", 1)
    if not dossier.reviewers:
        paper.text("Nobody has decided yet.")
        return
    pace = {one.reviewer: one for one in dossier.detail.pace}
    rows = [
        (
            one.reviewer,
            ids(list(one.systems)),
            str(one.rows),
            str(one.first) if one.first == one.last else f"{one.first} to {one.last}",
            f"{one.here} here, {pace[one.reviewer].per_minute} a minute" if one.reviewer in pace else "told afterwards",
            recorded(one.reviewer, one.last, one.recorded_by, one.recorded_at) or "as decided",
        )
        for one in dossier.reviewers
    ]
    heads = ("Reviewer", "Systems", "Decided", "When", "How fast", "Recorded")
    paper.table(heads, (2.9, 3.4, 1.5, 3.2, 2.7, 3.3), rows)
    paper.text(
        "Decisions recorded at the desk on the day are timed; those told afterwards, or in a reviewer's list, are not."
    )
    _answers(paper, dossier)
    paper.heading("Attestation of the reviewers", 2)
    paper.text("To be signed by each reviewer: the decisions counted beside my name are mine.")
    paper.table(
        ("Reviewer", "Decisions", "Signature", "Date"),
        (5.0, 2.2, 6.4, 3.4),
        [(one.reviewer, str(one.rows), "", "") for one in dossier.reviewers],
        height=1.0,
    )


def _answers(paper: WordDocument, dossier: Dossier) -> None:
    paper.heading("How the answers came", 2)
    paper.text("A file that a reviewer sent back lies in the evidence vault, as it came, under its hash.")
    paper.table(
        ("Reviewer", "Decisions", "By", "Taken in by", "SHA-256 of the file as it came"),
        (3.0, 1.8, 4.2, 3.6, 4.4),
        [_answer(one) for one in dossier.answers],
    )


def _answer(one: AnswerRow) -> tuple[WordCell, ...]:
    if not one.file:
        return (one.reviewer, f"{one.rows:,}", "no file: recorded at the desk", "", "none")
    if not one.sha256:
        return (one.reviewer, f"{one.rows:,}", f"{one.file}: not kept", "", Tinted("none", "StatusBad"))
    gone = f"; erased: {one.erased}" if one.erased else ""
    at = f"{one.taken_by}, {one.taken_at[:16].replace('T', ' ')}Z"
    return (one.reviewer, f"{one.rows:,}", f"{one.file} {one.file_name}{gone}", at, one.sha256)


def leavers(paper: WordDocument, dossier: Dossier) -> None:
    """Section 7: accounts of people who have left, with the days from leaving to revocation."""
    paper.heading(f"7 Accounts of people who have left ({len(dossier.leavers)})", 1)
    roster = dossier.detail.roster
    if roster is None:
        paper.text("No list of people is on file: leavers were not looked for, so none being listed says nothing.")
        return
    of = f"{roster.id}, drawn on {roster.pulled_on or 'a day that is not told'}"
    if not dossier.leavers:
        paper.text(f"No account of the reviewed lists belongs to somebody the list of people ({of}) says has left.")
        return
    limit = count(dossier.detail.removal_days, "business day")
    paper.text(f"Held against the list of people {of}. Allowed from leaving to revocation: {limit}.")
    heads = ("Account", "Person", "Left", "Last used", "Decision", "Revoked", "Days", "Proof")
    rows = [_leaver(one, dossier.detail.removal_days) for one in dossier.leavers]
    paper.table(heads, (3.3, 2.6, 1.9, 2.0, 1.7, 2.2, 1.8, 1.5), rows)


def _leaver(one: LeaverRow, limit: int) -> tuple[WordCell, ...]:
    used: WordCell = str(one.last_used) if one.last_used else "not told"
    if one.last_used and one.left_on and one.last_used > one.left_on:
        used = Tinted(f"{one.last_used}, after leaving", "StatusBad")
    return (
        *(f"{one.system}/{one.account}", one.person or "not named", str(one.left_on or "day not told"), used),
        *(say(one.decision) or Tinted("undecided", "StatusOpen"), _revoked(one), _took(one, limit)),
        one.proof or "none",
    )


def _revoked(one: LeaverRow) -> WordCell:
    if one.revoked_on is not None:
        return str(one.revoked_on)
    active = one.seen_active is not None and (one.left_on is None or one.seen_active >= one.left_on)
    return Tinted(f"no; active on {one.seen_active}", "StatusBad") if active else "not seen active after it"


def _took(one: LeaverRow, limit: int) -> WordCell:
    if one.days is None or one.business_days is None:
        return "not known" if one.revoked_on else ""
    told = f"{one.days} ({one.business_days} business)"
    return Tinted(f"{told}, late", "StatusBad") if one.business_days > limit else told
