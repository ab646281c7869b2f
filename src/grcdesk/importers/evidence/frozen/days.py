"""On which days rows fall at home, counted without a look at each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from operator import itemgetter

_HOUR_OF, _MINUTE_OF = itemgetter(slice(13)), itemgetter(slice(16))
_MANY = 50_000
"""Different hours that are held before they are made days."""
_WHOLE = 3600


class RowDays:
    """Counts times in UTC by the hour, or where a day at home may begin within one by the minute."""

    def __init__(self, home: tzinfo) -> None:
        self.home = home
        self._days: Counter[str] = Counter()
        self._hours: Counter[str] = Counter()
        self._found: Counter[date] = Counter()

    def count(self, days: Sequence[str]) -> None:
        """Count rows of which the day alone is known."""
        self._days.update(days)
        self._fold()

    def count_times(self, stamps: Sequence[str], first: int, last: int) -> None:
        """Count rows by their times, `first` and `last` the years they lie in."""
        whole = all(_has_whole_hours(self.home, year) for year in range(first, last + 1))
        self._hours.update(map(_HOUR_OF if whole else _MINUTE_OF, stamps))
        self._fold()

    def counted(self) -> dict[date, int]:
        """How many fall on which day."""
        self._fold(most=0)
        return dict(self._found)

    def _fold(self, most: int = _MANY) -> None:
        if len(self._hours) > most:
            for at, number in self._hours.items():
                minute = at if ":" in at else f"{at}:00"
                self._found[datetime.fromisoformat(f"{minute}:00+00:00").astimezone(self.home).date()] += number
            self._hours.clear()
        if len(self._days) > most:
            for day, number in self._days.items():
                self._found[date.fromisoformat(day)] += number
            self._days.clear()


@lru_cache(maxsize=1024)
def _has_whole_hours(zone: tzinfo, year: int) -> bool:
    """Whether a zone is whole hours from UTC all through a year, and the day before and after it."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    offsets = {(start + timedelta(days=day)).astimezone(zone).utcoffset() for day in range(-1, 367)}
    return not any(offset is None or offset.seconds % _WHOLE for offset in offsets)
