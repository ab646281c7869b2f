"""What populations can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.terms.populations import PopulationState

POPULATION_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 6, 0, help="id of the population"),
    Field("name", FieldKind.TEXT, "Name", 16, 0, aliases=("role",), help="its role, or a name of its own"),
    Field("state", FieldKind.ENUM, "State", 11, 0, words(PopulationState), help="final, interim, not_final …"),
    Field("control", FieldKind.LIST, "Control", 12, 1, help="a control it stands behind"),
    Field("rows", FieldKind.COUNT, "Rows", 6, 1, help="how many items it lists"),
    Field("pulled", FieldKind.DATE, "Pulled", 10, 2, help="day it was pulled, in UTC"),
    Field("skipped", FieldKind.COUNT, "Skipped", 7, 9, help="rows that could not be used"),
    Field("source", FieldKind.TEXT, "Source", 12, 4, help="the system it comes from"),
    Field("lacks", FieldKind.LIST, "Lacks", 12, 9, help="a column of its role that it does not have"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id, name, file, source or query (bare words)"),
)
"""Fields of a population."""
POPULATION_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "name": lambda row: row.name,
    "state": lambda row: row.state.value,
    "control": lambda row: row.controls,
    "rows": lambda row: row.rows,
    "pulled": lambda row: date.fromisoformat(row.pulled_at[:10]) if row.pulled_at else None,
    "skipped": lambda row: row.skipped,
    "source": lambda row: row.source,
    "lacks": lambda row: row.lacks,
    "text": lambda row: (row.id, row.name, row.file, row.source, row.query),
}
"""How a filter reads a population."""
