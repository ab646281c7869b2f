"""Columns of a virtual table: which of them fit a width, and how wide each is by what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rich.cells import cell_len

from grcdesk.text import show
from grcdesk.tui.kit.looks import Cell

MARK_WIDTH = 2
"""Cells before the first column, where marks stand."""

EXTRA = 5
"""Columns ranked above it are dropped before others are cut or take their narrower form."""

WIDE = 110
"""Columns of a terminal from which on a pane beside the list says the row under the cursor in full."""

BARE = 20
"""Cells of a flexible column there, before something else is cut."""

COMFORT = 32
"""Cells of a flexible column that must be there before an extra column is shown beside it."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: how wide, how soon it gives way, and what it draws of a row."""

    name: str
    title: str
    width: int
    """Cells it keeps when room is short, unless all that stands in it is narrower."""
    cell: Callable[[Any], Cell]
    rank: int = 0
    """0 always stays; of the others the highest goes first when the terminal is narrow."""
    flex: bool = False
    """Takes the room that is left."""
    short: tuple[int, Callable[[Any], Cell]] | None = None
    """A narrower form, its width and what it draws, taken before a column is dropped."""
    keeps: bool = False
    """Its narrower form is taken on narrow terminals only, and not where the list is narrow for the pane beside it."""
    most: int = 44
    """Cells it is widened to at most, unless it is flexible."""
    full: Callable[[Any], str] | None = None
    """All of it, where the cell is made short for one line."""
    value: Callable[[Any], Any] | None = None
    """What it is sorted by; None: by what it shows."""
    badge: bool = False
    """Whether its cells are filled as far as their words go; the width counts the air of one cell at both sides."""


GRANT = 8
"""Cells that a column gets beyond its width, before lesser columns are shown, where that makes it whole."""

Needs = Mapping[str, int]
"""By the name of a column: cells of the widest that stands in it."""


def cells_of(value: str) -> int:
    """Cells a text takes when it is drawn."""
    # nearly all that is measured is plain text, for which this costs far less
    return len(value) if value.isascii() and value.isprintable() else cell_len(show(value))


def fitting(
    columns: tuple[ListColumn, ...], width: int, needs: Needs | None = None, *, beside: bool = False
) -> tuple[ListColumn, ...]:
    """The columns shown in `width` cells, each as wide as what stands in it while there is room.

    The richest of a row of plans that fits is taken. Each plan shows less than the one before it, so a wider table
    never shows less than a narrower one.

    Args:
        columns: all there are.
        width: cells there are.
        needs: what is known of what stands in them.
        beside: whether a pane beside the list says the row under the cursor in full.
    """
    known = needs or {}
    kept: list[ListColumn] = []
    for kept in _plans(columns, known, beside=beside):
        if _needed(kept) <= width:
            break
    return tuple(_widened(kept, max(0, width - _needed(kept)), known))


def spread(columns: Iterable[ListColumn], row: Any) -> Iterator[tuple[ListColumn, Cell]]:
    """The cells of a row, each with its column: one that would be cut begins in an empty one at its left."""
    empty: tuple[ListColumn, Cell] | None = None
    for column in columns:
        cell, wide = column.cell(row), column
        if empty is not None and not column.badge and cells_of(cell.text) > column.width:
            wide = replace(column, width=empty[0].width + 1 + column.width)
        elif empty is not None:
            yield empty
        empty = None if cell.text else (column, cell)
        if empty is None:
            yield wide, cell
    if empty is not None:
        yield empty


def _plans(columns: tuple[ListColumn, ...], needs: Needs, *, beside: bool) -> Iterator[list[ListColumn]]:
    """What could be shown, from all of it whole to the least that stays."""
    least = {one.name: min(one.width, _want(one, needs)) for one in columns}
    kept = [replace(one, width=_comfort(one, needs)) for one in columns]
    yield kept
    for fewer in _without_extras(kept):
        kept = fewer
        yield kept
    # titles give way before owners, dates and ids are cut
    kept = _cut_titles(kept, least)
    yield kept
    if beside:
        kept = _short_beside(kept)
        yield kept
        for one in kept:
            if one.flex:
                least[one.name] = min(least[one.name], BARE)
        kept = _cut_titles(kept, least)
        yield kept
    # what matters less goes before what matters more is cut
    for rank in sorted({one.rank for one in kept}, reverse=True):
        for less in _giving_way(kept, rank, least):
            kept = less
            yield kept


def _short_beside(kept: list[ListColumn]) -> list[ListColumn]:
    """The columns where a pane says the row in full: they make room for what tells rows apart at a glance."""
    return [replace(one, short=None) if one.keeps or one.flex else _narrow(one) for one in kept]


