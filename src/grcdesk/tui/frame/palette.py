"""The palette behind `:`: every action that makes sense here, and every record of the desk, by id or words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual import on
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from grcdesk.paths import HELP
from grcdesk.rules.filters.naming import nearest
from grcdesk.schemas.desk.records import RecordName
from grcdesk.tui.actions.registry import EVERYWHERE, UiAction, at, written
from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.dialogs.find import STEPS
from grcdesk.tui.frame.keymap import Keymap, remapped
from grcdesk.tui.kit.looks import Cell, fit, line
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.fields import TextLine

if TYPE_CHECKING:
    from textual.content import Content

    from grcdesk.tui.frame.shell import Shell

UNLISTED = {"app.palette", "screen.clear"}
STEPS_OF_DETAILS = (".previous", ".next", ".tab_left", ".tab_right")
"""How ids of actions end that only move: they come last."""
PAGE = "help page"
_MOST = 100
"""Entries that are listed; who looks for more types one more word."""
_ROOM = 40
"""Cells a line has at least."""
_KEY = 12
"""Cells for the id of a record."""


def offered(place: str) -> Iterator[UiAction]:
    """The actions of a screen, then those of everywhere."""
    yield from sorted(at(place), key=lambda action: action.id.endswith(STEPS_OF_DETAILS))
    yield from (action for action in at(EVERYWHERE) if action.id not in UNLISTED)


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One line of the palette: an action or a record."""

    action: UiAction | None = None
    record: RecordName | None = None

    def read(self) -> tuple[str, str, str]:
        """Id, name and other words, as they are compared."""
        if self.action is not None:
            one = self.action
            more = f"{one.sentence} {one.id.replace('.', ' ').replace('_', ' ')}"
            name = one.label.removeprefix("Open ").removeprefix("Show ")  # as somebody types who knows where to go
            return name.casefold(), one.title.casefold(), more.casefold()
        record = cast("RecordName", self.record)
        if record.noun == PAGE:  # what is done goes before what is read about it
            return "", "", f"{record.noun} {record.id} {record.name}".casefold()
        return record.id.casefold(), record.name.casefold(), f"{record.noun} {record.about}".casefold()


class Palette(Dialog[PaletteEntry]):
    """Answers with the action or record chosen. Typing narrows the list; the arrows move in it."""

    BINDINGS = STEPS

    def __init__(self, place: str, keymap: Keymap) -> None:
        super().__init__(
            "Find a command or a record", (("enter", "does it, or opens"), ("esc", "closes"), ("up down", "move"))
        )
        self._entries = [PaletteEntry(action) for action in remapped(tuple(offered(place)), keymap)]
        self._shown = self._entries
        self._answered_all = False
        self._entered = False
        """Enter was hit before the desk had told its records."""

    def body(self) -> list[Widget]:
        """Field over list."""
        options = OptionList(compact=True, markup=False)
        # the field keeps the keys: letters narrow the list, and arrows are handed on to it
        options.can_focus = False
        hint = "a verb, an id, words of a title: control, vendor, evidence, person ..."
        return [TextLine(placeholder=hint, compact=True), options, Text(classes="dialog-wrong")]

    def on_mount(self) -> None:
        """List the actions, and ask the desk for its records once."""
        super().on_mount()
        self.call_after_refresh(lambda: self._list(self.query_one(Input).value))  # once it has its width
        shell = cast("Shell", self.app)
        if shell.desk is None:
            self._answered_all = True
        else:
            shell.jobs.ask(self, "records", lambda desk: desk.records.find(), self._told)

    def _told(self, records: Sequence[RecordName]) -> None:
        self._entries += [PaletteEntry(record=one) for one in (*records, *pages())]
        self._answered_all = True
        typed = self.query_one(Input).value
        if typed.strip():
            self._list(typed)
        if self._entered:
            self._choose()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, typed: str) -> None:
        if typed.strip():
            self._shown = nearest(typed, self._entries, PaletteEntry.read, _MOST)
        else:
            self._shown = [one for one in self._entries if one.action is not None]
        options = self.query_one(OptionList)
        room = max(_ROOM, options.scrollable_content_region.width - 1)  # of which a scroll bar may take one
        options.clear_options()
        options.add_options([Option(_line(one, room)) for one in self._shown])
        options.highlighted = 0 if self._shown else None
        none = "" if self._shown else "nothing of that name here; esc closes"
        self.query_one(".dialog-wrong", Text).say(line(Cell(none, "warning")))

    def on_resize(self) -> None:
        """The kinds stay at the right."""
        options = self.query_one(OptionList)
        if options.option_count:
            kept = options.highlighted
            self.call_after_refresh(self._again, kept)

    def _again(self, place: int | None) -> None:
        self._list(self.query_one(Input).value)
        if self._shown:
            self.query_one(OptionList).highlighted = place

    def action_step(self, by: int) -> None:
        """Move in the list."""
        options = self.query_one(OptionList)
        if self._shown:
            options.highlighted = max(0, min((options.highlighted or 0) + by, len(self._shown) - 1))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._list_if_behind(event.value)
        # a command that is named is at hand; a record may be nearer, and is waited for
        self._entered = not self._answered_all and not self._shown
        if not self._entered:
            self._choose()

    def _list_if_behind(self, typed: str) -> None:
        """Enter in one burst with what was typed comes before the list has followed."""
        options = self.query_one(OptionList)
        if options.highlighted in {0, None}:
            self._list(typed)

    def _choose(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None and self._shown:
            self.dismiss(self._shown[place])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index])


def pages() -> Iterator[RecordName]:
    """The pages of the help, by subject and title."""
    for path in sorted(HELP.glob("*.md")):
        with path.open(encoding="utf-8") as page:
            yield RecordName(PAGE, path.stem, page.readline().lstrip("# ").strip())


def _line(entry: PaletteEntry, room: int) -> Content:
    """What it is at the left; at the right the key of an action, the kind of a record."""
    if entry.action is not None:
        right = " ".join(written(key) for key in entry.action.keys[:1])
        return line(fit(entry.action.title, room - cell_len(right) - 2), "  ", Cell(right, "accent"))
    record = cast("RecordName", entry.record)
    left = "" if record.id == record.name else f"{record.id:<{_KEY}}  "
    named = fit(record.name, room - cell_len(left) - cell_len(record.noun) - 2)
    return line(Cell(left, "muted"), named, "  ", Cell(record.noun, "muted"))


def ask(app: Shell) -> None:
    """Open the palette over the screen shown, and do what is chosen."""
    screen = app.screen

    def act(chosen: PaletteEntry | None) -> None:
        if chosen is not None and chosen.action is not None:
            # later: the palette may still be on top, and the action is one of the screen below it
            app.call_later(screen.run_action, chosen.action.call)
        elif chosen is not None and chosen.record is not None:
            app.show_found(chosen.record)

    app.push_screen(Palette(str(getattr(screen, "PLACE", "")), app.own_keys), act)
