"""What the AI inventory can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.terms import Answer, Derivation, FeatureStatus

_YES_NO = words(Answer)
FEATURE_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 7, 0, help="id of the feature"),
    Field("name", FieldKind.TEXT, "Feature", 20, 0, aliases=("feature", "title"), help="its name"),
    Field("status", FieldKind.ENUM, "Status", 10, 3, words(FeatureStatus), help="idea, pilot, production, retired"),
    Field("owner", FieldKind.TEXT, "Owner", 12, 4, help="the person who owns it"),
    Field("vendor", FieldKind.LIST, "Vendor", 12, 2, help="a vendor it relies on"),
    Field("model", FieldKind.LIST, "Model", 12, 9, help="a model it relies on"),
    Field("region", FieldKind.LIST, "Region", 8, 9, help="a region its models run in"),
    Field("personal", FieldKind.ENUM, "Personal", 8, 9, _YES_NO, help="personal data enters the prompt"),
    Field("customer", FieldKind.ENUM, "Customer", 8, 9, _YES_NO, help="customer data enters the prompt"),
    Field("decides", FieldKind.ENUM, "Decides?", 8, 5, _YES_NO, help="it decides by itself"),
    Field("users", FieldKind.ENUM, "Users?", 6, 8, _YES_NO, help="users meet it"),
    Field("scope", FieldKind.ENUM, "In scope", 8, 8, _YES_NO, help="in scope of the engagement"),
    Field("controls", FieldKind.COUNT, "Controls", 8, 1, help="number of controls that apply"),
    Field("derived", FieldKind.ENUM, "Derived", 10, 6, words(Derivation), help="how far its controls are settled"),
    Field("reviewed", FieldKind.DATE, "Reviewed", 10, 7, help="when it was last reviewed"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id, name, purpose, data or harm (bare words)"),
)
"""Fields of an AI feature."""
FEATURE_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "name": lambda row: row.name,
    "status": lambda row: row.status.value,
    "owner": lambda row: row.owner,
    "vendor": lambda row: row.vendors,
    "model": lambda row: row.models,
    "region": lambda row: row.regions,
    "personal": lambda row: row.personal_data,
    "customer": lambda row: row.customer_data,
    "decides": lambda row: row.automated_decision,
    "users": lambda row: row.user_facing,
    "scope": lambda row: row.in_scope,
    "controls": lambda row: row.applies,
    "derived": lambda row: row.derivation.value,
    "reviewed": lambda row: row.last_reviewed,
    "text": lambda row: (row.id, row.name, row.purpose, row.data_in, row.if_wrong),
}
"""How a filter reads a feature."""
