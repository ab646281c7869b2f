"""What a list of findings can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.rules.findings.moves import UNSETTLED
from grcdesk.schemas.findings.findings import FindingRow
from grcdesk.terms.findings import FindingClass, FindingSource, FindingStatus, Severity

FINDING_FIELDS = registry(
    Field("id", FieldKind.TEXT, "No", 6, 0, aliases=("no",), help="id of the finding"),
    Field("severity", FieldKind.ENUM, "Severity", 11, 1, words(Severity), help="how much it weighs"),
    Field("title", FieldKind.TEXT, "Finding", 24, 0, aliases=("finding", "name"), help="words of the title"),
    Field("control", FieldKind.TEXT, "Control", 11, 2, help="the control it is about"),
    Field("criterion", FieldKind.LIST, "Criterion", 9, 9, aliases=("tsc",), help="the criterion it is about"),
    Field("source", FieldKind.ENUM, "Source", 13, 7, words(FindingSource), help="where it comes from"),
    Field("class", FieldKind.ENUM, "Class", 16, 8, words(FindingClass), help="what the scheme calls it"),
    Field("status", FieldKind.ENUM, "Status", 15, 0, words(FindingStatus), aliases=("state",), help="where it stands"),
    Field("owner", FieldKind.TEXT, "Owner", 12, 3, help="the person who owns it"),
    Field("due", FieldKind.DATE, "Next date", 10, 4, aliases=("target",), help="the first of its dates to be kept"),
    Field("raised", FieldKind.DATE, "Raised", 10, 9, help="the day it was raised"),
    Field("age", FieldKind.COUNT, "Age", 5, 5, help="days it was open"),
    Field("slips", FieldKind.COUNT, "Slips", 5, 9, help="times a date of it moved"),
    Field("link", FieldKind.LIST, "From", 10, 9, aliases=("from",), help="a record it comes from, such as DEV-3"),
    Field(
        "is",
        FieldKind.FLAG,
        "Is",
        words=(("unsettled", "open_still"), ("repeat",), ("lapsed",), ("slipped",), ("unanswered",)),
        help="unsettled, repeat, lapsed, slipped or unanswered",
    ),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id, title, control or owner (bare words)"),
)
"""Fields of a finding."""


def _flags(row: FindingRow) -> tuple[str, ...]:
    told = {
        "unsettled": row.status in UNSETTLED or row.lapsed,
        "repeat": bool(row.repeat),
        "lapsed": row.lapsed,
        "slipped": row.slips > 0,
        "unanswered": row.status is FindingStatus.OPEN,
    }
    return tuple(name for name, holds in told.items() if holds)


FINDING_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "severity": lambda row: row.severity.value,
    "title": lambda row: row.title,
    "control": lambda row: row.control,
    "criterion": lambda row: (row.criterion,) if row.criterion else (),
    "source": lambda row: row.source.value,
    "class": lambda row: row.scheme_class.value if row.scheme_class else None,
    "status": lambda row: row.status.value,
    "owner": lambda row: row.owner,
    "due": lambda row: row.next_due,
    "raised": lambda row: row.raised_on,
    "age": lambda row: row.age,
    "slips": lambda row: row.slips,
    "link": lambda row: row.links,
    "is": _flags,
    "text": lambda row: (row.id, row.title, row.control, row.owner),
}
"""How a filter reads a finding."""
