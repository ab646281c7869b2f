"""Lines that are painted for the width there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Painted(Widget):
    """Such lines without a frame, as high as they are many."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._paint: Callable[[int], Sequence[Content]] | None = None

    def show(self, paint: Callable[[int], Sequence[Content]]) -> None:
        """Paint it so from now on."""
        self._paint = paint
        self.refresh(layout=True)

    def _lines(self, width: int) -> Sequence[Content]:
        return self._paint(width) if self._paint is not None and width > 0 else ()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual gives them
        """One row a line."""
        # painted once more for its height, which follows from what it says at that width
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(list(self._lines(self.content_size.width)))
