"""The two lines at the top of every screen: whose desk this is, where it stands in its period, and the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from grcdesk.terms import Status
from grcdesk.tui.kit.looks import Cell, Glyphs, line
from grcdesk.tui.widgets.bars import Toned, ends
from grcdesk.wording import PROGRESS, STATUS

BAR = 24
"""Cells of the line that shows how far the period has gone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header says of the desk."""

    organisation: str = ""
    engagement: str = ""
    start: date | None = None
    end: date | None = None
    """First and last day of the period of the engagement; None while none is set."""
    today: date | None = None
    late: int | None = None
    """What is overdue; None while nobody has looked."""
    soon: int = 0
    """What is due within `within` days."""
    within: int = 30
    sample: bool = False

    @property
    def days(self) -> str:
        """The period from its first to its last day; empty while none is set, and where one day is judged."""
        if self.start is None or self.end is None or self.start == self.end:
            return ""
        return f"{self.start}..{self.end}"

    @property
    def day(self) -> str:
        """Where today lies in the period, as people say it."""
        if self.start is None or self.end is None or self.today is None:
            return ""
        if self.start == self.end:
            return f"as of {self.end}"
        number, days = (self.today - self.start).days + 1, (self.end - self.start).days + 1
        return f"day {number} of {days}" if 1 <= number <= days else "outside the period"


@dataclass(frozen=True, slots=True)
class Chip:
    """A place one can go to."""

    key: str
    label: str
    place: str
    short: str
    """Its name where there is little room."""


class Header(Toned):
    """Organisation, engagement and period over the places."""

    def __init__(self, chips: Sequence[Chip], glyphs: Glyphs, here: str) -> None:
        super().__init__(id="header")
        self._chips = tuple(chips)
        self._glyphs = glyphs
        self._here = here
        """The place shown as the current one."""
        self._heading = Heading()

    def say(self, heading: Heading, here: str) -> None:
        """Show this."""
        if (heading, here) != (self._heading, self._here):
            self._heading, self._here = heading, here
            self.refresh()

    def render(self) -> Content:
        """Both lines at the width there is."""
        width = self.content_size.width
        return Content("\n").join([self._whose(width), self._places(width)])

    def _whose(self, width: int) -> Content:
        told = self._heading
        product = Cell("grcdesk", "accent")
        sample = Cell("sample  " if told.sample else "", "warning")
        organisation = Cell(told.organisation, "strong")
        period = Cell(told.days, "muted")
        names = [product, sample, organisation, Cell(told.engagement), period]
        right = self._progress(width)
        shown = [cell for cell in names if cell.text]
        # what gives way first, and something stays whatever happens
        for gone in (product, period, organisation):
            if _spaced(shown, "  ").cell_length + right.cell_length + 2 <= width:
                break
            if len(shown) > 1:
                shown = [cell for cell in shown if cell is not gone]
        return ends(_spaced(shown, "  "), right, width)

    def _progress(self, width: int) -> Content:
        told = self._heading
        if not told.day:
            return line(Cell("no period yet", "muted")) if told.today else line()
        if told.start is None or told.end is None or told.today is None or not told.day.startswith("day"):
            return line(Cell(told.day, "muted"))
        on, off = (self._glyphs.of(look) for look in PROGRESS)
        gone = round(((told.today - told.start).days + 1) / ((told.end - told.start).days + 1) * BAR)
        bar = (Cell(on * gone, "accent"), Cell(off * (BAR - gone), "muted"), Cell("  ")) if width >= WIDE else ()
        return line(*bar, Cell(told.day))

    def _places(self, width: int) -> Content:
        """The widest way that fits: words of badges go first, then the air of the places.

        Then names from the end are short, at last gone.
        """
        every = len(self._chips)
        ways = [(" ", every, every, True), ("", every, every, True), ("", every, every, False)]
        ways += [("", whole, every, False) for whole in range(every - 1, -1, -1)]
        ways += [("", 0, named, False) for named in range(every - 1, -1, -1)]
        for air, whole, named, worded in ways:
            places, badges = self._row(air, whole, named), self._badges(worded=worded)
            if places.cell_length + badges.cell_length < width:
                break
        return ends(places, badges, width)

    def _row(self, air: str, whole: int, named: int) -> Content:
        """The places: the first `whole` by their names, as far as `named` by short ones, the others by their keys.

        The one shown has its name.
        """
        cells: list[Cell] = []
        for number, chip in enumerate(self._chips):
            here = chip.place == self._here
            label = chip.short if number < named else ""
            if number < whole or here:
                label = chip.label
            label = f" {label}" if label else ""
            call = f"app.go('{chip.place}')"
            if cells:
                cells.append(Cell(" "))
            if here:
                cells.append(Cell(f"{air}{chip.key}{label}{air}", "on-accent", call))
            else:
                cells += [Cell(f"{air}{chip.key}", "chip-key", call), Cell(f"{label}{air}", "chip", call)]
        return line(*cells)

    def _badges(self, *, worded: bool) -> Content:
        told, cells = self._heading, []
        if told.late:
            late = f"{self._glyphs.of(STATUS[Status.MISSING])} {told.late}{' late' if worded else ''}"
            cells.append(Cell(f" {late} ", "on-hole", "app.go('due')"))
        if told.late is not None and told.soon:
            soon = f"{self._glyphs.of(STATUS[Status.PARTIAL])} {told.soon}{f' in {told.within} d' if worded else ''}"
            cells.append(Cell(f" {soon} ", "on-part", "app.go('due')"))
        return _spaced(cells, " ")


WIDE = 110
"""Columns from which the period gets its bar."""


def _spaced(cells: Sequence[Cell], air: str) -> Content:
    """The cells after each other, with air between them."""
    return Content(air).join([line(cell) for cell in cells])
