"""Records a person has named, each once, with what people know them by."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import Control

_AT_ONCE = 500


def each(named: str | Sequence[str]) -> list[str]:
    """One id or several, each once, in the order given."""
    return list(dict.fromkeys([named] if isinstance(named, str) else named))


def control_titles(session: Session, controls: Sequence[str]) -> dict[str, str]:
    """Titles by id, in the order given; of one that does not exist, none."""
    found: dict[str, str] = {}
    for start in range(0, len(controls), _AT_ONCE):
        part = controls[start : start + _AT_ONCE]
        query = select(col(Control.id), col(Control.title)).where(col(Control.id).in_(part))
        found |= {row.id: row.title for row in session.execute(query)}
    return {name: found.get(name, "") for name in controls}
