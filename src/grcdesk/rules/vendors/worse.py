"""Of several things found of one paper the worst is its outcome, and none of the others is left out."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.terms.vendors import PaperOutcome

_ORDER = tuple(PaperOutcome)
PaperFound = tuple[PaperOutcome, str]


def worst(found: Sequence[PaperFound]) -> PaperFound:
    """The worst outcome, with every reason, the worst first; of what meets our rule nothing is told beside a fault."""
    by_weight = sorted(found, key=lambda one: -_ORDER.index(one[0]))
    outcome = by_weight[0][0]
    faults = [why for level, why in by_weight if level is not PaperOutcome.MEETS or outcome is PaperOutcome.MEETS]
    return outcome, "; ".join(dict.fromkeys(why for why in faults if why))
