"""From what a strict auditor would return to what mends it: a form where one does, else the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from grcdesk.schemas.readiness import Lack
from grcdesk.schemas.rehearsals import ReturnedItem
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.terms.rehearsals import Fault, ReturnDoor
from grcdesk.tui.controls.editing import EditingScreen

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

KINDS: Mapping[Fault, LackKind] = {
    Fault.SLOT_MISSING: LackKind.HOLE,
    Fault.SLOT_CLAIMED: LackKind.HOLE,
    Fault.LOG_GAP: LackKind.HOLE,
    Fault.NA_WITHOUT_APPROVER: LackKind.NA_APPROVER,
    Fault.NOT_CONCLUDED: LackKind.CONTROL_CONCLUSION,
    Fault.FINDING_UNANSWERED: LackKind.FINDING_RESPONSE,
    Fault.FINDING_UNPROVEN: LackKind.FINDING_RETEST,
    Fault.VENDOR_NOT_REVIEWED: LackKind.VENDOR_REVIEW,
}
"""Faults that are mended by the form of a lack."""
_PARTS = {Fault.FINDING_UNANSWERED: "response", Fault.FINDING_UNPROVEN: "verifier", Fault.NA_WITHOUT_APPROVER: ""}
_BOARDS: Mapping[Fault, WorkPlace] = {
    Fault.GAP_NOT_FINAL: WorkPlace.CONTROLS,
    Fault.SOA_NOT_APPROVED: WorkPlace.SOA,
    Fault.REVIEW_UNSIGNED: WorkPlace.REVIEW,
    Fault.REVIEW_OPEN: WorkPlace.REVIEW,
    Fault.INCIDENT_OPEN: WorkPlace.INCIDENT,
}
"""Faults of an act that is refused while something lacks: what lacks is listed."""
_OF_ONE = frozenset({WorkPlace.REVIEW, WorkPlace.INCIDENT})


def open_item(app: Shell, item: ReturnedItem) -> None:
    """Open what mends it."""
    if item.fault in KINDS:
        from grcdesk.tui.lacks.doors import open_door  # noqa: PLC0415  what each kind needs is loaded with it

        open_door(app, Lack(KINDS[item.fault], item.opens, item.why, _PARTS.get(item.fault, item.about)))
    elif item.fault is Fault.OWNER_MISSING and item.door is ReturnDoor.CONTROL:
        cast("EditingScreen", app.screen).action_owner()
    elif item.fault in _BOARDS:
        place = _BOARDS[item.fault]
        app.show_lacks(place, item.opens if place in _OF_ONE else "")
    else:
        open_record(app, item)


def open_record(app: Shell, item: ReturnedItem) -> None:
    """The record or the list it is about."""
    doors: dict[ReturnDoor, Callable[[str], None]] = {
        ReturnDoor.CONTROL: app.show_control,
        ReturnDoor.VENDOR: app.show_vendor,
        ReturnDoor.FEATURE: app.show_feature,
        ReturnDoor.REVIEW: app.show_review,
        ReturnDoor.FINDING: app.show_finding,
        ReturnDoor.INCIDENT: app.show_incident,
        ReturnDoor.REQUEST: app.show_request,
        ReturnDoor.TESTS: app.show_sheet,
    }
    if item.door in doors and item.opens:
        doors[item.door](item.opens)
    else:
        app.through_door(item.door.value)
