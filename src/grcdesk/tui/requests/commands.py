"""How the requests go, from the palette and from their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.schemas.requests.requests import RequestMetrics
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.kit.looks import Cell, line

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def metrics(app: Shell) -> None:
    """Overdue, accepted the first time, days to the first handing over, returns and why."""

    def tell(found: RequestMetrics) -> None:
        rate = found.accepted_first_time_rate
        first = f"{found.accepted_first_time} of {found.first_time_known}" + ("" if rate is None else f", {rate:.0%}")
        days = "-" if found.median_days_to_submit is None else f"{found.median_days_to_submit:g}"
        facts = (
            ("Requests", found.requests, ""),
            ("Open", found.open, ""),
            ("Overdue", found.overdue, "error" if found.overdue else ""),
            ("Submitted, no last word", found.submitted, ""),
            ("Accepted", found.accepted, ""),
            ("Accepted the first time", first, ""),
            ("Median days to submit", days, ""),
            ("Returns", found.returned, "warning" if found.returned else ""),
        )
        rows = [line(Cell(f"{name:<26}", "head"), Cell(str(value), tone)) for name, value, tone in facts]
        rows += [line(Cell(f"  {one.ref or one.id}  ", "head"), f"round {one.round}, {one.on}: {one.reason}")
                 for one in found.returns]  # fmt: skip
        app.push_screen(LinesDialog(f"How the requests go, as of {found.as_of}", rows))

    app.ask_first(app.screen, "metrics", lambda desk: desk.requests.metrics(), tell)
