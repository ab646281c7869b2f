"""Every text of a workbook that somebody wrote, record by record.

The matrix is walked by its own fields, so that what a tab shows tomorrow is read as well. Left out is what nobody can
mend there: the history of changes, accounts as their systems word them, and texts of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache

from grcdesk.schemas.audits.sheets import LeadSheet, PlanRow
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.exports.lint import WrittenText
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.facts import FactKind
from grcdesk.schemas.reviews.files import ReviewLine
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS

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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text stands."""

    home: str = ""
    """The record somebody looks it up by: a control, where it belongs to one."""
    record: str = ""
    """The record it is a field of."""
    field: str = ""


def written(matrix: Matrix) -> Iterator[WrittenText]:
    """Every text, with the record and the field it stands in."""
    yield from _of(matrix, _Place())


def _of(thing: object, at: _Place) -> Iterator[WrittenText]:
    """The texts in a value, whatever holds them; numbers, days and terms of ours are none."""
    if isinstance(thing, str):
        if thing and not isinstance(thing, Enum):
            yield WrittenText(at.record or SCOPE, at.field, thing, at.home or SCOPE)
        return
    for inner, place in _held(thing, at):
        yield from _of(inner, place)


def _held(thing: object, at: _Place) -> Iterator[tuple[object, _Place]]:
    """What a list, a mapping or a record holds, each value with its place; nothing of anything else."""
    if isinstance(thing, (tuple, list)):
        yield from ((one, at) for one in thing)
    elif isinstance(thing, Mapping):
        yield from ((one, _under(key, at)) for key, one in thing.items())
    elif is_dataclass(thing) and not isinstance(thing, type):
        yield from _fields(thing, at, _names(type(thing)))


def _fields(thing: object, at: _Place, names: Iterable[str]) -> Iterator[tuple[object, _Place]]:
    own = _record(thing) or at.record
    home = at.home or str(getattr(thing, "control", "") or own)
    return ((getattr(thing, name), _Place(home, own, name)) for name in names)


def _under(key: object, at: _Place) -> _Place:
    """The place of what a mapping holds under a key: a key that is a word names the record."""
    named = str(key) if isinstance(key, str) else ""
    return replace(at, home=at.home or named, record=named or at.record)


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
