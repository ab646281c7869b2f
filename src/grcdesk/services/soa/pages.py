"""A Statement of Applicability as a whole: its rows, what lacks, and how it differs from an approved version."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog
from grcdesk.rules.soa import frozen
from grcdesk.rules.soa import statement as rules
from grcdesk.schemas.soa.soa import SoaPage
from grcdesk.services.common.in_force import engagement
from grcdesk.services.programme.reading import programme
from grcdesk.services.soa import reading, versions
from grcdesk.terms.soa import SoaFramework


def page(session: Session, framework: SoaFramework, today: date, version: str = "") -> SoaPage:
    """As it stands on that day, or as a version was approved.

    Raises:
        NotFound: when the desk does not have its catalog, or there is no such version.
        Damaged: when the rows of a version are not those that were approved.
    """
    found = reading.facts(session, framework, today)
    now = reading.rows(found)
    row = (
        versions.find(session, framework, version) if version else next(iter(versions.stored(session, framework)), None)
    )
    before = versions.rows_of(row) if row else ()
    shown = before if version else tuple(now)
    return SoaPage(
        framework=framework,
        organisation=programme(session).organisation,
        version=versions.viewed(session, row, now) if row else None,
        frozen=bool(version),
        rows=shown,
        counts=rules.counts(shown),
        lacks=reading.statement_lacks(found, now),
        differences=frozen.differences(before, now) if row else (),
    )


def standing(session: Session, today: date) -> list[SoaPage]:
    """The statement of each framework whose catalog the desk has, as it stands on that day."""
    known = set(session.scalars(select(col(Catalog.id))))
    return [page(session, one, today) for one in SoaFramework if reading.CATALOG[one] in known]


def kept(session: Session, today: date) -> list[SoaPage]:
    """The statements an auditor asks for: those the engagement is about, and those that were ever approved."""
    named = engagement(session).frameworks
    return [
        page(session, one, today)
        for one in SoaFramework
        if reading.CATALOG[one] in named or versions.stored(session, one)
    ]
