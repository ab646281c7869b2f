"""Days of a list as people write them. A column is judged as a whole; what is no day is left empty and named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.times import BadTime
from grcdesk.terms.interchange import DayOrder
from grcdesk.wording import count

_NO_DAY = 3
"""Values that are quoted."""


class DayReader:
    """Reads the days of some columns."""

    def __init__(self, columns: Mapping[str, Sequence[tuple[int, str]]], told: DayOrder | None, file: str = "") -> None:
        """`columns` are the cells with their rows; `told` is what stands first in days with slashes.

        Raises:
            BadInput: when days with slashes can be read in two ways and nobody said which.
        """
        self._columns = DateColumns(columns, told=told, file=file)
        self._bad: dict[str, Counter[str]] = {}

    def read(self, what: str, given: str) -> str:
        """The day as 2026-01-31; empty where none stands."""
        try:
            found = self._columns.day(what, given)
        except BadTime:
            self._bad.setdefault(what, Counter())[" ".join(given.split())[:40]] += 1
            return ""
        return found.isoformat() if found else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was no day."""
        made = []
        for what, bad in self._bad.items():
            shown = ", ".join(repr(text) for text, _ in bad.most_common(_NO_DAY))
            more = "" if len(bad) <= _NO_DAY else " and others"
            rows = count(bad.total(), "row")
            made.append(f"{what} left empty in {rows}, for it is no day: {shown}{more}")
        return tuple(made)
