"""Native charts of a cover: drawn by the spreadsheet from its cells, each with the same said in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grcdesk.reports.colours import FONT, INK, NAVY
from grcdesk.reports.workbook.writing.sheets import tell_labels

_LETTERS = 9
_TITLE = 18
_HOLE = 52
"""Percent of a ring that is open."""


@dataclass(frozen=True, slots=True)
class CellReach:
    """Cells of a sheet, rows and columns from 0, both ends included."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def told(self) -> list[str | int]:
        """As the writer takes it."""
        return [self.sheet, self.row, self.column, self.last_row, self.last_column]


@dataclass(frozen=True, slots=True)
class ChartSpot:
    """Where a chart stands: its upper left cell from 0, its size in pixels, and what it shows in words."""

    row: int
    column: int
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Ring:
    """Slices of a doughnut: cells of their names and numbers, colours (RRGGBB), and what stands in the hole."""

    names: CellReach
    values: CellReach
    colors: tuple[str, ...]
    numbers: tuple[int, ...]
    """What stands in the cells: a slice that is not there has no label."""
    middle: str


def doughnut(book: Any, sheet: Any, spot: ChartSpot, ring: Ring) -> None:
    """A ring of one slice a cell, its number on it. `book` is the workbook of the library."""
    chart = book.add_chart({"type": "doughnut"})
    chart.add_series(
        {
            "categories": ring.names.told,
            "values": ring.values.told,
            "points": [
                {"fill": {"color": f"#{color}"}, "border": {"color": "#FFFFFF", "width": 1}} for color in ring.colors
            ],
            "data_labels": {
                "value": True,
                "custom": [
                    {"font": _font(_LETTERS, _readable(color), bold=True)} if number else {"delete": True}
                    for color, number in zip(ring.colors, ring.numbers, strict=True)
                ],
            },
        }
    )
    tell_labels(chart)
    where = {"x": 0.5 - 0.04 * len(ring.middle), "y": 0.43}
    chart.set_title(
        {"name": ring.middle, "overlay": True, "layout": where, "name_font": _font(_TITLE, NAVY, bold=True)}
    )
    chart.set_hole_size(_HOLE)
    chart.set_plotarea({"layout": {"x": 0.06, "y": 0.06, "width": 0.88, "height": 0.88}})
    chart.set_legend({"none": True})
    _insert(sheet, chart, spot)


def _insert(sheet: Any, chart: Any, spot: ChartSpot) -> None:
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_size({"width": spot.width, "height": spot.height})
    placed = {"x_offset": 1, "y_offset": 2, "object_position": 1, "description": spot.alt}
    sheet.insert_chart(spot.row, spot.column, chart, placed)


def _font(size: float, color: str, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": bold, "color": f"#{color}"}


def _readable(color: str) -> str:
    """White or ink, whichever stands out from the slice."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (0, 2, 4))
    return INK if red * 299 + green * 587 + blue * 114 > 128_000 else "FFFFFF"  # noqa: PLR2004  half of 255,000