def _without_extras(kept: list[ListColumn]) -> Iterator[list[ListColumn]]:
    """The columns as one extra after the other is dropped."""
    while extras := [one for one in kept if one.rank > EXTRA]:
        kept = _without_last(kept, extras)
        yield kept


def _cut_titles(kept: list[ListColumn], least: Mapping[str, int]) -> list[ListColumn]:
    """The columns with the flexible ones, which hold titles, as narrow as they may be."""
    return [replace(one, width=least[one.name]) if one.flex else one for one in kept]


def _giving_way(kept: list[ListColumn], rank: int, least: Mapping[str, int]) -> Iterator[list[ListColumn]]:
    """The columns as those of one rank give way: they are cut, take their narrower form, and are dropped."""
    kept = [replace(one, width=min(one.width, least[one.name])) if one.rank == rank else one for one in kept]
    yield kept
    kept = [_narrow(one) if one.rank == rank else one for one in kept]
    yield kept
    while rank and (loose := [one for one in kept if one.rank == rank]):
        kept = _without_last(kept, loose)
        yield kept


def _without_last(kept: list[ListColumn], some: list[ListColumn]) -> list[ListColumn]:
    """The columns without the least important of some; of equals the one at the right goes."""
    last = max(reversed(some), key=lambda one: one.rank)
    return [one for one in kept if one is not last]


def _want(column: ListColumn, needs: Needs) -> int:
    """Cells that show all that stands in it, with its title."""
    if column.name not in needs:
        return column.width
    whole = max(needs[column.name], cell_len(column.title))
    return whole if column.flex else min(whole, max(column.width, column.most))


def _comfort(column: ListColumn, needs: Needs) -> int:
    """Cells it has where all is shown: whole, unless that were far wider than it is meant to be."""
    want = _want(column, needs)
    if column.flex:
        return min(want, max(column.width, COMFORT))
    return want if want <= column.width + GRANT else column.width


def _narrow(column: ListColumn) -> ListColumn:
    if column.short is None:
        return column
    width, cell = column.short
    return replace(column, width=min(column.width, width), cell=cell, short=None, most=width)


@dataclass(slots=True)
class _Room:
    """Widths by the name of a column, and the cells that are still to be given away."""

    widths: dict[str, int]
    spare: int

    def fill(self, name: str, width: int) -> None:
        """Widen a column to that width, as far as there is room."""
        self.give(name, width - self.widths[name], self.spare)

    def give(self, name: str, lacking: int, share: int) -> None:
        """To a column what it lacks, as far as its share goes."""
        more = max(0, min(lacking, share))
        self.widths[name] += more
        self.spare -= more


def _widened(kept: list[ListColumn], spare: int, needs: Needs) -> list[ListColumn]:
    """Give the room that is left: to what is cut, the most important first; then to titles; then to long lists."""
    room = _Room({one.name: one.width for one in kept}, spare)
    by_rank = sorted(kept, key=lambda one: one.rank)
    firm, loose = [one for one in by_rank if not one.flex], [one for one in kept if one.flex]
    for one in firm:
        room.fill(one.name, _comfort(one, needs))
    known = _give_to_titles(room, loose, needs)
    for one in firm:
        room.fill(one.name, _want(one, needs))
    if loose:
        _fill_up(room, loose, known=known)
    return [replace(one, width=room.widths[one.name]) for one in kept]


def _give_to_titles(room: _Room, loose: list[ListColumn], needs: Needs) -> bool:
    """Give to the flexible columns what they lack, in equal shares; whether it is known what stands in any of them.

    Who lacks least is served first: what it leaves of its share goes to those that lack more.
    """
    lacks = {one.name: _want(one, needs) - one.width for one in loose if one.name in needs}
    for number, name in enumerate(sorted(lacks, key=lambda name: lacks[name])):
        room.give(name, lacks[name], room.spare // (len(lacks) - number))
    return bool(lacks)


def _fill_up(room: _Room, loose: list[ListColumn], *, known: bool) -> None:
    """Give what is left to the flexible columns, so that no gap stands at the right."""
    if known:  # of what stands in them: the last takes it all, so that no gap stands between columns either
        room.widths[loose[-1].name] += room.spare
        return
    share, odd = divmod(room.spare, len(loose))
    for one in loose:
        room.widths[one.name] += share
    room.widths[loose[0].name] += odd


def _needed(columns: list[ListColumn]) -> int:
    return MARK_WIDTH + sum(column.width + 1 for column in columns) - 1
