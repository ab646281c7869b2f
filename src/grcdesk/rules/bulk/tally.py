"""What a command would do to several records, counted and in one line each: the same on both faces of the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grcdesk.schemas.differences import Difference, FieldMove
from grcdesk.wording import join

_NAMED = 8
"""Records that are named where something of theirs is overwritten; the rest is counted."""
_MOVES = 6
"""Fields that are told of one record; the rest is counted."""
_LONGEST = 60
"""Characters of a value in a line."""


@dataclass(frozen=True, slots=True)
class Heaps:
    """The records of a preview, each in one of three heaps."""

    new: tuple[Difference, ...] = ()
    """Something is said where nothing was."""
    overwritten: tuple[Difference, ...] = ()
    """Something that was said gives way."""
    same: tuple[Difference, ...] = ()
    """They stand so already."""


def tally(differences: Sequence[Difference]) -> Heaps:
    """The three heaps, each in the order given."""
    return Heaps(
        tuple(one for one in differences if one.moves and not one.overwrites),
        tuple(one for one in differences if one.overwrites),
        tuple(one for one in differences if not one.moves),
    )


def counted(differences: Sequence[Difference]) -> str:
    """`14 new, 1 overwritten: AI-SEC-01; 3 already so`."""
    found = tally(differences)
    # of nothing at all `0 new` is said: an empty line would look like a fault
    told = f"{len(found.new):,} new" if found.new or not differences else ""
    if found.overwritten:
        named = join([one.name for one in found.overwritten], _NAMED)
        told = f"{told}, " if told else ""
        told += f"{len(found.overwritten):,} overwritten: {named}"
    if found.same:
        told = f"{told}; " if found.overwritten else f"{told}, " if told else ""
        told += f"{len(found.same):,} already so"
    return told


def moved(one: Difference, *, bare: str = "") -> str:
    """`not assessed -> partial`, or `status missing -> partial, gap - -> 'No record'`; `already so`.

    Args:
        one: the record.
        bare: the field that is meant anyway, and need not be named.
    """
    if not one.moves:
        return "already so"
    shown = [_move(move, "" if move.field == bare else f"{move.field} ") for move in one.moves[:_MOVES]]
    left = len(one.moves) - len(shown)
    return ", ".join([*shown, *([f"{left:,} more"] if left else [])])


def only_field(differences: Sequence[Difference]) -> str:
    """The one field that moves on all of them; empty when there are several."""
    fields = {move.field for one in differences for move in one.moves}
    return fields.pop() if len(fields) == 1 else ""


def lines(differences: Sequence[Difference]) -> list[str]:
    """One line a record: `AI-SEC-01 Provider keys: not assessed -> partial`."""
    bare = only_field(differences)
    return [f"{one.name} {one.title}".strip() + f": {moved(one, bare=bare)}" for one in differences]


def _move(move: FieldMove, name: str) -> str:
    return f"{name}{_short(move.before) or '-'} -> {_short(move.after) or '-'}"


def _short(value: str) -> str:
    told = " ".join(value.split())
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 3].rstrip()}..."
