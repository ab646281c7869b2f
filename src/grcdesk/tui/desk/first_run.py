"""First run: a new programme, a look at the sample, or a desk that exists."""

from __future__ import annotations

from textual import on
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from grcdesk.paths import user_desk
from grcdesk.tui.desk import forms
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.widgets.bars import Text

CHOICES = (
    ("new", "n", "New programme", "a few answers, then the controls"),
    ("sample", "s", "Look at the sample", "a made-up company, in a temporary folder"),
    ("open", "o", "Open a desk", "a folder that holds grcdesk.toml and desk.db"),
)


class FirstRunScreen(DeskScreen):
    """Three choices."""

    PLACE = "first_run"
    HELP = "start"

    def content(self) -> list[Widget]:
        """What grcdesk is, and the choices."""
        intro = lines(
            [
                text("No desk here yet", "head"),
                text("A desk is a folder: settings, database, evidence, your own catalogs."),
                line(
                    "A new one would be made in ", Cell(str(user_desk()), "strong"), " unless you name another folder."
                ),
                text(""),
            ]
        )
        options = [
            Option(line(Cell(f"{key}  ", "head"), Cell(f"{label}  ", "strong"), Cell(more, "muted")))
            for _, key, label, more in CHOICES
        ]
        return [Text(intro, classes="panel"), OptionList(*options, compact=True, markup=False, id="choices")]

    def on_mount(self) -> None:
        """The choices take the keys."""
        super().on_mount()
        self.title_bar(line("grcdesk"), line("first run"))
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        getattr(self, f"action_choose_{CHOICES[event.option_index][0]}")()

    def action_choose_new(self) -> None:
        """A new programme."""
        forms.new_desk(self.desk_app)

    def action_choose_sample(self) -> None:
        """The sample."""
        forms.sample(self.desk_app)

    def action_choose_open(self) -> None:
        """A desk that exists."""
        forms.open_other(self.desk_app)

    def _changed(self, kinds: frozenset[str]) -> None:  # noqa: ARG002  the base class gives it
        # a desk is open: the choices are done
        if self.desk_app.desk is not None and self.app.screen is self:
            self.app.pop_screen()

    def action_leave(self) -> None:
        """There is nothing below to go back to."""
        self.desk_app.leave()

    def action_clear(self) -> None:
        """Esc leaves nothing half done."""
