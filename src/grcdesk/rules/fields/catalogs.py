"""What catalogs can be filtered and sorted by."""

from __future__ import annotations

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.terms import CatalogKind, CatalogSource

CATALOG_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 26, 0, help="catalog id"),
    Field("kind", FieldKind.ENUM, "Kind", 9, 2, words(CatalogKind), help="frameworks, controls or mappings"),
    Field("source", FieldKind.ENUM, "Source", 7, 3, words(CatalogSource), help="shipped with grcdesk, or your own"),
    Field("title", FieldKind.TEXT, "Title", 40, 1, aliases=("name",), help="words of the title"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id or title (bare words)"),
)
"""Fields of a catalog."""
