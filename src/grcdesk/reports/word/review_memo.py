"""The sign-off memo of an access review as a Word document: a draft until the review is signed."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.reports.labels import ids, plain_day, say, spelled
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.reports.word.opening import Opening, PaperStanding, begun, came_from, signatures
from grcdesk.reports.word.review_lists import populations
from grcdesk.reports.word.review_order import leavers, order, reviewers
from grcdesk.rules.evidence.told import recorded
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.schemas.reviews.files import Dossier, Removal
from grcdesk.schemas.reviews.reviews import SignOffRow
from grcdesk.terms.reviews import CampaignState, Decision, RemovalState, ReviewException
from grcdesk.wording import count, join

_TINTS = {
    RemovalState.PROVEN: "StatusGood",
    RemovalState.DONE: "StatusHalf",
    RemovalState.TO_DO: "StatusOpen",
    RemovalState.STILL_PRESENT: "StatusBad",
}
_NAMED = 20
"""Accounts named beside one reason; of more it is said how many."""
_TINT_OF_STATE = {
    CampaignState.SIGNED: "StatusGood",
    CampaignState.SIGNED_WITH_EXCEPTIONS: "StatusHalf",
    CampaignState.REOPENED: "StatusBad",
}


def review_memo(dossier: Dossier, stationery: Stationery = PLAIN) -> bytes:
    """The memo as bytes of a .docx; the same dossier gives the same bytes."""
    slot = dossier.detail.slot
    subtitle = f"{dossier.provenance.scope.organisation} · {dossier.provenance.scope.name} · {dossier.detail.id}"
    opening = Opening(f"Access review {slot}", subtitle, _state(dossier), dossier.provenance)
    paper = begun(opening, stationery, what="Sign-off memo")
    for section in (
        *(_cover, _systems, populations, order, reviewers, _decisions, _removals, leavers, _exceptions, _bars),
        *(_signature, _kept),
    ):
        section(paper, dossier)
    came_from(paper, opening)
    return paper.to_bytes()


def _state(dossier: Dossier) -> PaperStanding:
    """Final is a signed review."""
    sign = dossier.detail.signature
    if sign is None:
        number = len(dossier.check.blocking)
        why = f"{count(number, 'reason')} in the way, listed in section 9" if number else "nothing is in the way"
        return PaperStanding(False, f"{dossier.detail.id} is not signed; {why}")
    return PaperStanding(True, _signed(sign))


def _cover(paper: WordDocument, dossier: Dossier) -> None:
    detail, sign = dossier.detail, dossier.detail.signature
    if sign is not None:
        paper.text(
            f"{count(sign.rows, 'account')} in {count(len(detail.systems), 'system')} were reviewed: {sign.keep} kept, "
            f"{sign.revoke} revoked, {sign.modify} changed. {_late(dossier)}"
        )
    state = Tinted(say(detail.state), _TINT_OF_STATE.get(detail.state, "StatusOpen"))
    paper.facts(
        (
            ("Campaign", f"{detail.id} for {detail.slot} ({spelled(str(detail.span))})"),
            ("State", state),
            ("Control", detail.control or "none"),
            ("Evidence", sign.evidence if sign else "none yet"),
            ("Began, due", f"{_began(dossier)}, {detail.due}"),
            ("Removals", f"within {count(detail.removal_days, 'business day')} of the decision; {_free(dossier)}"),
        )
    )


def _late(dossier: Dossier) -> str:
    number = len(dossier.check.late)
    left = sum(one.kind is ReviewException.LEAVER for one in dossier.check.exceptions)
    told = [f"{count(number, 'removal')} took longer than allowed."] if number else []
    told += [f"{count(left, 'account')} stayed active longer than allowed after its person left."] if left else []
    return " ".join(told) or "Every removal was made in time."


def _signed(sign: SignOffRow) -> str:
    """How it was signed, by whom, and what the desk recorded beside what was told."""
    number = len(sign.exceptions)
    how = f"Signed with {count(number, 'exception')}" if number else "Signed"
    kept = recorded(sign.name, sign.signed_on, sign.recorded_by, sign.recorded_at)
    return f"{how} on {sign.signed_on} by {sign.name}, {sign.role}{f'; {kept}' if kept else ''}."


def _began(dossier: Dossier) -> str:
    detail = dossier.detail
    kept = recorded("", detail.started, "", detail.opened_at)
    return f"{detail.started} ({kept} by {detail.opened_by})" if kept else str(detail.started)


def _free(dossier: Dossier) -> str:
    days = dossier.detail.holidays
    return "weekends do not count" + (f", nor {ids([str(day) for day in days])}" if days else "")


def _systems(paper: WordDocument, dossier: Dossier) -> None:
    paper.heading("1 Systems", 1)
    rows = [
        (one.name, one.owner or "nobody named", one.delegate or "-", str(one.accounts), str(one.accounts - one.open))
        for one in dossier.detail.systems
    ]
    paper.table(("System", "Owner", "Delegate", "Accounts", "Decided"), (5.0, 4.2, 4.0, 1.9, 1.9), rows)


def _decisions(paper: WordDocument, dossier: Dossier) -> None:
    paper.heading("5 Decisions", 1)
    rows = [(name, *(str(number) for number in numbers)) for name, numbers in dossier.by_system.items()]
    total = dossier.check.decisions
    rows.append(("All systems", *(str(total[word]) for word in ("keep", "revoke", "modify", "undecided"))))
    paper.table(("System", "Keep", "Revoke", "Modify", "Undecided"), (7.4, 2.4, 2.4, 2.4, 2.4), rows)
    flags = dossier.detail.flags
    if flags:
        told = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in flags.items())
        paper.text(f"Against the roster, the day and the review before: {told}.")


def _removals(paper: WordDocument, dossier: Dossier) -> None:
    paper.heading("6 Removals and their proof", 1)
    if not dossier.removals:
        paper.text("Nothing was revoked or changed.")
        return
    # where two systems know the same account, a late removal names it with its system
    late = {(one.system, one.account.removeprefix(f"{one.system}/")) for one in dossier.check.late}
    heads = ("Account", "Decision", "Reason", "Decided", "Done", "Days", "Ticket", "Proof")
    rows = [_removal(one, late=(one.system, one.account) in late) for one in dossier.removals]
    paper.table(heads, (3.2, 1.5, 2.7, 1.85, 1.85, 1.2, 1.6, 3.1), rows)


def _removal(one: Removal, *, late: bool) -> Sequence[WordCell]:
    days = "" if one.business_days is None else str(one.business_days)
    word = "change" if one.decision is Decision.MODIFY else "revoke"
    shown = f"{say(one.verified)} in {one.proof}" if one.verified else say(one.state)
    return (
        f"{one.system}/{one.account}", word, one.reason, str(one.decided_on), plain_day(one.done_on),
        Tinted(f"{days} late", "StatusHalf") if late else days, one.ticket, Tinted(shown, _TINTS[one.state]),
    )  # fmt: skip


def _exceptions(paper: WordDocument, dossier: Dossier) -> None:
    paper.heading("8 Exceptions", 1)
    sign, now = dossier.detail.signature, [one.line for one in dossier.check.exceptions]
    # over a signature stands what it was given for; what came up later is told apart from it
    told = list(sign.exceptions) if sign else now
    if told:
        paper.bullets([_sentence(one) for one in told])
    else:
        paper.text("None.")
    since = [one for one in now if one not in told]
    if sign and since:
        paper.text("Since the signature:")
        paper.bullets([_sentence(one) for one in since])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _bars(paper: WordDocument, dossier: Dossier) -> None:
    if dossier.detail.signature is not None:
        return
    paper.heading("9 What keeps it from being signed", 1)
    together: dict[tuple[str, str], list[str]] = {}
    for one in dossier.check.blocking:
        together.setdefault((one.system, one.text), []).append(one.account)
    rows = [(*_where(system, names), text) for (system, text), names in together.items()]
    if rows:
        paper.table(("System", "Accounts", "Which", "Why"), (3.0, 1.8, 6.4, 5.8), rows)
    else:
        paper.text("Nothing.")


def _where(system: str, names: Sequence[str]) -> tuple[str, str, str]:
    named = [name for name in names if name]
    return (system, f"{len(named):,}" if named else "", join(named, _NAMED))


def _signature(paper: WordDocument, dossier: Dossier) -> None:
    sign = dossier.detail.signature
    paper.heading("9 Statement and signature" if sign else "10 Signature", 1)
    if sign is None:
        paper.text("Not signed yet.")
        signatures(paper, [("Signed by", "nobody on record", "", "not yet")])
        return
    paper.text(f"\u201c{sign.statement}\u201d")
    paper.facts(
        (
            ("Name", sign.name),
            ("Role", sign.role),
            ("Date", str(sign.signed_on)),
            (
                "Recorded",
                f"by {sign.recorded_by}, {sign.recorded_at[:10]} {sign.recorded_at[11:16]}Z"
                if sign.recorded_at
                else "not recorded",
            ),
            ("Exceptions", f"{len(sign.exceptions)}, listed in section 8" if sign.exceptions else "none"),
            ("Rows", f"{sign.rows}: keep {sign.keep}, revoke {sign.revoke}, modify {sign.modify}"),
            ("SHA-256 of the rows", sign.sha256),
            ("Kept as", f"{sign.evidence}, facts and frozen rows in the evidence vault"),
        )
    )
    by = f"{sign.recorded_by or 'not recorded by whom'}, {sign.recorded_at[:16].replace('T', ' ')}Z"
    nobody = "nobody on record"
    signatures(
        paper,
        [
            ("Signed by", f"{sign.name}, {sign.role}", str(sign.signed_on), by),
            *((role, nobody, "", "not yet") for role in ("Reviewed by", "Approved by")),
        ],
    )


def _kept(paper: WordDocument, dossier: Dossier) -> None:
    paper.heading("Appendix A Kept although it stands out", 1)
    if not dossier.kept:
        paper.text("No account that stands out was kept.")
        return
    rows = [
        (
            f"{row.system}/{row.account}",
            row.role,
            ", ".join((*(["admin"] if row.admin else []), *(flag.replace("_", " ") for flag in row.flags))) or "-",
            row.reviewer,
            row.reason,
        )
        for row in dossier.kept
    ]
    paper.table(("Account", "Role", "Look twice", "Reviewer", "Reason"), (4.2, 2.4, 3.2, 2.8, 4.4), rows)
