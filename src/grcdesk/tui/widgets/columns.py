"""Columns of a virtual table, and which of them fit a width."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from grcdesk.tui.kit.looks import Cell

MARK_WIDTH = 2
"""Cells before the first column, where marks stand."""

EXTRA = 5
"""Columns ranked above it are dropped before others take their narrower form."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: how wide, how soon it gives way, and what it draws of a row."""

    name: str
    title: str
    width: int
    """Least width in cells."""
    cell: Callable[[Any], Cell]
    rank: int = 0
    """0 always stays; of the others the highest goes first when the terminal is narrow."""
    flex: bool = False
    """Takes the room that is left."""
    short: tuple[int, Callable[[Any], Cell]] | None = None
    """A narrower form, its width and what it draws, taken before a column is dropped."""
    badge: bool = False
    """Whether its cells are filled as far as their words go; the width counts the air of one cell at both sides."""


def fitting(columns: tuple[ListColumn, ...], width: int) -> tuple[ListColumn, ...]:
    """The columns shown in `width` cells, with the room left over given to the flexible ones."""
    kept = list(columns)
    _drop(kept, width, EXTRA)
    # the least important gives way first, columns of one rank together
    for rank in sorted({one.rank for one in kept if one.short}, reverse=True):
        if _needed(kept) > width:
            kept = [_narrow(one) if one.rank == rank else one for one in kept]
    _drop(kept, width, 0)
    spare = max(0, width - _needed(kept))
    flexible = [column for column in kept if column.flex]
    if not spare or not flexible:
        return tuple(kept)
    share, odd = divmod(spare, len(flexible))
    extra = {column.name: share + (odd if column is flexible[0] else 0) for column in flexible}
    return tuple(replace(column, width=column.width + extra.get(column.name, 0)) for column in kept)


def _narrow(column: ListColumn) -> ListColumn:
    if column.short is None:
        return column
    width, cell = column.short
    return replace(column, width=width, cell=cell, short=None)


def _drop(kept: list[ListColumn], width: int, above: int) -> None:
    """Drop columns ranked above that until the rest fits."""
    while _needed(kept) > width:
        loose = [column for column in kept if column.rank > above]
        if not loose:
            break
        kept.remove(max(reversed(loose), key=lambda column: column.rank))


def _needed(columns: list[ListColumn]) -> int:
    return MARK_WIDTH + sum(column.width + 1 for column in columns) - 1
