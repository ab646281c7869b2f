"""The page of a Word document: its size, and what stands at its edges on every page."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt

from grcdesk.errors import BadInput
from grcdesk.reports.word.engine import runs
from grcdesk.reports.word.engine.measure import shortened, width
from grcdesk.reports.word.engine.runs import StyleOf
from grcdesk.schemas.exports.stationery import Stationery
from grcdesk.terms.documents import Paper

_SIZES = {Paper.LETTER: (Pt(612), Pt(792)), Paper.A4: (Cm(21.0), Cm(29.7))}
_LEAST_ROOM, _LEAST_MARGIN = Cm(15.0), Cm(2.0)
"""Between the margins, that tables can be read; and of a margin that is made narrower for it."""
_REFUSED_ROOM = Cm(14.0)
_INCH_DOWN, _INCH_ACROSS, _LINE = 648.0, 468.0, 11.0
"""Points of Letter between margins of an inch, and of a line of a table."""
_EDGE = 8.0
_APART = 12.0
"""Points between what stands left and right at an edge."""


@dataclass(frozen=True, slots=True)
class Edges:
    """What stands on every page."""

    standing: str
    """`DRAFT` or `FINAL`; empty where a document is neither."""
    name: str
    """Of the document; shortened when it is too long, the dates never are."""
    dates: str
    footer: str
    breadth: float
    """How much wider than Arial the letters may be."""


def laid_out(section: Any, stationery: Stationery) -> float:
    """Set the size of the page; gives the points between its margins.

    Raises:
        BadInput: when the page of a template is too narrow.
    """
    if stationery.paper is not None or not stationery.template:
        section.page_width, section.page_height = _SIZES[stationery.paper or Paper.LETTER]
    room = _room(section)
    if room < _LEAST_ROOM and stationery.template:
        spare = max(0, section.page_width - 2 * _LEAST_MARGIN - (section.gutter or 0))
        if min(spare, _LEAST_ROOM) < _REFUSED_ROOM:
            raise BadInput(
                f"template: the page of {stationery.template_name} is {section.page_width.cm:.1f} cm wide, too narrow",
                hint=f"tables need {_REFUSED_ROOM.cm:.0f} cm between margins of {_LEAST_MARGIN.cm:.0f} cm; take a "
                "template of Letter or A4",
            )
        margin = (section.page_width - min(spare, _LEAST_ROOM) - (section.gutter or 0)) // 2
        section.left_margin = section.right_margin = Emu(margin)
        room = _room(section)
    return float(Emu(room).pt)


@dataclass(frozen=True, slots=True)
class PageLacks:
    """What the page of a house has less than Letter between margins of an inch."""

    lines: int
    """Of a table."""
    share: float
    """Of the width of a line, that is left of it; 1: all of it."""


def lacking(section: Any) -> PageLacks:
    """How much less a page holds."""
    down = float(Emu(section.page_height - section.top_margin - section.bottom_margin).pt)
    across = float(Emu(_room(section)).pt)
    return PageLacks(max(0, ceil((_INCH_DOWN - down) / _LINE)), min(1.0, across / _INCH_ACROSS))


def _room(section: Any) -> int:
    return int(section.page_width - section.left_margin - section.right_margin - (section.gutter or 0))


def print_edges(section: Any, edges: Edges, style: Any, style_of: StyleOf, room: float) -> None:
    """Print them below what a template has there already, on first and even pages as well where those differ.

    Args:
        section: of the document.
        edges: what is printed.
        style: of these paragraphs.
        style_of: ids of styles.
        room: points between the margins.
    """
    heads, feet = [section.header], [section.footer]
    if section.different_first_page_header_footer:
        heads.append(section.first_page_header)
        feet.append(section.first_page_footer)
    if _has_even_pages(section):
        heads.append(section.even_page_header)
        feet.append(section.even_page_footer)
    for head in heads:
        _head(_line(head, style, room), edges, style_of, room)
    for foot in feet:
        _foot(_line(foot, style, room), edges, style_of)


def _has_even_pages(section: Any) -> bool:
    """Whether even pages have a header of their own: the library has no question for it."""
    kinds = {one.get(qn("w:type")) for one in section._sectPr.findall(qn("w:headerReference"))}  # noqa: SLF001
    return "even" in kinds


def _line(edge: Any, style: Any, room: float) -> Any:
    """A paragraph of ours: the empty one of a new edge, or one below what is there."""
    free = edge.paragraphs[0] if len(edge.paragraphs) == 1 and not _holds(edge) else None
    paragraph = free if free is not None else edge.add_paragraph()
    paragraph.style = style
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(room), WD_TAB_ALIGNMENT.RIGHT)
    return paragraph._p  # noqa: SLF001  runs are written to the element


def _holds(edge: Any) -> bool:
    first = edge.paragraphs[0]
    return bool(first.text or first.runs or edge.tables or len(first._p) > 1)  # noqa: SLF001


def _head(paragraph: Any, edges: Edges, style_of: StyleOf, room: float) -> None:
    if edges.standing:
        runs.write(paragraph, edges.standing, style_of, style=style_of("DeskStanding"))
    lead = " · " if edges.standing else ""
    size = _EDGE * edges.breadth
    taken = width(edges.dates, size) + width(edges.standing + lead, size, bold=True) + _APART
    runs.write(paragraph, f"{lead}{shortened(edges.name, room - taken, size)}\t{edges.dates}", style_of)


def _foot(paragraph: Any, edges: Edges, style_of: StyleOf) -> None:
    runs.write(paragraph, f"{edges.footer}\tPage ", style_of)
    _field(paragraph, "PAGE", style_of)
    runs.write(paragraph, " of ", style_of)
    _field(paragraph, "NUMPAGES", style_of)


def _field(paragraph: Any, code: str, style_of: StyleOf) -> None:
    """A field with a cached text, for readers that reckon none."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    runs.write(field, "1", style_of)
    paragraph.append(field)
