"""Lines of time: a date stands where it falls, and today goes through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from grcdesk.tui.widgets.charts import BAR, DOT, Brush, joined


def spot(days: int, span: tuple[int, int], width: int, mark: int = 12) -> int:
    """Where a mark of that width begins on a lane; days before or after the span stand at its ends."""
    first, last = span
    return (min(max(days, first), last) - first) * max(0, width - mark) // (last - first)


class LaneMark(NamedTuple):
    """What stands on a line of time."""

    days: int
    """Days from today."""
    word: str
    fill: str = ""
    """Empty: a quiet one."""


def lane(brush: Brush, dated: LaneMark, span: tuple[int, int], width: int) -> Content:
    """A date stands where it falls between the first and the last day; today goes through all lanes as one line."""
    days, word, fill = dated
    mark = f" {word} "
    today = spot(0, span, width, cell_len(mark))
    dots = [brush.sign(DOT) if at % 2 else " " for at in range(max(0, width))]
    if today < len(dots):
        dots[today] = brush.sign(BAR)
    track = "".join(dots)
    start = spot(days, span, width, cell_len(mark))
    # where there is no ground, brackets show where the mark begins and ends
    shown = f"[{word}]" if brush.drawn and fill != "hole" else mark
    return joined(
        [
            (track[:start], brush.tone("muted")),
            (shown, brush.fill(fill) if fill else brush.tone("chip")),
            (track[start + cell_len(mark) :], brush.tone("muted")),
        ]
    )


def axis(brush: Brush, names: Sequence[tuple[int, str]], span: tuple[int, int], width: int, mark: int = 12) -> Content:
    """Names over the days of a lane; one that would run into the name before it is left out."""
    line, end = "", 0
    for days, name in names:
        at = spot(days, span, width, mark)
        if at >= end and at + len(name) <= width:
            line = line.ljust(at) + name
            end = at + len(name) + 1
    return joined([(line.ljust(width)[:width], brush.tone("muted"))])
