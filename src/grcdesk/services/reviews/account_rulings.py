"""Decisions on accounts: finding them, what a decision needs, lists of decisions made elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
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


def find(session: Session, campaign: str, wanted: Sequence[str], system: str = "") -> list[Account]:
    """Accounts by id, by alias or mail, or as `system/id`, in the order asked for.

    Raises:
        NotFound: when one does not exist.
        BadInput: when a name fits several.
    """
    within = select(Account).where(col(Account.campaign) == campaign)
    if system:
        one = reading.require_system(session, campaign, system)
        within = within.where(col(Account.system) == one.id)
    found = []
    for start in range(0, len(wanted), 400):
        part = list(wanted[start : start + 400])
        hits = session.scalars(within.where(or_(col(Account.id).in_(part), col(Account.account).in_(part)))).all()
        by_name: dict[str, list[Account]] = {}
        for row in hits:
            for name in {row.id, row.account}:
                by_name.setdefault(name, []).append(row)
        for name in part:
            fits = by_name.get(name) or _near(session, within, campaign, name)
            if len(fits) > 1:
                told = f"{name!r} fits {join([f'{row.system_name}/{row.account}' for row in fits])}"
                raise BadInput(told, hint="write system/account, or give the system")
            found.append(fits[0])
    return list({row.id: row for row in found}.values())


def called(rows: Sequence[Account]) -> tuple[dict[str, str], dict[str, str]]:
    """What tells an account from others, and how people write it, by id."""
    titles = {row.id: " ".join(filter(None, (row.person, row.role, *row.flags))).replace("_", " ") for row in rows}
    return titles, {row.id: f"{row.system_name}/{row.account}" for row in rows}


def _near(session: Session, within: object, campaign: str, name: str) -> list[Account]:
    """By spelling, or by system and spelling."""
    place, slash, rest = name.partition("/")
    folded = rules.fold(name)
    query = within.where(_ACCOUNT.names.contains(f"\n{folded}\n", autoescape=True))  # type: ignore[attr-defined]
    fits = list(session.scalars(query))
    exact = [row for row in fits if rules.fold(row.account) == folded]
    if not fits and slash:
        systems = [one for one in reading.systems_of(session, campaign) if rules.fold(one.name) == rules.fold(place)]
        return find(session, campaign, [rest], systems[0].name) if systems else _none(session, campaign, name)
    return exact or fits or _none(session, campaign, name)


def _none(session: Session, campaign: str, name: str) -> list[Account]:
    known = session.scalars(select(_ACCOUNT.account).where(_ACCOUNT.campaign == campaign).limit(2000)).all()
    raise NotFound.of(f"account in {campaign}", name, tuple(known))


def decide(
    session: Session, campaign: Campaign, rows: Sequence[Account], ruling: Ruling, *, me: tuple[str, str], today: date
) -> DecisionResult:
    """Put one decision on accounts, here and now.

    Raises:
        Refused: when a reason lacks, a page is exceeded, or a person would decide on himself.
    """
    _refuse_many(ruling, len(rows))
    here = not ruling.reviewer.strip()
    if here and ruling.decision is not None:
        _refuse_self(session, campaign, [row for row in rows if not completes(row, ruling)], me)
    reviewer = me[0] if here else ruling.reviewer.strip()
    stamp = clock.stamp(clock.now()) if here or (ruling.on or today) == today else ""
    told = lacking([(row, ruling) for row in rows], today)
    if told:
        raise Refused(f"{count(len(told), 'decision')} cannot be taken", reasons=tuple(told))
    act = Decider(reviewer, today, stamp, len(rows), me[0])
    noted = all(completes(row, ruling) for row in rows)
    changed = sum(put(row, ruling, act) for row in rows)
    follow(session, campaign, rows)
    return DecisionResult(_told(rows, ruling, changed, "" if noted else reviewer), warnings(rows))


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
        told = f"{join(own)}: nobody decides on himself"
        raise Refused(told, hint="let the delegate decide: --reviewer NAME", reasons=tuple(own))


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
    same = ruling.decision is not None and row.decision is ruling.decision
    completed = completes(row, ruling)
    before = (row.decision, row.reviewer, row.reason, row.ticket, row.done_on, row.decided_on)
    row.listed = True
    if ruling.decision is None:
        row.reviewer, row.decision, row.decided_on, row.decided_at = "", None, None, ""
        row.reason, row.ticket, row.done_on, row.together = "", "", None, 0
        row.recorded_by, row.recorded_at, row.from_file = "", "", ""
        row.self_review = row.unauthorised = False
        return before[0] is not None
    row.decision = ruling.decision
    row.reason = clean(ruling.reason.strip(), "reason") or (row.reason if same else "")
    row.ticket = clean(ruling.ticket.strip(), "ticket") or (row.ticket if same else "")
    row.done_on = ruling.done_on or (row.done_on if same else None)
    decided = (clean(by.reviewer, "reviewer"), ruling.on or by.today)
    if not completed and not (same and decided == (row.reviewer, row.decided_on)):
        row.reviewer, row.decided_on = decided
        row.decided_at, row.together = by.stamp, by.together
        row.recorded_by, row.recorded_at, row.from_file = clean(by.by), clock.stamp(clock.now()), by.file
    return before != (row.decision, row.reviewer, row.reason, row.ticket, row.done_on, row.decided_on)


def follow(session: Session, campaign: Campaign, rows: Sequence[Account]) -> None:
    """Bring up to date what depends on those decisions."""
    session.flush()
    sync.judge_reviewers(session, campaign, [row for row in rows if row.reviewer])
    for system in reading.systems_of(session, campaign.id):
        mine = [row for row in rows if row.system == system.id]
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


def require_later(session: Session, system: CampaignSystem, at: DrawnAt) -> None:
    """A proof is made after the list it is compared with; where one has only its day, the same day will do.

    Raises:
        Refused: when there is no list, it was pulled later, or a list that proves is newer.
    """
    known = session.get(AccountList, system.population) if system.population else None
    if known is None:
        raise Refused(f"{system.name} has no list to compare with", hint="reviews load takes it in first")
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


def shown(session: Session, campaign: Campaign, system: CampaignSystem) -> tuple[str, tuple[str, ...]]:
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
    del campaign
    told = f"{system.name}: {proven} of {count(len(rows), 'removal')} proven" + (
        f" ({', '.join(parts)})" if parts else ""
    )
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
