"""How much room text takes in a workbook: lines are counted before any spreadsheet draws them."""

from __future__ import annotations

from grcdesk.reports.arial import ASCII, OTHER, WIDE

_SPACE = ASCII[0]
_WIDE_FROM = 0x2E80
"""From here on signs are as wide as they are high."""
BOLD = 1.07
"""How much wider bold letters are."""
SPARE = 0.97
"""Of the room of a line that is counted on: programs round, each in its own way."""
_INSET = 5
"""Pixels of a column in which no letter stands."""
_KEPT = 200_000


class _Widths(dict[str, int]):
    """Width by letter; of those that are not known, a generous guess."""

    def __missing__(self, letter: str) -> int:
        width = self[letter] = OTHER if ord(letter) < _WIDE_FROM else WIDE
        return width


_WIDTHS = _Widths({chr(number): width for number, width in enumerate(ASCII, 32)})
_WORDS: dict[str, int] = {}
"""Widths of words seen; the words of a workbook are few."""


def _word(word: str) -> int:
    width = _WORDS.get(word)
    if width is None:
        width = sum(map(_WIDTHS.__getitem__, word))
        # a file of nothing but different words must not fill the memory
        if len(_WORDS) < _KEPT:
            _WORDS[word] = width
    return width


def points(text: str, size: float, *, bold: bool = False) -> float:
    """How long a line of text is, in points."""
    return sum(map(_WIDTHS.__getitem__, text)) * size / 1000 * (BOLD if bold else 1)


def room(pixels: float, size: float, *, bold: bool = False) -> float:
    """What a line of a column so wide holds, in thousandths of the letter size."""
    return max((pixels - _INSET) * 0.75 * SPARE * 1000 / size / (BOLD if bold else 1), 1.0)


def lines(text: str, line: float) -> int:
    """Lines the text takes where each holds so much (see `room`): words wrap, longer words break."""
    total = 0
    for part in text.split("\n") if "\n" in text else (text,):
        total += 1
        used = 0.0
        for word in part.split(" "):
            width = _WORDS.get(word) or _word(word)
            if used and used + _SPACE + width > line:
                total, used = total + 1, 0.0
            if width > line:
                # rounded up: a word longer than the line is broken over several
                over = int(-(-width // line)) - 1
                total, width = total + over, int(width - over * line)
            used += width + (_SPACE if used else 0)
    return total


def shortened(text: str, size: float, most: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as is at most so many points long, with an ellipsis."""
    while text not in ("", "…") and points(text, size, bold=bold) > most:
        text = text.removesuffix("…")[:-1].rstrip() + "…"
    return text
