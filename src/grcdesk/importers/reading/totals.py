"""The last row of a list that adds the others up: `Total`, `Sum`, `Gesamt`, with blanks or numbers beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, time
from typing import Any, TypeVar

from grcdesk.importers.reading.headings import blank

_WORD = re.compile(
    r"(?:(?:(?:grand|sub|overall)[ -]?)?(?:totals?|sums?)"
    r"(?: (?:of|in|for|number|count|users|accounts|rows|items)\b[^@]{0,30})?"
    r"|(?:gesamt(?:summe|zahl|ergebnis)?|summe|insgesamt|anzahl))(?![\w@])",
    re.IGNORECASE,
)
_SUM = re.compile(r"[-+(]?[€$£]?\s?\d[\d.,'\s]*\)?\s?[%€$£]?")
_COUNTED = re.compile(r"(?:grand )?total [\w ]{1,30}(?::\s*\d[\d.,]*|\(\d[\d.,]*\))", re.IGNORECASE)
_BEHIND = re.compile(r"[:\s]*\(?([-+]?\d[\d.,'\s]*)?\)?\s*")
_BEGINS = frozenset("tTsSgGiIaAoO ")
"""Letters the words of a total begin with, and a blank before them."""
_REMARKS = 20
"""Rows of one cell that may follow a total."""
Row = TypeVar("Row", bound=Sequence[Any])


def is_total(row: Sequence[Any]) -> bool:
    """Whether a row says that it adds up: its first word is of a total, and everything else blank or a number."""
    first = _first_cell(row)
    # every row of a list is asked: most are done with by their first letter
    if not isinstance(first, str) or (first[0].isascii() and first[0] not in _BEGINS):
        return False
    if not first.isspace() and not _says_total(first):
        return False
    cells = [cell for cell in row if not blank(cell)]
    return bool(cells) and _says_total(cells[0]) and not any(map(_is_entry, cells[1:]))


def _first_cell(row: Sequence[Any]) -> Any:
    """The first that is not empty; one of blanks alone is."""
    return next((cell for cell in row if cell is not None and cell != ""), None)


def _says_total(cell: object) -> bool:
    """Whether a cell is of a total: by its word, with a number behind it at most, or by a sentence that counts."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    if _COUNTED.fullmatch(text):
        return True
    word = _WORD.match(text)
    return word is not None and _BEHIND.fullmatch(text[word.end() :]) is not None


def _is_entry(cell: object) -> bool:
    """Whether a cell holds what no total has beside it: a day, a time, or text."""
    return isinstance(cell, date | time) or (isinstance(cell, str) and not _is_sum(cell))


def may_be_totals(first: Iterable[Any]) -> bool:
    """Whether by the first cell of each any of some rows may add up: else none of them has to be looked at."""
    begins = {cell[:1] if isinstance(cell, str) else "" for cell in first}
    return not begins.isdisjoint(_BEGINS) or "" in begins or not "".join(begins).isascii()


def _is_sum(cell: str) -> bool:
    return _SUM.fullmatch(cell.strip()) is not None


def told_total(number: int, below: int = 0) -> str:
    """What is told of it, and of the rows below."""
    more = f"; so are the {below} rows below it" if below else ""
    if below == 1:
        more = "; so is the row below it"
    return f"row {number} adds the others up: it is no row of the list{more}"


def without_total(
    rows: Iterable[tuple[int, Row]], done: Callable[[int, str], None]
) -> Iterator[tuple[int, Row]]:  # fmt: skip
    """The rows without a last one that adds them up, and without the remarks below it.

    Args:
        rows: with their numbers.
        done: told at the end how many are none of the list, and the sentence about them.
    """
    held: list[tuple[int, Row]] = []
    for number, row in rows:
        # a row of the list follows: what was held is a subtotal, and was a row like any other
        if held and (_filled(row) > 1 or len(held) > _REMARKS):
            yield from held
            held = []
        if held or is_total(row):
            held.append((number, row))
        else:
            yield number, row
    if held:
        done(len(held), told_total(held[0][0], len(held) - 1))


def _filled(row: Sequence[Any]) -> int:
    return sum(not blank(cell) for cell in row)
