"""Whose programme it is, and what hangs on its engagements: systems, what is left out, what is declared."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, text

PROGRAMME = "programme"
"""Id of the one row of `Programme`."""


class Programme(Row):
    """The one row that says whose desk this is, and which engagement is the current one."""

    __tablename__ = "programme"
    # one row: a desk is about one programme
    __table_args__ = (CheckConstraint("id = 'programme'"),)
    id: str = key()
    organisation: str = text()
    name: str = text()
    engagement: str = text()
    """Id of the engagement that commands are about when none is named."""


class System(Row):
    """A system inside an engagement."""

    __tablename__ = "system"
    id: str = key()
    """Engagement and name, as `ENG-1/Model gateway`."""
    engagement: str = text()
    name: str = text()


class Exclusion(Row):
    """Something left out of the engagement, with the reason."""

    __tablename__ = "exclusion"
    __table_args__ = (CheckConstraint("reason <> ''"),)
    id: str = key()
    what: str = text()
    reason: str = text()
    engagement: str = text()


class Declaration(Row):
    """A person's word that the controls mapped to a criterion are sufficient together."""

    __tablename__ = "declaration"
    __table_args__ = (
        CheckConstraint("reason <> ''"),
        CheckConstraint("by <> ''"),
    )
    id: str = key()
    """Engagement and criterion, as `ENG-1/CC6.1`."""
    engagement: str = text()
    item: str = text()
    reason: str = text()
    by: str = text()
    declared_on: date = day("declared_on", null=False)
    stale: str = text()
    """Which control left in place, and when; empty: none did since it was declared."""
