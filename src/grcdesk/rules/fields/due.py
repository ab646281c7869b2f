"""What the list of due things can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.terms import DueKind, DueState

DUE_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 12, 0, help="id of the record"),
    Field("kind", FieldKind.ENUM, "Kind", 16, 1, words(DueKind), help="what is due"),
    Field(
        "state",
        FieldKind.ENUM,
        "State",
        16,
        0,
        words(DueState),
        help="overdue, never_reviewed, due_7, due_30, due_60, due_90 or ok",
    ),
    Field("title", FieldKind.TEXT, "What", 24, 0, aliases=("name",), help="words of the title"),
    Field("owner", FieldKind.TEXT, "Owner", 12, 2, help="the person who owns it"),
    Field("due", FieldKind.DATE, "Due", 10, 0, help="the date"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id, title, owner or reason (bare words)"),
)
"""Fields of something due."""
DUE_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "kind": lambda row: row.kind.value,
    "state": lambda row: row.state.value,
    "title": lambda row: row.title,
    "owner": lambda row: row.owner,
    "due": lambda row: row.due,
    "text": lambda row: (row.id, row.title, row.owner, row.why),
}
"""How a filter reads something due."""
