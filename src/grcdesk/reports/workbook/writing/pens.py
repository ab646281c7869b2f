"""Columns ready to be written: formats by kind, word and band, and what is known of texts that came before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from grcdesk.reports import colours
from grcdesk.reports.labels import say
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.looks import CellLook
from grcdesk.reports.workbook.tab import Kind, TabColumn
from grcdesk.reports.workbook.writing.cells import RISKY
from grcdesk.reports.workbook.writing.letters import lines, room
from grcdesk.reports.workbook.writing.paper import SMALL
from grcdesk.reports.xmltext import is_fit

_LOOKS = {
    Kind.ID: looks.ID,
    Kind.LINK: looks.LINK,
    Kind.NUMBER: looks.NUMBER,
    Kind.DATE: looks.DATE,
    Kind.TIME: looks.TIME,
}
_REACH = {say(term): look for term, look in looks.REACH.items()}
_FILLS: dict[Kind, dict[str, CellLook]] = {
    Kind.STATUS: {say(term): look for term, look in (*looks.STATUS.items(), *looks.SUPPORT.items())},
    Kind.SUPPORT: {say(term): look for term, look in looks.SUPPORT.items()},
    Kind.ANSWERED: {say(term): look for term, look in looks.ANSWERED.items()},
    Kind.COVERAGE: {say(term): look for term, look in looks.COVERAGE.items()},
    Kind.REACH: _REACH,
    Kind.MONTH: _REACH,
    Kind.STANDING: looks.STANDING,
    Kind.DUE: {say(term): look for term, look in looks.DUE.items()},
    Kind.ANSWER: looks.ANSWER,
}
NARROW = 48
"""Pixels below which a column is centred."""
_REMEMBERED = 5_000
"""Texts of a column that are looked at once; most words of a register come again and again."""


class SeenText(NamedTuple):
    """What a text takes in a column."""

    lines: int
    fit: bool
    """Whether a cell holds it as it is."""
    looks: tuple[Any, Any]
    """Formats by band."""


@dataclass(slots=True)
class Pen:
    """One column ready to be written. Formats stand by band: 0 plain, 1 tinted."""

    column: TabColumn
    number: int
    typed: bool
    """People write into it."""
    line: float
    """What a line of it holds; 0 when its texts do not make rows taller."""
    plain: tuple[Any, Any]
    quoted: tuple[Any, Any]
    outward: tuple[Any, Any]
    unlinked: tuple[Any, Any]
    """Of a text that would lead somewhere and takes several lines."""
    fills: Mapping[str, Any]
    """Formats of words that have a colour of their own here."""
    live: dict[str, CellLook]
    """Words that take their colour when somebody types them."""
    shaded: set[str] = field(default_factory=set)
    known: dict[str, SeenText] = field(default_factory=dict)
    """What is known of texts that came before."""

    def learn(self, text: str) -> SeenText:
        """Look at a text that has not come before."""
        found = SeenText(lines(text, self.line) if self.line else 1, is_fit(text), self.looks(text))
        # of texts that never come again there may be a million
        if len(self.known) < _REMEMBERED:
            self.known[text] = found
        return found

    def looks(self, text: str) -> tuple[Any, Any]:
        """The formats of a text by band."""
        if text[:1] in RISKY:
            return self.quoted
        # where people type, a rule gives the colour: a fixed one would stay when the word changes
        filled = None if self.typed else self.fills.get(text)
        return (filled, filled) if filled is not None else self.plain


def made(column: TabColumn, number: int, width: int, of: Callable[[CellLook], Any]) -> Pen:
    """The pen of a column so many pixels wide, with the formats of the workbook."""
    fills = looks_of(column)
    bold = number == 0
    look = _plain_look(column, narrow=width < NARROW, filled=bool(fills), bold=bold)
    banded = replace(look, fill=colours.BAND) if look.fill == colours.PAPER else look
    quoted = tuple(of(replace(one, quoted=True)) for one in (look, banded))
    outward = tuple(of(replace(one, ink=colours.NAVY, underline=True)) for one in (look, banded))
    unlinked = tuple(of(replace(one, underline=False)) for one in (look, banded))
    shown = {word: of(replace(fill, side="center", locked=False)) for word, fill in fills.items()}
    typed = column.input or column.owner
    return Pen(
        column=column,
        number=number,
        typed=typed,
        line=room(width, SMALL, bold=bold) if column.printed else 0,
        plain=(of(look), of(banded)),
        quoted=(quoted[0], quoted[1]),
        outward=(outward[0], outward[1]),
        unlinked=(unlinked[0], unlinked[1]),
        fills=shown,
        live=_live(column, fills) if typed else {},
    )


def _plain_look(column: TabColumn, *, narrow: bool, filled: bool, bold: bool) -> CellLook:
    """The look of a cell without a word that has one of its own."""
    look = _LOOKS.get(column.kind, looks.TEXT)
    if bold:
        look = replace(look, bold=True, ink=colours.NAVY)
    if narrow or (filled and look.side is None):
        look = replace(look, side="center")
    return replace(look, ruled=not bold, locked=False, fill=looks.INPUT.fill if column.input else look.fill)


def _live(column: TabColumn, fills: Mapping[str, CellLook]) -> dict[str, CellLook]:
    """Words that can be chosen in the column, whose colour a rule of the workbook gives while somebody types."""
    listed = LISTS.get(column.choices, column.words)
    return {word: fill for word, fill in fills.items() if word in listed or not listed}


def looks_of(column: TabColumn) -> dict[str, CellLook]:
    """The look of each word of a column."""
    known = _FILLS.get(column.kind, {})
    return {text: known[like] for text, like in column.outcomes.items()} or known


def still(pen: Pen) -> dict[str, CellLook]:
    """Words whose colour a rule may say; of a word with several looks only the desk knows which."""
    return {word: look for word, look in pen.live.items() if word not in pen.shaded}
