"""Help for the screen it was asked on: its keys, which can be hit here, its page, and commands apart at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Markdown

from grcdesk.paths import HELP
from grcdesk.text import show
from grcdesk.tui.actions.registry import EVERYWHERE, LIST, UiAction, at, written
from grcdesk.tui.desk.help_text import arranged
from grcdesk.tui.desk.purposes import PURPOSES
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.keymap import Keymap, remapped
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.fields import TextLine

if TYPE_CHECKING:
    from textual.content import Content

HIT, CURSOR = "-hit", "-cursor"


class KeyLine(Text):
    """One action with its keys. Enter, or a click, does it on the screen the help was asked on."""

    def __init__(self, action: UiAction, room: int) -> None:
        super().__init__(line(Cell(f"{_written(action):<{room}}  ", "accent"), action.sentence), classes="key")
        self.action = action

    def on_click(self, event: events.Click) -> None:
        """Do it."""
        event.stop()
        screen = self.screen
        if isinstance(screen, HelpScreen):
            screen.do(self.action)


class HelpPane(VerticalScroll, can_focus=True):
    """Scrolls line by line; a cursor stands on the keys that are in sight."""

    BINDINGS = [
        Binding("j,down", "step(1)", show=False),
        Binding("k,up", "step(-1)", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
        Binding("enter", "do", show=False),
    ]

    def on_mount(self) -> None:
        """The cursor begins on the first key."""
        for first in list(self.query(KeyLine))[:1]:
            first.add_class(CURSOR)

    @property
    def current(self) -> KeyLine | None:
        """The line the cursor is on."""
        return next(iter(self.query(KeyLine).filter(f".{CURSOR}")), None)

    def action_step(self, by: int) -> None:
        """To the next key if it is in sight, or else a line further."""
        keys, now = list(self.query(KeyLine)), self.current
        place = keys.index(now) + by if now is not None else 0
        if 0 <= place < len(keys) and self._near(keys[place]):
            self.put(keys[place])
        elif by > 0:
            self.scroll_down(animate=False)
        else:
            self.scroll_up(animate=False)

    def _near(self, key: KeyLine) -> bool:
        """Whether it is in sight, or would be after one line."""
        top = self.scroll_offset.y
        place = key.virtual_region
        return place.y >= top - 1 and place.bottom <= top + self.scrollable_content_region.height + 1

    def put(self, key: KeyLine) -> None:
        """The cursor goes there."""
        for other in self.query(KeyLine):
            other.set_class(other is key, CURSOR)
        self.scroll_to_widget(key, animate=False)

    def action_do(self) -> None:
        """Do what the line says."""
        now = self.current
        screen = self.screen
        if now is not None and self._near(now) and isinstance(screen, HelpScreen):
            screen.do(now.action)


class HelpScreen(DeskScreen):
    """One help page."""

    PLACE = "help"

    def __init__(self, page: str, place: str) -> None:
        super().__init__()
        self._page = page
        self._place = place
        self._hits: list[Widget] = []
        self._at = 0
        self._sought = ""

    def content(self) -> list[Widget]:
        """What one does here, the keys, the page, the keys of everywhere, the commands."""
        own = self.desk_app.own_keys
        return [
            HelpPane(*parts(self._page, self._place, own), id="page"),
            TextLine(placeholder="look for", compact=True, id="look-for"),
        ]

    def on_mount(self) -> None:
        """The page takes the keys."""
        super().on_mount()
        self.query_one("#look-for").display = False
        self._say_title("/ looks for words, esc closes")
        self.query_one(HelpPane).focus()

    def _say_title(self, right: str) -> None:
        name = (self._place or self._page).replace("_", " ")
        self.title_bar(line(f"Help: {name}"), line(right))

    def do(self, action: UiAction) -> None:
        """Close, and do it on the screen below."""
        self.app.pop_screen()
        below = self.app.screen
        told = below.focused if action.place == LIST and below.focused is not None else below
        self.app.call_later(self.app.run_action, action.call, told)

    # looking for words

    def action_filter(self) -> None:
        """Open the field."""
        field = self.query_one("#look-for", TextLine)
        field.display = True
        field.value = self._sought
        field.focus()

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        self._sought = event.value.strip().casefold()
        found = self.query("#page .key, #page Text, MarkdownBlock").results(Widget) if self._sought else ()
        self._hits = [one for one in found if self._sought in _words(one).casefold()]
        self._at = 0
        self._show_hit()

    @on(Input.Submitted)
    def _looked(self) -> None:
        self._close_field()

    def _close_field(self) -> None:
        self.query_one("#look-for").display = False
        self.query_one(HelpPane).focus()

    def action_hit(self, by: int) -> None:
        """The next or the last place that holds the words."""
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
        self._show_hit()

    def _show_hit(self) -> None:
        for one in self.query(f".{HIT}"):
            one.remove_class(HIT)
        if not self._hits:
            self._say_title(f"nothing says `{self._sought}`" if self._sought else "/ looks for words, esc closes")
            return
        hit = self._hits[self._at]
        hit.add_class(HIT)
        pane = self.query_one(HelpPane)
        pane.put(hit) if isinstance(hit, KeyLine) else pane.scroll_to_widget(hit, animate=False)
        self._say_title(f"`{self._sought}` {self._at + 1} of {len(self._hits)}")

    def action_clear(self) -> None:
        """Esc: the words that were looked for, then the help."""
        if self.query_one("#look-for").display or self._hits:
            self._sought, self._hits = "", []
            self._close_field()
            self._show_hit()
        else:
            super().action_clear()

    def copied(self) -> str:
        """The page as it stands in help/."""
        file = HELP / f"{self._page}.md"
        return file.read_text(encoding="utf-8") if file.is_file() else ""


def parts(page: str, place: str, keymap: Keymap) -> Iterator[Widget]:
    """What help shows, from top to bottom."""
    if place in PURPOSES:
        yield Text(text(PURPOSES[place], "strong"), classes="purpose")
    yield from _keys("Keys here: enter does what the line says", place, keymap)
    file = HELP / f"{page}.md"
    # ours, but shown like anything else
    said, commands = arranged(show(file.read_text(encoding="utf-8"), newlines=True)) if file.is_file() else ("", "")
    yield Markdown(said, open_links=False)
    yield from _keys("In a list", LIST, keymap)
    yield from _keys("Everywhere", EVERYWHERE, keymap)
    if commands:
        yield Markdown(commands, open_links=False)


def _keys(title: str, place: str, keymap: Keymap) -> Iterator[Widget]:
    listed: Sequence[UiAction] = [action for action in remapped(at(place), keymap) if action.keys]
    if listed:
        yield Text(_heading(title), classes="heading")
        room = max(len(_written(action)) for action in listed)
        yield from (KeyLine(action, room) for action in listed)


def _written(action: UiAction) -> str:
    return " ".join(written(key) for key in action.keys)


def _heading(title: str) -> Content:
    return text(title, "head")


def _words(widget: Widget) -> str:
    """What a part of the page says."""
    return widget.plain if isinstance(widget, Text) else str(getattr(widget, "source", "") or "")
