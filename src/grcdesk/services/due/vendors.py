"""Due dates of vendors: reviews, agreements, papers, objections. An offboarded vendor is silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from grcdesk.models.agreements import Agreement
from grcdesk.models.base import col, given
from grcdesk.models.vendors import Subprocessor, VendorDocument
from grcdesk.rules.vendors.running_out import RUNNING_OUT
from grcdesk.schemas.due.due import DueDate
from grcdesk.services.vendors import reading as vendor_reading
from grcdesk.terms import DueKind, DueState
from grcdesk.terms.vendors import Objection
from grcdesk.wording import count


def vendors(session: Session, on: date) -> Iterator[DueDate]:
    """Everything a vendor in use makes due on that day."""
    for _, due in _by_vendor(session, on):
        yield due


def late(session: Session, on: date) -> frozenset[str]:
    """Ids of the vendors of which something is late, whatever it is, as `rules.vendors.running_out.late` of a file."""
    return frozenset(vendor for vendor, due in _by_vendor(session, on) if due.never or due.due < on)


def _by_vendor(session: Session, on: date) -> Iterator[tuple[str, DueDate]]:
    names: dict[str, tuple[str, str]] = {}
    for row in vendor_reading.everyone(session, on):
        review = row.review
        if review.due is None:
            continue
        names[row.id] = (row.name, row.owner)
        never = review.state is DueState.NEVER_REVIEWED
        yield row.id, DueDate(DueKind.VENDOR_REVIEW, row.id, row.name, row.owner, review.due, review.why, never=never)
        check = row.check
        if check is not None and check.due is not None:
            yield row.id, DueDate(DueKind.VENDOR_CHECK, row.id, row.name, row.owner, check.due, check.why)
    yield from _agreements(session, on, names)
    yield from _documents(session, names)
    yield from _objections(session, names)


def _agreements(session: Session, on: date, names: dict[str, tuple[str, str]]) -> Iterator[tuple[str, DueDate]]:
    query = select(col(Agreement.id), col(Agreement.vendor), col(Agreement.title), given(Agreement.expires)).where(
        col(Agreement.expires).is_not(None), or_(col(Agreement.ended).is_(None), col(Agreement.ended) > on)
    )
    for name, vendor, title, expires in session.execute(query):
        if vendor in names:
            who, owner = names[vendor]
            told = f"{who}: {title or 'agreement'}"
            yield vendor, DueDate(DueKind.AGREEMENT, name, told, owner, expires, f"ends on {expires}")


def _documents(session: Session, names: dict[str, tuple[str, str]]) -> Iterator[tuple[str, DueDate]]:
    query = select(
        *(col(VendorDocument.id), col(VendorDocument.vendor), col(VendorDocument.kind), col(VendorDocument.title)),
        *(col(VendorDocument.covers_to), col(VendorDocument.expires)),
    ).where(col(VendorDocument.replaced_by) == "", col(VendorDocument.kind).in_(list(RUNNING_OUT)))
    for name, vendor, kind, title, covers_to, expires in session.execute(query):
        ends = expires or covers_to
        if vendor in names and ends is not None:
            who, owner = names[vendor]
            why = f"expires on {expires}" if expires else f"covers up to {covers_to}; ask for the next one"
            yield vendor, DueDate(RUNNING_OUT[kind], name, f"{who}: {title or kind.value}", owner, ends, why)


def _objections(session: Session, names: dict[str, tuple[str, str]]) -> Iterator[tuple[str, DueDate]]:
    query = select(
        *(col(Subprocessor.id), col(Subprocessor.vendor), col(Subprocessor.name)),
        *(given(Subprocessor.announced), col(Subprocessor.notice_days)),
    ).where(
        col(Subprocessor.decision) == Objection.OPEN,
        col(Subprocessor.announced).is_not(None),
        col(Subprocessor.removed).is_(None),
    )
    for name, vendor, other, announced, days in session.execute(query):
        if vendor in names:
            who, owner = names[vendor]
            why = f"announced on {announced}; objections within {count(days, 'day')}"
            due = announced + timedelta(days=days)
            yield vendor, DueDate(DueKind.SUBPROCESSOR_OBJECTION, name, f"{who}: {other}", owner, due, why)
