"""What a list of vendors can be filtered and sorted by."""

from __future__ import annotations

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS
from grcdesk.terms.vendors import Method, Tier

LISTED = tuple(fact for fact in VENDOR_FACTS.values() if fact.listed)
"""What is told of a vendor in a text that lists have as it stands."""
VENDOR_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 7, 9, help="vendor id"),
    Field("name", FieldKind.TEXT, "Vendor", 18, 0, aliases=("vendor", "title"), help="words of the name"),
    Field("service", FieldKind.TEXT, "Use", 16, 5, aliases=("use",), help="what it is used for"),
    Field("tier", FieldKind.ENUM, "Tier", 8, 1, words(Tier), help="how closely it is watched"),
    Field("owner", FieldKind.TEXT, "Owner", 12, 6, help="who answers for it"),
    Field("region", FieldKind.TEXT, "Region", 8, 8, help="where it stores and computes"),
    Field("method", FieldKind.ENUM, "Method", 9, 10, words(Method), help="vendor, carve-out or inclusive"),
    Field("due", FieldKind.DATE, "Review due", 10, 0, aliases=("next", "review"), help="day of the next review"),
    Field("last", FieldKind.DATE, "Last review", 11, 7, help="day of the last review"),
    Field("onboarded", FieldKind.DATE, "Onboarded", 10, 11, help="since when it is used"),
    *(Field(one.name, FieldKind.TEXT, one.label, 24, 12, help=one.help[0].lower() + one.help[1:]) for one in LISTED),
    Field(
        "is",
        FieldKind.FLAG,
        "Is",
        words=(("overdue",), ("never_reviewed", "never"), ("provider", "model_provider"), ("offboarded",), ("active",)),
        help="overdue, never_reviewed, provider, offboarded or active",
    ),
    Field(
        "text", FieldKind.TEXT, "Text", aliases=("search",), help="what it is, whose, when due, or note (bare words)"
    ),
)
"""Fields of a vendor."""
