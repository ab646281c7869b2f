"""Differences between a catalog in the desk and a file, as lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from grcdesk.cli.frame.output import Column

if TYPE_CHECKING:
    from grcdesk.schemas.catalogs.catalogs import CatalogChange

CHANGES = (
    Column("change", rank=0),
    Column("kind", rank=0),
    Column("id", rank=0),
    Column("fields", rank=1, elastic=26),
)


def rows(changes: Sequence[CatalogChange]) -> list[dict[str, Any]]:
    """Differences as lines of a table."""
    return [
        {
            "change": one.change,
            "kind": one.kind,
            "id": one.id,
            "fields": "; ".join(
                (*(f"{name}: {old or '-'} > {new or '-'}" for name, old, new in one.fields), *one.stays)
            ),
        }
        for one in changes
    ]
