"""The filter field: what could follow is shown while typing, and what is wrong with a caret under the place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from grcdesk.rules.filters.fields import Field
from grcdesk.rules.filters.filters import FilterError, complete, last_word, parse
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.fields import TextLine

SUGGESTED = 8


class _Words(Suggester):
    def __init__(self, fields: Mapping[str, Field]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._fields = fields

    async def get_suggestion(self, value: str) -> str | None:
        found = complete(value, self._fields)
        return value[: len(value) - len(last_word(value))] + found[0] if found and last_word(value) else None


class FilterInput(TextLine):
    """The field; tab takes the first suggestion."""

    BINDINGS = [Binding("tab", "cursor_end_suggested", show=False), Binding("down", "leave", show=False)]

    def action_cursor_end_suggested(self) -> None:
        """Take the suggestion."""
        self.cursor_position = len(self.value)
        self.action_cursor_right()  # at the end it takes the suggestion, if there is one

    def action_leave(self) -> None:
        """To the list."""
        self.post_message(Input.Submitted(self, self.value))


class FilterBar(Vertical):
    """A field over a hint line. Hidden until asked for."""

    BINDINGS = [Binding("escape", "drop", show=False)]

    class Changed(Message):
        """A readable filter stands in the field."""

        def __init__(self, where: str, *, final: bool) -> None:
            super().__init__()
            self.where = where
            self.final = final
            """Whether enter was pressed, so the list takes over."""

    class Dropped(Message):
        """Esc: the filter from before comes back."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        super().__init__()
        self._fields = fields
        self.today = date.min

    def set_fields(self, fields: Mapping[str, Field]) -> None:
        """Other fields than it began with."""
        self._fields = fields
        self.query_one(FilterInput).suggester = _Words(fields)

    def compose(self) -> ComposeResult:
        """Field and hint."""
        field = FilterInput(suggester=_Words(self._fields), select_on_focus=False, compact=True)
        field.can_focus = False  # hidden, it would take the keys of a screen whose list is empty
        yield field
        yield Text(classes="hint")

    def open(self, where: str, today: date) -> None:
        """Show the field with the filter in force."""
        self.today = today
        self.display = True
        field = self.query_one(FilterInput)
        # filled in, not typed: the list stands under that filter already
        with field.prevent(Input.Changed):
            field.value = f"{where} " if where else ""
        field.cursor_position = len(field.value)
        field.can_focus = True
        # not field.focus(), which waits its turn behind the letters typed after the key
        self.screen.set_focus(field)
        self._hint(where)

    def close(self) -> None:
        """Hide it."""
        self.query_one(FilterInput).can_focus = False
        self.display = False

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display and self._hint(event.value):
            self.post_message(self.Changed(event.value.strip(), final=False))

    @on(Input.Submitted)
    def _kept(self, event: Input.Submitted) -> None:
        event.stop()
        if self._hint(event.value):
            self.post_message(self.Changed(event.value.strip(), final=True))

    def action_drop(self) -> None:
        """Esc."""
        self.post_message(self.Dropped())

    def _hint(self, where: str) -> bool:
        hint = self.query_one(".hint", Text)
        try:
            parse(where, self._fields, self.today)
        except FilterError as error:
            caret = error.caret.splitlines()[-1] if error.caret else "^"
            hint.say(lines([text(caret, "error"), text(f"{error.message}. {error.hint}".rstrip(". "), "error")]))
            return False
        words = [word for word in complete(where, self._fields) if word != last_word(where)][:SUGGESTED]
        follow = "  ".join(words) or "words search text"
        hint.say(line(Cell(follow, "muted"), Cell("   enter keeps  esc drops", "muted")))
        return True
