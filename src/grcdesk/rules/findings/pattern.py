"""Whether the items of a finding look systematic or isolated. A suggestion; the judgement is a person's.

The rule is the one of tests (`rules.testing.suggest`), and before it: the same cause recurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from grcdesk.rules.testing.suggest import recurring, suggest
from grcdesk.schemas.findings.findings import FindingItemRow
from grcdesk.schemas.testing.runs import FoundRow
from grcdesk.terms.testing import Pattern


def pattern(items: Sequence[FindingItemRow], n: int | None) -> str:
    """What the items suggest and what that rests on; empty: they say nothing.

    Args:
        items: what the finding is about.
        n: items that were looked at; None: not on record, so that rates say nothing.
    """
    causes = Counter(" ".join(one.cause.split()).casefold() for one in items if one.cause.strip())
    if (most := recurring(causes, len(items))) is not None:
        cause, times = most
        return _said(Pattern.SYSTEMATIC, f"{times} of {len(items)} with the same cause, {cause}")
    found, because = suggest(n or 0, [_as_deviation(one) for one in items])
    # isolated is the good word: without knowing of how many, nothing is said
    if found is None or (n is None and found is Pattern.ISOLATED):
        return ""
    return _said(found, because)


def _as_deviation(one: FindingItemRow) -> FoundRow:
    """The item as tests look at theirs, with the person and the system it names."""
    facts = (("owner", one.person), ("system", one.system))
    return FoundRow(one.item, one.what, tuple(pair for pair in facts if pair[1]))


def _said(found: Pattern, because: str) -> str:
    return f"looks {found}: {because}; a person judges"
