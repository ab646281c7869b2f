"""The values of a metric as a small picture, with the limit they are held against."""

from __future__ import annotations

from textual.content import Content

from grcdesk.schemas.coverage.checks import CheckRow
from grcdesk.terms import Side
from grcdesk.tui.kit.looks import Cell, Glyphs, line, text
from grcdesk.tui.widgets.charts import Brush, joined
from grcdesk.tui.widgets.sparklines import Course, sparkline
from grcdesk.wording import count

SERIES = 12
"""Cells of the picture in a list."""
WIDE, HIGH = 48, 4
"""Cells of the picture of one check."""
SCALE = 9
"""Cells of a number beside it."""


def _series(row: CheckRow) -> Course:
    return Course([one.value for one in row.series], row.limit, at_least=row.side is Side.AT_LEAST)


def small(row: CheckRow, glyphs: Glyphs) -> Cell:
    """One line of it for a list: how it went, and whether a value is beyond the limit."""
    if len(row.series) < 2:  # noqa: PLR2004  one value is no course
        return Cell("")
    series = _series(row)
    (picture,) = sparkline(Brush(glyphs.ascii), series, SERIES - 2, 1)
    beyond = any(map(series.beyond, series.values))
    return Cell(f"{picture.plain} {'!' if beyond else ''}", "warning" if beyond else "success")


def drawn(row: CheckRow, glyphs: Glyphs) -> list[Content]:
    """The picture of one check: its highest and lowest value at the side, its first and last day below."""
    if len(row.series) < 2:  # noqa: PLR2004  one value is no course
        return []
    series = _series(row)
    brush = Brush(glyphs.ascii)
    marked = [*series.values, *([] if row.limit is None else [row.limit])]
    rows = sparkline(brush, series, WIDE, HIGH)
    scale = [f"{max(marked):g}", *[""] * (len(rows) - 2), f"{min(marked):g}"]
    beyond = sum(map(series.beyond, series.values))
    first, last = (str(row.series[at].day) for at in (0, -1))
    limit = "" if row.limit is None else f"dotted: the limit of {row.limit:g}; {count(beyond, 'value')} beyond it"
    return [
        text(""),
        *(joined([(f"{number:>{SCALE}} ", brush.tone("muted")), one]) for number, one in zip(scale, rows, strict=True)),
        line(Cell(f"{'':{SCALE}} {first}{last:>{WIDE - len(first)}}", "muted")),
        *([line(Cell(f"{'':{SCALE}} {limit}", "muted"))] if limit else []),
    ]
