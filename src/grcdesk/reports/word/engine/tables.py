"""Tables of Word documents: rows copied from a template row, so that time grows with their number and not faster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from grcdesk.reports.word.engine import runs
from grcdesk.reports.word.engine.measure import lines, longest_word, shared
from grcdesk.reports.word.engine.runs import StyleOf, WordText
from grcdesk.reports.word.engine.tokens import TONES
from grcdesk.reports.xmltext import visible

TWIPS = 20
"""To a point."""
_CM = 567
_MARGINS = 10.0
"""Points left and right inside a cell, with some to spare."""
_BODY, _HEAD = 9.0, 8.5
_LINE, _ABOVE = 11.0, 4.5
"""Points of a line in a cell, and above and below all of them."""
_TALL = 2500
"""Letters of a cell that may not fit what is left of a page: such a row may be torn."""
_MOST = 0.3
"""Of the room: no word claims more for its column; a longer one is broken."""


@dataclass(frozen=True, slots=True)
class Tinted:
    """A word with the style of its status, which colours its cell."""

    text: str
    style: str
    marked: bool = False
    """Whether the mark of the style stands before it, for printers without colour."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to be ticked by a person."""

    label: str
    """What is said by ticking it; screen readers say it."""


WordCell = WordText | Tinted | Tick


def said(cell: WordCell) -> str:
    """The words of a cell."""
    if isinstance(cell, Tinted):
        mark = TONES[cell.style].mark if cell.marked else ""
        return f"{mark} {cell.text}" if mark and cell.text else cell.text
    return "" if isinstance(cell, Tick) else runs.plain(cell)


def widths(
    shares: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[WordCell]], room: float, breadth: float
) -> list[int]:
    """Twentieths of a point for each column: as asked, unless a word would be broken for it.

    Args:
        shares: of any unit.
        heads: of the columns; empty for none.
        rows: of the table.
        room: points between the margins.
        breadth: how much wider than Arial the letters may be.
    """
    least = []
    for number in range(len(shares)):
        bold = not heads and not number  # names of facts
        words = [longest_word(said(row[number])[:2000], _BODY, bold=bold) for row in rows]
        head = longest_word(heads[number], _HEAD, bold=True) if heads else 0.0
        least.append(min(max((*words, head)) * breadth + _MARGINS, room * _MOST))
    return [round(one * TWIPS) for one in shared(shares, least, room)]


def fits(
    columns: Sequence[int], rows: Sequence[Sequence[WordCell]], room: float, *, breadth: float, least: float
) -> bool:
    """Whether the rows together are no higher than that.

    Args:
        columns: widths in twentieths of a point.
        rows: of the table.
        room: points.
        breadth: how much wider than Arial the letters may be.
        least: points of each row, however short.
    """
    for row in rows:
        cells = [(said(cell)[:_TALL], wide / TWIPS - _MARGINS) for cell, wide in zip(row, columns, strict=True)]
        high = max(lines(text, max(wide, _BODY), _BODY * breadth) for text, wide in cells)
        room -= max(high * _LINE + _ABOVE, least)
        if room < 0:
            return False
    return True


def frame(columns: Sequence[int], *, heads: bool, caption: str, described: str) -> Any:
    """A table without rows."""
    # the layout is fixed: else each program reckons the widths anew from the words
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in columns)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="DeskTable"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="06{"2" if heads else "0"}0" w:firstRow="{int(heads)}" w:lastRow="0" '
        f'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )
    for tag, text in (("w:tblCaption", caption), ("w:tblDescription", described)):
        if text:
            told = OxmlElement(tag)
            told.set(qn("w:val"), visible(text)[:250])
            table[0].append(told)
    return table


def template_row(columns: Sequence[int], styles: Sequence[str], *, repeat: bool = False, height: float = 0.0) -> Any:
    """A row to be copied. It is not torn apart by a page, and repeats when it is the head.

    Args:
        columns: widths in twentieths of a point.
        styles: ids, one a column.
        repeat: whether it is the head.
        height: centimetres it has at least.
    """
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>'
        "</w:tc>"
        for one, style in zip(columns, styles, strict=True)
    )
    tall = f'<w:trHeight w:val="{round(height * _CM)}" w:hRule="atLeast"/>' if height else ""
    head = "<w:tblHeader/>" if repeat else ""
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{tall}{head}</w:trPr>{cells}</w:tr>")


def filled(
    template: Any, cells: Sequence[WordCell], style_of: StyleOf, tick: Callable[[Any, str], None], *, whole: bool = True
) -> Any:
    """A copy of the row with these cells: its children are its properties, then one cell each.

    Args:
        template: the row.
        cells: one a column.
        style_of: ids of styles.
        tick: puts a box into a paragraph.
        whole: whether a status colours its cell, or the word alone.
    """
    row = deepcopy(template)
    if any(len(said(value)) > _TALL for value in cells):
        # higher than what may be left of a page, it would jump to the next one and leave half of one empty
        row[0].remove(row[0].find(qn("w:cantSplit")))
    for cell, value in zip(row[1:], cells, strict=True):
        paragraph = cell[1]
        if isinstance(value, Tick):
            tick(paragraph, value.label)
            _centred(paragraph)
        elif isinstance(value, Tinted):
            if value.text and whole:
                _shade(cell[0], TONES[value.style].fill)
            runs.write(paragraph, said(value), style_of, style=style_of(value.style))
        else:
            runs.write(paragraph, value, style_of)
    return row


def _shade(properties: Any, fill: str) -> None:
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'))


def _centred(paragraph: Any) -> None:
    jc = OxmlElement("w:jc")
    jc.set(qn("w:val"), "center")
    paragraph[0].append(jc)
