"""Days of a list as people write them. A column is judged as a whole; what is no day is left empty and named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC

from grcdesk.errors import BadInput
from grcdesk.importers.reading import slashes
from grcdesk.importers.reading.slashes import SlashOrder
from grcdesk.importers.reading.times import BadTime, day_of, read_time
from grcdesk.terms.requests import DayOrder
from grcdesk.wording import count

_MONTHS = {name: number for number, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_LONG = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .\-]+([A-Za-z]{3,9})\.?,?[ \-]+(\d{4})")
_AMERICAN = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
_NO_DAY = 3
"""Values that are quoted."""


class DayReader:
    """Reads the days of some columns."""

    def __init__(self, columns: Mapping[str, Sequence[tuple[int, str]]], told: DayOrder | None) -> None:
        """`columns` are the cells with their rows; `told` is what stands first in days with slashes.

        Raises:
            BadInput: when days with slashes can be read in two ways and nobody said which.
        """
        self._orders: dict[str, SlashOrder] = {}
        self._bad: dict[str, Counter[str]] = {}
        for what, cells in columns.items():
            texts = [text for _, text in cells]
            found = slashes.order(texts)
            self._orders[what] = SlashOrder(told.value) if told else found
            if self._orders[what] is SlashOrder.UNKNOWN:
                self._refuse_unsure(what, cells)

    def _refuse_unsure(self, what: str, cells: Sequence[tuple[int, str]]) -> None:
        for number, text in cells:
            try:
                self._iso(text.strip())
            except BadTime as error:
                if "month first" in str(error):
                    raise BadInput(
                        f"{what} {text.strip()!r} in row {number} can be read in two ways",
                        hint="--dates day or --dates month says what stands first",
                    ) from None

    def read(self, what: str, given: str) -> str:
        """The day as 2026-01-31; empty where none stands."""
        text = slashes.written_out(given.strip(), self._orders.get(what, SlashOrder.UNKNOWN))
        try:
            return self._iso(text)
        except BadTime:
            self._bad.setdefault(what, Counter())[" ".join(text.split())[:40]] += 1
            return ""

    def _iso(self, text: str) -> str:
        found = read_time(_plain(text), UTC)
        return day_of(found, UTC).isoformat() if found else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was no day."""
        made = []
        for what, bad in self._bad.items():
            shown = ", ".join(repr(text) for text, _ in bad.most_common(_NO_DAY))
            more = "" if len(bad) <= _NO_DAY else " and others"
            made.append(f"{what} left empty in {count(bad.total(), 'row')}, which hold no day: {shown}{more}")
        return tuple(made)


def _plain(text: str) -> str:
    """A day with the name of its month as digits; anything else as it stands."""
    long, american = _LONG.fullmatch(text), _AMERICAN.fullmatch(text)
    day, month, year = (long[1], long[2], long[3]) if long else ("", "", "")
    if american:
        month, day, year = american[1], american[2], american[3]
    number = _MONTHS.get(month[:3].casefold())
    return f"{year}-{number:02}-{int(day):02}" if number else text
