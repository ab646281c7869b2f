"""What is gathered of many events without holding them: ids that come twice, days, and what detectors found."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from pydantic_core import to_json

from grcdesk.importers.evidence.gateways.fields import as_count
from grcdesk.importers.keeping.guard import STEP
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.times import BadTime

_TIME = r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z"
QUICK = re.compile(_TIME).fullmatch
"""A time in UTC as most write it."""
_ALL_QUICK = re.compile(rf"(?:{_TIME}\n)++").fullmatch
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
        known = [name for name in names if name.__class__ in _IDS]
        keep = [bucket.append for bucket in self.hashes]
        for number in map(hash, known):
            keep[number & _BUCKETS - 1](number)
        self.count += len(known)

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
    """The days that hours in UTC fall on, for times written as most write them; and the span of them."""

    def __init__(self, job: ReadingJob) -> None:
        self.job = job
        self.days: dict[str, date] = {}
        self.low, self.high = "~", ""

    def begin(self, written: str) -> bool:
        """Whether the hour of a time tells the day it falls on; false: the time is to be read with care."""
        if not self._knows(written[:13]):
            return False
        self.high, self.low = max(self.high, written[:19]), min(self.low, written[:19])
        return True

    def _knows(self, hour: str) -> bool:
        if hour not in self.days:
            if len(self.days) >= _CACHED or (day := self._day(hour)) is None:
                return False
            self.days[hour] = day
        return True

    def of_all(self, times: Sequence[Any]) -> list[date] | None:
        """The days of many times; None: one of them is to be read with care, and none is counted."""
        try:
            text = "\n".join(times) + "\n"
        except TypeError:
            return None
        if text.count("\n") != len(times) or not _ALL_QUICK(text):
            return None
        hours = [written[:13] for written in times]
        if not all(map(self._knows, set(hours))):
            return None
        # texts in UTC of one form come in the order of time: the first and the last tell the span
        self.begin(min(times))
        self.begin(max(times))
        return [*map(self.days.__getitem__, hours)]

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
        """Hand the span over to the job."""
        for second in {self.low, self.high} - {"~", ""}:
            moment = self.job.time(second + "Z")
            if moment is not None:
                self.job.seen(moment)


_ONE = r"[^:=;,|\s]{1,60}\s*(?:[:=]\s*\d{1,9})?"
_LISTED = re.compile(rf"\s*{_ONE}\s*(?:[;,|]\s*(?:{_ONE}\s*)?)*")
_LIST_OF = re.compile(r"([^:=;,|\s]+)\s*(?:[:=]\s*(\d{1,9}))?")
_CLASSES = ("class", "type", "entity_type", "name", "label")
_SAME = 10_000


class Detections:
    """Counts what was found, class by class."""

    def __init__(self, job: ReadingJob) -> None:
        self.job = job
        self.counts: dict[str, int] = {}
        self.same: dict[tuple[Any, ...], list[Any]] = {}
        """Findings as they were written → how often, and the end of a row."""

    def mapping(self, found: dict[str, Any], where: str) -> str:
        """Classes with their counts; the end of a row that tells them."""
        key = (*found.items(),)
        try:
            known = self.same.get(key)
        except TypeError:
            return self.other(found, where)
        if known is None:
            counts = self._of_mapping(found, where)
            known = [0, counts, _row(counts)]
            if len(self.same) >= _SAME:
                self._fold(counts, 1)
                return str(known[2])
            self.same[key] = known
        known[0] += 1
        return known[2]  # type: ignore[no-any-return]  # a list holds anything

    def other(self, found: Any, where: str) -> str:
        """Findings written in another way: a list of words or records, `email:2;card:1`, classes of classes."""
        if isinstance(found, dict):
            counts = self._of_mapping(found, where)
        elif isinstance(found, list):
            counts = self._of_list(found, where)
        elif isinstance(found, str):
            counts = self._of_text(found, where)
        else:
            counts = {}
        self._fold(counts, 1)
        return _row(counts)

    def add(self, word: object, number: int, counts: dict[str, int]) -> None:
        """Count a class of one event."""
        known = self.job.admit(self.counts, "detections", word)
        self.counts.setdefault(known, 0)
        counts[known] = counts.get(known, 0) + number

    def flat(self, counts: dict[str, int]) -> str:
        """Classes that have a field each; the end of a row that tells them."""
        self._fold(counts, 1)
        return _row(counts)

    def finish(self) -> dict[str, int]:
        """All classes with their counts."""
        for often, counts, _ in self.same.values():
            self._fold(counts, often)
        self.same.clear()
        return {word: number for word, number in self.counts.items() if number}

    def _fold(self, counts: Mapping[str, int], often: int) -> None:
        for word, number in counts.items():
            self.counts[word] = self.counts.get(word, 0) + number * often

    def _of_mapping(self, found: Mapping[Any, Any], where: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        for word, number in found.items():
            if number.__class__ is not int:
                self._measure(f"{where}{STEP}{word}", number)
            if counted := as_count(number):
                self.add(word, counted, counts)
            else:
                self.job.admit(self.counts, "detections", word)
        return counts

    def _of_list(self, found: list[Any], where: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        for one in found:
            if not isinstance(one, dict):
                self.add(one, 1, counts)
                continue
            name = next((key for key in _CLASSES if key in one), "")
            self.add(one.get(name, ""), as_count(one.get("count", 1)) or 1, counts)
            for key, value in one.items():
                if key != name or not isinstance(value, str):
                    self._measure(f"{where}{STEP}{key}", value)
        return counts

    def _of_text(self, found: str, where: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        if found.lstrip().startswith(("{", "[")):
            self.job.note("detections written as JSON inside a field were not counted")
        elif len(found) <= 4000 and _LISTED.fullmatch(found):  # noqa: PLR2004  longer ones are no list of classes
            for match in _LIST_OF.finditer(found):
                self.add(match[1], int(match[2] or 1), counts)
            return counts
        if found.strip():
            self.job.drop(where)
        return counts

    def _measure(self, path: str, value: Any) -> None:
        self.job.guard.see({path: value})


def _row(counts: Mapping[str, int]) -> str:
    return ',"detections":' + to_json(counts).decode() if counts else ""
