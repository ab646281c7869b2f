"""What the desk says of controls: checked on the way in, and set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Assessment
from grcdesk.rules.controls import gap as rules
from grcdesk.rules.controls.effective import refuse_backwards
from grcdesk.services.controls import declarations
from grcdesk.terms import Status
from grcdesk.text import clean
from grcdesk.wording import join

_PEOPLE = ("owner", "approver")
_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""
_JUDGED = frozenset({"status", "design", "implemented", "gap", "reason"})
"""Fields that say how a control was assessed."""


def checked(name: str, value: object) -> object:
    """A value as it may be stored.

    Raises:
        BadInput: when an owner or approver is not a person, or a text is too long.
    """
    # a word of a closed list is a str too, and needs no tidying
    if not isinstance(value, str) or isinstance(value, StrEnum):
        return value
    text = clean(value.strip(), name)
    if len(text) > _LONG:
        raise BadInput(f"{name} has {len(text):,} characters", hint=f"at most {_LONG:,}; keep the rest in a document")
    return rules.person(text, name) if name in _PEOPLE else text


def assessments(session: Session, controls: Sequence[str]) -> list[Assessment]:
    """The rows of those controls, in that order.

    Raises:
        NotFound: naming an unknown one.
    """
    query = select(Assessment).where(col(Assessment.control).in_(controls))
    found = {row.control: row for row in session.scalars(query)}
    for control in controls:
        if control not in found:
            raise NotFound.of("control", control, tuple(session.scalars(select(col(Control.id)))))
    return [found[control] for control in controls]


def refusals(row: Assessment, wanted: Mapping[str, object]) -> list[str]:
    """Why it may not be set so, in sentences."""
    status = wanted.get("status", row.status)
    reason = str(wanted.get("reason", row.reason))
    approver = str(wanted.get("approver", row.approver))
    return [f"{row.control}: {why}" for why in rules.check_draft(Status(str(status)), reason=reason, approver=approver)]


def apply(row: Assessment, wanted: Mapping[str, object], by: str, today: date) -> bool:
    """Set the fields that differ; whether one did.

    Raises:
        BadInput: when it would be retired before it began.
    """
    moved = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not moved:
        return False
    # what it was before is told beside the new status: the next snapshot may be months away
    if "status" in moved:
        row.previous_status = row.status
    for name, value in moved.items():
        setattr(row, name, value)
    if moved.keys() & _JUDGED:
        row.assessed_by, row.assessed_on = by, today
    row.version += 1
    refuse_backwards(row.control, row.effective_from, row.retired_on)
    return True


def standing(rows: Sequence[Assessment]) -> frozenset[str]:
    """Controls among them that are in place."""
    return frozenset(row.control for row in rows if row.status is Status.IN_PLACE)


def left(session: Session, before: frozenset[str], rows: Sequence[Assessment], today: date) -> tuple[str, ...]:
    """What a person should know of the controls that were in place before and no longer are."""
    gone = [row.control for row in rows if row.control in before and row.status is not Status.IN_PLACE]
    stale = declarations.left(session, gone, today)
    return (f"declared covered, and stale now: {join(stale)}",) if stale else ()
