"""Gathering what the memo, the removals list and the workbooks of reviewers show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from grcdesk import __version__
from grcdesk.models.base import col
from grcdesk.models.reviews import Account, AccountList, Campaign, KeptFile
from grcdesk.rules.reviews import remarks as remark_rules
from grcdesk.rules.reviews import reviews as rules
from grcdesk.rules.reviews.people import LONG_AGO
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.reviews.files import AnswerRow, Dossier, Handout, LeaverRow, Removal, ReviewerRow, StepRow
from grcdesk.schemas.reviews.reviews import AccountRow
from grcdesk.services.programme.reading import programme
from grcdesk.services.reviews import check as review_check
from grcdesk.services.reviews import detail as review_detail
from grcdesk.services.reviews import reading, remarks, sync
from grcdesk.services.reviews.reading import ACCOUNT
from grcdesk.terms.reviews import Decision, RemovalState, Verified


def dossier(session: Session, row: Campaign, source: Provenance) -> Dossier:
    """Everything the sign-off memo says."""
    return Dossier(
        provenance=source,
        detail=review_detail.detail(session, row),
        check=review_check.check(session, row),
        reviewers=tuple(_reviewers(session, row.id)),
        removals=tuple(removals(session, row)),
        kept=tuple(_kept(session, row.id)),
        by_system=_by_system(session, row.id),
        leavers=tuple(_leavers(session, row)),
        steps=tuple(_steps(session, row)),
        answers=tuple(_answers(session, row.id)),
    )


def removals(session: Session, row: Campaign) -> list[Removal]:
    """Every revoke and modify of a campaign, with the day it is due and how far it has come."""
    pulled = review_check.drawn(session, row.id)
    query = select(Account, ACCOUNT.decision, ACCOUNT.decided_on).where(
        ACCOUNT.campaign == row.id, ACCOUNT.decision.in_(reading.REMOVALS), ACCOUNT.decided_on.is_not(None)
    )
    holidays = reading.holidays_of(row)
    found = []
    for one, decision, decided_on in session.execute(query.order_by(ACCOUNT.position, ACCOUNT.id)):
        shown = one.proof and one.verified is not Verified.STILL_PRESENT
        ended = one.done_on or (pulled[one.proof] if shown else None)
        found.append(
            Removal(
                row.id, row.slot, one.system_name, one.account, one.person, one.mail, one.kind, one.role, decision,
                one.reason, one.reviewer, decided_on, rules.deadline(decided_on, row.removal_days, holidays),
                one.ticket, one.done_on, rules.business_days(decided_on, ended, holidays) if ended else None,
                _state(one), one.verified, one.proof,
            )
        )  # fmt: skip
    return found


def _state(one: Account) -> RemovalState:
    if one.verified is Verified.STILL_PRESENT:
        return RemovalState.STILL_PRESENT
    if one.verified is not None:
        return RemovalState.PROVEN
    return RemovalState.DONE if one.done_on else RemovalState.TO_DO


def _reviewers(session: Session, campaign: str) -> list[ReviewerRow]:
    here = func.sum(case((ACCOUNT.decided_at != "", 1), else_=0))
    query = (
        select(
            ACCOUNT.reviewer, ACCOUNT.system_name, func.count(), func.min(ACCOUNT.decided_on),
            func.max(ACCOUNT.decided_on), here, func.max(ACCOUNT.recorded_at), func.max(ACCOUNT.recorded_by),
        )
        .where(ACCOUNT.campaign == campaign, ACCOUNT.decision.is_not(None))
        .group_by(ACCOUNT.reviewer, ACCOUNT.system_name)
        .order_by(ACCOUNT.reviewer, ACCOUNT.system_name)
    )  # fmt: skip
    found: dict[str, ReviewerRow] = {}
    for who, system, rows, first, last, counted, at, by in session.execute(query):
        row = ReviewerRow(who, (system,), rows, reading.plain_day(first), reading.plain_day(last), counted, by, at)
        old = found.get(who)
        found[who] = row if old is None else _together(old, row)
    return list(found.values())


def _together(old: ReviewerRow, row: ReviewerRow) -> ReviewerRow:
    newer = row if row.recorded_at > old.recorded_at else old
    return ReviewerRow(
        old.reviewer, (*old.systems, *row.systems), old.rows + row.rows, min(old.first, row.first),
        max(old.last, row.last), old.here + row.here, newer.recorded_by, newer.recorded_at,
    )  # fmt: skip


def _kept(session: Session, campaign: str) -> list[AccountRow]:
    """Accounts that were kept although they stand out, each with its reason."""
    ids = select(ACCOUNT.id).where(
        ACCOUNT.campaign == campaign, ACCOUNT.decision == Decision.KEEP, ACCOUNT.reason != ""
    )
    rows = reading.account_rows(session, list(session.scalars(ids.order_by(ACCOUNT.position))))
    return [
        row for row in rows if not rules.is_ordinary(active=row.active, admin=row.admin, kind=row.kind, flags=row.flags)
    ]


def _by_system(session: Session, campaign: str) -> dict[str, tuple[int, int, int, int]]:
    parts: list[Any] = [func.sum(case((ACCOUNT.decision == word, 1), else_=0)) for word in Decision]
    query = select(ACCOUNT.system_name, *parts, func.sum(case((ACCOUNT.decision.is_(None), 1), else_=0))).where(
        ACCOUNT.campaign == campaign
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in session.execute(query.group_by(ACCOUNT.system_name))}


def _leavers(session: Session, campaign: Campaign) -> Iterator[LeaverRow]:
    """Accounts of people who have left, in the order of the lists."""
    holidays = reading.holidays_of(campaign)
    for row, facts in remarks.leavers(session, reading.systems_of(session, campaign.id)):
        # a leaver whose day nobody told: days from then on would be counted from a day made up
        left = None if facts.left_on == LONG_AGO else facts.left_on
        revoked = remark_rules.revoked_on(facts)
        both = (left, revoked) if left is not None and revoked is not None else None
        yield LeaverRow(
            facts.system, facts.account, row.person, left, remark_rules.last_used(facts), facts.decision, revoked,
            remark_rules.seen_active(facts), (both[1] - both[0]).days if both else None,
            rules.business_days(both[0], both[1], holidays) if both else None, row.proof if row.verified else "",
        )  # fmt: skip


def _steps(session: Session, campaign: Campaign) -> Iterator[StepRow]:
    """The order of days, system by system."""
    removal = ACCOUNT.decision.in_(reading.REMOVALS)
    done = case((removal, ACCOUNT.done_on))
    query = (
        select(
            ACCOUNT.system, func.min(ACCOUNT.decided_on), func.max(ACCOUNT.decided_on),
            func.sum(case((ACCOUNT.decision.is_(None), 1), else_=0)), func.min(done), func.max(done),
            func.sum(case((and_(removal, ACCOUNT.done_on.is_(None)), 1), else_=0)),
        )
        .where(ACCOUNT.campaign == campaign.id)
        .group_by(ACCOUNT.system)
    )  # fmt: skip
    found = {row[0]: tuple(row[1:]) for row in session.execute(query)}
    for one in reading.systems_of(session, campaign.id):
        first, last, undecided, began, ended, left = found.get(one.id, (None, None, 0, None, None, 0))
        yield StepRow(
            one.name, _drawn(session, one.population), _pair(first, last), undecided, _pair(began, ended), left,
            _drawn(session, one.proof),
        )  # fmt: skip


def _answers(session: Session, campaign: str) -> Iterator[AnswerRow]:
    """Each reviewer's decisions by the file they came back in; those told at the desk have none."""
    query = (
        select(ACCOUNT.reviewer, ACCOUNT.from_file, func.count())
        .where(ACCOUNT.campaign == campaign, ACCOUNT.decision.is_not(None))
        .group_by(ACCOUNT.reviewer, ACCOUNT.from_file)
        .order_by(ACCOUNT.reviewer, ACCOUNT.from_file)
    )
    kept = {one.id: one for one in session.scalars(select(KeptFile).where(col(KeptFile.campaign) == campaign))}
    for who, file, number in session.execute(query):
        one = kept.get(file)
        if one is None:
            yield AnswerRow(who, number, file, "", "", "", "", "")
        else:
            yield AnswerRow(who, number, one.id, one.file_name, one.source_sha256, one.kept_by, one.kept_at, one.erased)


