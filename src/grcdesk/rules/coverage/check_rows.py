"""What a check comes to: its state is that of its worst part, the lists it was read from among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from grcdesk.schemas.coverage.checks import CheckItem, CheckRow, Limit, ListInForce
from grcdesk.terms import CheckState
from grcdesk.wording import count, join

_RANK = {state: rank for rank, state in enumerate(CheckState)}
BAD = (CheckState.BREACH, CheckState.STALE, CheckState.WARN)
"""States in which something is to be done."""
STALE_SINCE = "stale since "
"""Before the day, in the name of a list that is too old."""


def worst(states: Iterable[CheckState]) -> CheckState:
    """The worst of them; ok of none."""
    return min(states, key=_RANK.__getitem__, default=CheckState.OK)


def doubts(limit: Limit, lists: Sequence[ListInForce], as_of: date, *, aged: bool = True) -> list[CheckItem]:
    """What keeps the lists from being taken at their word: too old, not read, or read in part."""
    found = []
    for one in lists:
        age = (as_of - one.last).days
        unread = f"{count(one.unread, 'line')} not understood" if one.unread else ""
        found += [CheckItem(one.evidence, what, None, CheckState.WARN) for what in (one.lost, one.page, unread) if what]
        if aged and limit.max_age is not None and age > limit.max_age:
            what = f"{one} is {count(age, 'day')} old, at most {limit.max_age} here: draw it again"
            found.append(stale(limit.max_age, one.last, what, one.evidence))
    return found


def stale(max_age: int, last: date, what: str, name: str = "") -> CheckItem:
    """From the day on which it became older than may be; `name` tells one of several."""
    since = last + timedelta(days=max_age + 1)
    return CheckItem(f"{name} {STALE_SINCE}{since}".strip(), what, None, CheckState.STALE)


def nothing(limit: Limit, as_of: date, why: str, lists: Sequence[ListInForce] = ()) -> CheckRow:
    """Nothing to judge. What could not be read is said, and is not nothing."""
    return row(limit, as_of, (None, CheckState.NO_DATA), why, (), lists=lists)


def row(
    limit: Limit,
    as_of: date,
    found: tuple[float | None, CheckState],
    says: str,
    items: Sequence[CheckItem],
    *,
    lists: Sequence[ListInForce] = (),
    aged: bool = True,
) -> CheckRow:
    """The check with its value, its state and what is not as it should be.

    Args:
        limit: what was held against.
        as_of: the day it was judged on.
        found: the value, and the state it gives by itself.
        says: the sentence; what is bad is named behind it.
        items: what is behind the value.
        lists: what it was read from.
        aged: whether each of the lists has to be young enough.
    """
    value, state = found
    items = [*items, *doubts(limit, lists, as_of, aged=aged)]
    state = worst([state, *(item.state for item in items)])
    bad = [item.id for item in sorted(items, key=lambda item: _RANK[item.state]) if item.state in BAD]
    sentence = f"{says}: {join(list(dict.fromkeys(bad)), 4)}" if bad else says
    return CheckRow(
        limit.id,
        limit.name,
        limit.source,
        limit.limit,
        limit.warn,
        limit.side,
        as_of,
        value,
        limit.unit,
        state,
        sentence,
        tuple(items),
        limit.max_age,
        tuple(lists),
    )
