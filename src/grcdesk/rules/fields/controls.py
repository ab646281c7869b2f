"""What controls can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.schemas.catalogs.frameworks import Framework
from grcdesk.schemas.controls.controls import ControlDetail, ControlRow
from grcdesk.terms import ControlType, Design, Frequency, Implemented, Nature, Scope, Status, Support

# Worst first: sorting by status brings what needs work to the top.
_STATUS_WORDS = words((Status.MISSING, Status.PARTIAL, Status.NOT_ASSESSED, Status.IN_PLACE, Status.NOT_APPLICABLE))
_SCOPE_WORDS = words(Scope)
_FREQUENCY_WORDS = words(Frequency)

_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 10, 0, help="control id"),
    Field("title", FieldKind.TEXT, "Control", 30, 1, aliases=("control", "name"), help="words of the title"),
    Field("scope", FieldKind.ENUM, "Scope", 6, 8, _SCOPE_WORDS, help="in the engagement, optional or out"),
    Field("status", FieldKind.ENUM, "Gap", 14, 0, _STATUS_WORDS, aliases=("gap",), help="gap status"),
    Field("design", FieldKind.ENUM, "Design", 10, 12, words(Design), help="would it do the job as written"),
    Field(
        "implemented",
        FieldKind.ENUM,
        "Impl.",
        5,
        13,
        words(Implemented),
        aliases=("impl", "implementation"),
        help="is it there today",
    ),
    Field(
        "support",
        FieldKind.ENUM,
        "Support",
        10,
        17,
        words((Support.CLAIM_ONLY, Support.SUPPORTED_IN_PART, Support.SUPPORTED)),
        help="how far evidence bears out that it is in place",
    ),
    Field("owner", FieldKind.TEXT, "Owner", 12, 3, help="the person who owns it"),
    Field("role", FieldKind.TEXT, "Role", 18, 11, aliases=("owner_role",), help="the role the catalog names as owner"),
    Field("due", FieldKind.DATE, "Due", 10, 2, help="when the gap is to be closed"),
    Field("evidence", FieldKind.COUNT, "Ev", 3, 5, aliases=("ev",), help="number of artefacts linked to it"),
    Field("actions", FieldKind.COUNT, "Act", 3, 6, aliases=("action", "act"), help="number of open actions"),
    Field(
        "frequency", FieldKind.ENUM, "Frequency", 14, 9, _FREQUENCY_WORDS, aliases=("freq",), help="how often it runs"
    ),
    Field(
        "type",
        FieldKind.ENUM,
        "Type",
        10,
        14,
        words(ControlType),
        aliases=("control_type",),
        help="what it does about the risk",
    ),
    Field(
        "nature",
        FieldKind.ENUM,
        "Nature",
        16,
        15,
        words(Nature),
        help="who does the work",
    ),
    Field("catalog", FieldKind.TEXT, "Catalog", 10, 16, aliases=("source",), help="catalog it comes from"),
    Field(
        "is",
        FieldKind.FLAG,
        "Is",
        words=(("unsupported",), ("overdue", "late"), ("optional",), ("tailored",)),
        help="unsupported: in place, but by claim or in part; overdue: due before today and not closed; "
        "tailored: not as its catalog has it",
    ),
    Field(
        "text",
        FieldKind.TEXT,
        "Text",
        aliases=("search",),
        help="what the list shows, statement, gap or note (bare words)",
    ),
)
"""Fields of a control that any desk has."""
RESERVED = frozenset(
    {
        *(word for field in _FIELDS.values() for word in (field.name, *field.aliases)),
        *(field.name for record in (ControlRow, ControlDetail) for field in fields(record)),
        *("sort", "supported", "unsupported"),
    }
)
"""Words no framework can be called by: fields and columns of a control, and its keys in --json."""
_RANKS = (4, 7, 10)
"""Which columns of frameworks stay on a narrow terminal; further ones go before these."""


def control_fields(frameworks: Iterable[Framework]) -> Mapping[str, Field]:
    """Fields of a control in a desk with those frameworks: one for each, after the title."""
    own = {one.short: _field(one, number) for number, one in enumerate(frameworks)}
    head = ("id", "title")
    return MappingProxyType(
        {name: _FIELDS[name] for name in head} | own | {name: one for name, one in _FIELDS.items() if name not in head}
    )


def _field(one: Framework, number: int) -> Field:
    words = dict.fromkeys((one.json_name, *one.also))
    return Field(
        one.short,
        FieldKind.LIST,
        one.short.upper(),
        7 if number else 11,
        _RANKS[number] if number < len(_RANKS) else _RANKS[-1] + number,
        aliases=tuple(word for word in words if word != one.short),
        help=f"items of {one.name} it maps to; CC6 finds CC6.1" if one.first else f"items of {one.name} it maps to",
    )