def _drawn(session: Session, name: str) -> date | None:
    one = session.get(AccountList, name) if name else None
    return reading.drawn_on(one) if one is not None else None


def _pair(first: date | str | None, last: date | str | None) -> tuple[date, date] | None:
    return (reading.plain_day(first), reading.plain_day(last)) if first and last else None


def reviewers_of(session: Session, row: Campaign) -> list[str]:
    """Everybody who is to decide on an account of the campaign."""
    query = select(ACCOUNT.assigned).where(ACCOUNT.campaign == row.id, ACCOUNT.assigned != "").distinct()
    return list(session.scalars(query.order_by(ACCOUNT.assigned)))


def handout(session: Session, row: Campaign, reviewer: str, dates: TwoDates) -> Handout:
    """What the workbook of a reviewer shows."""
    rows, left_out = accounts_of(session, row, reviewer)
    return Handout(
        organisation=programme(session).organisation,
        version=__version__,
        dates=dates,
        campaign=row.id,
        slot=row.slot,
        due=row.due,
        reviewer=reviewer.strip(),
        rows=rows,
        left_out=left_out,
    )


def accounts_of(session: Session, row: Campaign, reviewer: str) -> tuple[tuple[AccountRow, ...], tuple[str, ...]]:
    """The accounts a reviewer is to decide on, and his own, which he is not.

    They are those assigned to him, and as a delegate all of the system.
    """
    known = sync.roster(session)
    his = sync.names_for(session, row.id, [reviewer], known)
    systems = [
        one.id for one in reading.systems_of(session, row.id) if rules.fold(one.delegate) == rules.fold(reviewer)
    ]
    query = select(Account).where(
        col(Account.campaign) == row.id,
        (func.lower(ACCOUNT.assigned) == reviewer.strip().lower()) | ACCOUNT.system.in_(systems),
    )
    wanted: list[str] = []
    own: list[str] = []
    for one in session.scalars(query.order_by(col(Account.position), col(Account.id))):
        is_own = one.kind in sync.PEOPLE and bool(sync.spelt(one) & his)
        (own if is_own else wanted).append(f"{one.system_name}/{one.account}" if is_own else one.id)
    return tuple(reading.account_rows(session, wanted)), tuple(own)
