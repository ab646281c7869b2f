"""The engagement: whose, which categories, which period, what is left out."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, text, words

PROGRAMME = "programme"
"""Id of the one row of `Programme`."""


class Programme(Row, table=True):
    """The one row that says what this desk is about."""

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("id = 'programme'"),
        CheckConstraint("period_start IS NULL OR period_end IS NOT NULL AND period_start <= period_end"),
    )
    id: str = key()
    organisation: str = text()
    name: str = text()
    categories: list[str] = words()
    period_start: date | None = day("period_start")
    period_end: date | None = day("period_end")
    zone: str = text()
    """IANA name; empty means the computer's own. The last day of the period ends in this zone."""


class System(Row, table=True):
    """A system inside the engagement."""

    __tablename__ = "system"
    id: str = key()


class Exclusion(Row, table=True):
    """Something left out of the engagement, with the reason."""

    __tablename__ = "exclusion"
    __table_args__ = (CheckConstraint("reason <> ''"),)
    id: str = key()
    what: str = text()
    reason: str = text()


class Declaration(Row, table=True):
    """A person's word that the controls mapped to a criterion are sufficient together."""

    __tablename__ = "declaration"
    __table_args__ = (
        CheckConstraint("reason <> ''"),
        CheckConstraint("by <> ''"),
    )
    item: str = key()
    reason: str = text()
    by: str = text()
    declared_on: date = day("declared_on", null=False)
    stale: str = text()
    """Which control left in place, and when; empty: none did since it was declared."""
