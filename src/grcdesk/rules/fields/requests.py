"""What a list of requests, or of walkthroughs, can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.rules.filters.filters import Getter
from grcdesk.rules.requests.metrics import waits_for_us
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.schemas.requests.walkthroughs import WalkthroughRow
from grcdesk.terms.requests import (
    SETTLED,
    AuditorStatus,
    RequestKind,
    RequestPriority,
    RequestStatus,
    WalkthroughState,
)

REQUEST_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 7, 6, help="our number, as REQ-7"),
    Field("ref", FieldKind.TEXT, "Ref", 7, 0, aliases=("number",), help="the auditor's number"),
    Field("asks", FieldKind.TEXT, "Asked for", 20, 0, aliases=("title", "request"), help="words of what is asked for"),
    Field("area", FieldKind.TEXT, "Area", 10, 9, aliases=("section",), help="the part of his list"),
    Field("control", FieldKind.LIST, "Control", 11, 3, aliases=("controls",), help="the control it is about"),
    Field("criterion", FieldKind.LIST, "Criteria", 8, 8, aliases=("criteria", "tsc"), help="the criterion it is about"),
    Field("kind", FieldKind.ENUM, "Kind", 12, 7, words(RequestKind), help="what kind of thing is asked for"),
    Field("priority", FieldKind.ENUM, "Priority", 8, 10, words(RequestPriority), help="how pressing it is"),
    Field("owner", FieldKind.TEXT, "Owner", 12, 4, help="who of us answers it"),
    Field("asked", FieldKind.DATE, "Asked", 10, 11, help="when it was asked"),
    Field("due", FieldKind.DATE, "Due", 10, 1, help="when it is due"),
    Field("status", FieldKind.ENUM, "Status", 16, 0, words(RequestStatus), help="where it stands with us"),
    Field(
        "auditor", FieldKind.ENUM, "Auditor", 11, 1, words(AuditorStatus), aliases=("auditor_status",),
        help="the auditor's last word",
    ),
    Field("evidence", FieldKind.COUNT, "Evidence", 8, 2, help="number of artefacts that answer it"),
    Field("rounds", FieldKind.COUNT, "Round", 5, 5, aliases=("round",), help="the round it is in"),
    Field("submitted", FieldKind.DATE, "Submitted", 10, 12, help="when it was last handed over"),
    Field(
        "is", FieldKind.FLAG, "Is",
        words=(
            *(("overdue",), ("waiting", "ours"), ("handed_over", "theirs"), ("settled",), ("conflict",), ("unlisted",)),
        ),
        help="overdue, waiting (for us), handed_over, settled, conflict (with his list) or unlisted (not on it)",
    ),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="number, text, response or reason (bare words)"),
)  # fmt: skip
"""Fields of a request."""


def _flags(row: RequestRow) -> tuple[str, ...]:
    settled = row.auditor_status in SETTLED
    held = (
        ("overdue", row.overdue),
        ("waiting", waits_for_us(row.status, row.auditor_status)),
        ("handed_over", row.status is RequestStatus.SUBMITTED and not settled),
        ("settled", settled),
        ("conflict", bool(row.conflicts)),
        ("unlisted", not row.listed),
    )
    return tuple(name for name, holds in held if holds)


REQUEST_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "ref": lambda row: row.ref,
    "asks": lambda row: row.asks,
    "area": lambda row: row.area,
    "control": lambda row: row.controls,
    "criterion": lambda row: row.criteria,
    "kind": lambda row: row.kind.value if row.kind else None,
    "priority": lambda row: row.priority.value if row.priority else None,
    "owner": lambda row: row.owner,
    "asked": lambda row: row.asked,
    "due": lambda row: row.due,
    "status": lambda row: row.status.value,
    "auditor": lambda row: row.auditor_status.value,
    "evidence": lambda row: len(row.evidence),
    "rounds": lambda row: row.rounds,
    "submitted": lambda row: row.submitted_on,
    "is": _flags,
    "text": lambda row: (row.id, row.ref, row.title, row.text, row.area, row.response, row.return_reason, row.blocked),
}
"""How a filter reads a request."""

WALKTHROUGH_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 6, 4, help="its number, as WT-2"),
    Field("control", FieldKind.LIST, "Control", 11, 0, aliases=("controls",), help="the control walked through"),
    Field("title", FieldKind.TEXT, "Title", 18, 2, aliases=("name",), help="words of the title of the control"),
    Field("state", FieldKind.ENUM, "State", 16, 0, words(WalkthroughState), aliases=("status",), help="how far it is"),
    Field("planned", FieldKind.DATE, "Planned", 10, 1, help="when it is to be held"),
    Field("held", FieldKind.DATE, "Held", 10, 1, help="when it was held"),
    Field("people", FieldKind.TEXT, "People", 14, 3, help="who took part"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="control, title, item or people (bare words)"),
)
"""Fields of a walkthrough."""


def _people(row: WalkthroughRow) -> tuple[str, ...]:
    return (*row.people, *((row.led_by,) if row.led_by else ()))


WALKTHROUGH_READERS: Mapping[str, Getter] = {
    "id": lambda row: row.id,
    "control": lambda row: (row.control,),
    "title": lambda row: row.title,
    "state": lambda row: row.state.value,
    "planned": lambda row: row.planned_on,
    "held": lambda row: row.held_on,
    "people": _people,
    "text": lambda row: (row.id, row.control, row.title, row.item, *_people(row)),
}
"""How a filter reads a walkthrough."""
