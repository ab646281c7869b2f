"""A Word document under construction: styles instead of formatting by hand, rows copied from a template row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from grcdesk.reports.archive import rewrite
from grcdesk.reports.xmltext import visible
from grcdesk.schemas.stationery import PLAIN, Stationery
from grcdesk.schemas.two_dates import TwoDates

_FONT = "Arial"
_INK = RGBColor(0x1F, 0x38, 0x64)
_TABLE = "GrcTable"
_TWIPS = 567
"""Twentieths of a point to a centimetre."""
_PROPERTY_LIMIT = 255
_SHORT = 14
"""Rows of a table that is not to be torn apart."""
TEXT_WIDTH = 17.0
"""Centimetres between the margins."""
TINTS = {
    "StatusGood": ("0B4A1F", "C6EFCE"),
    "StatusHalf": ("5C3B00", "FFE699"),
    "StatusBad": ("7A1408", "F8CBAD"),
    "StatusOpen": ("333333", "E4E4E4"),
    "StatusAside": ("1F3864", "DDEBF7"),
}
"""Ink and paper of each status style."""


@dataclass(frozen=True, slots=True)
class Tinted:
    """A word with the style of its status."""

    text: str
    style: str


WordCell = str | Tinted


class WordDocument:
    """Builds the document from top to bottom."""

    def __init__(
        self,
        *,
        title: str,
        subject: str,
        author: str,
        dates: TwoDates,
        footer: str,
        header: str = "",
        stationery: Stationery = PLAIN,
    ) -> None:
        del stationery
        self._document: Any = Document()
        self._end: Any = self._document.element.body.sectPr
        self._paragraphs: dict[str, Any] = {}
        self._styles()
        self._page(header, footer, dates.line)
        self._properties(title, subject, author, dates.made)

    def heading(self, text: str, level: int) -> None:
        """A heading, level 1 to 3; 0 is the title."""
        self._paragraph(text, "Title" if level == 0 else f"Heading{level}")

    def text(self, text: str, style: str = "Normal") -> None:
        """A paragraph."""
        self._paragraph(text, style)

    def bullets(self, texts: Iterable[str]) -> None:
        """A list without order."""
        for text in texts:
            self._paragraph(text, "ListBullet")

    def table(self, heads: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[WordCell]]) -> None:
        """A table whose header row repeats on every page; widths in centimetres.

        Each row is a copy of one template row, so the time grows with the number of rows and not faster.
        """
        table = _frame(widths, heads=True)
        short = isinstance(rows, Sequence) and len(rows) <= _SHORT
        template = _row(widths, "TableKeep" if short else "TableText")
        head = _row(widths, "TableHead", repeat=True)
        _fill(head, heads)
        table.append(head)
        for cells in rows:
            row = deepcopy(template)
            _fill(row, cells)
            table.append(row)
        self._end.addprevious(table)
        self._paragraph("", "TableText")

    def facts(self, rows: Iterable[tuple[str, WordCell]], *, first: float = 4.0) -> None:
        """A table of two columns: name and fact."""
        widths = (first, TEXT_WIDTH - first)
        table = _frame(widths, heads=False)
        template = _row(widths, "TableText", first_style="TableName")
        for name, fact in rows:
            row = deepcopy(template)
            _fill(row, (name, fact))
            table.append(row)
        self._end.addprevious(table)
        self._paragraph("", "TableText")

    def page_break(self) -> None:
        """Start a new page."""
        self._end.addprevious(parse_xml(f'<w:p {nsdecls("w")}><w:r><w:br w:type="page"/></w:r></w:p>'))

    def to_bytes(self) -> bytes:
        """The file, the same bytes for the same content."""
        out = io.BytesIO()
        self._document.save(out)
        return rewrite(out.getvalue(), {})

    def _paragraph(self, text: str, style: str) -> None:
        template = self._paragraphs.get(style)
        if template is None:
            template = self._paragraphs[style] = parse_xml(
                f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t/></w:r></w:p>'
            )
        paragraph = deepcopy(template)
        _write(paragraph[1], text)
        self._end.addprevious(paragraph)

    def _styles(self) -> None:
        styles = self._document.styles
        normal = styles["Normal"]
        _font(normal, 10)
        normal.paragraph_format.space_after = Pt(6)
        for name, size in (("Title", 24), ("Subtitle", 13), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 10.5)):
            _font(styles[name], size)
            styles[name].font.color.rgb = _INK
            styles[name].font.bold = True
            styles[name].paragraph_format.keep_with_next = True
        for name, bold in (("Table Text", False), ("Table Keep", False), ("Table Name", True), ("Table Head", True)):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.paragraph_format.space_after = Pt(1)
            style.paragraph_format.space_before = Pt(1)
            style.font.size = Pt(8.5)
            style.font.bold = bold
        styles["Table Head"].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        # facts and short tables stay on one page: each row holds on to the next
        for name in ("Table Head", "Table Name", "Table Keep"):
            styles[name].paragraph_format.keep_with_next = True
        note = styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
        note.base_style = normal
        note.font.bold = True
        note.font.color.rgb = RGBColor(0x6B, 0x2A, 0x00)
        for name, (ink, fill) in TINTS.items():
            style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            style.font.bold = True
            style.font.color.rgb = RGBColor.from_string(ink)
            style.element.get_or_add_rPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
            )
        styles.element.append(parse_xml(_TABLE_STYLE))

    def _page(self, header: str, footer: str, dates: str) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21.0 - TEXT_WIDTH) / 2)
        section.top_margin = section.bottom_margin = Cm(2.2)
        if header:
            section.header.paragraphs[0].add_run(visible(header))
            section.header.paragraphs[0].style = self._document.styles["Note"]
        paragraph = section.footer.paragraphs[0]
        stops = paragraph.style.paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Cm(TEXT_WIDTH), alignment=WD_TAB_ALIGNMENT.RIGHT)
        paragraph.style.font.size = Pt(8)
        paragraph.add_run(visible(footer) + "\tPage ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" of ")
        _field(paragraph, "NUMPAGES")
        section.footer.add_paragraph(dates, paragraph.style)

    def _properties(self, title: str, subject: str, author: str, made: datetime) -> None:
        core = self._document.core_properties
        core.title, core.subject, core.author = (_short(text) for text in (title, subject, author))
        core.last_modified_by = _short(author)
        core.created = core.modified = made
        core.comments = core.keywords = core.category = ""
        core.revision = 1


def _short(text: str) -> str:
    return visible(text)[:_PROPERTY_LIMIT]


def _font(style: Any, size: float) -> None:
    style.font.name = _FONT
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # theme fonts of the template would win over the name
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), _FONT)


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001  the library has no fields


def _frame(widths: Sequence[float], *, heads: bool) -> Any:
    columns = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{_TABLE}"/>'
        f'<w:tblW w:w="{round(sum(widths) * _TWIPS)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="06{"2" if heads else "0"}0" w:firstRow="{int(heads)}" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>'
    )


def _row(widths: Sequence[float], style: str, *, first_style: str = "", repeat: bool = False) -> Any:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{(first_style or style) if number == 0 else style}"/></w:pPr><w:r><w:t/></w:r></w:p></w:tc>'
        for number, width in enumerate(widths)
    )
    header = "<w:tblHeader/>" if repeat else ""
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>")


def _fill(row: Any, cells: Sequence[WordCell]) -> None:
    """Put texts into a copied row: its children are the row's properties, then one cell each."""
    for cell, value in zip(row[1:], cells, strict=True):
        run = cell[1][1]
        if isinstance(value, Tinted):
            run.insert(0, parse_xml(f'<w:rPr {nsdecls("w")}><w:rStyle w:val="{value.style}"/></w:rPr>'))
            _write(run, value.text)
        else:
            _write(run, value)


def _write(run: Any, text: str) -> None:
    """Text of a run, line ends and tabs kept."""
    text = visible(text)
    holder = run[-1]
    if "\n" in text or "\t" in text or "\r" in text:
        run.remove(holder)
        _pieces(run, text.replace("\r\n", "\n").replace("\r", "\n"))
        return
    holder.text = text
    if text != text.strip():
        holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _pieces(run: Any, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                run.append(OxmlElement("w:tab"))
            piece = OxmlElement("w:t")
            piece.text = part
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(piece)


_TABLE_STYLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{_TABLE}">
<w:name w:val="Grc Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>
<w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="4" w:color="8C8C8C"/><w:left w:val="single" w:sz="4" w:color="8C8C8C"/>
<w:bottom w:val="single" w:sz="4" w:color="8C8C8C"/><w:right w:val="single" w:sz="4" w:color="8C8C8C"/>
<w:insideH w:val="single" w:sz="4" w:color="8C8C8C"/><w:insideV w:val="single" w:sz="4" w:color="8C8C8C"/>
</w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/></w:tcPr></w:tblStylePr>
</w:style>"""
