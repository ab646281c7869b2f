"""This session: its messages and its colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.kit.looks import Cell, line, text

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

TONES = {"information": "", "warning": "warning", "error": "error"}


def messages(app: Shell) -> None:
    """What was told, the newest first."""
    rows = [
        line(Cell(f"{time}  ", "muted"), Cell(told, TONES[severity])) for time, severity, told in reversed(app.messages)
    ]
    app.push_screen(LinesDialog("Messages of this session", rows or [text("None yet.")]))


def theme(app: Shell) -> None:
    """Choose colours and glyphs, for later starts as well."""
    from grcdesk.tui.desk.looks import choose  # noqa: PLC0415  seldom needed

    choose(app)
