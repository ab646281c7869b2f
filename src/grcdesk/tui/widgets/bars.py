"""One-line widgets: the title, the strip under a list, the keys, and the command under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from grcdesk.tui.actions.registry import UiAction, written
from grcdesk.tui.kit.looks import Cell, line

if TYPE_CHECKING:
    from grcdesk.tui.kit.jobs import Job


class Bar(Widget):
    """One line: something at the left, something at the right."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._left, self._right = Content(""), Content("")
        self._shorter: tuple[Content, ...] = ()

    def say(self, left: Content, right: Content | None = None, *, shorter: tuple[Content, ...] = ()) -> None:
        """Show these; where `left` does not fit, the first of `shorter` that does."""
        self._left, self._right, self._shorter = left, right or Content(""), shorter
        self.refresh()

    def render(self) -> Content:
        """The line at the width there is; a short right part stays and the left one is cut."""
        width = self.content_size.width
        most = width - self._right.cell_length - 1
        left = next((one for one in (self._left, *self._shorter) if one.cell_length <= most), None)
        left = left or (self._shorter or (self._left,))[-1]
        room = width - left.cell_length - self._right.cell_length
        if room < 1 and self._right and self._right.cell_length <= width // 2:
            return Content(" ").join([left.truncate(most), self._right])
        if room < 1 or not self._right:
            return left.truncate(width)
        return Content("").join([left, Content(" " * room), self._right])


class Text(Widget):
    """Several lines of safe content, wrapped."""

    def __init__(self, content: Content | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._content = content or Content("")

    def say(self, content: Content) -> None:
        """Show this. Where its height does not follow from what it says, nothing else is laid out anew."""
        if content == self._content:
            return
        self._content = content
        height = self.styles.height
        self.refresh(layout=height is None or height.is_auto)

    def render(self) -> Content:
        """The text."""
        return self._content

    @property
    def plain(self) -> str:
        """What it says."""
        return self._content.plain


class KeyBar(Widget):
    """The keys of the screen, as many as fit; help stays to the last."""

    def __init__(self, actions: tuple[UiAction, ...], last: tuple[UiAction, ...]) -> None:
        super().__init__()
        self.actions = actions
        self.last = last
        self.limit = 99

    def shown(self, width: int) -> list[UiAction]:
        """The actions that fit: those at the end stay, of the others the last go first."""
        first = list(self.actions)
        while first and (_width([*first, *self.last]) > width or len(first) + len(self.last) > self.limit):
            first.pop()
        last = list(self.last)
        while len(last) > 1 and (_width([*first, *last]) > width or len(first) + len(last) > self.limit):
            last.pop(0)
        return [*first, *last]

    def render(self) -> Content:
        """Key and word of each, clickable."""
        cells: list[Cell] = []
        for number, action in enumerate(self.shown(self.content_size.width)):
            cells.append(Cell(("  " if number else "") + written(action.key), "head", action.call))
            cells.append(Cell(f" {action.label}", "", action.call))
        return line(*cells)


class JobBar(Bar):
    """The command under way, with its count; hidden when there is none."""

    def show_job(self, job: Job | None) -> None:
        """Show or hide."""
        self.display = job is not None
        if job is not None:
            count = f"  {job.done:,} of {job.total:,}" if job.total else ""
            self.say(line(Cell(f"{job.label} ..." if not count else job.label + count, "warning")), line("esc stop"))


def _width(actions: list[UiAction]) -> int:
    return sum(len(written(action.key)) + 1 + len(action.label) for action in actions) + 2 * (len(actions) - 1)
