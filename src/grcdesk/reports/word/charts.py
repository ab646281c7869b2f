"""Native charts of Word documents: made by XlsxWriter in memory, moved over with the small workbook behind them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from grcdesk.reports.word.engine.tokens import LINE, NAVY, TONES
from grcdesk.reports.xmltext import visible

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  a time without a zone is what the format holds
_DAY_NOUGHT = date(1899, 12, 30)
_SHOWS = "".join(
    f'<c:show{name} val="{int(name == "Val")}"/>'
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)
_EMU = 12_700
"""To a point."""
SMALL = 8.2
"""Points of the smallest letters in a chart: LibreOffice draws them a little smaller than told."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and what it says in words."""

    told: str
    """Read to those who cannot see it: title and every number."""
    draw: Callable[[Any, Any], Any]
    """Given workbook and sheet of XlsxWriter, fills the sheet and gives the chart."""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole."""

    name: str
    number: int
    style: str
    """The status whose colour it has."""


def donut(title: str, shares: Sequence[Share]) -> Chart:
    """A ring of shares; each carries its number, those of nought are left out."""
    shown = [one for one in shares if one.number]
    told = f"{title}: " + ", ".join(f"{one.name} {one.number}" for one in shares)

    def draw(book: Any, sheet: Any) -> Any:
        sheet.write_column(0, 0, [one.name for one in shown])
        sheet.write_column(0, 1, [one.number for one in shown])
        chart, last = book.add_chart({"type": "doughnut"}), len(shown) - 1
        tones = [TONES[one.style] for one in shown]
        chart.add_series(
            {
                "name": title,
                "categories": ["Data", 0, 0, last, 0],
                "values": ["Data", 0, 1, last, 1],
                "points": [{"fill": {"color": f"#{tone.chart}"}, "border": {"color": "#FFFFFF"}} for tone in tones],
                "data_labels": {
                    "value": True,
                    "custom": [{"font": _font(9, tone.on_chart, bold=True)} for tone in tones],
                },
            }
        )
        chart.set_hole_size(54)
        chart.set_legend({"position": "right", "font": _font(SMALL)})
        chart.set_title({"name": title, "name_font": _font(9, NAVY, bold=True)})
        return chart

    return Chart(told, draw)


def columns(title: str, labels: Sequence[str], series: Sequence[tuple[str, str, Sequence[int]]]) -> Chart:
    """Columns of parts set on each other.

    Args:
        title: above it.
        labels: below the columns.
        series: name, style of a status, and a number for each column, from the bottom up.
    """
    told = f"{title}: " + "; ".join(
        f"{label}: " + ", ".join(f"{name} {numbers[place]}" for name, _, numbers in series)
        for place, label in enumerate(labels)
    )

    def draw(book: Any, sheet: Any) -> Any:
        sheet.write_column(1, 0, labels)
        chart, last = book.add_chart({"type": "column", "subtype": "stacked"}), len(labels)
        for number, (name, style, values) in enumerate(series, 1):
            sheet.write(0, number, name)
            sheet.write_column(1, number, values)
            chart.add_series(
                {
                    "name": ["Data", 0, number],
                    "categories": ["Data", 1, 0, last, 0],
                    "values": ["Data", 1, number, last, number],
                    "fill": {"color": f"#{TONES[style].chart}"},
                    "border": {"color": "#FFFFFF"},
                    "gap": 55,
                    "data_labels": {
                        "value": True,
                        # a nought on a column without height would stand on its neighbour
                        "num_format": "0;;;",
                        "font": _font(SMALL, TONES[style].on_chart, bold=True),
                    },
                }
            )
        chart.set_title({"name": title, "name_font": _font(9, NAVY, bold=True)})
        chart.set_legend({"position": "right", "font": _font(SMALL)})
        chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
        chart.set_x_axis({"num_font": _font(SMALL), "line": {"color": f"#{LINE}"}})
        return chart

    return Chart(told, draw)


@dataclass(frozen=True, slots=True)
class TimeBar:
    """One row of a timeline: parts that follow each other from a day on."""

    label: str
    start: date
    days: tuple[int, ...]
    """Of each kind of part, in the order of the key."""


def timeline(title: str, bars: Sequence[TimeBar], key: Sequence[tuple[str, str]], ends: tuple[date, date]) -> Chart:
    """Bars on an axis of days; the key stands below as words.

    Args:
        title: said to those who cannot see it.
        bars: from the top down.
        key: name and style of each kind of part.
        ends: first and last day of the axis.
    """
    told = f"{title}: " + "; ".join(
        f"{bar.label} from {bar.start}: "
        + ", ".join(f"{name} {days} days" for (name, _), days in zip(key, bar.days, strict=True) if days)
        for bar in bars
    )

    def draw(book: Any, sheet: Any) -> Any:
        chart, last = book.add_chart({"type": "bar", "subtype": "stacked"}), len(bars)
        for row, bar in enumerate(bars, 1):
            sheet.write_row(row, 0, [bar.label, _number(bar.start), *bar.days])
        for column, (name, style) in enumerate((("start", ""), *key), 1):
            sheet.write(0, column, name)
            chart.add_series(
                {
                    "name": ["Data", 0, column],
                    "categories": ["Data", 1, 0, last, 0],
                    "values": ["Data", 1, column, last, column],
                    "gap": 40,
                    "border": {"none": True},
                    "fill": {"color": f"#{colour_of(style)}"} if style else {"none": True},
                }
            )
        chart.set_legend({"none": True})
        chart.set_title({"none": True})
        quiet = {"line": {"color": f"#{LINE}"}, "major_tick_mark": "none"}
        chart.set_y_axis({"reverse": True, "num_font": _font(SMALL), **quiet})
        step = max(1, round((ends[1] - ends[0]).days / 6))
        chart.set_x_axis(
            {
                "min": _number(ends[0]),
                "max": _number(ends[1]),
                "major_unit": step,
                "num_format": "yyyy-mm-dd",
                "num_font": _font(SMALL),
                "line": {"none": True},
                "label_position": "high",
                "major_gridlines": {"visible": True, "line": {"color": f"#{LINE}"}},
            }
        )
        return chart

    return Chart(told, draw)


def colour_of(style: str) -> str:
    """Of a part of a chart; our own period has the colour of headings."""
    return NAVY if style == "Period" else TONES[style].chart


def _number(day: date) -> int:
    return (day - _DAY_NOUGHT).days


def _font(size: float, colour: str = "", *, bold: bool = False) -> dict[str, Any]:
    return {"size": size, "bold": bold, **({"color": f"#{colour}"} if colour else {})}


def place(document: Any, chart: Chart, number: int, size: tuple[float, float]) -> Any:
    """The run that shows the chart; its parts are added to the package of the document.

    Args:
        document: of python-docx.
        chart: what is shown.
        number: how many charts stand before it, plus one.
        size: points wide and high.
    """
    xml, book = _parts(chart)
    package = document.part.package
    part = Part(PackURI(f"/word/charts/deskchart{number}.xml"), _CHART_TYPE, xml, package)
    data = Part(PackURI(f"/word/embeddings/deskdata{number}.xlsx"), _BOOK_TYPE, book, package)
    part.relate_to(data, f"{_OFFICE}/package")
    link = document.part.relate_to(part, f"{_OFFICE}/chart")
    wide, high = (round(one * _EMU) for one in size)
    run = parse_xml(
        f'<w:r {nsdecls("w", "wp", "a", "r")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{9000 + number}" name="Chart {number}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="{link}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    run.find(f".//{qn('wp:docPr')}").set("descr", visible(chart.told))
    return run


def _parts(chart: Chart) -> tuple[bytes, bytes]:
    """The part of the chart as Word wants it, and the workbook behind it."""
    import xlsxwriter  # noqa: PLC0415  60 ms, and only for documents with charts

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # the workbook behind a chart must not know when it was made
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet("Data")
    drawn = chart.draw(book, sheet)
    drawn.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    sheet.insert_chart("H2", drawn)
    book.close()
    with zipfile.ZipFile(made) as parts:
        xml = parts.read("xl/charts/chart1.xml").decode()
    return _for_word(xml).encode(), made.getvalue()


def _for_word(xml: str) -> str:
    """Which labels show is said in full: in a Word file LibreOffice takes what is not said for yes."""
    xml = re.sub(r"<c:show(?!Leader)[A-Z][a-zA-Z]+ val=.\d.\s*/>(?=.*?</c:dLbls?>)", "", xml)
    single = r"(<c:idx val=.\d+./>)((?:(?!</c:dLbl>|</c:dPt>).)*)</c:dLbl>"
    xml = re.sub(single, lambda m: m[0] if "c:delete" in m[2] else f"{m[1]}{m[2]}{_SHOWS}</c:dLbl>", xml)
    xml = re.sub(r"(<c:showLeaderLines[^>]*/>)?</c:dLbls>", lambda m: f"{_SHOWS}{m[1] or ''}</c:dLbls>", xml)
    xml = re.sub(r"<c:printSettings>.*?</c:printSettings>", "", xml, flags=re.DOTALL)
    behind = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    return xml.replace("</c:chartSpace>", behind)
