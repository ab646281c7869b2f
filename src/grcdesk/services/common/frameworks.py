"""The frameworks in the desk, and the ids their items go by."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, FrameworkItem
from grcdesk.schemas.catalogs.frameworks import Framework
from grcdesk.terms import CatalogKind


def listed(session: Session) -> tuple[Framework, ...]:
    """All of them, as they came."""
    query = select(Catalog).where(col(Catalog.kind) == CatalogKind.FRAMEWORK).order_by(col(Catalog.position))
    rows = session.scalars(query).all()
    first = next((row.id for row in rows if not row.by_statement), "")
    return tuple(
        Framework(
            *(row.id, row.title, row.short, row.name, row.json_name, tuple(row.also), not row.by_statement),
            first=row.id == first,
        )
        for row in rows
    )


def item_ids(session: Session) -> list[str]:
    """Every word an item goes by: its id, and with the word of its framework before it."""
    known = {one.id: one for one in listed(session)}
    query = select(col(FrameworkItem.framework), col(FrameworkItem.ref)).order_by(col(FrameworkItem.position))
    rows = [(known[name], ref) for name, ref in session.execute(query) if name in known]
    return list(dict.fromkeys((*(ref for _, ref in rows), *(f"{one.short}/{ref}" for one, ref in rows))))
