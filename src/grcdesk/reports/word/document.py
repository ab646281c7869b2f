"""A Word document under construction: styles instead of formatting by hand, on our own page or that of a house."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from grcdesk.reports.archive import rewrite
from grcdesk.reports.word.charts import Chart, colour_of, place
from grcdesk.reports.word.engine import house, page, runs, tables
from grcdesk.reports.word.engine.contents import ContentsList
from grcdesk.reports.word.engine.runs import Strong, WordText
from grcdesk.reports.word.engine.tables import Tick, Tinted, WordCell
from grcdesk.reports.word.engine.tokens import LANGUAGE
from grcdesk.reports.xmltext import visible
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.schemas.exports.two_dates import TwoDates

__all__ = ["Strong", "Tick", "Tinted", "WordCell", "WordDocument", "WordText"]
_PROPERTY_LIMIT = 255
_SHORT = 200.0
"""Points high: such a table is not to be torn apart; a taller one may, or it would leave half a page empty."""
_CM = 28.3465
"""Points."""
_STYLES = {"Note": "DeskNote", "Draft": "DeskDraft", "Final": "DeskFinal", "Dates": "DeskDates"}
"""Short names for styles of ours."""
_TICK_FONT = "MS Gothic"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


class WordDocument:
    """Builds the document from top to bottom.

    Widths of columns are shares: a table fills the page between its margins, whatever page that is.
    """

    def __init__(
        self,
        *,
        title: str,
        subject: str,
        author: str,
        dates: TwoDates,
        footer: str,
        name: str = "",
        standing: str = "",
        stationery: Stationery = PLAIN,
    ) -> None:
        """Begin it.

        Args:
            title: in its properties.
            subject: likewise.
            author: likewise; the program.
            dates: on every page.
            footer: on every page; confidentiality.
            name: document and organisation, on every page; the title where not given.
            standing: `DRAFT` or `FINAL`, on every page; empty where it is neither.
            stationery: page and template.

        Raises:
            BadInput: when the template is no Word file, or its page is too narrow.
        """
        opened = house.opened(stationery)
        self._document = opened.document
        self._ids, self._bulleted, self._breadth = opened.styles, opened.bulleted, opened.breadth
        section = self._document.sections[-1]
        self._room = page.laid_out(section, stationery)
        self.lacks = page.lacking(section)
        edges = page.Edges(standing, name or title, dates.line, footer, opened.breadth)
        styles = {style.style_id: style for style in self._document.styles}
        page.print_edges(section, edges, styles[self._ids["DeskEdge"]], self._ids.__getitem__, self._room)
        self._end: Any = self._document.element.body.sectPr
        self._contents = ContentsList()
        self._charts = self._ticks = 0
        self._breaks = False
        self._gap: Any = None
        self._properties(title, subject, author, dates.made)

    def heading(self, text: WordText, level: int) -> None:
        """A heading, level 1 to 3; 0 is the title."""
        paragraph = self._paragraph(text, "Title" if level == 0 else f"Heading{level}")
        if level:
            self._contents.marked(paragraph, text, level)

    def text(self, text: WordText, style: str = "Normal", *, leads: bool = False) -> None:
        """A paragraph; one that leads to a heading stays on its page."""
        paragraph = self._paragraph(text, _STYLES.get(style, style))
        if leads:
            paragraph[0].insert(1, OxmlElement("w:keepNext"))

    def note(self, text: WordText) -> None:
        """What a reader must not miss."""
        self._paragraph(text, "DeskNote")

    def caption(self, text: WordText) -> None:
        """Small words below a table or chart."""
        self._paragraph(text, "Caption")

    def decision(self, text: WordText) -> None:
        """What somebody is to decide, or has decided, in a box."""
        self._paragraph(text, "DeskDecision")

    def bullets(self, texts: Iterable[WordText]) -> None:
        """A list without order."""
        for text in texts:
            pieces = text if isinstance(text, tuple) else (text,)
            self._paragraph(pieces if self._bulleted else ("•\u00a0 ", *pieces), "ListBullet")

    def contents(self, title: str = "Contents") -> None:
        """Here the headings of the first two levels are listed."""
        self._paragraph((Strong(title),), "Normal")
        self._contents.put(self._paragraph("", "Normal"))

    def table(
        self,
        heads: Sequence[str],
        widths: Sequence[float],
        rows: Iterable[Sequence[WordCell]],
        *,
        caption: str = "",
        height: float = 0.0,
    ) -> None:
        """A table whose header row repeats on every page; no row is torn apart.

        Each row is a copy of one template row, so the time grows with the number of rows and not faster.

        Args:
            heads: of the columns.
            widths: shares of the page; a column is made wider where a word would be broken.
            rows: cells.
            caption: what it is, for those who cannot see it.
            height: centimetres a row has at least, for words written by hand.
        """
        rows = list(rows)
        columns = tables.widths(widths, heads, rows, self._room, self._breadth)
        described = f"{len(rows)} rows; columns: {', '.join(one or 'none' for one in heads)}"
        table = tables.frame(columns, heads=True, caption=caption, described=described)
        style = "DeskKeep" if self._short(columns, rows, height) else "DeskCell"
        head = tables.template_row(columns, [self._ids["DeskHead"]] * len(columns), repeat=True)
        table.append(tables.filled(head, heads, self._ids.__getitem__, self._tick))
        template = tables.template_row(columns, [self._ids[style]] * len(columns), height=height)
        self._add_rows(table, template, rows)

    def facts(self, rows: Iterable[tuple[str, WordCell]], *, first: float = 4.0) -> None:
        """A table of two columns: name and fact; `first` is the width of names, of 17."""
        rows = list(rows)
        columns = tables.widths((first, 17.0 - first), (), rows, self._room, self._breadth)
        table = tables.frame(columns, heads=False, caption="", described=f"{len(rows)} rows of name and fact")
        name = "DeskName" if self._short(columns, rows) else "DeskLoose"
        template = tables.template_row(columns, [self._ids[name], self._ids["DeskCell"]])
        self._add_rows(table, template, rows, whole=False)

    def ticks(self, label: str, words: Sequence[str], *, ticked: str = "") -> None:
        """One line of boxes to tick, each with its word; `ticked` is the word that a record has ticked already."""
        paragraph = self._paragraph((Strong(f"{label}:   "),), "Normal")
        for word in words:
            self._tick(paragraph, f"{label}: {word}", done=word == ticked)
            runs.write(paragraph, f" {word}      ", self._ids.__getitem__)

    def charts(self, charts: Sequence[Chart], *, height: float, places: int = 0) -> None:
        """Charts side by side, all of the same width.

        Args:
            charts: from left to right.
            height: centimetres.
            places: so many have room side by side; 0: as many as there are.
        """
        paragraph = self._paragraph("", "DeskChart")
        places = places or len(charts)
        wide = self._room / places * (0.99 if places > 1 else 1.0)
        for chart in charts:
            self._charts += 1
            paragraph.append(place(self._document, chart, self._charts, (wide, height * _CM)))

    def key(self, pairs: Sequence[tuple[str, str]]) -> None:
        """What the colours of a chart mean: word and style."""
        paragraph = self._paragraph("", "Caption")
        for word, style in pairs:
            square = parse_xml(
                f'<w:r {nsdecls("w")}><w:rPr><w:color w:val="{colour_of(style)}"/></w:rPr>'
                '<w:t xml:space="preserve">■ </w:t></w:r>'
            )
            paragraph.append(square)
            runs.write(paragraph, f"{word}     ", self._ids.__getitem__)

    def page_break(self) -> None:
        """What follows begins a new page; a break of its own would leave a page empty where the last one is full."""
        self._breaks = True
        last = self._end.getprevious()
        if last is not None and last is self._gap:
            last.getparent().remove(last)

    def to_bytes(self) -> bytes:
        """The file, the same bytes for the same content."""
        self._contents.write(self._ids.__getitem__)
        out = io.BytesIO()
        self._document.save(out)
        # the library stamps each part with the time it was saved
        return rewrite(out.getvalue(), {})

    def _add_rows(self, table: Any, template: Any, rows: Sequence[Sequence[WordCell]], *, whole: bool = True) -> None:
        for cells in rows:
            table.append(tables.filled(template, cells, self._ids.__getitem__, self._tick, whole=whole))
        self._hold_on(self._end.getprevious())
        self._end.addprevious(table)
        # Word joins tables that nothing stands between
        self._gap = self._paragraph("", "DeskGap")

    def _short(self, columns: Sequence[int], rows: Sequence[Sequence[WordCell]], height: float = 0.0) -> bool:
        return tables.fits(columns, rows, _SHORT, breadth=self._breadth, least=height * _CM)

    def _hold_on(self, lead: Any) -> None:
        """Keep the sentence that leads to a table on the page where it begins."""
        if lead is None or lead.tag != qn("w:p") or lead.find(qn("w:r")) is None:
            return
        if lead[0][0].get(qn("w:val")) == self._ids["Normal"]:
            lead[0].insert(1, OxmlElement("w:keepNext"))

    def _paragraph(self, text: WordText, style: str) -> Any:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        named = OxmlElement("w:pStyle")
        named.set(qn("w:val"), self._ids[style])
        properties.append(named)
        if self._breaks:
            properties.append(OxmlElement("w:pageBreakBefore"))
            self._breaks = False
        paragraph.append(properties)
        if text:
            runs.write(paragraph, text, self._ids.__getitem__)
        self._end.addprevious(paragraph)
        return paragraph

    def _tick(self, paragraph: Any, label: str, *, done: bool = False) -> None:
        self._ticks += 1
        shown = "☒" if done else "☐"
        box = parse_xml(
            f'<w:sdt {nsdecls("w")} xmlns:w14="{_W14}"><w:sdtPr><w:alias/><w:tag w:val="tick{self._ticks}"/>'
            f'<w:id w:val="{4000 + self._ticks}"/><w14:checkbox><w14:checked w14:val="{int(done)}"/>'
            f'<w14:checkedState w14:val="2612" w14:font="{_TICK_FONT}"/>'
            f'<w14:uncheckedState w14:val="2610" w14:font="{_TICK_FONT}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r>'
            f'<w:rPr><w:rFonts w:ascii="{_TICK_FONT}" w:eastAsia="{_TICK_FONT}" w:hAnsi="{_TICK_FONT}" '
            f'w:hint="eastAsia"/><w:sz w:val="22"/></w:rPr><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt>'
        )
        # no longer than Word takes for the name of a box
        box[0][0].set(qn("w:val"), visible(label)[:64])
        paragraph.append(box)

    def _properties(self, title: str, subject: str, author: str, made: datetime) -> None:
        core = self._document.core_properties
        core.title, core.subject, core.author = (_short(text) for text in (title, subject, author))
        core.last_modified_by = _short(author)
        core.created = core.modified = made
        core.comments = core.keywords = core.category = ""
        core.language, core.revision = LANGUAGE, 1


def _short(text: str) -> str:
    return visible(text)[:_PROPERTY_LIMIT]
