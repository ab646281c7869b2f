"""The last row of a list that adds the others up: `Total`, `Sum`, `Gesamt`, with blanks or numbers beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from typing import Any, TypeVar

_WORD = re.compile(
    r"(?:(?:(?:grand|sub|overall)[ -]?)?(?:totals?|sums?)"
    r"(?: (?:of|in|for|number|count|users|accounts|rows|items)\b[^@]{0,30})?"
    r"|(?:gesamt(?:summe|zahl|ergebnis)?|summe|insgesamt|anzahl))(?![\w@])",
    re.IGNORECASE,
)
_SUM = re.compile(r"[-+(]?[€$£]?\s?\d[\d.,'\s]*\)?\s?[%€$£]?")
_BEHIND = re.compile(r"[:\s]*\(?([-+]?\d[\d.,'\s]*)?\)?\s*")
T = TypeVar("T")


def is_total(row: Sequence[Any]) -> bool:
    """Whether a row says that it adds up: its first word is of a total, and everything else blank or a number."""
    cells = [cell for cell in row if cell is not None and (not isinstance(cell, str) or cell.strip())]
    if not cells or not isinstance(cells[0], str) or any(isinstance(cell, date | time) for cell in cells):
        return False
    word = _WORD.match(cells[0].strip())
    if word is None or not _BEHIND.fullmatch(cells[0].strip()[word.end() :]):
        return False
    return all(not isinstance(cell, str) or _SUM.fullmatch(cell.strip()) for cell in cells[1:])


def told_total(number: int) -> str:
    """What is told of it."""
    return f"row {number} adds the others up: it is no row of the list"


def without_total(rows: Iterable[tuple[int, Sequence[Any]]], notes: list[str]) -> Iterator[tuple[int, Any]]:
    """The rows without a last one that adds them up, which is told."""
    held: tuple[int, Any] | None = None
    for one in rows:
        if held is not None:
            yield held
        held = one
    if held is not None and is_total(held[1]):
        notes.append(told_total(held[0]))
    elif held is not None:
        yield held
