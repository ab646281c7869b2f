"""What a list of what lacks can be filtered by."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.terms.readiness import LackKind

LACK_FIELDS = registry(
    Field("kind", FieldKind.ENUM, "Kind", 18, 1, words(LackKind), help="what lacks: gap_text, hole, finding_response"),
    Field("id", FieldKind.TEXT, "ID", 12, 0, aliases=("about", "record"), help="the record it is mended on"),
    Field("bars", FieldKind.ENUM, "Bars", 5, 2, (("yes",), ("no",)), help="whether the act is refused for it"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id or what lacks (bare words)"),
)
LACK_READERS: Mapping[str, Getter] = {
    "kind": lambda lack: lack.kind,
    "id": lambda lack: lack.about,
    "bars": lambda lack: "yes" if lack.bars else "no",
    "text": lambda lack: f"{lack.about} {lack.part} {lack.what}",
}
