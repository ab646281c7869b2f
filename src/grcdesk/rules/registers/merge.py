"""What becomes of one field when a list comes again: three ways, nothing of ours lost, conflicts named.

The base is what the list said the last time, or what it was given out with. Who alone moved away from it is followed;
when both did, ours stays until a person settles it, and the value of the list is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from grcdesk.terms.requests import Settling


class MergeResult(Enum):
    """How a field came out."""

    SAME = auto()
    """Nothing moved, or both moved to the same."""
    TAKEN = auto()
    """The change of the list, taken."""
    OURS = auto()
    """Our change, kept; the list says what it said before."""
    CONFLICT = auto()
    """Both changed it, differently: ours stays."""
    SETTLED = auto()
    """Both had changed it, and a person said whose value counts."""
    BLANK = auto()
    """The list no longer says anything: what stood there stays."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One field after the list came. Texts are canonical; an empty one says nothing."""

    value: str
    base: str
    """Against what the next list is compared."""
    offered: str
    """The value of the list, where it waits to be settled."""
    result: MergeResult


def merge(base: str, ours: str, theirs: str, settle: Settling | None = None) -> Merged:
    """One field, three ways.

    Args:
        base: what the list said the last time, or was given out with.
        ours: what stands on record.
        theirs: what the list says now.
        settle: whose value counts where both changed it; None: it is named and stays open.
    """
    if not theirs:
        found = Merged(ours, base, "", MergeResult.BLANK if base else MergeResult.SAME)
    elif theirs == ours:
        found = Merged(ours, theirs, "", MergeResult.SAME)
    elif theirs == base:
        found = Merged(ours, base, "", MergeResult.OURS)
    elif ours == base:
        found = Merged(theirs, theirs, "", MergeResult.TAKEN)
    elif settle is not None:
        found = Merged(theirs if settle is Settling.THEIRS else ours, theirs, "", MergeResult.SETTLED)
    else:
        found = Merged(ours, base, theirs, MergeResult.CONFLICT)
    return found
