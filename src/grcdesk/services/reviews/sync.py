"""What follows from lists, roster and decisions: flags, who is to decide, self-reviews, proofs. Kept up in the rows.

Every verb that changes a source calls this in its own transaction, so lists and tallies are plain SQL afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from grcdesk.importers.reading.headings import plain_heading
from grcdesk.models.base import col
from grcdesk.models.reviews import Account, AccountList, Campaign, CampaignSystem
from grcdesk.models.rosters import RosterPerson
from grcdesk.models.tables import table_of
from grcdesk.rules.reviews import people, proofs
from grcdesk.rules.reviews import reviews as rules
from grcdesk.services.reviews import reading
from grcdesk.terms.reviews import AccountFlag, Decision, ReviewSplit

PEOPLE = people.PEOPLE
_ACCOUNT = reading.ACCOUNT
_PERSON = table_of(RosterPerson).c


def roster(session: Session) -> people.Roster:
    """The people of the organisation as the desk knows them."""
    columns = (
        _PERSON.id, _PERSON.name, _PERSON.mail, _PERSON.aliases, _PERSON.manager,
        _PERSON.started, _PERSON.moved, _PERSON.left_on,
    )  # fmt: skip
    rows = session.execute(select(*columns).order_by(_PERSON.position))
    return people.Roster([people.Worker(*row) for row in rows])


def holder(row: Account) -> people.Holder:
    """Whose account it is."""
    return people.Holder(row.account, row.mail, row.person, tuple(row.aliases), row.kind)


def packed(names: Iterable[str]) -> str:
    """Spellings as the `names` column keeps them."""
    return "".join(f"\n{name}" for name in sorted(names)) + "\n"


def spelt(row: Account) -> frozenset[str]:
    """Spellings back from the column."""
    return frozenset(row.names.strip("\n").split("\n"))


def names_for(session: Session, campaign: str, who: Iterable[str], known: people.Roster) -> frozenset[str]:
    """Every spelling of a person in a campaign, over his accounts and the roster."""
    found = people.spellings(*who)
    for worker in known.called(found):
        found |= known.names(worker)
    near = _holding(session, campaign, found)
    mails = {name for one in near for name in people.names_of(one) if "@" in name}
    return people.widen(found, known, [*near, *_holding(session, campaign, mails - found)])


def _holding(session: Session, campaign: str, wanted: Iterable[str]) -> list[people.Holder]:
    wanted = list(wanted)[:50]
    if not wanted:
        return []
    hits = or_(*(_ACCOUNT.names.contains(f"\n{name}\n", autoescape=True) for name in wanted))
    query = select(_ACCOUNT.account, _ACCOUNT.mail, _ACCOUNT.person, _ACCOUNT.aliases, _ACCOUNT.kind)
    rows = session.execute(query.where(_ACCOUNT.campaign == campaign, hits))
    return [people.Holder(row[0], row[1], row[2], tuple(row[3]), row[4]) for row in rows]


def refresh_flags(session: Session, campaign: Campaign, systems: Sequence[CampaignSystem]) -> None:
    """What stands out about the accounts of those systems, and who is to decide on them."""
    known = roster(session)
    for system in systems:
        found = session.get(AccountList, system.population) if system.population else None
        if found is not None:
            rows = session.scalars(select(Account).where(col(Account.system) == system.id)).all()
            _flag(session, campaign, system, (rows, reading.drawn_on(found)), known)


def flag_rows(
    session: Session, campaign: Campaign, system: CampaignSystem, rows: Sequence[Account], pulled: date
) -> None:
    """The same for the rows of one system that are not flushed yet: so each is written, and logged, once."""
    with session.no_autoflush:
        _flag(session, campaign, system, (rows, pulled), roster(session))


def _flag(
    session: Session, campaign: Campaign, system: CampaignSystem, listed: tuple[Sequence[Account], date],
    known: people.Roster,
) -> None:  # fmt: skip
    rows, pulled = listed
    earlier = reading.previous_systems(session, campaign).get(system.name, "")
    before = _before(session, earlier)
    for row in rows:
        flags = _flags(row, campaign, known, pulled)
        if earlier:
            flags += people.flags_since(before.get(row.account), row.role, admin=row.admin)
        _put(row, flags=sorted(flags), assigned=_assigned(row, campaign, system, known), left_on=_left(row, known))


def _flags(row: Account, campaign: Campaign, known: people.Roster, pulled: date) -> list[AccountFlag]:
    whose = holder(row)
    return [
        *people.flags_against(known, whose, active=row.active, on=pulled, since=campaign.slot_start),
        *people.flags_of_use(
            row.last_used, row.created, on=pulled, days=campaign.dormant_days, known=row.use_known and row.active
        ),
        *people.flags_of_sign_in(row.kind, row.mfa, active=row.active, status_unknown=row.status_unknown),
    ]


def _left(row: Account, known: people.Roster) -> date | None:
    worker = known.find(people.names_of(holder(row)))
    return worker.left_on if worker else None


def _before(session: Session, system: str) -> dict[str, tuple[str, bool]]:
    if not system:
        return {}
    query = select(_ACCOUNT.account, _ACCOUNT.role, _ACCOUNT.admin).where(_ACCOUNT.system == system)
    return {account: (role, admin) for account, role, admin in session.execute(query)}


def _assigned(row: Account, campaign: Campaign, system: CampaignSystem, known: people.Roster) -> str:
    if campaign.split is ReviewSplit.MANAGER:
        worker = known.find(people.names_of(holder(row)))
        manager = worker.manager if worker else row.manager
        if manager:
            boss = known.find(people.spellings(manager))
            return (boss.name or boss.id) if boss else manager
    return system.owner


def refresh_reviewers(session: Session, campaign: Campaign) -> None:
    """Whether each decision was made by somebody who may, and about somebody else."""
    query = select(Account).where(col(Account.campaign) == campaign.id, col(Account.reviewer) != "")
    rows = session.scalars(query).all()
    judge_reviewers(session, campaign, rows)


def judge_reviewers(session: Session, campaign: Campaign, rows: Sequence[Account]) -> None:
    """The same for some rows."""
    for row, own, strange in _judged(session, campaign, [(row, row.reviewer) for row in rows]):
        _put(row, self_review=own, unauthorised=strange)


def barred(session: Session, campaign: Campaign, rows: Sequence[Account], who: str) -> tuple[list[Account], list[str]]:
    """What a decision of `who` on these rows would keep from being signed: own accounts, systems of others."""
    judged = list(_judged(session, campaign, [(row, who) for row in rows]))
    strange = {row.system for row, _, strange in judged if strange}
    names = [one.name for one in reading.systems_of(session, campaign.id) if one.id in strange]
    return [row for row, own, _ in judged if own], names


def _judged(
    session: Session, campaign: Campaign, pairs: Sequence[tuple[Account, str]]
) -> Iterator[tuple[Account, bool, bool]]:
    """Of each row and reviewer: whether it is his own account, else whether he is none of those who may decide."""
    if not pairs:
        return
    known = roster(session)
    systems = {one.id: one for one in reading.systems_of(session, campaign.id)}
    names: dict[str, frozenset[str]] = {}
    for row, reviewer in pairs:
        if reviewer not in names:
            names[reviewer] = names_for(session, campaign.id, [reviewer], known)
        his = names[reviewer]
        system = systems[row.system]
        allowed = people.spellings(system.owner, system.delegate)
        if campaign.split is ReviewSplit.MANAGER:
            allowed |= people.spellings(row.assigned)
        own = row.kind in people.PEOPLE and bool(spelt(row) & his)
        # one fault, one name: another reviewer mends a self-review
        yield row, own, not own and bool(allowed) and not _same(allowed, his, known)


def _same(allowed: frozenset[str], his: frozenset[str], known: people.Roster) -> bool:
    if allowed & his:
        return True
    return any(known.names(worker) & his for worker in known.called(allowed))


def refresh_proofs(session: Session, systems: Sequence[CampaignSystem]) -> None:
    """What the newest later list of those systems shows of their removals."""
    for system in systems:
        judge_list(session, system)
        query = select(Account).where(
            col(Account.system) == system.id, or_(col(Account.decision).is_not(None), col(Account.proof) != "")
        )
        judge_proofs(session, system, session.scalars(query).all())


def judge_list(session: Session, system: CampaignSystem) -> bool:
    """Whether the newest later list of a system can prove anything; returns whether that has changed."""
    proof = session.get(AccountList, system.proof) if system.proof else None
    reviewed = session.get(AccountList, system.population) if system.population else None
    if proof is None or reviewed is None:
        return False
    query = select(_ACCOUNT.account, _ACCOUNT.decision).where(_ACCOUNT.system == system.id).order_by(_ACCOUNT.position)
    stay: list[str] = []
    others: list[str] = []
    for account, decision in session.execute(query):
        (stay if decision in (Decision.KEEP, Decision.MODIFY) else others).append(account)
    found = proofs.doubt(
        claim(proof), claim(reviewed), stay=stay, held=json.loads(proof.holding).keys(), others=others,
        believed=proof.believed,
    )  # fmt: skip
    changed = proof.doubt != found
    _put(proof, doubt=found)
    return changed


def claim(one: AccountList) -> proofs.ListClaim:
    """What is known of a list."""
    column = next((name for what, _, name in (text.partition(" = ") for text in one.columns) if what == "account"), "")
    return proofs.ListClaim(
        plain_heading(column), one.source, one.accounts, tuple(one.marks), one.stated, one.lost
    )  # fmt: skip


def judge_proofs(session: Session, system: CampaignSystem, rows: Iterable[Account]) -> None:
    """What the newest later list shows of some rows of one system."""
    proof = session.get(AccountList, system.proof) if system.proof else None
    holding: dict[str, list[Any]] = json.loads(proof.holding) if proof else {}
    for row in rows:
        shown = None
        removal = row.decision if row.decision is not Decision.KEEP else None
        if removal and proof and row.decided_on:
            now = holding.get(rules.fold(row.account))
            shown = proofs.shown(
                removal, (row.role, row.admin, row.active), held(now), doubt=proof.doubt,
                pulled_on=reading.drawn_on(proof), decided_on=row.decided_on, done_on=row.done_on,
            )  # fmt: skip
        _put(row, verified=shown, proof=proof.id if proof and shown else "")


def held(now: list[Any] | None) -> tuple[str, bool, bool] | None:
    """Role, admin and active of an account in a later list; None: not in it."""
    return (str(now[0]), bool(now[1]), bool(now[2])) if now else None


def _put(row: Account | AccountList, **values: Any) -> None:
    """Set only what differs, so that nothing else is logged."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
