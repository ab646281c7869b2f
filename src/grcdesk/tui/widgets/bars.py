"""Lines: the title where there is no frame, the strip under a list, the keys, and what was told last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.css.scalar import Unit
from textual.widget import Widget

from grcdesk.tui.actions.registry import UiAction, written
from grcdesk.tui.kit.looks import Cell, line

if TYPE_CHECKING:
    from grcdesk.tui.kit.jobs import Job


MOST_AIR = 6
"""Cells put between two keys beyond the two there always are."""
JOB_BAR = 20
"""Cells of the bar of a command under way."""
TONE_OF = {"information": "", "warning": "warning", "error": "error"}


class Toned(Widget):
    """Content as it is coloured: what can be clicked keeps its own tones."""

    auto_links = False


class Bar(Toned):
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


class Text(Toned):
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
        follows = height is None or height.is_auto
        self.refresh(layout=follows and not self._fits())

    def _fits(self) -> bool:
        """Whether it stays as high as it is.

        What fills a pane says something else with each key; laid out anew each time, the whole screen would be too.
        """
        least = self.styles.min_height
        if least is None or least.unit is not Unit.HEIGHT or not isinstance(self.parent, Widget):
            return False
        if not self.content_size.width:  # not in sight: nothing can be wrapped to no width
            return False
        pane = self.parent.content_size.height
        needed = self._content.get_height(self.styles.get_rules(), self.content_size.width) + self.gutter.height
        self.clear_cached_dimensions()
        return bool(pane) and max(needed, pane) == self.size.height

    def render(self) -> Content:
        """The text."""
        return self._content

    @property
    def plain(self) -> str:
        """What it says."""
        return self._content.plain


class KeyBar(Toned):
    """The keys of the screen over the whole width, as many as fit; help stays to the last."""

    def __init__(self, actions: tuple[UiAction, ...], last: tuple[UiAction, ...]) -> None:
        super().__init__()
        self.actions = actions
        self.last = last
        self.limit = 99
        self.says: dict[str, str] = {}
        """Words by id of an action that are truer here than its own."""

    def show(self, actions: tuple[UiAction, ...]) -> None:
        """Other keys than it began with."""
        self.actions = actions
        self.refresh()

    def shown(self, width: int) -> list[UiAction]:
        """The actions that fit: those at the end stay, of the others the last go first."""
        first = list(self.actions)
        while first and (self._width([*first, *self.last]) > width or len(first) + len(self.last) > self.limit):
            first.pop()
        last = list(self.last)
        while len(last) > 1 and (self._width([*first, *last]) > width or len(first) + len(last) > self.limit):
            last.pop(0)
        return [*first, *last]

    def render(self) -> Content:
        """Key and word of each, clickable, with the room that is left between them."""
        width = self.content_size.width
        shown = self.shown(width)
        spare = max(0, width - self._width(shown))
        gaps = max(1, len(shown) - 1)
        cells: list[Cell] = []
        for number, action in enumerate(shown):
            air = 2 + min(spare // gaps, MOST_AIR) if number else 0
            if number == len(shown) - 1 and number:
                air += spare - min(spare // gaps, MOST_AIR) * gaps  # the last stands at the end
            cells += [Cell(" " * air), Cell(written(action.key), "accent", action.call)]
            cells.append(Cell(f" {self._label(action)}", "", action.call))
        return line(*cells)

    def _label(self, action: UiAction) -> str:
        return self.says.get(action.id, action.label)

    def _width(self, actions: list[UiAction]) -> int:
        words = sum(len(written(action.key)) + 1 + len(self._label(action)) for action in actions)
        return words + 2 * (len(actions) - 1)


class StatusLine(Toned):
    """The last sentence and how it is taken back; the command under way while there is one."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._said, self._tone, self._back = "", "", ""
        self._job: Job | None = None

    def say(self, sentence: str, severity: str, back: str) -> None:
        """Show what was told last."""
        self._said, self._tone, self._back = sentence, TONE_OF.get(severity, ""), back
        self.refresh(layout=True)

    def show_job(self, job: Job | None) -> None:
        """The command that runs, or that none does."""
        self._job = job
        self.refresh(layout=True)

    @property
    def busy(self) -> bool:
        """Whether it shows a command under way."""
        return self._job is not None

    def render(self) -> Content:
        """One line, or as many as a refusal takes."""
        width = self.content_size.width
        if self._job is not None:
            return ends(self._progress(self._job, width), line("esc stops"), width)
        said = line(Cell(self._said, self._tone))
        if not self._back or said.cell_length + len(self._back) + 2 > width:
            return line(Cell(f"{self._said}{'. ' if self._back else ''}{self._back}", self._tone))
        key, _, word = self._back.partition(" ")
        return ends(said, line(Cell(key, "accent"), Cell(f" {word}", "muted")), width)

    def _progress(self, job: Job, width: int) -> Content:
        if not job.total:
            return line(Cell(f"{job.label} ...", "warning"))
        share = min(1.0, job.done / job.total)
        full = round(share * JOB_BAR) if width > 2 * JOB_BAR else 0
        bar = (Cell(" " * full, "on-accent"), Cell(" " * (JOB_BAR - full), "chip"), Cell("  ")) if full else ()
        return line(*bar, Cell(f"{job.label}  {job.done:,} of {job.total:,}", "warning"))


def ends(left: Content, right: Content, width: int) -> Content:
    """One line with something at both ends; the right one stays whole, the left one is cut."""
    room = max(0, width - right.cell_length - 1)
    left = left if left.cell_length <= room else left.truncate(room)
    return Content("").join([left, Content(" " * max(0, width - left.cell_length - right.cell_length)), right])
