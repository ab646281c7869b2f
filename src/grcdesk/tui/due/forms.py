"""Forms about something due, and the way to its record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.due.due import DueRow
from grcdesk.schemas.due.reminders import Reminder
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.terms import DueKind
from grcdesk.tui.dialogs.answers import path_fields, path_of
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, PERSON
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.values import day_of
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

CONTROLS = frozenset(
    {
        *(DueKind.NA_APPROVAL, DueKind.EVIDENCE_SLOT, DueKind.EVIDENCE_LOSS, DueKind.CONTROL_REVIEW, DueKind.GAP),
        DueKind.CONTROL_OWNER,
    }
)
"""Kinds whose id begins with that of a control."""
PAPERS = frozenset(
    {
        DueKind.AGREEMENT,
        DueKind.CERTIFICATE,
        DueKind.REPORT,
        DueKind.BRIDGE_LETTER,
        DueKind.SUBPROCESSOR_OBJECTION,
    }
)
"""Kinds of papers of a vendor, whose title begins with the vendor's name."""
OPENED: dict[DueKind, Callable[[Shell, DueRow], None]] = {
    DueKind.FEATURE_REVIEW: lambda app, row: app.show_feature(row.id),
    DueKind.VENDOR_REVIEW: lambda app, row: app.show_vendor(row.id),
    DueKind.VENDOR_CHECK: lambda app, row: app.show_vendor(row.id),
    DueKind.ACCESS_REVIEW: lambda app, row: app.show_review(row.id),
    DueKind.ACTION: lambda app, _row: app.through_door("actions"),
    DueKind.RISK_ACCEPTANCE: lambda app, _row: app.through_door("actions"),
    DueKind.FAILED_RUN: lambda app, _row: app.through_door("evidence"),
    DueKind.WAITING_FILES: lambda app, _row: app.through_door("evidence"),
    DueKind.BROKEN_LIMIT: lambda app, _row: app.through_door("checks"),
    DueKind.STALE_LIST: lambda app, _row: app.through_door("checks"),
    DueKind.UNKNOWN_PROVIDER: lambda app, _row: app.through_door("vendors"),
    DueKind.UNROUTED_FEATURE: lambda app, row: app.show_feature(row.id),
    DueKind.REQUEST: lambda app, row: app.show_request(row.id),
    DueKind.WALKTHROUGH: lambda app, row: app.show_walkthrough(row.id),
    DueKind.UNLISTED_SYSTEM: lambda app, _row: app.through_door("reviews"),
    DueKind.FINDING_RESPONSE: lambda app, row: app.show_finding(row.id),
    DueKind.FINDING_ACTION: lambda app, row: app.show_finding(row.id.partition("/")[0]),
    DueKind.FINDING_CHECK: lambda app, row: app.show_finding(row.id),
    DueKind.FINDING_ACCEPTANCE: lambda app, row: app.show_finding(row.id),
    DueKind.INCIDENT: lambda app, row: app.show_incident(row.id),
    DueKind.INCIDENT_ACTION: lambda app, row: app.show_incident(row.id.partition("/")[0]),
    DueKind.AUDIT_TASK: lambda app, row: app.show_engagement(row.id.partition("/")[0], tab="plan"),
    DueKind.TEST: lambda app, row: app.show_sheet(row.id.rpartition(".")[0]),
    DueKind.TEST_JUDGEMENT: lambda app, row: app.show_sheet(row.id.rpartition(".")[0]),
}


def acknowledge(app: Shell, row: DueRow) -> None:
    """Seen, and what is being done."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.due.acknowledge(row.kind, row.id, reason=texts["reason"])

    fields = [Ask("reason", "What is being done", needed=True)]
    ask_and_do(app, f"Acknowledge {word(row.kind)} {row.id}", fields, build, note=f"{row.title}: {row.why}")


def snooze(app: Shell, row: DueRow) -> None:
    """Left out until a day."""

    def build(texts: Texts) -> Act:
        until = day_of(texts["until"])
        return lambda desk: desk.due.snooze(row.kind, row.id, until, reason=texts["reason"])

    fields = [Ask("until", "Until", needed=True, kind=DAY), Ask("reason", "Why it can wait", needed=True)]
    ask_and_do(app, f"Snooze {word(row.kind)} {row.id}", fields, build, note=f"{row.title}: {row.why}")


def calendar(app: Shell) -> None:
    """A calendar file, for all or for one person."""

    def build(texts: Texts) -> Callable[[Desk], FileOutcome]:
        path, force = path_of(texts)
        return lambda desk: desk.due.calendar(path, owner=texts["owner"], force=force)

    fields = [Ask("owner", "Owner", "", "empty: everybody", kind=PERSON), *path_fields("exports/due.ics")]
    note = "A calendar of grcdesk is updated: no event doubles."
    app.push_screen(
        Form("Calendar of what is due", fields, build, verb="writes it", note=note),
        lambda act: app.with_desk("calendar", act) if act is not None else None,
    )


def remind(app: Shell) -> None:
    """Show what would go to which channel, then send it."""

    def tell(found: Sequence[Reminder]) -> None:
        rows = []
        for one in found:
            rows += [line(Cell(f"{one.channel}  ", "head"), Cell(word(one.state), "muted")), text(one.title, "strong")]
            rows += [text(row) for row in one.body.splitlines()]
        app.push_screen(
            Preview("Send these reminders?", rows, "sends"),
            lambda yes: app.with_desk("reminders", lambda desk: desk.due.notify(), sent) if yes else None,
        )

    def sent(found: Sequence[Reminder]) -> None:
        app.tell("; ".join(f"{one.channel}: {word(one.state)}" for one in found))

    app.ask_first(app.screen, "reminders", lambda desk: desk.due.notify(dry_run=True), tell)


def open_record(app: Shell, row: DueRow) -> None:
    """The screen on which it is mended.

    Raises:
        KeyError: for a kind that has no screen yet.
    """
    if row.kind in CONTROLS:
        app.show_control(row.id.partition("/")[0])
    elif row.kind in PAPERS:
        _open_vendor(app, row)
    else:
        OPENED[row.kind](app, row)


def _open_vendor(app: Shell, row: DueRow) -> None:
    """The vendor a paper belongs to; its name stands before the title of the paper."""
    name = row.title.rpartition(": ")[0]
    app.ask_first(app.screen, "vendor", lambda desk: desk.vendors.show(name).row.id, app.show_vendor)
