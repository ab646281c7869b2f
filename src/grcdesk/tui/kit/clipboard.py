"""Copying: the terminal's own clipboard by OSC 52, and a file beside it, since no terminal says whether it took it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol, cast

from grcdesk.paths import user_state
from grcdesk.text import show

if TYPE_CHECKING:
    from textual.app import App

LIMIT = 74_000
"""Bytes that terminals take at most; longer texts go to the file only."""


def copy(app: App[Any], what: str) -> None:
    """Copy text and say where it is: the clipboard, and always a file as well."""
    short = len(what.encode("utf-8", "replace")) <= LIMIT
    if short:
        # a lone surrogate, as bad file names have them, cannot be sent to a terminal
        app.copy_to_clipboard(what.encode("utf-8", "replace").decode("utf-8"))
    try:
        folder = user_state()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / "copied.txt"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(what)
    except OSError:
        _say(app, "copied to the clipboard, if the terminal allows it")
        return
    place = "copied; also in" if short else "too long for the clipboard: written to"
    _say(app, show(f"{place} {path}"))


class _Says(Protocol):
    def say(self, sentence: str, severity: str = ..., back: str = ...) -> None: ...


def _say(app: App[Any], sentence: str) -> None:
    cast("_Says", app).say(sentence)
