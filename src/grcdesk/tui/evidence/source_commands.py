"""Sources of evidence: how long each keeps what it logs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.evidence.evidence import SourceRow
from grcdesk.terms.bounds import MOST_KEPT
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def board(app: Shell) -> None:
    """Every source and how long it keeps."""

    def tell(found: Sequence[SourceRow]) -> None:
        wide = max((len(row.name) for row in found), default=0)
        rows = [
            line(
                Cell(f"{row.name:<{wide}}  ", "strong" if row.artefacts else "muted"),
                _kept(row.days),
                Cell(f"  {count(row.artefacts, 'artefact')}" if row.artefacts else "", "muted"),
            )
            for row in found
        ]
        app.push_screen(LinesDialog("How long sources keep what they log", rows))

    app.ask_first(app.screen, "sources", lambda desk: desk.sources.list(), tell)


def _kept(days: int | None) -> str:
    if days is None:
        return "not said"
    return count(days, "day") if days else "for ever"


def keep(app: Shell) -> None:
    """Say how long a source keeps."""

    def build(texts: Mapping[str, str]) -> Act:
        days = whole_number(texts["days"], MOST_KEPT, "days")
        return lambda desk: desk.sources.set(texts["name"], days, note=texts["note"])

    fields = [
        Ask("name", "Source", "", "as artefacts name it", needed=True),
        Ask("days", "Days it keeps", "", "0: for ever", needed=True),
        Ask("note", "Note"),
    ]
    ask_and_do(app, "How long does it keep?", fields, build)
