"""Headings of columns: where they stand below titles, and how they are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_BRACKET = re.compile(r"\[[^\]]*\]")


def plain_heading(heading: str) -> str:
    """A heading as it is compared: `Email Address [Required]` and `email_address` are one."""
    return "".join(letter for letter in _BRACKET.sub("", heading).casefold() if letter.isalnum())


LOOKED_AT = 50
"""Rows with something in them among which the heading is looked for."""
_TITLE = 2
"""Cells that a row above the heading has at most: a title, or a name and its value."""


def find_heading(rows: Sequence[Sequence[object]]) -> int:
    """Which of the first rows of a list names its columns: the first that fills more than half of the list's width.

    Args:
        rows: rows that are not empty, from the first.
    """
    filled = [sum(not _blank(cell) for cell in row) for row in rows]
    width = _width(rows)
    for place, amount in enumerate(filled):
        if amount > max(1, width / 2):
            return place
        if amount > _TITLE:
            return 0
    return 0


def is_list(rows: Iterable[Sequence[object]]) -> bool:
    """Whether rows have columns, as a list does and a cover sheet does not."""
    return _width([row for row in rows if not all(map(_blank, row))][:LOOKED_AT]) > 1


def _width(rows: Sequence[Sequence[object]]) -> int:
    """How many columns most rows reach over."""
    reach = Counter(max((place for place, cell in enumerate(row, 1) if not _blank(cell)), default=0) for row in rows)
    return max(reach, key=lambda one: (reach[one], one), default=0)


def told_heading(line: int, above: int) -> str:
    """What is told when titles stand above the heading."""
    rows = "1 row above it is" if above == 1 else f"{above} rows above it are"
    return f"row {line} was taken for the heading; {rows} no part of the list"


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
