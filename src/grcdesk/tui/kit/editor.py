"""Long texts in the person's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported

from grcdesk.errors import DeskError, Refused, Unwritable
from grcdesk.paths import user_state
from grcdesk.text import harmless

if TYPE_CHECKING:
    from textual.app import App

USUAL = ("sensible-editor", "nano", "vi")
"""Tried when neither VISUAL nor EDITOR is set."""


def command() -> list[str]:
    """The editor's command line.

    Raises:
        Refused: when there is none, or what is set is no command line.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:
        raise Refused(f"the editor {named!r} cannot be read", hint="set EDITOR, for example EDITOR=nano") from None
    if words:
        return words
    found = next(filter(None, map(shutil.which, USUAL)), None)
    if found is None:
        raise Refused("no editor is known", hint="set EDITOR, for example EDITOR=nano")
    return [found]


def edit(app: App[Any], text: str) -> str:
    """The text as it was left in the editor; what it put in that could steer a terminal comes back as marks.

    Raises:
        DeskError: when the editor cannot be run or the text not be handed to it.
    """
    words = command()
    environment = {**os.environ, **({"NO_COLOR": "1"} if app.no_color else {})}
    try:
        # not among the temporary files of the machine: only the person may read what may name a customer
        folder = user_state() / "drafts"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=folder) as room:
            file = Path(room) / "text.md"
            file.write_bytes(text.encode("utf-8"))
            with app.suspend():
                code = subprocess.run([*words, str(file)], check=False, env=environment).returncode  # noqa: S603  named by the person
            if code:
                raise Refused(f"{words[0]} ended with {code}; the text is as it was")
            left = file.read_bytes().decode("utf-8", "replace")
            # editors end a file with a line feed of their own; a text that was only looked at stays what it was
            return text if left == text else harmless(left.rstrip("\n"), known=text)
    except SuspendNotSupported:
        raise Refused("this terminal cannot be lent to an editor", hint="type here; ctrl+s keeps") from None
    except OSError as error:
        raise _failed(words[0], error) from error


def _failed(name: str, error: OSError) -> DeskError:
    return Unwritable(f"{name} cannot be run: {error.strerror}", hint="set EDITOR to an editor that is installed")
