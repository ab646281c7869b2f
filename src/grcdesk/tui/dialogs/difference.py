"""What would change of several records, one row each, before it is written."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from grcdesk.rules.bulk.tally import counted, moved, only_field, tally
from grcdesk.schemas.differences import Difference
from grcdesk.schemas.outcomes import Outcome
from grcdesk.text import show
from grcdesk.tui.dialogs.lines import Body, Preview
from grcdesk.tui.kit.looks import Cell, fit, line, lines, text
from grcdesk.tui.widgets.bars import Text

_WIDE, _FRAME = 120, 9
"""Cells of the box, as the style sheet has it, and of its frame, air and scroll bar."""
_LEAST = 16
"""Cells a title keeps."""
_SIGNS = {"overwritten": ("! ", "warning"), "new": ("+ ", ""), "same": ("= ", "muted")}


class DifferencePreview(Preview):
    """Old and new of each record; what is overwritten stands first and is coloured. `y` or Enter writes it."""

    BINDINGS = [Binding("enter", "yes", show=False, priority=True)]

    def __init__(self, title: str, told: Outcome) -> None:
        super().__init__(title, [])
        self._keys = (("y enter", "writes it"), ("esc", "drops"), ("j k", "scroll"))
        self._told = told

    def body(self) -> list[Widget]:
        """How many of each kind, what a person should know, then the rows."""
        told, room = self._told, min(_WIDE, self.app.size.width) - _FRAME
        head = text(counted(told.differences), "strong")
        warnings = [line(Cell(one, "warning")) for one in told.warnings]
        self._rows = [head, *warnings, text(told.sentence, "muted"), text(""), *rows(told.differences, room)]
        return [Body(Text(lines(self._rows)), classes="body")]


def rows(differences: tuple[Difference, ...], room: int) -> list[Content]:
    """A row for each record: what is overwritten, what is new, what stands so already."""
    found, bare = tally(differences), only_field(differences)
    told = {one.id: show(moved(one, bare=bare)) for one in differences}
    names = max((len(one.name) for one in differences), default=0)
    words = max((len(what) for what in told.values()), default=0)
    titles = max((len(one.title) for one in differences), default=0)
    wide = min(titles, max(_LEAST, room - names - words - 5))
    heaps = (("overwritten", found.overwritten), ("new", found.new), ("same", found.same))
    return [
        line(
            Cell(_SIGNS[kind][0], _SIGNS[kind][1] or "success"),
            Cell(fit(show(one.name), names), "head"),
            Cell(f" {fit(' '.join(show(one.title).split()), wide)}" if wide else ""),
            Cell(f"  {told[one.id]}", _SIGNS[kind][1]),
        )
        for kind, heap in heaps
        for one in heap
    ]
