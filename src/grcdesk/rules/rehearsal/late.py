"""What is late or unknown, as the list of what is due has it, put to the requests it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.rules.rehearsal.drawing import Playing
from grcdesk.schemas.due.due import DueRow
from grcdesk.terms import DueKind, DueState
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor

_LATE = frozenset({DueState.OVERDUE, DueState.NEVER_REVIEWED})
_AT_ONCE = {
    DueKind.FAILED_RUN: (Fault.RUN_FAILED, "runs", ReturnDoor.DUE),
    DueKind.BROKEN_LIMIT: (Fault.LIMIT_BROKEN, "limits", ReturnDoor.CHECKS),
    DueKind.STALE_LIST: (Fault.LIST_STALE, "limits", ReturnDoor.CHECKS),
    DueKind.UNKNOWN_PROVIDER: (Fault.PROVIDER_UNKNOWN, "providers", ReturnDoor.DUE),
    DueKind.UNROUTED_FEATURE: (Fault.FEATURE_UNROUTED, "providers", ReturnDoor.FEATURE),
    DueKind.UNLISTED_SYSTEM: (Fault.SYSTEM_UNLISTED, "systems", ReturnDoor.SCOPE),
}
"""Faults that stand whatever their day."""
_ONCE_LATE = {
    DueKind.NA_APPROVAL: (Fault.NA_OLD, "", ReturnDoor.CONTROL),
    DueKind.CONTROL_REVIEW: (Fault.NOT_REVIEWED, "", ReturnDoor.CONTROL),
    DueKind.FEATURE_REVIEW: (Fault.FEATURE_NOT_REVIEWED, "", ReturnDoor.FEATURE),
    DueKind.VENDOR_REVIEW: (Fault.VENDOR_NOT_REVIEWED, "", ReturnDoor.VENDOR),
    DueKind.VENDOR_CHECK: (Fault.VENDOR_NOT_REVIEWED, "", ReturnDoor.VENDOR),
    DueKind.AGREEMENT: (Fault.VENDOR_PAPER, "papers", ReturnDoor.DUE),
    DueKind.CERTIFICATE: (Fault.VENDOR_PAPER, "papers", ReturnDoor.DUE),
    DueKind.SUBPROCESSOR_OBJECTION: (Fault.VENDOR_PAPER, "papers", ReturnDoor.DUE),
    DueKind.FINDING_RESPONSE: (Fault.FINDING_LATE, "findings", ReturnDoor.FINDING),
    DueKind.FINDING_CHECK: (Fault.FINDING_LATE, "findings", ReturnDoor.FINDING),
    DueKind.FINDING_ACCEPTANCE: (Fault.FINDING_LATE, "findings", ReturnDoor.FINDING),
    DueKind.FINDING_ACTION: (Fault.FINDING_LATE, "findings", ReturnDoor.FINDING),
    DueKind.INCIDENT: (Fault.INCIDENT_LATE, "incidents", ReturnDoor.INCIDENT),
    DueKind.INCIDENT_ACTION: (Fault.INCIDENT_LATE, "incidents", ReturnDoor.INCIDENT),
    DueKind.REQUEST: (Fault.REQUEST_OVERDUE, "requests", ReturnDoor.REQUEST),
}
"""What is a fault from the day after it was due. Slots, gaps, actions and reports are judged where they stand; tasks of
a plan are our own, and no auditor asks for them."""
_RECORDS = frozenset(
    {
        ReturnDoor.CONTROL,
        ReturnDoor.FEATURE,
        ReturnDoor.VENDOR,
        ReturnDoor.FINDING,
        ReturnDoor.INCIDENT,
        ReturnDoor.REQUEST,
    }
)
LISTS = {
    "runs": "the newest run of each suite of tests and evaluations",
    "limits": "the limits that are watched, and the lists behind them",
    "providers": "every provider that gets requests, and the feature it serves",
    "systems": "a list of the accounts of every system in scope",
    "findings": "findings, with their responses and what is done",
    "incidents": "incidents and exercises, with what is done",
    "requests": "what the auditor has asked for so far",
    "papers": "agreements, certificates and subprocessors in force",
}
"""What is asked of the desk as a whole."""


def late(playing: Playing, rows: Iterable[DueRow]) -> None:
    """Return what is late or unknown under the request it belongs to; what nobody asked for is passed over."""
    for name, text in LISTS.items():
        playing.ask(name, AskedKind.DESK, text)
    for row in rows:
        known = _AT_ONCE.get(row.kind) or (_ONCE_LATE.get(row.kind) if row.state in _LATE else None)
        if known is None:
            continue
        fault, request, door = known
        request = request or row.id
        if request in playing.asked:
            opens = row.id.partition("/")[0] if door in _RECORDS else ""
            playing.send_back(request, fault, row.id, f"{row.title}: {row.why}", (door, opens))
