"""What was read in a file, before it is added: counts, days, what was skipped and why, where it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from grcdesk.schemas.evidence.imports import ImportPreview
from grcdesk.tui.dialogs.base import Dialog
from grcdesk.tui.dialogs.lines import Body
from grcdesk.tui.kit.clipboard import copy
from grcdesk.tui.kit.looks import Cell, line, lines
from grcdesk.tui.widgets.bars import Text
from grcdesk.wording import count

_UNDATED = line(Cell("the file carries no day of its own", "warning"), ": d says what day or period it shows")


class ImportDialog(Dialog[str]):
    """Answers with `add`, `controls`, `origin`, `wait` or `otherwise`; esc leaves the file."""

    ENDS = True
    BINDINGS = [
        Binding("y", "answer('add')", show=False, priority=True),
        Binding("c", "answer('controls')", show=False, priority=True),
        Binding("d", "answer('origin')", show=False, priority=True),
        Binding("w", "answer('wait')", show=False, priority=True),
        Binding("r", "answer('otherwise')", show=False, priority=True),
        Binding("ctrl+y", "copy", show=False, priority=True),
        Binding("enter", "ask", show=False, priority=True),
    ]

    def __init__(
        self,
        found: ImportPreview,
        rows: Sequence[Content],
        controls: Sequence[str],
        why: str,
        more: int,
        *,
        dated: bool,
    ) -> None:
        report = found.report
        keys = (
            ("y", "adds it"),
            ("c", "controls"),
            ("d", "dates, origin"),
            ("w", "waits"),
            ("r", "reads anew"),
            ("esc", "drops"),
        )
        left = f", {count(more, 'file')} after it" if more else ""
        super().__init__(f"Import {report.file}: {report.title}{left}", keys)
        self._rows = list(rows)
        self._where = lines([_where(found, controls, why), *([] if dated else [_UNDATED])])

    def body(self) -> list[Widget]:
        """Where it belongs, over what was read."""
        return [Text(self._where, classes="dialog-note"), Body(Text(lines(self._rows)), classes="body")]

    def action_answer(self, answer: str) -> None:
        """Answer."""
        self.dismiss(answer)

    def action_ask(self) -> None:
        """Enter alone changes nothing."""
        self.app.bell()

    def action_copy(self) -> None:
        """Copy the report."""
        copy(self.app, lines(self._rows).plain)


def _where(found: ImportPreview, controls: Sequence[str], why: str) -> Content:
    if found.again:
        return line(Cell(f"imported already as {found.again}: nothing would be added", "warning"))
    if not controls:
        return line(Cell("it will wait to be placed", "warning"), ": c names its controls")
    return line("for ", Cell(" ".join(controls), "strong"), Cell(f"  {why}" if why else "", "muted"))
