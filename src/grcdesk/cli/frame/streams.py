"""What stands around a run: the terminal, and streams that fail on no sign and let none through that steers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast

from grcdesk.text import harmless


class SafeStream:
    """A text stream that marks whatever could steer a terminal, whoever writes to it: we, click or a traceback."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write it, made visible where it must be."""
        return self._stream.write(harmless(text))

    def writelines(self, lines: Iterable[str]) -> None:
        """Likewise."""
        for line in lines:
            self.write(line)

    def steer(self, text: str) -> None:
        """Write our own colours and returns to the start of the line as they are."""
        self._stream.write(text)


def has_terminal() -> bool:
    """Whether somebody sits before the program."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def safe_streams() -> None:
    """Signs a terminal cannot show are written as their numbers, signs that could steer it as marks."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
        if stream is not None and not isinstance(stream, SafeStream):
            setattr(sys, name, cast("TextIO", SafeStream(stream)))


def steer(stream: TextIO, text: str) -> None:
    """Write a text that holds sequences of our own; everything else in it was made safe before."""
    if isinstance(stream, SafeStream):
        stream.steer(text)
    else:
        stream.write(text)
