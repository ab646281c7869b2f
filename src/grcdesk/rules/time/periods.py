"""House defaults of time: days of grace by frequency. Ours, no standard's; printed in every export."""

from __future__ import annotations

from datetime import date

from grcdesk.errors import BadInput
from grcdesk.terms import Frequency

GRACE_DAYS = {
    Frequency.CONTINUOUS: 0,
    Frequency.MULTIPLE_DAILY: 0,
    Frequency.DAILY: 0,
    Frequency.WEEKLY: 2,
    Frequency.MONTHLY: 5,
    Frequency.QUARTERLY: 15,
    Frequency.SEMIANNUAL: 15,
    Frequency.ANNUAL: 30,
    Frequency.EVENT: 0,
}
"""How many days after its slot a run may be late."""
MOST_GRACE = 366


def grace_of(own: int | None, catalog: int) -> int:
    """Days of grace: the desk's own, else those of the catalog."""
    return catalog if own is None else own


def whole_number(text: str, high: int, what: str, *, low: int = 0) -> int:
    """A whole number from `low` to `high`.

    Raises:
        BadInput: for anything else.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or not low <= int(digits[:9]) <= high:
        raise BadInput(f"{what}: {text.strip()!r} does not fit", hint=f"a whole number from {low} to {high}")
    return int(digits)


def refuse_backwards(control: str, effective_from: date | None, retired_on: date | None) -> None:
    """A control is retired on the day it took effect or later.

    Raises:
        BadInput: when it is not.
    """
    if effective_from and retired_on and retired_on < effective_from:
        raise BadInput(
            f"{control} would retire on {retired_on}, before it took effect on {effective_from}",
            hint="--retired-on is the last day it ran, --effective-from the first",
        )
