"""Criteria as they stand: mapped, and answered or not on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from grcdesk.rules.programme.answered import answered
from grcdesk.schemas.programme import CriterionRow
from grcdesk.services.controls.reading import rows
from grcdesk.services.programme import reading
from grcdesk.terms import Status


def judged(session: Session, today: date) -> list[CriterionRow]:
    """Every criterion, and whether it is answered on that day."""
    mapped = reading.mapped(session)
    # support costs reading evidence: only what is said to be in place can need it
    standing = {one.id for found in mapped.values() for one, _ in found if one.status is Status.IN_PLACE}
    support = {row.id: row.support for row in rows(session, sorted(standing), today)}
    found = []
    for row in reading.criteria(session):
        behind = [replace(one, support=support.get(one.id)) for one, _ in mapped[row.id]]
        declared = bool(row.declared_by) and not row.stale
        found.append(replace(row, answered=answered(behind, declared=declared)))
    return found
