"""Tables of text in a given width. Pure: widths in terminal cells, no terminal asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

GAP = 2
CUT = ".."


@dataclass(frozen=True, slots=True)
class TextCell:
    """Text of one line, and the ANSI colour it takes (empty: none)."""

    text: str
    colour: str = ""


def width(text: str) -> int:
    """Terminal cells the text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def cut(text: str, room: int) -> str:
    """The text in at most `room` cells, ending in `..` when something was cut off."""
    if width(text) <= room:
        return text
    kept, used = "", 0
    for character in text:
        step = width(character)
        if used + step > room - len(CUT):
            break
        kept += character
        used += step
    return kept + CUT


def fit(
    heads: Sequence[TextCell],
    rows: Sequence[Sequence[TextCell]],
    ranks: Sequence[int],
    elastic: Sequence[int],
    room: int,
) -> tuple[list[str], int]:
    """Lines of a table in `room` cells (0: any width), and how many columns were left out.

    Elastic columns are cut first, down to the cells `elastic` names, the widest one soonest; then columns of the
    highest rank go, the last one first.
    Columns of rank 0 always stay.
    """
    lines = [list(heads), *(list(row) for row in rows)]
    kept = list(range(len(heads)))
    widths = [max(width(line[index].text) for line in lines) for index in kept]
    least = [min(widths[index], elastic[index] or widths[index]) for index in kept]
    if room:
        kept = _fitting(least, ranks, room)
        widths = _narrowed(widths, least, kept, room)
    drawn = [_line([line[index] for index in kept], [widths[index] for index in kept]) for line in lines]
    return drawn, len(heads) - len(kept)


def _fitting(least: Sequence[int], ranks: Sequence[int], room: int) -> list[int]:
    """The columns that stay when each is as narrow as it may be: those of the highest rank go, the last one first."""
    kept = list(range(len(least)))
    while _sum([least[index] for index in kept]) > room:
        droppable = [index for index in kept if ranks[index] > 0]
        if not droppable:
            break
        kept.remove(max(droppable, key=lambda index: (ranks[index], index)))
    return kept


def _narrowed(widths: Sequence[int], least: Sequence[int], kept: Sequence[int], room: int) -> list[int]:
    """The widths, the widest column that can give way made narrower cell by cell until all of them fit."""
    found = list(widths)
    while _sum([found[index] for index in kept]) > room:
        elastic = [index for index in kept if found[index] > least[index]]
        if not elastic:
            break
        found[max(elastic, key=lambda index: found[index])] -= 1
    return found


def _sum(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * max(len(widths) - 1, 0)


def _line(cells: Sequence[TextCell], widths: Sequence[int]) -> str:
    parts = []
    for cell, room in zip(cells, widths, strict=True):
        shown = cut(cell.text, room)
        blanks = " " * (room - width(shown))
        parts.append((f"\x1b[{cell.colour}m{shown}\x1b[0m" if cell.colour else shown) + blanks)
    return (" " * GAP).join(parts).rstrip()
