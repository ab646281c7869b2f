"""The days of an access review as its memo lists them: leavers, the order of steps, and how answers came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import and_, case, func, select
from sqlmodel import Session, col

from grcdesk.models.reviews import AccountList, Campaign, KeptFile
from grcdesk.rules.reviews import remarks as rules
from grcdesk.rules.reviews.people import LONG_AGO
from grcdesk.rules.reviews.reviews import business_days
from grcdesk.schemas.review_files import AnswerRow, LeaverRow, StepRow
from grcdesk.services.reviews import reading, remarks
from grcdesk.services.reviews.reading import ACCOUNT, REMOVALS
from grcdesk.services.reviews.signing import plain_day


def leavers(session: Session, campaign: Campaign) -> Iterator[LeaverRow]:
    """Accounts of people who have left, in the order of the lists."""
    holidays = reading.holidays_of(campaign)
    for row, facts in remarks.leavers(session, reading.systems_of(session, campaign.id)):
        left = None if facts.left_on == LONG_AGO else facts.left_on
        revoked = rules.revoked_on(facts)
        both = (left, revoked) if left is not None and revoked is not None else None
        yield LeaverRow(
            facts.system, facts.account, row.person, left, rules.last_used(facts), facts.decision, revoked,
            rules.seen_active(facts), (both[1] - both[0]).days if both else None,
            business_days(both[0], both[1], holidays) if both else None, row.proof if row.verified else "",
        )  # fmt: skip


def steps(session: Session, campaign: Campaign) -> Iterator[StepRow]:
    """The order of days, system by system."""
    removal = ACCOUNT.decision.in_(REMOVALS)
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


def answers(session: Session, campaign: str) -> Iterator[AnswerRow]:
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
    return (plain_day(first), plain_day(last)) if first and last else None
