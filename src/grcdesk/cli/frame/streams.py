"""What stands around a run: the terminal, and streams that fail on no sign."""

from __future__ import annotations

import sys


def has_terminal() -> bool:
    """Whether somebody sits before the program."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def forgiving_streams() -> None:
    """Signs a terminal cannot show are written as their numbers."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
