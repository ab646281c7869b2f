"""How wide a text stands on paper, in points, as Arial and its twins have it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from grcdesk.reports.arial import ASCII, OTHER, WIDE

_BOLD = 1.08
_RAGGED = 1.05
_TAIL = 4
"""Letters that may have room where an ellipsis would stand."""
_SPACE = re.compile(r"\s+")
_HASH = re.compile(r"[0-9a-f]{64}")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Points one line of the text takes at a size in points."""
    total = sum(_letter(letter) for letter in text)
    return total * size / 1000 * (_BOLD if bold else 1)


def _letter(letter: str) -> int:
    if " " <= letter <= "~":
        return ASCII[ord(letter) - 32]
    return WIDE if unicodedata.east_asian_width(letter) in "WF" else OTHER


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Points the widest word takes; ids and dates count as words, though a line may break at their hyphens.

    A hash is no word: it is broken wherever it stands, and would take the room of days and ids.
    """
    words = (word for word in _SPACE.split(text) if not _HASH.fullmatch(word))
    return max((width(word, size, bold=bold) for word in words), default=0.0)


def lines(text: str, room: float, size: float) -> int:
    """How many lines the text takes, as near as widths tell it: a line is not filled to its end."""
    return sum(1 + int(width(line, size) * _RAGGED / room) for line in text.split("\n"))


def shortened(text: str, room: float, size: float) -> str:
    """The text, or its beginning and an ellipsis, so that one line holds it."""
    left = room * 1000 / size - _letter("…")
    for place, letter in enumerate(text):
        left -= _letter(letter)
        if left < 0:
            whole = len(text) <= place + _TAIL and width(text, size) <= room
            return text if whole else text[:place].rstrip() + "…"
    return text


def shared(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Widths of columns that fill the room: in the proportion that is wanted, none under its least where that can be.

    Args:
        wanted: shares, of any unit.
        least: what keeps the longest word of each column whole.
        room: of all; the unit of `least`.
    """
    scale = room / sum(wanted)
    first = [one * scale for one in wanted]
    # not every word can stay whole: the widths that were asked for are the fairest then
    if sum(least) > room:
        return first
    given = [max(one, floor) for one, floor in zip(first, least, strict=True)]
    spare = [one - floor for one, floor in zip(given, least, strict=True)]
    over = sum(given) - room
    if over <= 0 or not sum(spare):
        return given if over > 0 else first
    return [one - over * free / sum(spare) for one, free in zip(given, spare, strict=True)]
