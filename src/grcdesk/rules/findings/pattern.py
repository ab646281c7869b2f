"""Whether the items of a finding look systematic or isolated. A suggestion; the judgement is a person's.

The rule is the one of tests (`rules.testing.suggest`), and before it: the same cause recurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from grcdesk.rules.testing.suggest import RECURS, suggest
from grcdesk.schemas.findings import FindingItemRow
from grcdesk.schemas.test_runs import FoundRow
from grcdesk.terms.testing import Pattern

_SHARE = Fraction(3, 4)
"""So much of the items must have the cause."""


def pattern(items: Sequence[FindingItemRow], n: int | None) -> str:
    """What the items suggest and what that rests on; empty: they say nothing.

    Args:
        items: what the finding is about.
        n: items that were looked at; None: not on record, so that rates say nothing.
    """
    causes = Counter(" ".join(one.cause.split()).casefold() for one in items if one.cause.strip())
    if causes:
        cause, times = min(causes.items(), key=lambda pair: (-pair[1], pair[0]))
        if times >= RECURS and Fraction(times, len(items)) >= _SHARE:
            return _said(Pattern.SYSTEMATIC, f"{times} of {len(items)} with the same cause, {cause}")
    rows = [FoundRow(one.item, one.what, (("owner", one.person), ("system", one.system))) for one in items]
    rows = [FoundRow(row.key, row.why, tuple(pair for pair in row.facts if pair[1])) for row in rows]
    found, because = suggest(n or 0, rows)
    if found is None or (n is None and found is Pattern.ISOLATED):
        return ""
    return _said(found, because)


def _said(found: Pattern, because: str) -> str:
    return f"looks {found}: {because}; a person judges"
