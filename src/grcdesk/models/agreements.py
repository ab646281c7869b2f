"""What was agreed with a vendor, clause by clause."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, maybe_number, number, term, text
from grcdesk.terms.bounds import MOST_KEPT
from grcdesk.terms.vendors import AgreementKind, Clause, ClauseAnswer


class Agreement(Row):
    """A data processing agreement or another contract, for a plan and, when it says so, a feature."""

    __tablename__ = "agreement"
    id: str = key()
    vendor: str = text(index=True)
    kind: AgreementKind = term(AgreementKind, "kind")
    title: str = text()
    plan: str = text()
    feature: str = text()
    """Name or id of the feature it is limited to; empty: all."""
    document: str = text()
    """Id of the vendor's document."""
    sha256: str = text()
    """Of the bytes that were read."""
    signed_by_us: date | None = day("signed_by_us")
    signed_by_them: date | None = day("signed_by_them")
    effective: date | None = day("effective")
    expires: date | None = day("expires")
    ended: date | None = day("ended")
    position: int = number(name="position")


class DpaClause(Row):
    """What the document says to one clause, and where."""

    __tablename__ = "dpa_clause"
    __table_args__ = (CheckConstraint("reviewed_by <> ''"),)
    id: str = key()
    """`agreement/clause`."""
    agreement: str = text(index=True)
    clause: Clause = term(Clause, "clause")
    answer: ClauseAnswer = term(ClauseAnswer, "answer")
    value: str = text()
    """In short: days, a region, the tool, the words used."""
    amount: int | None = maybe_number("amount", most=MOST_KEPT)
    """Days or hours as a number; NULL: the document gives no number."""
    dated: date | None = day("dated")
    """For the transfer assessment: when it was made."""
    carve_outs: str = text()
    place: str = text()
    """Where it stands in the document; never the words themselves."""
    sha256: str = text()
    """Of the bytes that were read."""
    reviewed_by: str = text()
    reviewed_on: date = day("reviewed_on", null=False)
