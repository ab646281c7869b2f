"""The register of incidents as the rows of a population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.rules.incidents.population import COLUMNS
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, FIRST_DAY
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.kit.looks import text
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def rows(app: Shell) -> None:
    """Over which days, then the rows; y copies them."""

    def tell(found: Sequence[Mapping[str, str]]) -> None:
        lines = [text(",".join(COLUMNS)), *(text(",".join(row.values())) for row in found)]
        app.push_screen(LinesDialog(count(len(found), "incident"), lines))

    fields = [
        Ask("first", "Detected from", "", "empty: the beginning", kind=FIRST_DAY),
        Ask("last", "To", "", "empty: today", kind=DAY),
    ]
    app.push_screen(
        Form("Incidents as rows", fields, lambda texts: (optional_date(texts["first"]), optional_date(texts["last"])),
             verb="shows them"),
        lambda days: app.ask_first(app.screen, "rows", lambda desk: desk.incidents.population(*days), tell)
        if days is not None
        else None,
    )  # fmt: skip
