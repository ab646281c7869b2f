"""What a control's leaving does to what people declared of the criteria it is mapped to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import Mapping
from grcdesk.models.programme import Declaration
from grcdesk.services.common import frameworks
from grcdesk.terms import Relationship


def left(session: Session, controls: Sequence[str], today: date) -> list[str]:
    """Make stale the declarations behind which one of those controls stood until today; the criteria meant."""
    if not controls:
        return []
    known = {one.id: one for one in frameworks.listed(session)}
    query = (
        select(col(Mapping.framework), col(Mapping.item), col(Mapping.control))
        .where(col(Mapping.control).in_(controls), col(Mapping.relationship) != Relationship.NO_RELATIONSHIP)
        .order_by(col(Mapping.position))
    )
    behind: dict[str, str] = {}
    for framework, item, control in session.execute(query):
        if known[framework].by_criterion:
            # the first in the order of the catalog is named: one that left is reason enough
            behind.setdefault(known[framework].named(item), control)
    found = []
    for row in session.scalars(select(Declaration).where(col(Declaration.stale) == "").order_by(col(Declaration.id))):
        if row.item in behind:
            row.stale = f"{behind[row.item]} left in place on {today}"
            found.append(row.item)
    return list(dict.fromkeys(found))
