"""Every text of a workbook that somebody wrote, record by record.

The matrix is walked by its own fields, so that what a tab shows tomorrow is read as well. Left out is what nobody can
mend there: the history of changes, accounts as their systems word them, and texts of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache

from grcdesk.schemas.audit_sheets import LeadSheet, PlanRow
from grcdesk.schemas.controls import ControlDetail
from grcdesk.schemas.facts import FactKind
from grcdesk.schemas.lint import WrittenText
from grcdesk.schemas.matrix import Matrix
from grcdesk.schemas.review_files import ReviewLine
from grcdesk.schemas.vendors import VENDOR_FACTS

NOT_READ: Mapping[type, frozenset[str]] = {
    Matrix: frozenset({"changes", "dates", "settings", "summary", "version", "moved", "since", "period", "clean"})
    | frozenset({"broken", "entered", "frameworks", "verdicts", "handovers", "flaws", "changed", "auditor"}),
    ControlDetail: frozenset({"note"}),
    LeadSheet: frozenset({"title", "objective", "owner"}),
    PlanRow: frozenset({"weakness"}),
    ReviewLine: frozenset({"system", "account", "person", "role", "look_twice", "exceptions", "proof"}),
}
"""Fields that are not read, by the class they stand in. History stays as it was; the note on a control is in no file;
accounts are as systems word them; lead sheets and the plan repeat what stands on controls and findings; the rest are
words of ours."""
QUERIES = frozenset({"query", "url", "file_name", "sha256", "source", "links", "importer"}) | {
    fact.name for fact in VENDOR_FACTS.values() if fact.kind in {FactKind.LINK, FactKind.SITE}
}
"""Fields in which brackets belong to a language of their own."""


SCOPE = "scope"
"""Where a text stands that belongs to no record of its own."""


def written(matrix: Matrix) -> Iterator[WrittenText]:
    """Every text, with the record and the field it stands in."""
    yield from _of(matrix, "", "", "")


def _of(thing: object, home: str, record: str, field: str) -> Iterator[WrittenText]:
    if isinstance(thing, str):
        if thing and not isinstance(thing, Enum):
            yield WrittenText(record or SCOPE, field, thing, home or SCOPE)
    elif isinstance(thing, (tuple, list)):
        for one in thing:
            yield from _of(one, home, record, field)
    elif isinstance(thing, Mapping):
        for key, one in thing.items():
            named = str(key) if isinstance(key, str) else ""
            yield from _of(one, home or named, named or record, field)
    elif is_dataclass(thing) and not isinstance(thing, type):
        own = _record(thing) or record
        at = home or str(getattr(thing, "control", "") or own)
        for name in _names(type(thing)):
            yield from _of(getattr(thing, name), at, own, name)


@cache
def _names(kind: type) -> tuple[str, ...]:
    left_out = NOT_READ.get(kind, frozenset())
    return tuple(one.name for one in fields(kind) if one.name not in left_out)


def _record(thing: object) -> str:
    """The id it goes by: its own, else that of the row it holds, else of the control it belongs to."""
    for name in ("id", "control", "campaign", "engagement"):
        found = getattr(thing, name, None)
        if isinstance(found, str) and found:
            return found
    for name in ("row", "detail", "file"):
        if (inner := getattr(thing, name, None)) is not None:
            return _record(inner)
    return ""
