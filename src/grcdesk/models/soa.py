"""The Statement of Applicability: what people said of its items, and the versions that were approved."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, flag, key, number, term, text, words
from grcdesk.terms.soa import Implementation, SoaFramework


class SoaEntry(Row):
    """What people said of one item of an Annex A, or of one control that was added to it."""

    __tablename__ = "soa_entry"
    __table_args__ = (
        Index("ix_soa_entry_framework", "framework", "item"),
        # a control that is left out has a reason for that, and none for being included
        CheckConstraint("applicable = 1 OR reasons = '[]'"),
    )
    id: str = key()
    """Framework and item, as `iso27001/A.5.1`."""
    framework: SoaFramework = term(SoaFramework, "framework")
    item: str = text()
    applicable: bool = flag("applicable", default=True)
    reasons: list[str] = words()
    implemented: Implementation | None = term(Implementation, "implemented", null=True)
    implemented_on: date | None = day("implemented_on")
    drafted: bool = flag("drafted")
    """Whether `implemented` was proposed from gap statuses and nobody has said it since."""
    measures: str = text()
    owner: str = text()
    exclusion: str = text()
    risks: list[str] = words()
    note: str = text()
    version: int = number(1, name="version", low=1)


class SoaApproval(Row):
    """An approved version, with its rows as they stood."""

    __tablename__ = "soa_approval"
    __table_args__ = (CheckConstraint("approved_by <> '' AND sha256 <> ''"),)
    id: str = key()
    """Framework and version, as `iso27001/V1`."""
    framework: SoaFramework = term(SoaFramework, "framework")
    name: str = text()
    """`V1`; each framework counts for itself."""
    approved_by: str = text()
    approved_on: date = day("approved_on", null=False)
    frozen: str = text()
    """The rows as canonical JSON."""
    sha256: str = text()
    """Of that text."""
    rows: int = number(name="rows")
    applicable: int = number(name="applicable")
    log_position: int = number(name="log_position")
    position: int = number(name="position")
