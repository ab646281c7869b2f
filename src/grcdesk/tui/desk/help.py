"""Help: the page of the screen it was asked on, with its keys."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Markdown

from grcdesk.paths import HELP
from grcdesk.text import show
from grcdesk.tui.actions.registry import EVERYWHERE, LIST, at, written
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.keymap import Keymap, remapped
from grcdesk.tui.kit.looks import line
from grcdesk.tui.widgets.scrolling import ScrollPane


class HelpScreen(DeskScreen):
    """One help page."""

    PLACE = "help"

    def __init__(self, page: str, place: str) -> None:
        super().__init__()
        self._page = page
        self._place = place

    def content(self) -> list[Widget]:
        """The keys of the screen, then the page."""
        return [
            ScrollPane(Markdown(text_of(self._page, self._place, self.desk_app.own_keys), open_links=False), id="page")
        ]

    def on_mount(self) -> None:
        """The page takes the keys."""
        super().on_mount()
        self.title_bar(line(f"Help: {self._place or self._page}"), line("esc closes"))
        self.query_one(ScrollPane).focus()


def text_of(page: str, place: str, keymap: Keymap) -> str:
    """Keys of a screen as Markdown, then its page from help/."""
    parts = []
    for title, where in (("Keys here", place), ("In a list", LIST), ("Everywhere", EVERYWHERE)):
        listed = [action for action in remapped(at(where), keymap) if action.keys]
        if listed:
            rows = [f"- `{' '.join(written(key) for key in one.keys)}`  {one.sentence}" for one in listed]
            parts.append("\n".join([f"## {title}", "", *rows]))
    places = [one for one in remapped(at(EVERYWHERE), keymap) if one.id.startswith("go.") and one.keys]
    places.sort(key=lambda one: one.key)
    told = ", ".join(f"`{written(one.key)}` {one.label}" for one in places)
    parts.insert(1, f"Places: {told}. `:` finds every other list and command by its name.")
    file = HELP / f"{page}.md"
    if file.is_file():
        # ours, but shown like anything else
        parts.insert(2, show(file.read_text(encoding="utf-8"), newlines=True))
    return "\n\n".join(parts)
