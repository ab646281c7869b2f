"""What marks mean to an action: asked about when a filter hides them, and never passed over for the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from grcdesk.tui.actions.effects.marks import FOR_ALL, FOR_ONE
from grcdesk.tui.actions.registry import UiAction, named
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import count, join


class ForMarked(App[int]):
    """An app that never acts on a row while other rows are marked, nor on hidden ones unasked."""

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, whichever key, palette entry or click it comes from."""
        # a command of the palette names its screen; the palette may still be the one on top
        screen = default_namespace if isinstance(default_namespace, Screen) else self.screen
        found = named(action, getattr(screen, "PLACE", "")) if isinstance(action, str) else None

        async def go() -> None:
            await super(ForMarked, self).run_action(action, default_namespace, namespaces)

        if found is not None and self._stopped(found, screen, lambda: self.call_later(go)):
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def _stopped(self, found: UiAction, screen: Screen[Any], go: Callable[[], object]) -> bool:
        """Whether marks keep an action from being done at once: it is for one row, or some marks are not seen.

        Args:
            found: the action.
            screen: where it is done.
            go: does it, once a person has said for which of the marked rows.
        """
        table = _marked(screen) if found.id in FOR_ALL | FOR_ONE else None
        if table is None or table.marks is None:
            return False
        marked, hidden = tuple(table.marks.keys), table.hidden_marks
        if found.id in FOR_ONE and marked != (table.key,):
            self.tell(f"{found.label} is for one at a time, and {count(len(marked), 'row')} marked: esc unmarks them")
            return True
        if found.id in FOR_ALL and hidden:
            self._ask_about(table, hidden, go)
            return True
        return False

    def _ask_about(self, table: Table, hidden: Sequence[str], go: Callable[[], object]) -> None:
        """Marks that a filter hides: all of them, only those shown, or none."""
        from grcdesk.tui.dialogs.pick import Choice, Pick  # noqa: PLC0415  the first frame does without

        total = len(table.marks.keys) if table.marks else 0
        seen = total - len(hidden)
        choices = [
            Choice("all", f"all {total:,}, the hidden ones too: {join(list(hidden), 3)}", "a"),
            *([Choice("shown", f"only the {seen:,} shown; the hidden ones are unmarked", "s")] if seen else []),
            Choice("drop", "unmark all, and do nothing", "d"),
        ]

        def answered(answer: str | None) -> None:
            if answer == "drop":
                table.clear_marks()
            elif answer is not None:
                if answer == "shown":
                    table.drop_marks(hidden)
                go()

        self.push_screen(Pick(f"{total:,} marked, {len(hidden):,} hidden by the filter", choices), answered)

    def tell(self, message: str, severity: str = "information") -> None:
        """Tell one sentence."""
        raise NotImplementedError


def _marked(screen: Screen[Any]) -> Table | None:
    """The table of the screen that has marks, if one has."""
    return next((table for table in screen.query(Table) if table.marks and table.marks.keys), None)
