"""What a cell of a register says, from whatever people write to canonical text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grcdesk.errors import BadInput
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.times import BadTime
from grcdesk.importers.reading.words import WordBook, plain
from grcdesk.rules.controls.gap import person
from grcdesk.rules.registers.cells import CLEARS
from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.schemas.registers.tables import Words
from grcdesk.terms import Status
from grcdesk.text import clean
from grcdesk.wording import STATUS, word

_NEVER = re.compile(r"never\b.*|not (?:yet|done|assessed|reviewed)\b.*|outstanding|pending", re.IGNORECASE)
_NOT_ASKED = re.compile(r"n\s*/?\s*a\b.*|not (?:required|applicable|needed)\b.*|tbd|tbc|unknown|\?+", re.IGNORECASE)
_FLAGS = {
    **dict.fromkeys(("y", "true", "1", "x", "ja", "in scope", "on"), "yes"),
    **dict.fromkeys(("n", "false", "0", "nein", "out of scope", "off"), "no"),
}
_MONTHS = {
    "monthly": 1, "quarterly": 3, "semi annual": 6, "semi annually": 6, "half yearly": 6, "every 6 months": 6,
    "twice a year": 6, "annual": 12, "annually": 12, "yearly": 12, "every year": 12, "once a year": 12,
    "biennial": 24, "biennially": 24, "every two years": 24, "triennial": 36,
}  # fmt: skip
_COUNTED = re.compile(r"(?:every )?(\d{1,3}) ?(m|mo|month|months|y|yr|year|years)?")
_MOST_MONTHS = 120
_LISTED = re.compile(r"[;\n]")


class Silent(Exception):
    """The cell says in words that it says nothing: `N/A - Not Required`."""


class CellReader:
    """Understands the cells of one file."""

    def __init__(self, columns: Sequence[RegisterColumn], told: Words, days: DateColumns) -> None:
        """Take in what is known of its words and days.

        Args:
            columns: those that are read.
            told: by field, what words of the file mean, as a person said.
            days: its days.

        Raises:
            BadInput: for a word of ours that is none, or of a column without words.
        """
        terms = {one.name: _words(one) for one in columns if _words(one)}
        self.words = WordBook(terms, {one.name: _usual(one) for one in columns if one.name in terms}, told)
        self._days = days

    def read(self, column: RegisterColumn, given: str, line: int) -> str | None:
        """What a cell says, as canonical text; empty: nothing; None: that there is to be nothing.

        Raises:
            BadInput: when it cannot be understood; its message goes on after the name of the column.
            Silent: when it says in words that it says nothing.
        """
        text = clean(given.strip(), column.label)
        if column.kind is not CellKind.TEXT:
            text = " ".join(text.split())
        if not text:
            return ""
        known = self.words.read(column.name, text, line) if column.name in self.words.terms else ""
        if known:
            return known
        if text.casefold() in CLEARS and column.clears:
            return None
        if column.name in self.words.terms:
            return ""  # a word nobody knows is asked for with the others
        return _day(column, text, self._days) if column.kind is CellKind.DAY else _READERS[column.kind](column, text)


def _words(column: RegisterColumn) -> tuple[str, ...]:
    if column.kind is CellKind.FLAG:
        return ("yes", "no")
    return tuple(column.terms) if column.terms is not None else ()


def _usual(column: RegisterColumn) -> dict[str, str]:
    """What else can mean one of its words only."""
    if column.kind is CellKind.FLAG:
        return _FLAGS
    usual = dict(column.words)
    for term in column.terms or ():
        usual[plain(word(term))] = term.value
        if isinstance(term, Status):
            look = STATUS[term]
            usual |= {plain(look.code): term.value, plain(f"{look.glyph} {look.word}"): term.value}
    return usual


def _day(column: RegisterColumn, given: str, days: DateColumns) -> str | None:
    if _NEVER.fullmatch(given) and column.clears:
        return None
    if _NOT_ASKED.fullmatch(given) or _NEVER.fullmatch(given):
        raise Silent
    try:
        found = days.day(column.name, given)
    except BadTime as error:
        raise BadInput(f"is no day: {error}; write 2026-01-31") from error
    return found.isoformat() if found else ""


def _person(column: RegisterColumn, given: str) -> str:
    try:
        return person(given, column.label)
    except BadInput as error:
        raise BadInput(f"{_short(given)} is not a person: name one; the role has its own column") from error


def _number(column: RegisterColumn, given: str) -> str:
    if not (given.isascii() and given.isdigit() and len(given) < 7 and int(given) <= column.most):  # noqa: PLR2004
        raise BadInput(f"is {_short(given)}: a whole number from 0 to {column.most}")
    return str(int(given))


def _months(_: RegisterColumn, given: str) -> str:
    known = _MONTHS.get(plain(given))
    counted = _COUNTED.fullmatch(plain(given))
    if known is None and counted:
        known = int(counted[1]) * (12 if (counted[2] or "m").startswith("y") else 1)
    if known is None and _NOT_ASKED.fullmatch(given):
        raise Silent
    if known is None or not 1 <= known <= _MOST_MONTHS:
        raise BadInput(f"is {_short(given)}: write 12 months, annual, every 2 years")
    return f"{known} months"


def _list(_: RegisterColumn, given: str) -> str:
    return "; ".join(dict.fromkeys(" ".join(one.split()) for one in _LISTED.split(given) if one.strip()))


_READERS = {
    CellKind.LINE: lambda _, given: given,
    CellKind.TEXT: lambda _, given: given,
    CellKind.PERSON: _person,
    CellKind.NUMBER: _number,
    CellKind.MONTHS: _months,
    CellKind.LIST: _list,
}


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")  # noqa: PLR2004  what fits a line
