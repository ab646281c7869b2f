"""Decisions on accounts: finding them, what a decision needs, lists of decisions made elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.models.reviews import Account, AccountList, Campaign, CampaignSystem
from grcdesk.rules.reviews import proofs
from grcdesk.rules.reviews import reviews as rules
from grcdesk.schemas.reviews.reviews import Ruling
from grcdesk.services.reviews import account_lists, reading, remarks, sync
from grcdesk.services.reviews.account_lists import DrawnAt
from grcdesk.terms.reviews import Decision, Verified
from grcdesk.text import clean
from grcdesk.wording import count, join

_ACCOUNT = reading.ACCOUNT


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What deciding did, in words."""

    sentence: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, when, and how many at once."""

    reviewer: str
    today: date
    stamp: str = ""
    """UTC time it was decided here; empty when it was made elsewhere."""
    together: int = 0
    by: str = ""
    """Who enters it."""
    file: str = ""
    """Id of the kept file it came with."""


def decide(
    session: Session, campaign: Campaign, rows: Sequence[Account], ruling: Ruling, *, me: tuple[str, str], today: date
) -> DecisionResult:
    """Put one decision on accounts, here and now.

    Raises:
        Refused: when a reason lacks, a page is exceeded, or a person would decide on himself.
    """
    _refuse_many(ruling, len(rows))
    anew = [row for row in rows if not completes(row, ruling)]
    act = _decider(ruling, me[0], today, len(rows))
    # of a decision made elsewhere a self-review is recorded and bars the signature; here it can still be refused
    if ruling.decision is not None and not ruling.reviewer.strip():
        _refuse_self(session, campaign, anew, me)
    reasons = lacking([(row, ruling) for row in rows], today)
    if reasons:
        raise Refused(f"{count(len(reasons), 'decision')} cannot be taken", reasons=tuple(reasons))
    changed = sum(put(row, ruling, act) for row in rows)
    follow(session, campaign, rows)
    return DecisionResult(_told(rows, ruling, changed, act.reviewer if anew else ""), warnings(rows))


def _decider(ruling: Ruling, me: str, today: date, together: int) -> Decider:
    """Who decides. Only a decision of today, at this desk, has a time of day, by which the pace is counted."""
    here = not ruling.reviewer.strip()
    now = here or ruling.on in (None, today)
    stamp = clock.stamp(clock.now()) if now else ""
    return Decider(me if here else ruling.reviewer.strip(), today, stamp, together, me)


_BECOMES = {
    Decision.KEEP: "kept",
    Decision.REVOKE: "to be revoked",
    Decision.MODIFY: "to be modified",
    None: "open again",
}


def _told(rows: Sequence[Account], ruling: Ruling, changed: int, reviewer: str) -> str:
    """`mia.ito to be revoked, decided by Lee Chen`, `12 accounts kept, 3 already so`."""
    who = rows[0].account if len(rows) == 1 else count(len(rows), "account")
    by = f", decided by {reviewer}" if ruling.decision and reviewer else ""
    same = f", {len(rows) - changed} already so" if changed < len(rows) else ""
    return f"{who} {_BECOMES[ruling.decision]}{by}{same}"


def _refuse_many(ruling: Ruling, number: int) -> None:
    """Nobody looks at more than a page before keeping what stands on it."""
    if ruling.decision is Decision.KEEP and number > rules.PAGE:
        many = f"{number:,} accounts cannot be kept at once: a reviewer looks at no more than {rules.PAGE}"
        raise Refused(many, hint="decide page by page, or take in a reviewer's list with --from-file")


def _refuse_self(session: Session, campaign: Campaign, rows: Sequence[Account], me: tuple[str, str]) -> None:
    his = sync.names_for(session, campaign.id, me, sync.roster(session))
    own = [row.account for row in rows if row.kind in sync.PEOPLE and sync.spelt(row) & his]
    if own:
        raise Refused(
            f"{join(own)}: nobody decides on their own account",
            hint="let the delegate decide: --reviewer NAME",
            reasons=tuple(own),
        )


def lacking(pairs: Sequence[tuple[Account, Ruling]], today: date) -> list[str]:
    """Every decision that lacks a reason, or lies ahead, in words."""
    told = []
    for row, ruling in pairs:
        if ruling.decision is None:
            continue
        flags = tuple(row.flags)
        ordinary = rules.is_ordinary(active=row.active, admin=row.admin, kind=row.kind, flags=flags)
        if rules.needs_reason(ruling.decision, ordinary=ordinary) and not (ruling.reason.strip() or _kept(row, ruling)):
            why = rules.why_reason(ruling.decision, active=row.active, admin=row.admin, flags=flags)
            told.append(f"{row.system_name}/{row.account}: {why}")
        for day, what in ((ruling.on, "decided"), (ruling.done_on, "done")):
            if day is not None and day > today:
                told.append(f"{row.system_name}/{row.account}: {what} on {day}, which is still to come")
    return told


def _kept(row: Account, ruling: Ruling) -> bool:
    """A reason given before, when the same decision only gets its ticket or day."""
    return row.decision is ruling.decision and bool(row.reason)


def completes(row: Account, ruling: Ruling) -> bool:
    """Whether it only adds ticket or day to a removal that was decided, and leaves who decided and when."""
    added = bool(ruling.ticket.strip()) or ruling.done_on is not None
    again = row.decision is ruling.decision and ruling.decision in (Decision.REVOKE, Decision.MODIFY)
    return again and added and not ruling.reviewer.strip() and ruling.on is None


def put(row: Account, ruling: Ruling, by: Decider) -> bool:
    """Write a decision into a row; returns whether it changed anything."""
    before = _decision_of(row)
    row.listed = True
    if ruling.decision is None:
        _take_back(row)
    else:
        _write(row, ruling, by)
    return before != _decision_of(row)


def _decision_of(row: Account) -> tuple[object, ...]:
    return row.decision, row.reviewer, row.reason, row.ticket, row.done_on, row.decided_on


def _take_back(row: Account) -> None:
    row.reviewer, row.decision, row.decided_on, row.decided_at = "", None, None, ""
    row.reason, row.ticket, row.done_on, row.together = "", "", None, 0
    row.recorded_by, row.recorded_at, row.from_file = "", "", ""
    row.self_review = row.unauthorised = False


def _write(row: Account, ruling: Ruling, by: Decider) -> None:
    completed = completes(row, ruling)  # asked of the row as it was
    same = row.decision is ruling.decision
    if not same:
        # reason, ticket and day were those of the other decision
        row.reason, row.ticket, row.done_on = "", "", None
    row.decision = ruling.decision
    row.reason = clean(ruling.reason.strip(), "reason") or row.reason
    row.ticket = clean(ruling.ticket.strip(), "ticket") or row.ticket
    row.done_on = ruling.done_on or row.done_on
    decided = (clean(by.reviewer, "reviewer"), ruling.on or by.today)
    said_before = same and decided == (row.reviewer, row.decided_on)
    if not completed and not said_before:
        row.reviewer, row.decided_on = decided
        row.decided_at, row.together = by.stamp, by.together
        row.recorded_by, row.recorded_at, row.from_file = clean(by.by), clock.stamp(clock.now()), by.file


def follow(session: Session, campaign: Campaign, rows: Sequence[Account]) -> None:
    """Bring up to date what depends on those decisions."""
    session.flush()
    sync.judge_reviewers(session, campaign, [row for row in rows if row.reviewer])
    for system in reading.systems_of(session, campaign.id):
        mine = [row for row in rows if row.system == system.id]
        # a decision to keep can make the later list doubtful, and then every proof by it, of other rows too
        if mine and sync.judge_list(session, system):
            sync.refresh_proofs(session, [system])
        else:
            sync.judge_proofs(session, system, mine)


def warnings(rows: Sequence[Account]) -> tuple[str, ...]:
    """What of it keeps the campaign from being signed."""
    own = [row.account for row in rows if row.self_review]
    wrong = sorted({f"{row.reviewer} on {row.system_name}" for row in rows if row.unauthorised})
    found = []
    if own:
        found.append(f"self-review, it keeps the campaign from being signed: {join(own)}")
    if wrong:
        found.append(f"neither owner nor delegate, it keeps the campaign from being signed: {join(wrong)}")
    return tuple(found)


def barred(session: Session, campaign: Campaign, rows: Sequence[Account], reviewer: str, me: str) -> tuple[str, ...]:
    """What decisions of a reviewer, else of the one at the desk, would keep from being signed."""
    own, systems = sync.barred(session, campaign, rows, reviewer or me)
    # of the one at the desk their own account is refused, and never comes to bar anything
    told = [f"{join([one.account for one in own])}: nobody decides on their own account"] if own and reviewer else []
    return (*told, *(f"{reviewer or me} is neither owner nor delegate of {name}" for name in systems))


def require_later(session: Session, system: CampaignSystem, at: DrawnAt) -> None:
    """A proof is made after the list it is compared with; where one has only its day, the same day will do.

    Raises:
        Refused: when there is no list, it was pulled later, or a list that proves is newer.
    """
    known = session.get(AccountList, system.population) if system.population else None
    if known is None:
        raise Refused(f"{system.name} has no list to compare with", hint="grcdesk reviews load takes it in first")
    if not _after(at, known):
        told = f"a list of {at.moment[:16]} proves nothing: the one under review was not pulled before it"
        raise Refused(f"{told}, {known.pulled_at[:16]}", hint="export the system again")
    newest = session.get(AccountList, system.proof) if system.proof else None
    if newest is not None and not newest.doubt and at.day < reading.drawn_on(newest):
        told = f"{newest.id} of {reading.drawn_on(newest)} is newer: a list of {at.day} proves less"
        raise Refused(told, hint="take in the newest list")


def _after(at: DrawnAt, known: AccountList) -> bool:
    if account_lists.timed(at.moment) and account_lists.timed(known.pulled_at):
        return at.moment > known.pulled_at
    return at.day >= reading.drawn_on(known)


def shown(session: Session, system: CampaignSystem) -> tuple[str, tuple[str, ...]]:
    """What the newest later list of a system shows, in words."""
    query = select(_ACCOUNT.account, _ACCOUNT.verified).where(
        _ACCOUNT.system == system.id, _ACCOUNT.decision.in_((Decision.REVOKE, Decision.MODIFY))
    )
    rows = session.execute(query.order_by(_ACCOUNT.position)).all()
    numbers = Counter(verified for _, verified in rows)
    still = [account for account, verified in rows if verified is Verified.STILL_PRESENT]
    early = [account for account, verified in rows if verified is None]
    proven = len(rows) - len(still) - len(early)
    parts = [f"{numbers[one]} {one.value.replace('_', ' ')}" for one in Verified if numbers[one]]
    by_kind = f" ({', '.join(parts)})" if parts else ""
    told = f"{system.name}: {proven} of {count(len(rows), 'removal')} proven{by_kind}"
    return told, _doubts(session, system, still, early)


def _doubts(session: Session, system: CampaignSystem, still: Sequence[str], early: Sequence[str]) -> tuple[str, ...]:
    """What the later list does not prove: as a whole, and of these accounts."""
    proof = session.get(AccountList, system.proof)
    doubt = proof.doubt if proof else ""
    warnings: list[str] = []
    if doubt:
        only_a_page = doubt.startswith(proofs.PAGE)
        warnings.append(doubt if only_a_page else f"{system.proof} proves nothing: {doubt}")
    if still:
        warnings.append(f"still present: {join(list(still), 20)}")
    if not doubt:
        warnings += remarks.lost(session, system)
    if early and not doubt:
        warnings.append(f"decided or done after this list was made, so not proven by it: {join(list(early), 20)}")
    return tuple(warnings)
