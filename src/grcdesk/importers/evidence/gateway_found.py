"""What detectors found in an event: classes and counts, however a gateway writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json

from grcdesk.importers.evidence.gateway_fields import as_count
from grcdesk.importers.keeping.guard import STEP
from grcdesk.importers.reading.job import ReadingJob

_ONE = r"[^:=;,|\s]{1,60}\s*(?:[:=]\s*\d{1,9})?"
_LISTED = re.compile(rf"\s*{_ONE}\s*(?:[;,|]\s*(?:{_ONE}\s*)?)*")
_LIST_OF = re.compile(r"([^:=;,|\s]+)\s*(?:[:=]\s*(\d{1,9}))?")
_CLASSES = ("class", "type", "entity_type", "name", "label")
_CACHED = 10_000


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
            if len(self.same) >= _CACHED:
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
