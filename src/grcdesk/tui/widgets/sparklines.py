"""The course of a series in a few cells, with the limit it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from grcdesk.tui.widgets.charts import Brush, joined

_LEFT, _RIGHT = (0, 0x40, 0x44, 0x46, 0x47), (0, 0x80, 0xA0, 0xB0, 0xB8)
"""Dots of the left and the right half of a cell, by how high they reach."""
_STEPS = 4
"""Dots a cell is high."""


class Course(NamedTuple):
    """Values in their order, and what they are held against."""

    values: Sequence[float]
    limit: float | None = None
    at_least: bool = False
    """Whether values below the limit are beyond it; else those above."""

    def beyond(self, value: float) -> bool:
        """Whether a value is on the wrong side."""
        if self.limit is None:
            return False
        return value < self.limit if self.at_least else value > self.limit


def sparkline(brush: Brush, series: Course, width: int, height: int = 2) -> list[Content]:
    """A field of dots, two values a cell and four steps a row; the limit goes through it as a dotted line.

    What is beyond the limit has another tone, and stands beyond the line. In ascii, one value a cell as columns.
    """
    if not series.values or width < 1 or height < 1:
        return []
    across, down = (1, 1) if brush.ascii else (2, _STEPS)
    values = _spread(series.values, width * across)
    scale = _scale(series, height * down)
    tops = [scale.up(value) for value in values]
    limit = scale.up(series.limit) if series.limit is not None else 0
    beyond = [series.beyond(value) for value in values]
    if brush.ascii:
        return _columns(brush, tops, beyond, limit, height)
    return [_dots(brush, tops, beyond, limit, row) for row in reversed(range(height))]


class _Scale(NamedTuple):
    """How high values stand: the least on the lowest of so many steps, the greatest on the highest."""

    low: float
    high: float
    steps: int

    def up(self, value: float) -> int:
        """The step of a value, from 1; where all are alike the one in the middle."""
        if self.high <= self.low:
            return (self.steps + 1) // 2
        return 1 + round((value - self.low) * (self.steps - 1) / (self.high - self.low))


def _scale(series: Course, steps: int) -> _Scale:
    """From the least to the greatest of all values, those not shown and the limit with them."""
    marked = list(series.values)
    if series.limit is not None:
        marked.append(series.limit)
    return _Scale(min(marked), max(marked), steps)


def _spread(values: Sequence[float], size: int) -> list[float]:
    """So many values: each as often as it must be, or the newest where there are more than cells."""
    if len(values) >= size:
        return list(values[-size:])
    return [values[at * len(values) // size] for at in range(size)]


def _columns(brush: Brush, tops: list[int], beyond: list[bool], limit: int, height: int) -> list[Content]:
    rows = []
    for level in range(height, 0, -1):
        made = []
        for top, bad in zip(tops, beyond, strict=True):
            text, tone = "-" if level == limit else " ", ""
            if top >= level:
                text, tone = ("!", brush.tone("error")) if bad else ("#", "")
            made.append((text, tone))
        rows.append(joined(made))
    return rows


def _dots(brush: Brush, tops: list[int], beyond: list[bool], limit: int, row: int) -> Content:
    made = []
    for at in range(0, len(tops), 2):
        left, right = (max(0, min(_STEPS, top - row * _STEPS)) for top in tops[at : at + 2])
        dots = _LEFT[left] | _RIGHT[right]
        if 0 < limit - row * _STEPS <= _STEPS:
            level = limit - row * _STEPS
            # one dot a cell, and none where the values stand anyway
            dots |= _LEFT[level] ^ _LEFT[level - 1]
        bad = any(beyond[at : at + 2])
        # from U+2800, the empty braille cell, on: each bit is one of the eight dots
        made.append((chr(0x2800 + dots), brush.tone("error" if bad else "success")))
    return joined(made)
