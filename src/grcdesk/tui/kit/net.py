"""The last net under every widget: nothing that steers a terminal is drawn, whoever forgot `show`."""

from __future__ import annotations

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from grcdesk.text import steering

_SIGN = "�"


class SafeLines(LineFilter):
    """Takes the place of what would steer, in as many cells as were counted for it, so that nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line, safe to draw."""
        del background
        # nearly every line is safe, and is handed on as it came
        if not any(steering(text) for text, _, control in segments if not control):
            return segments
        return [
            segment if segment.control or not steering(segment.text) else Segment(_safe(segment.text), segment.style)
            for segment in segments
        ]


def _safe(text: str) -> str:
    return "".join(_SIGN * get_character_cell_size(sign) if steering(sign) else sign for sign in text)
