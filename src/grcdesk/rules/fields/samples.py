"""What samples can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.terms.audits import Lane

SAMPLE_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 6, 0, help="id of the sample"),
    Field("control", FieldKind.TEXT, "Control", 12, 0, help="the control that is tested"),
    Field("population", FieldKind.TEXT, "Population", 16, 1, help="id or name of what it was drawn from"),
    Field("lane", FieldKind.ENUM, "Lane", 7, 1, words(Lane), help="census, fixed, custom or list"),
    Field("n", FieldKind.COUNT, "n", 5, 0, help="how many items"),
    Field("drawn", FieldKind.DATE, "Drawn", 10, 2, help="day it was drawn, in UTC"),
    Field("by", FieldKind.TEXT, "By", 12, 4, help="who drew it, or chose its number or items"),
    Field(
        "is",
        FieldKind.FLAG,
        "Is",
        words=(("interim",), ("dropped",), ("given",)),
        help="interim, dropped, given (a seed of the auditor)",
    ),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id, control, population or reason (bare words)"),
)
"""Fields of a sample."""
SAMPLE_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "control": lambda row: row.control,
    "population": lambda row: f"{row.population} {row.name}",
    "lane": lambda row: row.lane.value,
    "n": lambda row: row.n,
    "drawn": lambda row: row.drawn_on,
    "by": lambda row: " ".join(filter(None, (row.drawn_by, row.chosen_by))),
    "is": lambda row: {
        word for word, holds in (("interim", row.interim), ("dropped", row.dropped), ("given", row.seed_given)) if holds
    },
    "text": lambda row: (row.id, row.control, row.population, row.name, row.reason),
}
"""How a filter reads a sample."""
