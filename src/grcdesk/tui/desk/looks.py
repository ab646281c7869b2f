"""Choose colours and glyphs: shown as the cursor moves over them, kept for later starts, put back by esc."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from grcdesk.terms import Status
from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.kit import themes
from grcdesk.tui.kit.looks import Cell, Glyphs, line
from grcdesk.tui.widgets.header import Header
from grcdesk.wording import STATUS

if TYPE_CHECKING:
    from textual.content import Content

    from grcdesk.tui.frame.shell import Shell

_GLYPHS = {"unicode": False, "ascii": True}
_SHOWN = (Status.IN_PLACE, Status.PARTIAL, Status.MISSING, Status.NOT_ASSESSED)


class LooksDialog(Dialog[tuple[str, str]]):
    """Answers with a setting and its value; the screen behind shows it before it is kept."""

    def __init__(self) -> None:
        super().__init__("Theme and glyphs", (("enter", "keeps"), ("esc", "puts back"), ("j k", "show")))
        self._choices: list[tuple[str, str]] = []
        self._before = ("", False)

    @property
    def _shell(self) -> Shell:
        return cast("Shell", self.app)

    def body(self) -> list[Widget]:
        """Themes, then glyphs; what is in force is marked."""
        shell = self._shell
        self._before = (shell.theme, shell.glyphs.ascii)
        names = [one.name for one in themes.OURS] if shell.no_color else list(themes.OFFERED)
        self._choices = [*(("theme", name) for name in names), *(("glyphs", name) for name in _GLYPHS)]
        options: list[Option | None] = [Option(self._said(*one)) for one in self._choices]
        options.insert(len(names), None)
        return [OptionList(*options, compact=True, markup=False)]

    def _said(self, key: str, value: str) -> Content:
        now = value in {self._shell.theme, "ascii" if self._shell.glyphs.ascii else "unicode"}
        mark = Cell("* " if now else "  ", "accent")
        if key == "theme":
            return line(mark, value)
        drawn = Glyphs(_GLYPHS[value])
        signs = [piece for status in _SHOWN for piece in (Cell(drawn.of(STATUS[status]), "strong"), " ")]
        return line(mark, f"glyphs: {value}  ", *signs)

    def on_mount(self) -> None:
        """The cursor begins on the theme in force."""
        super().on_mount()
        names = [value for _, value in self._choices]
        self.query_one(OptionList).highlighted = names.index(self._shell.theme) if self._shell.theme in names else 0

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        self._put(*self._choices[event.option_index])

    def _put(self, key: str, value: str) -> None:
        """Show one of them; of the other what was before."""
        theme, plain = self._before
        theme = value if key == "theme" else theme
        plain = _GLYPHS[value] if key == "glyphs" else plain
        shell = self._shell
        if shell.theme != theme:
            shell.theme = theme
        if shell.glyphs.ascii != plain:
            shell.glyphs.ascii = plain
            shell.changed.publish(frozenset())  # every screen says its rows anew
            for screen in shell.screen_stack:
                screen.query(Header).refresh()

    @on(OptionList.OptionSelected)
    def _keep(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index])

    def action_drop(self) -> None:
        """As it was before."""
        theme, plain = self._before
        self._put("theme", theme)
        self._put("glyphs", "ascii" if plain else "unicode")
        self.dismiss(None)

    def key_j(self) -> None:
        """One down."""
        self.query_one(OptionList).action_cursor_down()

    def key_k(self) -> None:
        """One up."""
        self.query_one(OptionList).action_cursor_up()


def choose(app: Shell) -> None:
    """Let colours or glyphs be chosen, and write the choice into the user's own settings."""

    def kept(chosen: tuple[str, str] | None) -> None:
        if chosen is None:
            return
        from grcdesk import own_settings, settings  # noqa: PLC0415  only where something is kept
        from grcdesk.errors import DeskError  # noqa: PLC0415

        key, value = chosen
        try:
            file = own_settings.keep(key, value)
            found = settings.load(app.paths)
        except DeskError as error:
            app.tell_error(error)
            return
        if getattr(found.settings, key) == value:
            app.tell(f"{key} {value}: kept for later starts in {file}")
        else:
            app.tell(f"{key} {value} is kept, but {found.origins[key]} says otherwise and goes before it", "warning")

    app.push_screen(LooksDialog(), kept)
