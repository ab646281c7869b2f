"""The tabs over all lists of an audit: one line, keys to either side, and which engagement they are about."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from grcdesk.schemas.audits.audits import EngagementRow
from grcdesk.tui.actions.audits import TABS, UNDER
from grcdesk.tui.audits.parts import days
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.widgets.bars import Bar


class TabStrip(Bar):
    """The tabs, and the engagement at the right where there is room."""

    def __init__(self, here: str, places: tuple[str, ...]) -> None:
        super().__init__(id="audit-tabs")
        self._here = here
        self._places = places
        self._about = Content("")

    def about(self, row: EngagementRow, words: str) -> None:
        """Say which engagement the lists are about."""
        self._about = line(Cell(f"{row.name}  {words}", "muted"))
        self.refresh()

    def _tabs(self, which: int, gap: str) -> Content:
        cells: list[Cell] = []
        for place in self._places:
            label = TABS[place][which]
            here = place == self._here
            shown, tone = (f"[{label}]", "on-accent") if here else (label, "muted")
            cells.append(Cell(shown, tone, f"screen.show_tab('{place}')"))
            cells.append(Cell(gap))
        return line(*cells[:-1])

    def render(self) -> Content:
        """The line at the width there is."""
        return self.fitted(self.content_size.width)

    def fitted(self, width: int) -> Content:
        """Whole names and the engagement, whole names, or three letters each."""
        for tabs in (self._tabs(0, "  "), self._tabs(0, " ")):
            room = width - tabs.cell_length - self._about.cell_length
            if room > 1 and self._about:
                return Content("").join([tabs, Content(" " * room), self._about])
            if tabs.cell_length <= width:
                return tabs
        return self._tabs(1, " ").truncate(width)


class AuditTabs(DeskScreen):
    """A list of an audit. Stands before `ListScreen` among the bases; its place is one of `TABS` or `UNDER`."""

    def content(self) -> list[Widget]:
        """The tabs over what the screen shows."""
        return [TabStrip(self._tab(), self._tabs()), *super().content()]

    def on_mount(self) -> None:
        """Say which engagement it is about."""
        super().on_mount()
        self._say_engagement()

    def _changed(self, kinds: frozenset[str]) -> None:
        super()._changed(kinds)
        if not kinds or kinds & {"engagement", "programme"}:
            self._say_engagement()

    def _say_engagement(self) -> None:
        if self.desk_app.desk is not None:
            self.ask("engagement", lambda desk: desk.audits.show().row, self._about)

    def _about(self, row: EngagementRow) -> None:
        words = days(row.period, row.kind, self.desk_app.today)
        self.query_one(TabStrip).about(row, words)

    def _tab(self) -> str:
        return UNDER.get(self.PLACE, self.PLACE)

    def _tabs(self) -> tuple[str, ...]:
        known = self.desk_app.places()
        return tuple(place for place in TABS if place in known)

    def action_audit_tab(self, by: int) -> None:
        """The list beside this one, round at the ends."""
        tabs = self._tabs()
        self.action_show_tab(tabs[(tabs.index(self._tab()) + by) % len(tabs)])

    def action_show_tab(self, place: str) -> None:
        """That list."""
        if place != self.PLACE:
            self.desk_app.show_list(place)
