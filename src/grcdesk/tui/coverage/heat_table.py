"""The heat map: a filled cell for each control and month, by family, with one cell selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from grcdesk.rules.controls.families import by_family, family_name
from grcdesk.schemas.coverage.coverage import Heat, MonthRow
from grcdesk.terms import MonthState
from grcdesk.tui.coverage.parts import MONTH_FILL, board_columns, tone_of
from grcdesk.tui.kit.looks import Glyphs, fit
from grcdesk.tui.widgets.charts import MARK, Brush, block
from grcdesk.tui.widgets.columns import MARK_WIDTH
from grcdesk.tui.widgets.pages import MemoryRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import MONTH, month, word

ID = 12
TITLE = 14
"""Least cells of a title."""
VERDICT = 15
WIDE = 100
"""Cells from which the verdict has a column."""
VAST = 146
"""Cells from which a month is wider than three."""
MOST = 7


@dataclass(frozen=True, slots=True)
class HeatLine:
    """One line under the head: a control, or the name of a family, or air."""

    place: int = -1
    """Of a control: where it stands among the rows."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class MonthPlan:
    """How the width is shared."""

    title: int
    verdict: int
    size: int
    """Cells of a month."""
    gap: int
    first: int
    """The first month shown, where not all fit."""
    months: int

    @property
    def left(self) -> int:
        """Where the months begin."""
        return MARK_WIDTH + ID + self.title + self.verdict


