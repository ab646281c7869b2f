"""The walkthroughs of the engagement in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.content import Content

from grcdesk.rules.fields.requests import WALKTHROUGH_FIELDS, WALKTHROUGH_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.requests.walkthroughs import WalkthroughDetail, WalkthroughRow
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import line, lines, text
from grcdesk.tui.requests import walkthrough_forms as forms
from grcdesk.tui.requests.columns import walkthrough_columns
from grcdesk.tui.requests.question_list import ask_questions
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table


class WalkthroughsScreen(AuditTabs, ListScreen):
    """The list of walkthroughs."""

    PLACE = "walkthroughs"
    HELP = "walkthroughs"
    SIDE = "Walkthrough"
    SHOWS = frozenset({"walkthrough", "walkthrough_answer", "walkthrough_difference", "programme", "engagement"})
    NAME = "Walkthroughs"
    NOTHING = "No walkthroughs yet. a plans one, with the questions of its catalog."
    FIELDS = WALKTHROUGH_FIELDS

    def columns(self) -> tuple[ListColumn, ...]:
        """Control, state, days, answers, differences."""
        return walkthrough_columns(self.glyphs, lambda: self.desk_app.today)

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads a row."""
        return WALKTHROUGH_READERS

    def more(self, row: WalkthroughRow) -> Sequence[Fact]:
        """What was followed, and who led it."""
        return (
            ("Item", row.item),
            ("Led by", row.led_by),
            ("Lacks", "; ".join(row.lacking)),
        )

    def reload(self) -> None:
        """Ask for all."""
        self.ask(
            "walkthroughs",
            lambda desk: desk.walkthroughs.list(),
            lambda rows: self.show_rows({row.id: row for row in rows}),
        )

    def about(self, row: WalkthroughRow) -> Content:
        """Who, and what it lacks."""
        who = ", ".join((*row.people, *((f"led by {row.led_by}",) if row.led_by else ()))) or "nobody named yet"
        below = text(f"item {row.item}" if row.item else "", "muted")
        if row.lacking:
            below = text(f"it lacks {'; '.join(row.lacking)}", "warning")
        return lines([line(f"{row.id}  {who}"), below])

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        if event.table.key is not None:
            self.desk_app.show_walkthrough(event.table.key, list(event.table.pages.keys))

    def _detail(self, then: Callable[[WalkthroughDetail], None]) -> None:
        key = self.query_one(Table).key
        if key is not None:
            self.ask_first("one", lambda desk: desk.walkthroughs.show(key), then)

    def action_add(self) -> None:
        """Plan one."""
        forms.add(self.desk_app)

    def action_plan(self) -> None:
        """Day and people."""
        self._detail(lambda found: forms.plan(self.desk_app, found))

    def action_record(self) -> None:
        """What it was."""
        self._detail(lambda found: forms.record(self.desk_app, found))

    def action_answer(self) -> None:
        """Its questions."""
        self._detail(lambda found: ask_questions(self.desk_app, found))
