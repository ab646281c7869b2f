"""What a control's leaving does to what people declared of the criteria it is mapped to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from grcdesk.models.catalogs import Mapping
from grcdesk.models.programme import Declaration
from grcdesk.terms import Relationship


def left(session: Session, controls: Sequence[str], today: date) -> list[str]:
    """Make stale the declarations behind which one of those controls stood until today; the criteria meant."""
    if not controls:
        return []
    query = (
        select(Declaration, col(Mapping.control))
        .join(Mapping, col(Mapping.item) == col(Declaration.item))
        .where(
            col(Mapping.control).in_(controls),
            col(Mapping.relationship) != Relationship.NO_RELATIONSHIP,
            col(Declaration.stale) == "",
        )
        .order_by(col(Declaration.id), col(Mapping.position))
    )
    found: dict[str, Declaration] = {}
    for row, control in session.execute(query):
        if row.id not in found:
            found[row.id] = row
            row.stale = f"{control} left in place on {today}"
    return list(dict.fromkeys(row.item for row in found.values()))
