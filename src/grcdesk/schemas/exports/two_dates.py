"""The two dates of a document: the day it is judged on, and up to where the records go that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TwoDates:
    """Both, as every document prints them. Nothing here comes from the clock on the wall."""

    judged: date
    """Dates and deadlines are held against this day."""
    entry: int
    """The last entry of the change log that changed data; exports and looks do not move it."""
    head: str
    """Its hash, hex."""
    recorded: datetime
    """When it was written, UTC."""
    recorded_on: date
    """The same in the zone of the desk."""
    stood: date | None = None
    """Of a desk as it stood: the day whose records are shown."""
    marks: tuple[str, ...] = ()
    """What every reader must know before all else, as `UNLOGGED: …`; the word before the colon stands on every page."""

    @property
    def records(self) -> str:
        """`entry 993, 2026-11-27 06:04Z`."""
        return f"entry {self.entry}, {self.recorded:%Y-%m-%d %H:%M}Z"

    @property
    def line(self) -> str:
        """What stands on every page."""
        return " · ".join((*self._words, f"Judged on {self.judged}", f"records as of {self.records}"))

    @property
    def _words(self) -> list[str]:
        return [mark.partition(":")[0] for mark in self.marks]

    @property
    def notices(self) -> tuple[str, ...]:
        """What stands on the first page: the marks, and that the two dates do not go together."""
        return (*self.marks, *([self.differ] if self.differ else []))

    @property
    def told(self) -> str:
        """The same within a sentence."""
        return " · ".join((*self._words, f"judged on {self.judged}", f"records as of {self.records}"))

    @property
    def made(self) -> datetime:
        """When what the document holds last changed: its time of making, UTC without saying so."""
        return self.recorded.replace(tzinfo=None, microsecond=0)

    @property
    def differ(self) -> str:
        """What a reader must know when the two do not go together; else nothing."""
        # worse than old records: they may hold what nobody knew on that day
        if self.recorded_on > self.judged:
            return (
                f"The records are newer than the day they are judged on: they hold what was entered up to "
                f"{self.recorded_on}, judged on {self.judged}. --at {self.judged} shows what was on record then."
            )
        if self.stood is not None and self.stood < self.judged:
            return (
                f"The records are those of {self.stood}; what was entered later is not in them. "
                f"They are judged on {self.judged}."
            )
        return ""
