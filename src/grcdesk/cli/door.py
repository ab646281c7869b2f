"""The one door from the command line to the terminal app."""

from __future__ import annotations

from grcdesk.paths import DeskPaths


def open_app(paths: DeskPaths | None, *, mouse: bool = True, at: str = "", engagement: str = "") -> int:
    """Open the app over a desk, or over none yet; with `at` as it stood then. Returns the exit code."""
    from grcdesk.tui.app import run  # noqa: PLC0415  no other command needs a screen: 220 ms

    return run(paths, mouse=mouse, at=at, engagement=engagement)
