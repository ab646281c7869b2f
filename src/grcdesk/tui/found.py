"""A record that was found by name, opened on the screen that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from grcdesk.schemas.desk.records import RecordName
from grcdesk.tui.frame.detail import DetailScreen
from grcdesk.tui.frame.palette import PAGE

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_DETAILS = {
    **{noun: noun for noun in ("control", "feature", "vendor", "finding", "incident", "request", "walkthrough")},
    **{noun: noun for noun in ("engagement", "population", "sample")},
    "exercise": "incident",
    "agreement": "vendor",
    "clause": "vendor",
    "document": "vendor",
    "action": "control",
    "test": "sheet",
}
"""The screen of each noun; a clause is shown with its vendor."""
_TABS = {"agreement": "agreements", "clause": "agreements", "document": "reports", "action": "actions"}
_OF_ENGAGEMENTS = frozenset({"request", "finding", "walkthrough", "population", "sample"})


def open_found(app: Shell, record: RecordName) -> None:
    """Open it over the screen shown; a person is what they own."""
    opens = _LISTED.get(record.noun)
    if opens is not None:
        opens(app, record)
    elif record.noun in _OF_ENGAGEMENTS and record.place:
        app.show_engagement(record.place)
        told = f"{record.id} belongs to {record.place}: once that is the current engagement, it opens"
        app.call_after_refresh(app.tell, told)  # the screen has its status line by then
    else:
        _show_detail(app, record)


def _show_detail(app: Shell, record: RecordName) -> None:
    shown = record.place or record.id
    app.show_detail(_DETAILS[record.noun], shown, [shown])
    screen = app.screen
    if record.noun in _TABS and isinstance(screen, DetailScreen):
        screen.start_at(_TABS[record.noun], record.id)


def _show_person(app: Shell, record: RecordName) -> None:
    where = f'owner:"{record.name}"'
    if record.about == "owns no control":
        app.show_due(where)
    else:
        app.show_controls(where)


def _show_artefact(app: Shell, record: RecordName) -> None:
    from grcdesk.tui.evidence.list import EvidenceScreen  # noqa: PLC0415  as every place: when it is gone to

    app.through_door("evidence")
    screen = app.screen
    if isinstance(screen, EvidenceScreen):
        screen.show_artefact(record.id)


def _show_page(app: Shell, record: RecordName) -> None:
    from grcdesk.tui.desk.help import HelpScreen  # noqa: PLC0415

    app.push_screen(HelpScreen(record.id, ""))


_LISTED: Mapping[str, Callable[[Shell, RecordName], None]] = {
    "person": _show_person,
    "evidence": _show_artefact,
    PAGE: _show_page,
    "access review": lambda app, record: app.show_review(record.id),
    "criterion": lambda app, record: app.show_controls(record.place),
}
"""What has no detail of its own, and where it is shown instead."""
