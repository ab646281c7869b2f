"""Decisions in bulk, and what the log knows of a review that its rows no longer say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.log import LogLine
from grcdesk.models.reviews import Campaign, KeptFile, SignOff
from grcdesk.models.unreadable import stored_moment
from grcdesk.rules.reviews import remarks as rules
from grcdesk.schemas.reviews.checks import Remark
from grcdesk.schemas.reviews.files import Mended
from grcdesk.schemas.reviews.reviews import Pace
from grcdesk.services.reviews import reading
from grcdesk.services.reviews.reading import ACCOUNT
from grcdesk.store.texts.lines import said
from grcdesk.store.texts.names import is_name, kept, text_of
from grcdesk.terms.reviews import Decision, ReviewException

_FOUND = b'"self_review":1'


def pace(session: Session, campaign: str) -> list[Pace]:
    """How fast each reviewer decided here."""
    query = (
        select(
            ACCOUNT.reviewer,
            func.count(),
            func.min(ACCOUNT.decided_at),
            func.max(ACCOUNT.decided_at),
            func.max(ACCOUNT.together),
        )
        .where(ACCOUNT.campaign == campaign, ACCOUNT.decided_at != "", ACCOUNT.decision.is_not(None))
        .group_by(ACCOUNT.reviewer)
        .order_by(ACCOUNT.reviewer)
    )
    return [Pace(who, rows, _minutes(first, last), most) for who, rows, first, last, most in session.execute(query)]


def _minutes(first: str, last: str) -> float:
    return round((stored_moment(last) - stored_moment(first)).total_seconds() / 60, 1)


def of_bulk(session: Session, campaign: str) -> Iterator[Remark]:
    """Many accounts kept in one act, at great speed, or in one file."""
    query = select(ACCOUNT.reviewer, func.max(ACCOUNT.together)).where(
        ACCOUNT.campaign == campaign, ACCOUNT.decision == Decision.KEEP, ACCOUNT.decided_at != ""
    )
    keeps = {row[0]: row[1] for row in session.execute(query.group_by(ACCOUNT.reviewer))}
    for one in pace(session, campaign):
        if told := rules.bulk(one, keeps.get(one.reviewer, 0)):
            yield Remark(ReviewException.BULK, "", "", told)
    yield from _files(session, campaign)


@dataclass
class _InFile:
    """What one reviewer decided in one file."""

    keeps: int = 0
    removals: int = 0
    days: set[date] = field(default_factory=set)
    """On which he kept."""
    reasons: Counter[str] = field(default_factory=Counter)
    """For keeping; an account kept without one is none of them."""

    def add(self, decision: Decision, day: date, reason: str, number: int) -> None:
        if decision is not Decision.KEEP:
            self.removals += number
            return
        self.keeps += number
        self.days.add(day)
        if reason:
            self.reasons[reason] += number


def _files(session: Session, campaign: str) -> Iterator[Remark]:
    query = select(KeptFile).where(col(KeptFile.campaign) == campaign)
    names = {one.id: f"{one.file_name} ({one.id})" for one in session.scalars(query)}
    for (who, file), found in sorted(_by_file(session, campaign).items()):
        told = rules.bulk_file(
            who, names.get(file, file), keeps=found.keeps, removals=found.removals, days=len(found.days),
            same=max(found.reasons.values(), default=0),
        )  # fmt: skip
        if told:
            yield Remark(ReviewException.BULK, "", "", told)


def _by_file(session: Session, campaign: str) -> dict[tuple[str, str], _InFile]:
    query = (
        select(ACCOUNT.reviewer, ACCOUNT.from_file, ACCOUNT.decision, ACCOUNT.decided_on, ACCOUNT.reason, func.count())
        .where(ACCOUNT.campaign == campaign, ACCOUNT.from_file != "", ACCOUNT.decision.is_not(None))
        .group_by(ACCOUNT.reviewer, ACCOUNT.from_file, ACCOUNT.decision, ACCOUNT.decided_on, ACCOUNT.reason)
    )
    found: dict[tuple[str, str], _InFile] = {}
    for who, file, decision, day, reason, number in session.execute(query):
        found.setdefault((who, file), _InFile()).add(decision, day, reason, number)
    return found


def mended(session: Session, campaign: str) -> list[Mended]:
    """Self-reviews the log has seen that are none any more."""
    query = (
        select(col(LogLine.resource), col(LogLine.line))
        .where(col(LogLine.kind) == "account", col(LogLine.resource).startswith(f"{campaign}/", autoescape=True))
        .order_by(col(LogLine.seq))
    )
    seen: dict[str, str] = {}
    for name, line in session.execute(query):
        # a look at the bytes first: few lines of a large review are worth reading as JSON
        if _FOUND in line:
            after = (said(line) or {}).get("after")
            if after and after.get("self_review"):
                seen.setdefault(name, after.get("reviewer", ""))
    known = kept(session.connection(), filter(is_name, seen.values()))
    rows = {row.id: row for row in reading.account_rows(session, list(seen))}
    return [
        Mended(rows[name].system, rows[name].account, text_of(first, known), rows[name].reviewer)
        for name, first in seen.items()
        if name in rows and not rows[name].self_review
    ]


def of_history(session: Session, campaign: Campaign) -> Iterator[Remark]:
    """Self-reviews that were decided anew, and signatures that were taken back."""
    for one in mended(session, campaign.id):
        now = one.now or "nobody yet"
        told = f"first decided by {one.first}, whose account it is; decided anew by {now}"
        yield Remark(ReviewException.MENDED, one.system, one.account, told)
    query = select(SignOff).where(col(SignOff.campaign) == campaign.id, col(SignOff.reopened_on).is_not(None))
    for sign in session.scalars(query.order_by(col(SignOff.position))):
        told = (
            f"the signature of {sign.signed_on} by {sign.name} was taken back on {sign.reopened_on} by "
            f"{sign.reopened_by}: {sign.reopen_reason}"
        )
        yield Remark(ReviewException.REOPENED, "", "", told)
