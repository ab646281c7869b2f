"""Whether deviations look systematic or isolated: a suggestion by `domain.md` 1.8; the judgement is a person's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from grcdesk.schemas.testing.runs import FoundRow
from grcdesk.terms.testing import Pattern

SMALLEST = 10
"""Items below which a rate says nothing."""
HIGHEST = Fraction(5, 100)
"""Above this share of a population deviations look systematic."""
_RECURS = 3
"""So many deviations of one person or system look like one cause."""
_SHARE = Fraction(3, 4)
"""So much of them must be that person's or system's."""
_WHOSE = ("author", "approver", "owner", "account", "requester", "granted_by", "actor")
_WHERE = ("provider", "system", "store", "feature", "service", "repository", "dataset_id")


def suggest(n: int, rows: Sequence[FoundRow]) -> tuple[Pattern | None, str]:
    """The suggestion and what it rests on; nothing of no deviation.

    Args:
        n: items of the population that were tested.
        rows: the deviations with their facts.
    """
    if not rows:
        return None, ""
    if n >= SMALLEST and Fraction(len(rows), n) > HIGHEST:
        return Pattern.SYSTEMATIC, f"{len(rows)} of {n} is above {int(HIGHEST * 100)} %"
    # of one item all is no pattern
    if len(rows) >= n > 1:
        return Pattern.SYSTEMATIC, f"all {n} items"
    if cause := _common_cause(rows):
        return Pattern.SYSTEMATIC, cause
    told = f"{len(rows)} of {n}" + (f", too few for a rate below {SMALLEST}" if n < SMALLEST else "")
    return Pattern.ISOLATED, told


def _common_cause(rows: Sequence[FoundRow]) -> str:
    """The person or system that most of them have in common; empty: none."""
    for column in (*_WHOSE, *_WHERE):
        named = Counter(value for row in rows for name, value in row.facts if name == column)
        if (most := recurring(named, len(rows))) is not None:
            who, times = most
            return f"{times} of {len(rows)} with the {column.replace('_', ' ')} {who}"
    return ""


def recurring(named: Counter[str], of: int) -> tuple[str, int] | None:
    """What so many deviations have in common that it looks like their cause, and how often; None: nothing.

    Args:
        named: how often each person, system or cause stands among them.
        of: how many they are.
    """
    if not named:
        return None
    most, times = min(named.items(), key=lambda one: (-one[1], one[0]))
    return (most, times) if times >= _RECURS and Fraction(times, of) >= _SHARE else None
