"""Accounts under review as the workbook lists them: all reviews whose slot touches the audit period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.reviews import Account, Campaign, CampaignSystem, SignOff
from grcdesk.models.tables import table_of
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.reviews.checks import SignCheck
from grcdesk.schemas.reviews.files import RemarkLine, ReviewLine
from grcdesk.services.reviews import check, reading
from grcdesk.services.reviews.reading import ACCOUNT, SYSTEM
from grcdesk.terms.reviews import CampaignState, Decision, NamedWhen, ReviewException, Verified

_COLUMNS = (
    "system_name", "account", "person", "kind", "role", "admin", "active", "flags", "reviewer", "decision", "reason",
    "decided_on", "ticket", "done_on", "verified", "proof", "self_review", "unauthorised", "listed",
)  # fmt: skip


def lines(session: Session, period: Span | None) -> tuple[list[ReviewLine], list[RemarkLine]]:
    """One row an account, and one an exception, review by review; without a period those of all reviews."""
    campaigns = session.scalars(touching(period)).all()
    states = {row.id: row.state for row in reading.campaign_rows(session)} if campaigns else {}
    accounts: list[ReviewLine] = []
    told: list[RemarkLine] = []
    for row in campaigns:
        found = check.check(session, row)
        accounts += _campaign(session, row, states[row.id], found)
        told += _remarks(session, row, states[row.id], found)
    return accounts, told


def touching(period: Span | None) -> Select[Campaign]:
    """The reviews whose slot touches the period, in the order of their slots; without one all."""
    query = select(Campaign).order_by(col(Campaign.slot_start), col(Campaign.position))
    if period is not None:
        query = query.where(col(Campaign.slot_start) <= period.end, col(Campaign.slot_end) >= period.start)
    return query


def _remarks(session: Session, row: Campaign, state: CampaignState, found: SignCheck) -> Iterator[RemarkLine]:
    """Those over the signature as it was given, then what has come since; before it, all there are."""
    kinds = {one.line: one.kind for one in found.exceptions}
    query = select(SignOff).where(col(SignOff.campaign) == row.id, col(SignOff.reopened_on).is_(None))
    sign = session.scalars(query).first()
    given = sign.exceptions if sign else []
    for text in given:
        yield RemarkLine(row.id, row.slot, state, kinds.get(text), text, NamedWhen.IN_SIGNATURE)
    when = NamedWhen.SINCE if sign else NamedWhen.NOT_SIGNED
    for text, kind in kinds.items():
        if text not in given:
            yield RemarkLine(row.id, row.slot, state, kind, text, when)


def _campaign(session: Session, row: Campaign, state: CampaignState, told: SignCheck) -> Iterator[ReviewLine]:
    twice = reading.known_twice(session, row.id)
    late = {one.account: one.business_days for one in told.late}
    remarks = _by_account(told)
    query = (
        select(*(ACCOUNT[name] for name in _COLUMNS), SYSTEM.listed)
        .select_from(table_of(Account).join(table_of(CampaignSystem), SYSTEM.id == ACCOUNT.system))
        .where(ACCOUNT.campaign == row.id)
        .order_by(ACCOUNT.position, ACCOUNT.id)
    )
    for found in session.execute(query):
        name = f"{found.system_name}/{found.account}" if found.account in twice else found.account
        # both columns are called `listed`: of the system, which is read last, and of the account
        missing = found[-1] and not found[len(_COLUMNS) - 1]
        yield ReviewLine(
            row.id, row.slot, state, found.system_name, found.account, found.person, found.kind, found.role,
            _stands_out(found), found.reviewer, found.decision, found.reason,
            found.decided_on, found.ticket, found.done_on, found.verified, found.proof,
            (
                *_exceptions(found, late.get(name), missing=bool(missing)),
                *remarks.get((found.system_name, found.account), ()),
            ),
        )  # fmt: skip


def _by_account(told: SignCheck) -> dict[tuple[str, str], list[str]]:
    """Remarks over single accounts. Late removals have a cell of their own, with their days."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in told.exceptions:
        if one.account and one.kind is not ReviewException.LATE:
            found.setdefault((one.system, one.account), []).append(one.text)
    return found


def _stands_out(found: Any) -> tuple[str, ...]:
    words = ["admin"] if found.admin else []
    words += [] if found.active else ["inactive"]
    words += found.flags
    return tuple(word.replace("_", " ") for word in words)


def _exceptions(found: Any, late: int | None, *, missing: bool) -> Iterator[str]:
    decision: Decision | None = found.decision
    verified: Verified | None = found.verified
    if decision is None:
        yield "missing from the rows" if missing else "undecided"
        return
    if found.self_review:
        yield "self-review"
    if found.unauthorised:
        yield "unauthorised reviewer"
    if decision is not Decision.KEEP and verified is None:
        yield "no proof"
    if verified is Verified.STILL_PRESENT:
        yield "still present"
    if late is not None:
        yield f"late: {late} business days"
