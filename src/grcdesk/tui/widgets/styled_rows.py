"""The styles that the lines of a table are drawn with, each looked up once for a theme."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from grcdesk.tui.kit.looks import TONES
from grcdesk.tui.kit.quirks import TonedList


class StyledRows(TonedList):
    """Lines of an exact width, in the styles of tables."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--header",
        "table--cursor",
        "table--cursor-far",
        "table--marked",
        *(f"table--{tone}" for tone in TONES if tone),
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_known: dict[str, Style] = {}

    @property
    def _width(self) -> int:
        # the gutter of the vertical bar is kept free, so that columns do not jump with the length of the list
        return self.scrollable_content_region.width

    def _strip(self, segments: list[Segment], style: Style) -> Strip:
        return Strip(segments).adjust_cell_length(self._width, style)

    def _style(self, name: str) -> Style:
        if name not in self._styles_known:
            self._styles_known[name] = self.get_component_rich_style(f"table--{name}")
        return self._styles_known[name]

    def _tone(self, name: str) -> Style:
        # in part: only what the tone itself says, so that it can be laid over a row that has a ground of its own
        known = f"tone {name}"
        if known not in self._styles_known:
            self._styles_known[known] = self.get_component_rich_style(f"table--{name}", partial=True)
        return self._styles_known[known]
