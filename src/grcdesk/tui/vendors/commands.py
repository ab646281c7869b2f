"""Vendors from the palette: every open point, and who is exposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grcdesk.rules.vendors.providers import sentence
from grcdesk.schemas.vendors.file import AgreementRow
from grcdesk.schemas.vendors.traffic import TrafficView
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count, day

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def points(app: Shell) -> None:
    """What fails or is weak in the files of all vendors in use."""
    app.show_lacks(WorkPlace.VENDORS)


def traffic(app: Shell) -> None:
    """Who gets our requests, and where that does not agree with what is on record."""

    def tell(found: TrafficView) -> None:
        rows = [line(Cell(f"{sentence(found.looked)}; {count(len(found.logs), 'log')} read", "muted"))]
        for one in found.rows:
            name = f"{one.provider or '(not named)'}  "
            known = f"{one.vendor_name or 'no vendor record'}  {one.events:,} events {one.first} to {one.last}"
            rows.append(line(Cell(name, "head"), known))
            rows += [
                line(Cell(f"  {what.what}", "error"), Cell(f"  since {what.first}, {what.events:,} events", "muted"))
                for what in one.findings
            ]
        rows += [
            line(Cell(f"{one.feature} {one.name}: ", "error"), f"in production, {one.why}") for one in found.unrouted
        ]
        app.push_screen(LinesDialog(f"Traffic: {count(found.findings, 'finding')}", rows))

    app.ask_first(app.screen, "traffic", lambda desk: desk.vendor_traffic.view(), tell)


def agreements(app: Shell) -> None:
    """All agreements, and how far they were read."""

    def tell(both: tuple[dict[str, str], Sequence[AgreementRow]]) -> None:
        names, found = both
        rows = [
            line(
                Cell(f"{one.label}  ", "head"),
                f"{names.get(one.vendor, one.vendor)}  binds since {day(one.binding)}  ",
                Cell(f"{count(len(one.clauses), 'clause')} read", "muted"),
            )
            for one in found
        ]
        app.push_screen(LinesDialog(count(len(found), "agreement"), rows or [text("None yet.")]))

    app.ask_first(
        app.screen,
        "agreements",
        lambda desk: ({row.id: row.name for row in desk.vendors.list()}, desk.agreements.list()),
        tell,
    )


def exposure(app: Shell) -> None:
    """Feature by vendor and model, and on what terms."""
    app.show_lacks(WorkPlace.EXPOSURE)