class HeatTable(Table):
    """Rows are controls, by family, whichever has the worst first; a month is selected beside the row."""

    class MonthMoved(Message):
        """Another month is selected."""

    def __init__(self, glyphs: Glyphs, *, id: str) -> None:
        super().__init__(board_columns(glyphs, ()), glyphs=glyphs, id=id)
        self.heat: Heat | None = None
        self.at = 0
        """The month selected."""
        self._rows: list[HeatLine] = []
        self._lines_of: dict[int, int] = {}
        self._plan = MonthPlan(TITLE, 0, 1, 1, 0, 0)
        self._brush = Brush(glyphs.ascii)

    def show_heat(self, heat: Heat) -> None:
        """Show this; the month stays selected, and is at first the one of the day that is judged."""
        if self.heat is None or self.heat.months != heat.months:
            judged = f"{heat.as_of:%Y-%m}"
            self.at = heat.months.index(judged) if judged in heat.months else len(heat.months) - 1
        self.heat = heat
        self.columns = board_columns(self.glyphs, heat.months)
        rows = [row for some in by_family(heat.rows, lambda row: row.id).values() for row in some]
        self.set_rows([row.id for row in rows], MemoryRows({row.id: row for row in rows}))

    def action_month(self, months: int) -> None:
        """Select another month."""
        if self.heat is not None and self.heat.months:
            self.at = max(0, min(len(self.heat.months) - 1, self.at + months))
            self._plan = self._shared()
            self.refresh()
            self.post_message(self.MonthMoved())

    # where things stand

    def _resize(self) -> None:
        self._lay_out()
        self.virtual_size = Size(self._width, len(self._rows) + 1)

    def _lay_out(self) -> None:
        keys: Sequence[str] = self.pages.keys
        families: dict[str, list[int]] = {}
        for name, some in by_family(enumerate(keys), lambda one: one[1]).items():
            families[name] = [place for place, _ in some]
        room = max(1, self.size.height - 1)
        # names of families and the air between them are shown only where no control has to scroll for them
        named = len(keys) + 2 * len(families) - 1 <= room
        airy = len(keys) + len(families) - 1 <= room
        self._rows = []
        for name, places in families.items():
            if self._rows and (named or airy):
                self._rows.append(HeatLine())
            if named:
                self._rows.append(HeatLine(name=f"{family_name(name)}  {self._without_gap(places)}"))
            self._rows += map(HeatLine, places)
        self._lines_of = {one.place: at for at, one in enumerate(self._rows) if one.place >= 0}
        self._plan = self._shared()

    def _without_gap(self, places: Sequence[int]) -> str:
        rows: list[MonthRow] = [self.pages.row(place) for place in places]
        whole = sum(all(cell.state is not MonthState.GAP for cell in row.cells) for row in rows)
        return f"{whole} of {len(rows)} without a gap"

    def _shared(self) -> MonthPlan:
        """Months are three cells wide and wider where there is room; titles get what is left."""
        number, width = len(self.heat.months) if self.heat else 0, self._width
        verdict = VERDICT if width >= WIDE else 0
        room = max(1, width - MARK_WIDTH - ID - verdict - TITLE)
        size, gap = block(room, number or 1, most=MOST if width >= VAST else 3)
        if size == 1 and gap > 1:
            gap = 1
        fitting = min(number, max(1, room // (size + gap)))
        first = max(0, min(self.at - fitting + 1, number - fitting)) if fitting < number else 0
        used = MARK_WIDTH + ID + verdict + fitting * (size + gap)
        return MonthPlan(max(1, width - used), verdict, size, gap, first, fitting)

    def _line_of(self, place: int) -> int:
        return self._lines_of.get(place, 0)

    def _follow(self, place: int) -> None:
        at = self._line_of(place)
        # the name of a family comes into sight with its first control
        high = at - 1 if at > 0 and self._rows[at - 1].name else at
        top, height = self.scroll_offset.y, max(1, self.size.height - 1)
        if high < top:
            self.scroll_to(y=high, animate=False, immediate=True)
        elif at >= top + height:
            self.scroll_to(y=at - height + 1, animate=False, immediate=True)

    def watch_cursor(self, old: int, new: int) -> None:
        """Follow the cursor and repaint two lines."""
        self._follow(new)
        for place in (old, new):
            at = self._line_of(place)
            self.refresh(Region(0, at - self.scroll_offset.y + 1, self.size.width, 1))
        if old != new:
            self.post_message(self.Moved(self))

    # drawing

    def render_line(self, y: int) -> Strip:
        """One line of the window: the months, then families and controls."""
        if y == 0:
            return self._head()
        at = y - 1 + self.scroll_offset.y
        if at >= len(self._rows):
            return self._strip([Segment(" ", self.rich_style)], self.rich_style)
        one = self._rows[at]
        if one.place < 0:
            name, _, told = one.name.partition("  ")
            bold = self.rich_style + Style(bold=True)
            words = [
                Segment(" " * MARK_WIDTH + name, bold),
                Segment(f"  {told}", self.rich_style + self._tone("muted")),
            ]
            return self._strip(words if name else [Segment(" ", self.rich_style)], self.rich_style)
        row = self.pages.row(one.place)
        return self._strip([], self.rich_style) if row is None else self._control(row, one.place == self.cursor)

    def _head(self) -> Strip:
        plan, style = self._plan, self._style("header")
        names = self.heat.months if self.heat else ()
        words = (
            f"{'':{MARK_WIDTH}}{'ID':<{ID}}{'Control':<{plan.title}}{'Verdict' if plan.verdict else '':<{plan.verdict}}"
        )
        made = [Segment(fit(words, plan.left, self.glyphs.cut), style)]
        most = plan.size if plan.gap else 1
        for at in range(plan.first, plan.first + plan.months):
            tone = style + self._tone("accent") if at == self.at else style
            made += [
                Segment(month(names[at])[:most].center(plan.size), tone),
                Segment(" " * plan.gap, style),
            ]
        return self._strip(made, style)

    def _control(self, row: MonthRow, at_cursor: bool) -> Strip:
        plan, base = self._plan, self._ground(at_cursor=at_cursor)
        made = self._named(row, base, at_cursor=at_cursor)
        for at in range(plan.first, plan.first + plan.months):
            made += self._block(row.cells[at].state, base, chosen=at_cursor and at == self.at)
        return self._strip(made, base)

    def _ground(self, *, at_cursor: bool) -> Style:
        if not at_cursor:
            return self.rich_style
        return self._style("cursor" if self.has_focus else "cursor-far")

    def _named(self, row: MonthRow, base: Style, *, at_cursor: bool) -> list[Segment]:
        """What stands before the months; on the bar of the cursor tones would not be read, so it has none."""
        plan, cut = self._plan, self.glyphs.cut
        mark = self._brush.sign(MARK) if at_cursor else ""
        name = base if at_cursor else base + self._tone("muted")
        title = base + Style(bold=True) if at_cursor else base
        made = [
            Segment(f"{mark:<{MARK_WIDTH}}", base + self._tone("accent")),
            Segment(fit(row.id, ID - 1, cut) + " ", name),
            Segment(fit(row.title, plan.title - 1, cut) + " ", title),
        ]
        if plan.verdict:
            tone = "" if at_cursor else tone_of(row)
            words = fit(word(row.verdict), VERDICT - 1, cut) + " "
            made.append(Segment(words, base + self._tone(tone) if tone else base))
        return made

    def _block(self, state: MonthState, base: Style, *, chosen: bool) -> list[Segment]:
        plan = self._plan
        text = self.glyphs.of(MONTH[state]).center(plan.size)
        if chosen and plan.size > 2:  # noqa: PLR2004  brackets take a cell at each side
            text = f"[{text[1:-1]}]"
        tone = "on-accent" if chosen else f"on-{MONTH_FILL[state]}"
        return [Segment(text, base + self._tone(tone)), Segment(" " * plan.gap, base)]

    # the mouse

    def on_click(self, event: events.Click) -> None:
        """A click selects the cell; a click on the cell selected opens it."""
        event.prevent_default()  # the table would take families for rows
        at = event.y - 1 + self.scroll_offset.y
        place = self._rows[at].place if event.y >= 1 and 0 <= at < len(self._rows) else -1
        if place < 0:
            return
        event.stop()
        chosen = self._month_at(event.x)
        same = place == self.cursor and chosen in {-1, self.at}
        self.cursor = place
        if chosen >= 0:
            self.action_month(chosen - self.at)
        if same:
            self.action_choose()

    def _month_at(self, x: int) -> int:
        plan = self._plan
        at = (x - plan.left) // max(1, plan.size + plan.gap)
        return plan.first + at if x >= plan.left and at < plan.months else -1
