"""Which ids of events came twice, and on which days events fell; both without holding a million of anything."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.times import BadTime

_BUCKETS = 16
_IDS = (str, int)
_CACHED = 100_000


class EventIds:
    """Ids of events: in a first reading their hashes; in a second one those that came more than once."""

    def __init__(self, suspects: frozenset[int] = frozenset()) -> None:
        self.suspects = suspects
        """Hashes that came more than once in a first reading."""
        self.exact: set[str] = set()
        self.hashes = [array("q") for _ in range(_BUCKETS)]
        self.count = 0

    def remember(self, names: Iterable[object]) -> None:
        """Keep hashes of the ids of a first reading."""
        hashes = self.hashes
        for name in names:
            if name.__class__ in _IDS:
                number = hash(name)
                hashes[number & _BUCKETS - 1].append(number)
                self.count += 1

    def repeated(self, name: object) -> bool:
        """Whether an event with this id was counted already; asked in a second reading."""
        if name.__class__ not in _IDS:
            return False
        self.count += 1
        if hash(name) not in self.suspects:
            return False
        if str(name) in self.exact:
            return True
        self.exact.add(str(name))
        return False

    def repeats(self) -> frozenset[int]:
        """Hashes of ids that came more than once."""
        found: set[int] = set()
        for bucket in self.hashes:
            if len(set(bucket)) != len(bucket):
                ordered = sorted(bucket)
                found |= {low for low, high in pairwise(ordered) if low == high}
        return frozenset(found)


class EventHours:
    """Events by the hour in UTC, for times written as most write them."""

    def __init__(self, job: ReadingJob) -> None:
        self.job = job
        self.days: dict[str, date] = {}
        self.counts: dict[str, int] = {}
        self.low, self.high = "~", ""

    def begin(self, written: str) -> bool:
        """Count the first event of an hour; false: the time is to be read with care."""
        hour = written[:13]
        if hour in self.counts or len(self.counts) >= _CACHED or (day := self._day(hour)) is None:
            return False
        self.days[hour], self.counts[hour] = day, 1
        self.high, self.low = max(self.high, written[:19]), min(self.low, written[:19])
        return True

    def _day(self, hour: str) -> date | None:
        try:
            moment = self.job.time(f"{hour}:00:00Z")
        except BadTime:
            return None
        if moment is None:
            return None
        first = moment.at.astimezone(self.job.home).date()
        # in a zone that is off by half an hour a day may begin inside an hour of UTC
        return first if (moment.at + timedelta(minutes=59)).astimezone(self.job.home).date() == first else None

    def finish(self) -> None:
        """Hand days and span over to the job."""
        for hour, number in self.counts.items():
            self.job.days[self.days[hour]] = self.job.days.get(self.days[hour], 0) + number
        for second in {self.low, self.high} - {"~", ""}:
            moment = self.job.time(second + "Z")
            if moment is not None:
                self.job.seen(moment)
