"""Days people tell: what was done has a day that is over, or today."""

from __future__ import annotations

from datetime import date, timedelta

from grcdesk.errors import Refused


def refuse_ahead(what: str, day: date | None, today: date) -> None:
    """Refuse a day nobody can know of yet; the cure names the days.

    Args:
        what: whose day it is, as the beginning of a sentence: `the review of DOC-3 was done on`.
        day: as a person told it, in the desk's zone; None: not told.
        today: in the desk's zone.

    Raises:
        Refused: when it lies ahead.
    """
    if day is not None and day > today:
        raise Refused(
            f"{what} {day}, which is still to come",
            hint=f"a day up to {today}, or come back on {day}",
        )


def refuse_unended(what: str, last: date | None, today: date) -> None:
    """Refuse a paper that tells of days which are not over.

    Raises:
        Refused: when its last day lies ahead; the cure names the day from which it can be taken.
    """
    if last is not None and last > today:
        raise Refused(
            f"{what} tells of days up to {last}, which are still to come",
            hint=f"it can be taken from {last + timedelta(days=1) if last < date.max else last} on; "
            f"until then say the days that are over, up to {today}",
        )
