"""What the items that came back in a rehearsal can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.terms.rehearsals import Fault, ReturnDoor

RETURNED_FIELDS = registry(
    Field("request", FieldKind.TEXT, "Request", 22, 0, aliases=("id",), help="what was asked for"),
    Field("fault", FieldKind.ENUM, "Returned for", 20, 1, words(Fault), help="why it came back"),
    Field("about", FieldKind.TEXT, "About", 14, 4, help="the record at fault"),
    Field("why", FieldKind.TEXT, "Why", 24, 2, help="words of the reason"),
    Field("door", FieldKind.ENUM, "Where", 10, 5, words(ReturnDoor), aliases=("where",), help="where it is mended"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="request, record, reason or cure (bare words)"),
)
"""Fields of a returned item."""
RETURNED_READERS: Mapping[str, Getter] = {
    "id": lambda item: item.request,
    "request": lambda item: item.request,
    "fault": lambda item: item.fault.value,
    "about": lambda item: item.about,
    "why": lambda item: item.why,
    "door": lambda item: item.door.value,
    "text": lambda item: (item.request, item.about, item.why, item.cure),
}
"""How a filter reads an item."""
