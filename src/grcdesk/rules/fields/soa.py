"""What a Statement of Applicability can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.soa.soa import SoaRow
from grcdesk.terms import Support
from grcdesk.terms.soa import Implementation

SOA_FIELDS = registry(
    Field("item", FieldKind.LIST, "Item", 10, 0, aliases=("id",), help="A.5.1, A.5, or a control that was added"),
    Field("title", FieldKind.TEXT, "Title", 20, 0, help="words of its label"),
    Field("theme", FieldKind.TEXT, "Theme", 18, 6, aliases=("group",), help="Organizational, People … or Added"),
    Field("reason", FieldKind.LIST, "Reasons", 14, 1, aliases=("reasons",), help="why it is included"),
    Field("implemented", FieldKind.ENUM, "Implemented", 12, 1, words(Implementation), help="yes, partly, no, or none"),
    Field(
        "support",
        FieldKind.ENUM,
        "Support",
        17,
        3,
        words(Support),
        help="how far a yes is borne out",
    ),
    Field("control", FieldKind.LIST, "How", 14, 4, aliases=("how",), help="a control behind it"),
    Field("owner", FieldKind.TEXT, "Owner", 12, 5, help="who answers for it"),
    Field("evidence", FieldKind.COUNT, "Evidence", 8, 7, help="number of artefacts that count"),
    Field("risk", FieldKind.LIST, "Risks", 8, 8, aliases=("risks",), help="a risk it names"),
    Field("date", FieldKind.DATE, "Since", 10, 9, help="since when, or by when it is planned"),
    Field(
        "is",
        FieldKind.FLAG,
        "Is",
        words=(("applicable",), ("excluded", "out"), ("added",), ("lacking",), ("drafted",), ("suggested",)),
        help="applicable, excluded, added, lacking, drafted or suggested",
    ),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="item, title, measures or note (bare words)"),
)
"""Fields of a row."""


def _flags(row: SoaRow) -> tuple[str, ...]:
    holds = {
        "applicable": row.applicable,
        "excluded": not row.applicable,
        "added": row.added,
        "lacking": bool(row.lacks),
        "drafted": row.drafted,
        "suggested": bool(row.suggested),
    }
    return tuple(name for name, true in holds.items() if true)


SOA_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.item,
    "item": lambda row: (row.item,),
    "title": lambda row: row.title,
    "theme": lambda row: row.theme,
    "reason": lambda row: tuple(one.value for one in row.reasons),
    "implemented": lambda row: row.implemented.value if row.implemented else None,
    "support": lambda row: row.support.value if row.support else None,
    "control": lambda row: tuple(one.id for one in row.how),
    "owner": lambda row: row.owner,
    "evidence": lambda row: len(row.evidence),
    "risk": lambda row: row.risks,
    "date": lambda row: row.implemented_on,
    "is": _flags,
    "text": lambda row: (row.item, row.title, row.measures, row.note, row.exclusion),
}
"""How a filter reads a row."""
