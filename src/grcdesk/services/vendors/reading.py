"""Reading vendors: keys in order, rows of a window, one by name. The number of queries does not grow with the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound
from grcdesk.models.audits import EngagementVendor
from grcdesk.models.base import col
from grcdesk.models.vendors import Vendor
from grcdesk.models.vendors import VendorPolicyRow as PolicyRow
from grcdesk.rules.fields.vendors import LISTED, VENDOR_FIELDS
from grcdesk.rules.filters import filters
from grcdesk.rules.vendors import review_dates as rules
from grcdesk.schemas.keys import Keys
from grcdesk.schemas.vendors.traffic import VendorKey
from grcdesk.schemas.vendors.vendors import VendorPolicy, VendorRow
from grcdesk.services.common.in_force import in_force
from grcdesk.store import where
from grcdesk.terms.vendors import Method

POLICY = "policy"
_CHUNK = 500


def treated(session: Session) -> Any:
    """How the engagement in force treats a vendor, as SQL: as it says itself, else as the desk has it."""
    own = (
        select(col(EngagementVendor.method))
        .where(col(EngagementVendor.vendor) == col(Vendor.id))
        .where(col(EngagementVendor.engagement) == in_force(session))
        .correlate(Vendor)
        .scalar_subquery()
    )
    return sa.func.coalesce(own, col(Vendor.method)).label("method")


def treatment(session: Session) -> dict[str, Method]:
    """Vendors that the engagement in force treats in its own way, by id."""
    query = select(col(EngagementVendor.vendor), col(EngagementVendor.method))
    return dict(session.execute(query.where(col(EngagementVendor.engagement) == in_force(session))).all())


def columns(session: Session, today: date) -> dict[str, Any]:
    """The fields of `rules.fields.vendors` as SQL."""
    gone = sa.and_(col(Vendor.offboarded).is_not(None), col(Vendor.offboarded) <= today)
    here = sa.not_(sa.func.coalesce(gone, sa.false()))
    due = sa.case((here, col(Vendor.next_review)), else_=None)
    reviewed = col(Vendor.last_review).is_not(None)
    return {
        "id": col(Vendor.id),
        "name": col(Vendor.name),
        "service": col(Vendor.service),
        "tier": col(Vendor.tier),
        "owner": col(Vendor.owner),
        "region": col(Vendor.region),
        "method": treated(session),
        "due": due,
        "last": col(Vendor.last_review),
        "onboarded": col(Vendor.onboarded),
        **{fact.name: col(getattr(Vendor, fact.name)) for fact in LISTED},
        "is": {
            "overdue": sa.and_(here, reviewed, col(Vendor.next_review) < today),
            "never_reviewed": sa.and_(here, sa.not_(reviewed)),
            "provider": col(Vendor.model_provider) == True,  # noqa: E712  SQL
            "offboarded": gone,
            "active": here,
        },
        "text": [
            col(Vendor.id),
            col(Vendor.name),
            col(Vendor.legal_name),
            col(Vendor.service),
            col(Vendor.note),
            col(Vendor.owner),
            col(Vendor.region),
            due,
            where.worded(col(Vendor.tier)),
        ],
    }


def keys(session: Session, text: str, sort: str, today: date) -> Keys:
    """Ids of the vendors that match: as sorted, else those in use by the day they are due, then the offboarded.

    Raises:
        FilterError: when the filter cannot be understood.
    """
    words = " ".join(part for part in (text, f"sort:{sort}" if sort else "") if part)
    tree = filters.parse(words, VENDOR_FIELDS, today)
    available = columns(session, today)
    query = select(col(Vendor.id)).where(where.to_sql(tree, available, today))
    if tree.sort:
        query = query.order_by(*where.order_by(tree, available))
    else:
        due = available["due"]
        query = query.order_by(due.is_(None), due, sa.func.lower(col(Vendor.name)), col(Vendor.id))
    return where.keys(session.connection(), query)


def rows(session: Session, wanted: Sequence[str], today: date) -> list[VendorRow]:
    """The rows of those vendors, in that order; ids that do not exist are left out."""
    law = policy(session)
    found: dict[str, VendorRow] = {}
    for start in range(0, len(wanted), _CHUNK):
        some = wanted[start : start + _CHUNK]
        for row in session.execute(select(*_COLUMNS, treated(session)).where(col(Vendor.id).in_(some))):
            found[row.id] = _row(row, law, today)
    return [found[key] for key in wanted if key in found]


def everyone(session: Session, today: date) -> list[VendorRow]:
    """Every vendor, in two queries whatever their number; the first to be reviewed first."""
    law = policy(session)
    query = select(*_COLUMNS, treated(session)).order_by(col(Vendor.next_review), col(Vendor.position))
    return [_row(row, law, today) for row in session.execute(query)]


_KEPT = tuple(field.name for field in fields(VendorRow) if field.name not in {"review", "check"})
"""What lists show as it is stored; when reviews and checks are due is reckoned."""
_WATCHED = tuple(field.name for field in fields(rules.ReviewedVendor))
_COLUMNS = tuple(
    col(getattr(Vendor, name)) for name in dict.fromkeys((*_KEPT, *_WATCHED)) if name != "method"
)  # the method is as the engagement has it: see `treated`


def watched(row: Any) -> rules.ReviewedVendor:
    """What the next review depends on, of a row or of a record."""
    return rules.ReviewedVendor(*(getattr(row, name) for name in _WATCHED))


def _row(row: Any, law: VendorPolicy, today: date) -> VendorRow:
    seen = watched(row)
    return VendorRow(
        **{name: getattr(row, name) for name in _KEPT},
        review=rules.review_due(seen, row.offboarded, law, today),
        check=rules.check_due(seen, row.offboarded, law, today),
    )


def row_of(record: Vendor, law: VendorPolicy, today: date) -> VendorRow:
    """The row of one record at hand."""
    return _row(record, law, today)


def vendor_keys(session: Session) -> list[VendorKey]:
    """The names every vendor goes by, those in use first."""
    query = select(
        *(col(Vendor.id), col(Vendor.name), col(Vendor.legal_name), col(Vendor.known_as), col(Vendor.offboarded))
    ).order_by(col(Vendor.offboarded).is_not(None), col(Vendor.position))
    return [VendorKey(*row) for row in session.execute(query)]


def policy(session: Session) -> VendorPolicy:
    """The rules in force: those of the desk, or the house defaults."""
    row = session.get(PolicyRow, POLICY)
    if row is None:
        return VendorPolicy()
    return VendorPolicy(**{field.name: getattr(row, field.name) for field in fields(VendorPolicy)})


def find(session: Session, given: str) -> Vendor:
    """The vendor of that id or name; case does not matter, and a beginning will do when only one begins so.

    Raises:
        NotFound: when there is none.
        BadInput: when several names begin so.
    """
    row = session.get(Vendor, given)
    if row is not None:
        return row
    known = {name: key for key, name in session.execute(select(col(Vendor.id), col(Vendor.name)))}
    names = _fitting(given, known)
    if len(names) > 1:
        raise BadInput(f"{given!r} fits {', '.join(sorted(names)[:8])}", hint="write the whole name")
    row = session.get(Vendor, known[names[0]]) if names else None
    if row is None:
        raise NotFound.of("vendor", given, tuple(known))
    return row


def _fitting(given: str, known: Iterable[str]) -> list[str]:
    folded = " ".join(given.split()).casefold()
    if not folded:
        return []
    same = [name for name in known if name.casefold() == folded]
    return same or [name for name in known if name.casefold().startswith(folded)]
