"""Pick a file or a folder: type a path, walk the folders, or drag files from elsewhere into the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from textual import events, on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.text import show
from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.kit.pasted import paths_in
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.fields import TextLine

MOST = 500
"""Entries of a folder that are listed; typing finds the others."""


class PathInput(TextLine):
    """A pasted or dragged path is unquoted; several at once answer the dialog."""

    def on_paste(self, event: events.Paste) -> None:
        """Paths answer the dialog; anything else is text for the field."""
        found = paths_in(event.text)
        dialog = self.screen
        if found and isinstance(dialog, Files):
            event.stop()
            event.prevent_default()
            dialog.given(found)


class Files(Dialog[tuple[Path, ...]]):
    """Answers with the files or folders picked."""

    BINDINGS = [
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("pagedown", "step(10)", show=False, priority=True),
        Binding("pageup", "step(-10)", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
        Binding("ctrl+s", "take", show=False, priority=True),
    ]

    def __init__(self, title: str, start: Path) -> None:
        super().__init__(
            title, (("enter", "opens, picks"), ("tab", "completes"), ("ctrl+s", "takes the folder"), ("esc", "drops"))
        )
        self._start = start
        self._entries: list[Path] = []

    def body(self) -> list[Widget]:
        """Path over entries."""
        options = OptionList(compact=True, markup=False)
        options.can_focus = False
        note = text("type or paste a path, or drag files here", "muted")
        return [Text(note), PathInput(_shown(self._start), compact=True), options, Text(classes="dialog-wrong")]

    def on_mount(self) -> None:
        """List the folder it starts in."""
        super().on_mount()
        field = self.query_one(Input)
        field.cursor_position = len(field.value)
        self._list(field.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, typed: str) -> None:
        found: list[Path] = []
        try:
            folder, beginning = _split(_from_here(typed, self._start))
            found = sorted(_inside(folder, beginning), key=lambda path: (not path.is_dir(), path.name.casefold()))
            told = "" if found else "nothing here begins like that" if beginning else "an empty folder"
        except (OSError, BadInput) as error:
            told = _why(error)
        self._entries = found[:MOST]
        if len(found) > MOST:
            told = f"{len(found) - MOST:,} more: type the beginning of the name"
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(
            [Option(line(Cell(_name(path), "head" if path.is_dir() else ""))) for path in self._entries]
        )
        options.highlighted = 0 if self._entries else None
        self.query_one(".dialog-wrong", Text).say(text(told, "warning"))

    def action_step(self, by: int) -> None:
        """Move in the list."""
        options = self.query_one(OptionList)
        if self._entries:
            options.highlighted = max(0, min((options.highlighted or 0) + by, len(self._entries) - 1))

    @property
    def _under(self) -> Path | None:
        place = self.query_one(OptionList).highlighted
        return self._entries[place] if place is not None and place < len(self._entries) else None

    def action_complete(self) -> None:
        """Put the entry under the cursor into the field."""
        if self._under is not None:
            self._go(self._under)

    def action_take(self) -> None:
        """Answer with what stands in the field."""
        try:
            path = _meant(self.query_one(Input).value)
            told = "" if path.exists() else f"{show(path)} is not there"
        except (OSError, BadInput) as error:
            told = _why(error)
        if told:
            self.query_one(".dialog-wrong", Text).say(text(told, "error"))
        else:
            self.dismiss((path,))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        with suppress(OSError, BadInput):  # the list has said why, as it was typed
            typed = _meant(_from_here(event.value, self._start))
            if typed.is_file():
                self.dismiss((typed,))
                return
        if self._under is not None:
            self._open(self._under)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._open(self._entries[event.option_index])

    def _open(self, path: Path) -> None:
        if path.is_dir():
            self._go(path)
        else:
            self.dismiss((path,))

    def _go(self, path: Path) -> None:
        field = self.query_one(Input)
        field.value = _shown(path)
        field.cursor_position = len(field.value)

    def given(self, paths: tuple[Path, ...]) -> None:
        """Paths that were pasted: one is gone to, several are the answer."""
        if len(paths) == 1:
            self._go(paths[0])
        else:
            self.dismiss(paths)


def _why(error: OSError | BadInput) -> str:
    if isinstance(error, BadInput):
        return error.message
    return f"{show(str(error.filename))}: {error.strerror}"


def _meant(typed: str) -> Path:
    """The path typed. One typed behind another, from the root or from home, takes its place: `/a//b` is `/b`."""
    for start in (os.sep, f"~{os.sep}"):
        _, found, rest = typed.rpartition(os.sep + start)
        typed = start + rest if found else typed
    return typed_path(typed or ".")


def _from_here(typed: str, start: Path) -> str:
    """What was typed behind the folder the dialog began in, where that is a path of the folder one works in only."""
    rest = typed.removeprefix(_shown(start))
    here = Path.cwd() / rest
    wanted = rest != typed and os.sep in rest and not _meant(typed).parent.is_dir() and here.parent.is_dir()
    return str(here) + (os.sep if rest.endswith(os.sep) else "") if wanted else typed


def _split(typed: str) -> tuple[Path, str]:
    """The folder to list, and how the names in it must begin."""
    path = _meant(typed)
    if typed.endswith(os.sep) or path.is_dir():
        return path, ""
    return path.parent, path.name


def _inside(folder: Path, beginning: str) -> Iterable[Path]:
    hidden = beginning.startswith(".")
    for path in folder.iterdir():
        if path.name.startswith(".") and not hidden:
            continue
        if path.name.casefold().startswith(beginning.casefold()):
            yield path


def _shown(path: Path) -> str:
    """A path as it is typed; a folder ends with a slash."""
    return f"{path}{os.sep}" if path.is_dir() and not str(path).endswith(os.sep) else str(path)


def _name(path: Path) -> str:
    return show(path.name) + ("/" if path.is_dir() else "")
