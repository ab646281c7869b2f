"""The changes of a dry run, as what would become of each record a person has named.

They are read from the same changes that the log would get: nothing is worked out anew, so nothing can be left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from grcdesk.models.base import EnumText, Flag, Row, WordList, default_of, table_of
from grcdesk.models.tables import LOGGED
from grcdesk.schemas.differences import Difference, FieldMove
from grcdesk.store.journal import Change, Value
from grcdesk.wording import word

COUNTERS = frozenset({"version", "position", "rounds"})
"""Columns that count along, and tell people nothing."""
_WHO = "assessed_by reviewer decided_by recorded_by confirmed_by by told_by submitted_by skips_explained_by from_file"
_WHEN = (
    "assessed_on decided_on decided_at recorded_at opened_on accepted_on tailored_on derived_on confirmed_on told_on "
    "submitted_on received_on"
)
_BESIDE = "previous_status together listed number unauthorised self_review verified flags"
FOLLOWERS = frozenset(f"{_WHO} {_WHEN} {_BESIDE}".split())
"""Columns that say who and when, or follow from others: shown only where nothing else would move."""
SHADOWS = frozenset({"tailoring", "request_round", "finding_move"})
"""Kinds that keep on record what other rows show already: likewise."""
ITSELF = frozenset({"soa_entry"})
"""Kinds whose row is what the desk says of the record itself, and comes with the first word on it."""
KINDS = {
    "evidence_link": "control",
    "evidence_test": "test",
    "risk_acceptance": "accepted risk",
    "control_scope": "scope",
    "feature_control": "control",
    "finding_item": "item",
}
"""What a row of that kind is to the record it belongs to, where it is not called as its table."""

Named = Mapping[str, tuple[str, str]]


def differences(changes: Sequence[Change], named: Named) -> tuple[Difference, ...]:
    """What would change of each record that was named, in that order; then what else would change."""
    told: dict[str, list[tuple[bool, FieldMove]]] = {name: [] for name in named}
    for change in changes:
        whose = _whose(change, named) or change.id
        told.setdefault(whose, []).extend(_moves(change, whose))
    return tuple(
        Difference(name, *(named.get(name) or (name, "")), moves=_worth(moves)) for name, moves in told.items()
    )


def _worth(moves: Sequence[tuple[bool, FieldMove]]) -> tuple[FieldMove, ...]:
    """The moves a person has to see: those that follow from others only where there are no others."""
    own = [move for follows, move in moves if not follows]
    return tuple(dict.fromkeys(own or [move for _, move in moves]))


def _whose(change: Change, named: Named) -> str:
    """The record that was named and that a change belongs to: it itself, or the one its row names."""
    if change.id in named:
        return change.id
    tails = [change.id[place + 1 :] for place, sign in enumerate(change.id) if sign == "/"]
    heads = [change.id[:place] for place, sign in enumerate(change.id) if sign == "/"]
    values = (_text(change, value) for side in (change.after, change.before) for value in side.values())
    return next((name for name in (*heads, *tails, *values) if name in named), "")


def _moves(change: Change, whose: str) -> list[tuple[bool, FieldMove]]:
    """What moved, each with whether it only follows from something else."""
    model = LOGGED[change.kind]
    before = _before(change, model)
    if before and change.after:
        rest = "" if change.id == whose or change.kind in ITSELF else _rest(change.id, whose)
        return [
            (name in FOLLOWERS or change.kind in SHADOWS, _move(change, model, name, stood, rest))
            for name, stood in before.items()
            if name not in COUNTERS
        ]
    whole = ", ".join(_facts(change, model, whose))
    field = KINDS.get(change.kind, _spaced(change.kind))
    gone = not change.after
    move = FieldMove(field, whole if gone else "", "" if gone else whole, overwrites=gone)
    return [(change.kind in SHADOWS, move)]


def _move(change: Change, model: type[Row], name: str, before: Value, rest: str) -> FieldMove:
    return FieldMove(
        f"{rest} {_spaced(name)}".strip(),
        _shown(change, model, name, before) if change.before else "",
        _shown(change, model, name, change.after[name]),
        overwrites=not _blank(model, name, before),
    )


def _before(change: Change, model: type[Row]) -> Mapping[str, Value]:
    """What stood there before. A first row of a kind that is its record itself is told field by field, from nothing."""
    if change.before or change.kind not in ITSELF:
        return change.before
    filed = {"id", "framework", "item"}
    return {name: "" for name, value in change.after.items() if name not in filed and not _blank(model, name, value)}


def _facts(change: Change, model: type[Row], whose: str) -> list[str]:
    """What a row that comes or goes says, without what it is filed under."""
    side = change.after or change.before
    hidden = COUNTERS | FOLLOWERS | {"id", "engagement", "campaign"}
    said = [
        _shown(change, model, name, value)
        for name, value in side.items()
        if name not in hidden and not _blank(model, name, value) and _text(change, value) != whose
    ]
    return said or [_rest(change.id, whose)]


def _rest(name: str, whose: str) -> str:
    """What of an id is left beside the record it belongs to."""
    return name.removeprefix(f"{whose}/").removesuffix(f"/{whose}")


def _blank(model: type[Row], name: str, value: Value) -> bool:
    """Whether that value is what stands there before anybody has said anything."""
    column = table_of(model).columns[name]
    default = default_of(column)
    if value in (None, "", "[]"):
        return True
    if isinstance(column.type, Flag):
        return bool(value) == bool(default)
    return isinstance(default, str | int) and value == getattr(default, "value", default)


def _shown(change: Change, model: type[Row], name: str, value: Value) -> str:
    return in_words(model, name, value, _text(change, value))


def in_words(model: type[Row], name: str, value: Value, text: str) -> str:
    """A stored value as people read it.

    Args:
        model: of the row.
        name: of its column.
        value: as it is stored.
        text: the same as text, with what the log only names looked up.
    """
    kind: Any = table_of(model).columns[name].type
    if isinstance(kind, Flag):
        return "yes" if value else "no"
    if isinstance(kind, EnumText):
        return word(kind.words(text)) if text else ""
    if isinstance(kind, WordList) and text:
        return ", ".join(str(one).replace("_", " ") for one in json.loads(text))
    return text


def _text(change: Change, value: Value) -> str:
    """A value as text; what the line of the log only names is looked up."""
    if value is None:
        return ""
    if isinstance(value, str) and value in change.private:
        return change.private[value][1]
    return str(value)


def _spaced(name: str) -> str:
    return name.replace("_", " ")
