"""What the values of a column are, by measure: flags, numbers, days, times, else text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from decimal import Context, Decimal
from typing import Any

from grcdesk.importers.keeping import content, looks
from grcdesk.importers.reading.times import NOTHING, BadTime, read_time
from grcdesk.rules.audits.roles import ColumnKind

YES = frozenset(["true", "yes", "y", "1", "on", "passed", "pass", "ok"])
NO = frozenset(["false", "no", "n", "0", "off", "failed", "fail", "not_ok"])
"""Words of flags that need no word map."""
_SURE = frozenset(["true", "yes", "false", "no"])
"""Of these, the ones by which a column nobody knows is told to be flags."""
WHOLE, PARTS = 18, 18
"""Digits a number may have before and behind its point."""
_NUMBER = re.compile(r"([+-]?)(\d+)(?:([.,])(\d+))?(?:[eE]([+-]?\d{1,2}))?\s?(%?)", re.ASCII)
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?", re.ASCII)
"""A number as a column nobody knows must have it: `007` is a name."""
_WIDE = Context(prec=2 * (WHOLE + PARTS) + 100)
_LAST = Decimal(1).scaleb(-PARTS)
_THOUSANDS = 3
_DAYS = frozenset({ColumnKind.TIME, ColumnKind.DATE})
_SPEAK_FOR = {
    ColumnKind.TIME: _DAYS | {ColumnKind.NUMBER},
    ColumnKind.DATE: _DAYS,
    ColumnKind.NUMBER: frozenset({ColumnKind.NUMBER}),
}
"""Kind of a column → kinds its values may read as: seconds are counted in numbers, days are among times."""
_ORDER = (ColumnKind.FLAG, ColumnKind.NUMBER, ColumnKind.DATE, ColumnKind.TIME)


class BadNumber(ValueError):
    """The text is no number that can be read in one way. The message is a reason, without the text."""


def empty(value: Any) -> bool:
    """Whether nothing stands there: no value, or what sources write for none."""
    return value is None or value == "" or (isinstance(value, str) and (value in content.EMPTY or not value.strip()))


def decimal(value: Any) -> str | None:
    """A number as decimal text, the same for the same number: no exponent, no zeros at the end. None: there is none.

    What a program held as a binary fraction is rounded to those digits. `93 %` is 0.93. A comma is a decimal comma
    unless three digits follow it, which could be thousands.

    Raises:
        BadNumber: when it is none, can be read in two ways, or has more digits than may be.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        raise BadNumber("a flag and no number")
    is_binary = isinstance(value, float)
    text = (repr(value) if is_binary else str(value)).strip()
    if text.casefold() in NOTHING:
        return None
    number = _parsed(text)
    if is_binary:
        number = number.quantize(_LAST, context=_WIDE)
    said = digits(number)
    whole, _, rest = said.lstrip("-").partition(".")
    if len(whole) > WHOLE or len(rest) > PARTS:
        raise BadNumber(f"more than {WHOLE} digits before the point, or {PARTS} behind it")
    return "0" if said.strip("-0.") == "" else said


def _parsed(text: str) -> Decimal:
    """The number a text is, its exponent and percent sign taken in."""
    found = _NUMBER.fullmatch(text)
    if found is None or len(text) > 2 * (WHOLE + PARTS):
        raise BadNumber("no number")
    sign, whole, mark, rest, power, share = found.groups(default="")
    if mark == "," and len(rest) == _THOUSANDS:
        raise BadNumber("a number that can be read in two ways: write it with a point")
    hundredth = 2 if share else 0
    return Decimal(f"{sign}{whole}.{rest or 0}").scaleb(int(power or 0) - hundredth, _WIDE)


def digits(number: Decimal) -> str:
    """A number without an exponent, and without zeros at its end."""
    said = format(number, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


def reads_as(value: Any) -> frozenset[ColumnKind]:
    """The kinds a value may be of, text apart. A number is no time here: nobody said that it counts seconds."""
    if isinstance(value, bool):
        return frozenset({ColumnKind.FLAG})
    if isinstance(value, int | float):
        return frozenset({ColumnKind.NUMBER})
    text = str(value).strip()
    found = set()
    if text.casefold() in _SURE:
        found.add(ColumnKind.FLAG)
    if _PLAIN.fullmatch(text):
        found.add(ColumnKind.NUMBER)
    elif looks.measured(text) is looks.Reads.TIME:
        with suppress(BadTime):
            moment = read_time(text, UTC)
            found.add(ColumnKind.DATE if moment is not None and moment.day_only else ColumnKind.TIME)
    return frozenset(found)


@dataclass(slots=True)
class KindSeen:
    """What the values of one column were so far."""

    every: set[ColumnKind] = field(default_factory=lambda: set(_ORDER))
    """Kinds that all of them may be of."""
    some: set[ColumnKind] = field(default_factory=set)
    """Kinds that any of them may be of."""
    seen: bool = False
    """Whether there was any value."""
    asked: bool = False
    """Whether `some` matters: by its name it may be a column of the role that is no text."""

    @property
    def settled(self) -> bool:
        """Whether further values can tell nothing new."""
        return self.seen and not self.every and (not self.asked or len(self.some) == len(_ORDER))

    def see(self, values: Iterable[Any]) -> None:
        """Look at different values."""
        for value in values:
            if empty(value):
                continue
            kinds = reads_as(value)
            self.seen = True
            self.some |= kinds
            if ColumnKind.DATE in kinds and ColumnKind.TIME in self.every:
                kinds |= {ColumnKind.TIME}  # days among times are times
            self.every &= kinds

    @property
    def kind(self) -> ColumnKind:
        """What a column nobody knows holds."""
        return next((kind for kind in _ORDER if self.seen and kind in self.every), ColumnKind.TEXT)

    def may_be(self, kind: ColumnKind) -> bool:
        """Whether any value, or none at all, speaks for that kind. Times may be counted in seconds, flags be words."""
        if kind is ColumnKind.TEXT or not self.seen:
            return True
        if kind is ColumnKind.FLAG:  # a word map may say of any word what it means, of days it says nothing
            return not self.some or bool(self.some - _DAYS)
        return bool(self.some & _SPEAK_FOR[kind])
