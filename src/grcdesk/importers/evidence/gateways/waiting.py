"""Rows of events until they are written: by the batch, as each step for each of a million events is felt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic_core import to_json

from grcdesk.importers.evidence.gateways.seen import EventIds
from grcdesk.importers.keeping import looks
from grcdesk.importers.reading.job import ReadingJob

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ONE_ID = rf"(?>{_UUID}|(?>[A-Za-z]{{1,12}}[-_:./])?[0-9][0-9a-fA-F-]{{0,60}}+)"
_QUICK_IDS = re.compile(rf"{_ONE_ID}(?:\n{_ONE_ID})*+").fullmatch
"""Ids that need no second look."""
_NUMBERS = (int, float)


class WaitingRows:
    """What the next batch is made of, and the mean of how long events took."""

    def __init__(self, job: ReadingJob, ids: EventIds | None) -> None:
        self.job = job
        self.ids = ids
        """Where ids are remembered; None: in a second reading, where all of them are known."""
        self.waiting: list[tuple[object, int, str, str, str]] = []
        """What rows are made of: id, line, time, words, and the rest."""
        self.took: list[Any] = []
        """How long each event took, as it is written."""
        self._timed, self._latency = 0, 0.0

    def write(self) -> None:
        """Write the rows that wait, and remember their ids."""
        names = [row[0] for row in self.waiting]
        if self.ids is not None:
            self.ids.remember(names)
        lines = self._plain_lines() if _plain(names) else self._lines()
        self.job.lines.write("".join(lines).encode(), len(lines))
        self.job.account.used += len(lines)
        self.waiting.clear()
        self._sum_up()

    def _plain_lines(self) -> list[str]:
        return [
            f'{{"line":{line},"time":"{time}"{words},"id":"{name}"{rest}}}\n'
            for name, line, time, words, rest in self.waiting
        ]

    def _lines(self) -> list[str]:
        return [
            f'{{"line":{line},"time":"{time}"{words}{self._id(name)}{rest}}}\n'
            for name, line, time, words, rest in self.waiting
        ]

    def _id(self, name: object) -> str:
        """An id as a row holds it; empty when it is none, or reads as text."""
        text = str(name).strip() if isinstance(name, str | int) else ""
        if not text:
            return ""
        if not looks.is_id(text):
            self.job.drop("id")
            return ""
        return f',"id":{to_json(text).decode()}'

    def _sum_up(self) -> None:
        """Add up how long the events took; what is no number could be text."""
        numbers = [took for took in self.took if took.__class__ in _NUMBERS]
        self._timed, self._latency = self._timed + len(numbers), self._latency + sum(numbers)
        if len(numbers) < len(self.took):
            self.job.guard.see({"latency_ms": [took for took in self.took if took.__class__ not in _NUMBERS]})
        self.took.clear()

    def finish(self) -> None:
        """Tell the job how long the events took."""
        if self._timed:
            self.job.facts["mean latency ms"] = f"{self._latency / self._timed:.0f}"


def _plain(names: Iterable[object]) -> bool:
    """Whether all ids can be written as they are."""
    try:
        return _QUICK_IDS("\n".join(names)) is not None  # type: ignore[arg-type]  # what is no text falls out
    except TypeError:
        return False
