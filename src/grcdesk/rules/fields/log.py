"""What the change log can be filtered and sorted by."""

from __future__ import annotations

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.terms import LogOutcome, Verb

LOG_FIELDS = registry(
    Field("at", FieldKind.DATE, "When", 17, 0, aliases=("when", "date", "ts"), help="day of the entry, in UTC"),
    Field("actor", FieldKind.TEXT, "Who", 14, 2, aliases=("who", "by"), help="who did it"),
    Field(
        "action",
        FieldKind.LIST,
        "Action",
        16,
        1,
        words(Verb),
        aliases=("verb",),
        help="what was done; control finds control.set",
    ),
    Field("kind", FieldKind.TEXT, "Kind", 10, 5, help="kind of record: control, action, catalog"),
    Field("id", FieldKind.TEXT, "Record", 14, 0, aliases=("record", "resource"), help="id of the record"),
    Field(
        "outcome",
        FieldKind.ENUM,
        "Outcome",
        8,
        4,
        words(LogOutcome),
        help="how it ended",
    ),
    Field("batch", FieldKind.TEXT, "Batch", 10, 6, help="the command it belongs to"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="record, actor or reason (bare words)"),
)
"""Fields of a change log entry."""
