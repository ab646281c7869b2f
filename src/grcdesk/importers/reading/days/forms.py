"""Days as people write them: 1.3.2026, 3/1/2026 9:12 AM, 1 March 2026, a number of a spreadsheet, a month alone.

Whether the day or the month stands first is told by the column a day stands in, by a person, or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from grcdesk.terms.interchange import DayOrder

EXCEL = date(1899, 12, 30)
"""Day 0 of a spreadsheet; of books that count from 1904 it is another."""
EXCEL_1904 = date(1904, 1, 1)
_MONTHS_OF_A_YEAR = 12
_HALF_DAY = 12
_CLOCK = (
    r"(?:[ ,T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})|\s+Uhr)?)?"
)
_WEEKDAY = r"(?:[A-Za-z]{2,10}\.?,?\s+)?"
_NAME = r"(?P<name>[A-Za-zäÄ]{3,9})\.?"
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})" + _CLOCK)
_NAMED = re.compile(
    _WEEKDAY
    + r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[/\- ]*(?:of )?"
    + _NAME
    + r",?[/\- ]+(?P<year>\d{4}|\d{2})"
    + _CLOCK
)
_AMERICAN = re.compile(_WEEKDAY + _NAME + r"[ \-](?P<day>\d{1,2})(?:st|nd|rd|th)?,? +(?P<year>\d{4})" + _CLOCK)
_MONTH = re.compile(
    r"(?P<y1>\d{4})[-/](?P<m1>\d{1,2})|(?P<m2>\d{1,2})[./-](?P<y2>\d{4})"
    r"|(?P<name>[A-Za-zäÄ]{3,9})\.?,?[ \-]+(?P<y3>\d{4})"
)
_PACKED = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])")
_SERIAL = re.compile(r"(?P<days>[1-9]\d{4})(?P<part>\.\d{1,15})?")
_NAMES = (
    *("january jan januar jänner", "february feb februar", "march mar märz mär mrz maerz", "april apr", "may mai"),
    *("june jun juni", "july jul juli", "august aug", "september sep sept", "october oct oktober okt"),
    *("november nov", "december dec dezember dez"),
)
_NUMBER_OF = {word: number for number, words in enumerate(_NAMES, 1) for word in words.split()}
_NONE = re.compile(
    r"(?:n\.?/?a\.?|never|not (?:yet )?(?:applicable|required|available|assessed|reviewed|set)|nie|entfällt)"
    r"(?:\b.*|(?<=\.).*)?",
    re.IGNORECASE | re.DOTALL,
)
TWO_WAYS = "day or month first? write it as 2026-01-31"


class BadTime(ValueError):
    """The text is no time that is known here. The message is a reason, without the text."""


class TwoWays(BadTime):
    """A day that can be read in two ways."""


@dataclass(frozen=True, slots=True)
class DayForms:
    """What else may stand for a day where a column is known to hold days."""

    order: DayOrder | None = None
    """What stands first in 3/2/2026."""
    serial: date | None = None
    """Day 0 of the numbers a spreadsheet has for days; None: a number is no day, 20260131 neither."""
    months: bool = False
    """Whether a month alone will do; it is read as its first day."""


PLAIN = DayForms()


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day that was read, with its hour where one stood there."""

    day: date
    clock: tuple[int, int, int] | None = None
    zone: str = ""
    month_only: bool = False


def says_none(text: str) -> bool:
    """Whether a cell says in words that there is no day: `Never assessed`, `N/A - not required`."""
    return _NONE.fullmatch(text.strip()) is not None


def read_said(text: str, forms: DayForms = PLAIN) -> SaidDay | None:
    """The day that a text means; None when it is written in no form that is known here.

    Raises:
        TwoWays: when it can be read in two ways.
        ValueError: when there is no such day or hour.
    """
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found, forms.order)
    if found := (_NAMED.fullmatch(text) or _AMERICAN.fullmatch(text)):
        return _named(found)
    if forms.serial and (found := _PACKED.fullmatch(text)):
        return SaidDay(date(*map(int, found.groups())))
    if forms.serial and (found := _SERIAL.fullmatch(text)):
        return _serial(found, forms.serial)
    if forms.months and (found := _MONTH.fullmatch(text)):
        return _month(found)
    return None


