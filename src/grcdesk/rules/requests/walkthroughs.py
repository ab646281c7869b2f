"""When a walkthrough counts as held. It needs a day, people, what was shown, one item followed, and every answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grcdesk.schemas.requests.walkthroughs import DepartureRow, WalkthroughQuestion
from grcdesk.terms.requests import WalkthroughState
from grcdesk.wording import count


def lacking(
    *,
    held_on: date | None,
    people: Sequence[str],
    shown: str,
    item: str,
    questions: Sequence[WalkthroughQuestion],
    differences: Sequence[DepartureRow],
    no_difference: bool,
) -> tuple[str, ...]:
    """What keeps it from counting as held, in words; silence about differences is not a no."""
    found = [
        what
        for what, there in (
            ("the day it was held", held_on),
            ("who of us took part", people),
            ("what was shown", shown),
            ("the item that was followed end to end", item),
        )
        if not there
    ]
    unanswered = sum(one.answer is None for one in questions)
    if unanswered:
        found.append(f"an answer to {count(unanswered, 'question')}")
    if not differences and not no_difference:
        found.append("whether it was seen as written, or which differences there are")
    return tuple(found)


def state(lacks: Sequence[str], *, touched: bool, differences: Sequence[DepartureRow]) -> WalkthroughState:
    """How far it is.

    Args:
        lacks: what it lacks.
        touched: whether anything of it was recorded.
        differences: what was seen otherwise than written.
    """
    if not touched:
        return WalkthroughState.PLANNED
    # a difference to what is written outweighs what the record lacks: it may be a finding
    if any(not one.settled for one in differences):
        return WalkthroughState.DIFFERENCES_OPEN
    return WalkthroughState.BEGUN if lacks else WalkthroughState.HELD
