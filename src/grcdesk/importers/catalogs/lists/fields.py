"""What a list of controls is asked for: our fields, their usual names, and words of others for ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grcdesk.terms import Category, ControlType, Frequency, Nature

_ID = (
    *("id", "code", "refid", "refcode", "ref", "reference", "identifier", "controlid", "controlcode", "controlnumber"),
    *("requirementid", "itemid", "clause", "number", "no", "nr"),
)
_LABEL = ("title", "name", "label", "shortname", "controlname", "controltitle", "control", "summary")
_TEXT = (
    *("requirement", "requirements", "requirementtext", "securityrequirement", "statement", "controlstatement", "text"),
    *("description", "details", "guidance"),
)
"""What is asked for goes before what is said about it."""
_GROUP = ("group", "domain", "family", "section", "chapter", "function", "theme", "area", "category", "subcategory")
FRAMEWORK: Mapping[str, tuple[str, ...]] = {"id": _ID, "label": _LABEL, "text": _TEXT, "group": _GROUP}
"""Our fields of an item, and the names they usually go by, plain."""
CONTROLS: Mapping[str, tuple[str, ...]] = {
    "id": _ID,
    "label": _LABEL,
    "text": _TEXT,
    "objective": ("objective", "controlobjective", "purpose", "aim", "risk"),
    "category": ("category", "tsccategory", "trustservicecategory"),
    "frequency": ("frequency", "howoften", "cadence", "interval", "periodicity"),
    "type": ("type", "controltype"),
    "nature": ("nature", "automation", "controlnature"),
    "owner_role": ("ownerrole", "role", "owner", "responsible", "accountable", "responsibility"),
}
NEEDED = ("objective", "category", "frequency", "type", "nature", "owner_role")
"""What a control cannot be without."""
EXAMPLES = {
    "objective": "…",
    "category": "security",
    "frequency": "quarterly",
    "type": "preventive",
    "nature": "manual",
    "owner_role": "Platform lead",
}
TERMS: Mapping[str, tuple[str, ...]] = {
    "category": tuple(Category),
    "frequency": tuple(Frequency),
    "type": tuple(ControlType),
    "nature": tuple(Nature),
}
"""Fields whose words are ours alone."""
KNOWN = frozenset(name for each in (FRAMEWORK, CONTROLS) for names in each.values() for name in names)
_MEANT = {
    "yearly": "annual",
    "annually": "annual",
    "every_year": "annual",
    "once_a_year": "annual",
    "half_yearly": "semiannual",
    "semi_annual": "semiannual",
    "semi_annually": "semiannual",
    "biannual": "semiannual",
    "quarter": "quarterly",
    "every_quarter": "quarterly",
    "every_month": "monthly",
    "every_week": "weekly",
    "every_day": "daily",
    "ongoing": "continuous",
    "continuously": "continuous",
    "automatic": "automated",
    "semi_automated": "system_supported",
    "preventative": "preventive",
}
"""Usual words whose meaning leaves no doubt."""


def fill_cure(lacking: Iterable[str]) -> str:
    """How a person says of all controls what the file says of none."""
    return " ".join(f"--fill {name}={EXAMPLES[name]!r}" for name in lacking)


def word(given: str, ours: tuple[str, ...], told: Mapping[str, str]) -> str | None:
    """Our word for one of the file: as told, as ours is written, or a usual one; None when nobody knows."""
    meant = told.get(given.strip().casefold(), given)
    plain = "_".join(meant.strip().casefold().replace("-", " ").split())
    plain = _MEANT.get(plain, plain)
    return plain if plain in ours else None