def _named(found: re.Match[str]) -> SaidDay | None:
    """A day whose month has a name; None where nobody knows a month of that name."""
    month = _NUMBER_OF.get(found["name"].casefold())
    return None if month is None else _clocked(date(_year(found["year"]), month, int(found["day"])), found)


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else 2000 + int(text)  # noqa: PLR2004


def _numeric(found: re.Match[str], order: DayOrder | None) -> SaidDay | None:
    """Two numbers and a year: what stands first, as the column tells, else the signs, else that there are 12 months."""
    a, b, dotted = int(found["a"]), int(found["b"]), found["mark"] == "."
    if len(found["year"]) == 2 and not dotted and order is None:  # noqa: PLR2004  26/03/01 could be any of three
        raise TwoWays(TWO_WAYS)
    first = order or _by_signs(found)
    # no month goes beyond 12: a day that cannot be meant otherwise goes before what the column says
    if b > _MONTHS_OF_A_YEAR:
        first = DayOrder.MONTH
    elif a > _MONTHS_OF_A_YEAR or a == b:
        first = DayOrder.DAY
    if first is None:
        raise TwoWays(TWO_WAYS)
    month, day = (a, b) if first is DayOrder.MONTH else (b, a)
    return _clocked(date(_year(found["year"]), month, day), found)


def _by_signs(found: re.Match[str]) -> DayOrder | None:
    """Days with dots begin with the day; those with a.m. or p.m. behind them with the month."""
    if found["mark"] == ".":
        return DayOrder.DAY
    return DayOrder.MONTH if found["half"] else None


def _clocked(day: date, found: re.Match[str]) -> SaidDay:
    """With the clock of twelve or twenty-four hours behind it."""
    if found["hour"] is None:
        return SaidDay(day)
    hours, half = int(found["hour"]), found["half"]
    if half:
        if not 1 <= hours <= _HALF_DAY:
            raise BadTime("no such hour")
        hours = hours % _HALF_DAY + (_HALF_DAY if half[0] in "pP" else 0)
    zone = found["zone"] or ""
    return SaidDay(day, (hours, int(found["minute"]), int(found["second"] or 0)), "Z" if zone == "GMT" else zone)


def _serial(found: re.Match[str], start: date) -> SaidDay:
    seconds = round(float(found["part"] or 0) * 86_400)
    day = start + timedelta(days=int(found["days"]) + seconds // 86_400)
    seconds %= 86_400
    return SaidDay(day, (seconds // 3600, seconds // 60 % 60, seconds % 60) if seconds else None)


def _month(found: re.Match[str]) -> SaidDay | None:
    year = found["y1"] or found["y2"] or found["y3"]
    month = _NUMBER_OF.get(found["name"].casefold()) if found["name"] else int(found["m1"] or found["m2"])
    return None if month is None else SaidDay(date(int(year), month, 1), month_only=True)


class OrderSeen:
    """What the days of one column say together of what stands first in them."""

    def __init__(self) -> None:
        self.found: set[DayOrder] = set()
        self.unsure: tuple[int, str] | None = None
        """The first day that can be read in two ways, with its line."""

    def see(self, line: int, text: str) -> None:
        """Look at a value."""
        day = _NUMERIC.fullmatch(text.strip())
        if day is None:
            return
        a, b, dotted = int(day["a"]), int(day["b"]), day["mark"] == "."
        short = len(day["year"]) == 2 and not dotted  # noqa: PLR2004  in 26/03/01 the year may stand first
        if a > _MONTHS_OF_A_YEAR >= b and not short:
            self.found.add(DayOrder.DAY)
        elif b > _MONTHS_OF_A_YEAR >= a:
            self.found.add(DayOrder.MONTH)
        elif self.unsure is None and (short or (a != b and _by_signs(day) is None)):
            self.unsure = (line, text.strip())

    @property
    def order(self) -> DayOrder | None:
        """What all of them have in common; None when no day tells, or two tell otherwise."""
        return next(iter(self.found)) if len(self.found) == 1 else None


def written_out(text: str, order: DayOrder) -> str:
    """A day in figures as 2026-03-01, its hour behind it; everything else as it stands."""
    day = _NUMERIC.fullmatch(text.strip())
    try:
        said = _numeric(day, order) if day else None
    except ValueError:
        return text
    if said is None:
        return text
    clock = f" {said.clock[0]:02}:{said.clock[1]:02}:{said.clock[2]:02}{said.zone}" if said.clock else ""
    return f"{said.day.isoformat()}{clock}"
