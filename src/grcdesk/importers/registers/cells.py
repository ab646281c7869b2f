"""What a cell of a register says, from whatever people write to canonical text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.registers.days import RegisterDays
from grcdesk.rules.controls.gap import person
from grcdesk.rules.registers.cells import CLEARS
from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.terms import Status
from grcdesk.text import clean
from grcdesk.wording import STATUS, word

YES = frozenset({"yes", "y", "true", "1", "x", "ja", "in scope", "on"})
NO = frozenset({"no", "n", "false", "0", "nein", "out of scope", "off"})
_NEVER = re.compile(r"never\b.*|not (?:yet|done|assessed|reviewed)\b.*|outstanding|pending", re.IGNORECASE)
_NOT_ASKED = re.compile(r"n\s*/?\s*a\b.*|not (?:required|applicable|needed)\b.*|tbd|tbc|unknown|\?+", re.IGNORECASE)
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


def understood(column: RegisterColumn, given: str, told: Mapping[str, str], days: RegisterDays) -> str | None:
    """What a cell says, as canonical text; empty: nothing; None: that there is to be nothing.

    Args:
        column: where it stands.
        given: the cell.
        told: what words of this column mean, folded, as a person said.
        days: reads the days of the file.

    Raises:
        BadInput: when it cannot be understood; its message goes on after the name of the column.
        Silent: when it says in words that it says nothing.
    """
    plain = clean(given.strip(), column.label)
    if column.kind is not CellKind.TEXT:
        plain = " ".join(plain.split())
    if not plain:
        return ""
    if (meaning := told.get(fold(plain))) is not None:
        plain = meaning
    known = _term(column, plain) if column.kind is CellKind.TERM else None
    if known is not None:
        return known
    if plain.casefold() in CLEARS and column.clears:
        return None
    return _day(column, plain, days) if column.kind is CellKind.DAY else _READERS[column.kind](column, plain)


def fold(text: str) -> str:
    """A word as words are compared: blanks, hyphens, underscores and capitals do not matter."""
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()


def _term(column: RegisterColumn, given: str) -> str | None:
    wanted = fold(given)
    for term in column.terms or ():
        spellings = {fold(term.value), fold(word(term))}
        if isinstance(term, Status):
            spellings |= {fold(STATUS[term].code), fold(f"{STATUS[term].glyph} {STATUS[term].word}")}
        if wanted in spellings:
            return term.value
    return column.words.get(wanted)


def _refuse_word(column: RegisterColumn, given: str) -> str:
    known = [word(term) for term in column.terms or ()]
    near = did_you_mean(given, known)
    raise BadInput(f"is {_short(given)}: one of {', '.join(known)}{f'; {near}' if near else ''}")


def _day(column: RegisterColumn, given: str, days: RegisterDays) -> str | None:
    if _NEVER.fullmatch(given) and column.clears:
        return None
    if _NOT_ASKED.fullmatch(given) or _NEVER.fullmatch(given):
        raise Silent
    return days.day(column.name, given)


def _person(column: RegisterColumn, given: str) -> str:
    try:
        return person(given, column.label)
    except BadInput as error:
        raise BadInput(f"{_short(given)} is not a person: name one; the role has its own column") from error


def _flag(_: RegisterColumn, given: str) -> str:
    folded = given.casefold()
    if folded not in YES | NO:
        raise BadInput(f"is {_short(given)}: write yes or no")
    return "yes" if folded in YES else "no"


def _number(column: RegisterColumn, given: str) -> str:
    if not (given.isascii() and given.isdigit() and len(given) < 7 and int(given) <= column.most):  # noqa: PLR2004
        raise BadInput(f"is {_short(given)}: a whole number from 0 to {column.most}")
    return str(int(given))


def _months(_: RegisterColumn, given: str) -> str:
    known = _MONTHS.get(fold(given))
    counted = _COUNTED.fullmatch(fold(given))
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
    CellKind.TERM: _refuse_word,
    CellKind.FLAG: _flag,
    CellKind.NUMBER: _number,
    CellKind.MONTHS: _months,
    CellKind.LIST: _list,
}


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")  # noqa: PLR2004  what fits a line
