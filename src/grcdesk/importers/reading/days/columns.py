"""The days of a column, judged together: 31/12/2026 makes 03/04/2026 clear; without such a witness it is asked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, tzinfo

from grcdesk.errors import BadInput
from grcdesk.importers.reading.days.forms import EXCEL, DayForms, OrderSeen, read_said
from grcdesk.importers.reading.times import Moment, day_of, read_time
from grcdesk.terms.interchange import DayOrder
from grcdesk.wording import count, join

CURE = "say what stands first: --dates day-first or --dates month-first"


class DateColumns:
    """Reads the days of some columns of one list."""

    def __init__(
        self,
        columns: Mapping[str, Iterable[tuple[int, str]]],
        *,
        told: DayOrder | None = None,
        file: str = "",
        serial: date = EXCEL,
        months: Collection[str] = (),
        names: Mapping[str, str] | None = None,
        ask: bool = True,
    ) -> None:
        """Look at all cells of these columns.

        Args:
            columns: by name, the cells with their lines.
            told: what stands first in days with slashes, where the column itself does not tell.
            file: for messages.
            serial: day 0 of the numbers that stand for days.
            names: what a person reads as the name of a column, where it has another.
            ask: whether to ask when days can be read in two ways; else each of them is refused where it is read.
            months: columns in which a month alone will do; it is read as its first day.

        Raises:
            BadInput: naming every column whose days can be read in two ways, when nobody said which.
        """
        self._forms: dict[str, DayForms] = {}
        self._months = Counter[str]()
        unsure = []
        for what, cells in columns.items():
            seen = OrderSeen()
            for line, text in cells:
                seen.see(line, text)
            order = seen.order or told
            if order is None and seen.unsure:
                unsure.append(f"{(names or {}).get(what, what)} {seen.unsure[1]!r} in row {seen.unsure[0]}")
            self._forms[what] = DayForms(order, serial, months=what in months)
        if unsure and ask:
            raise BadInput(f"{join(unsure)} can be read in two ways", hint=CURE, file=file)

    def moment(self, what: str, text: str, zone: tzinfo = UTC) -> Moment | None:
        """The time a cell means; None where it says that there is none.

        Raises:
            BadTime: when it cannot be told.
        """
        forms = self._forms.get(what, DayForms())
        found = read_time(text, zone, forms)
        if found is not None and found.day_only and forms.months:
            said = read_said(text.strip(), forms)
            self._months[what] += said is not None and said.month_only
        return found

    def day(self, what: str, text: str) -> date | None:
        """The day a cell means.

        Raises:
            BadTime: as `moment`.
        """
        found = self.moment(what, text)
        return day_of(found, UTC) if found else None

    @property
    def notes(self) -> tuple[str, ...]:
        """Where a month was read as its first day."""
        return tuple(
            f"{what.replace('_', ' ')} names only a month in {count(number, 'row')}: read as its first day"
            for what, number in sorted(self._months.items())
            if number
        )
