"""House defaults of time: days of grace by frequency. Ours, no standard's; printed in every export."""

from __future__ import annotations

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


def grace_of(own: int | None, catalog: int) -> int:
    """Days of grace: the desk's own, else those of the catalog."""
    return catalog if own is None else own
