"""Days with slashes between: 3/2/2021 may be of March or of February. A column is judged as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.DOTALL)
_MONTHS = 12


class SlashOrder(StrEnum):
    """What stands first."""

    MONTH = "month"
    DAY = "day"
    UNKNOWN = "unknown"


def order(values: Iterable[str]) -> SlashOrder:
    """What all days of a column have in common; unknown when no day tells, or two tell otherwise."""
    found = set()
    for value in values:
        day = _DAY.fullmatch(value.strip())
        if day and int(day[1]) > _MONTHS:
            found.add(SlashOrder.DAY)
        elif day and int(day[2]) > _MONTHS:
            found.add(SlashOrder.MONTH)
    return found.pop() if len(found) == 1 else SlashOrder.UNKNOWN


def written_out(value: str, by: SlashOrder) -> str:
    """The day as 2021-03-02 when its order is known; everything else as it stands."""
    day = _DAY.fullmatch(value.strip())
    if day is None or by is SlashOrder.UNKNOWN or day[4].strip():
        return value
    first, second = int(day[1]), int(day[2])
    month, of_month = (first, second) if by is SlashOrder.MONTH else (second, first)
    return f"{day[3]}-{month:02}-{of_month:02}"
