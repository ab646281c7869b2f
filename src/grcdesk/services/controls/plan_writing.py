"""Actions and accepted risks: checked on the way in, inside one unit of work."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.gap import Action, ActionSlip, RiskAcceptance
from grcdesk.rules.controls import gap as rules
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.ids import next_id
from grcdesk.terms import ActionStatus
from grcdesk.text import clean

_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""


def require_control(session: Session, control: str) -> None:
    """The control exists.

    Raises:
        NotFound: when it does not.
    """
    if session.get(Control, control) is None:
        raise NotFound.of("control", control, tuple(session.scalars(select(col(Control.id)))))


def add_action(session: Session, control: str, title: str, *, owner: str, due: date | None, today: date) -> Action:
    """A new action in the session.

    Raises:
        NotFound: when there is no such control.
        Refused: without title, owner or due date.
        BadInput: when the owner is not a person.
    """
    require_control(session, control)
    owner = rules.person(owner, "owner")
    needed = (("what is to be done", title.strip()), ("an owner", owner), ("a due date", due))
    lacks = tuple(what for what, value in needed if not value)
    if lacks or due is None:
        raise Refused(f"an action needs {' and '.join(lacks)}", reasons=lacks)
    name, number = next_id(session, Action, "ACT")
    row = Action(
        id=name, control=control, title=_text(title, "title"), owner=clean(owner), due=due, opened_on=today,
        position=number,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def change_action(row: Action, *, title: str | None = None, owner: str | None = None) -> None:
    """Word an open action otherwise, or give it to somebody else.

    Raises:
        Refused: when it is closed, or nothing would be left.
        BadInput: when the owner is not a person.
    """
    refuse_closed(row)
    if title is not None:
        row.title = _text(title, "title")
    if owner is not None:
        row.owner = clean(rules.person(owner, "owner"))
    if not row.title or not row.owner:
        raise Refused(f"{row.id} needs what is to be done and an owner")


def move_action(session: Session, row: Action, due: date, reason: str) -> date:
    """Move the due date and keep the slip; the day it was due before.

    Raises:
        Refused: when it is closed, without a reason, or when nothing moves.
    """
    refuse_closed(row)
    if not reason.strip():
        raise Refused(f"moving {row.id} needs a reason", hint="--reason TEXT")
    if due == row.due:
        raise Refused(f"{row.id} is due on {due} already")
    slips = session.scalars(select(col(ActionSlip.id)).where(col(ActionSlip.action) == row.id)).all()
    number = len(slips) + 1
    session.add(
        ActionSlip(
            id=f"{row.id}/{number}", action=row.id, from_due=row.due, to_due=due, reason=_text(reason, "reason"),
            position=number,
        )
    )  # fmt: skip
    old, row.due = row.due, due
    return old


def close_action(row: Action, status: ActionStatus, day: date, told: str, today: date) -> None:
    """Close an action: done with its proof, or dropped with a reason.

    Raises:
        Refused: when it is closed, the day is still to come, or proof or reason is lacking.
    """
    refuse_closed(row)
    if day > today:
        raise Refused(f"{row.id} cannot be closed on {day}, which is still to come")
    if status is ActionStatus.DROPPED and not told.strip():
        raise Refused(f"dropping {row.id} needs a reason", hint="--reason TEXT")
    if not told.strip():
        raise Refused(f"closing {row.id} needs its proof", hint="--proof TEXT: where the fix can be seen")
    row.status, row.closed_on, row.proof = status, day, _text(told, "proof")


def refuse_closed(row: Action) -> None:
    """Refuse to touch what was closed.

    Raises:
        Refused: when it was.
    """
    if row.status is not ActionStatus.OPEN:
        raise Refused(f"{row.id} was closed on {row.closed_on}", hint="plan a new action instead")


def accept_risk(
    session: Session,
    control: str,
    reason: str,
    *,
    approver: str,
    expires: date | None,
    today: date,
    accepted: date | None = None,
) -> RiskAcceptance:
    """A new acceptance in the session, from `accepted` on, or from today.

    Raises:
        NotFound: when there is no such control.
        Refused: without reason, approver or end, when it would have expired, or for a day still to come.
    """
    require_control(session, control)
    approver = rules.person(approver, "approver")
    needed = (("a reason", reason.strip()), ("an approver", approver), ("an end", expires))
    lacks = tuple(what for what, value in needed if not value)
    if lacks or expires is None:
        raise Refused(f"accepting a risk needs {' and '.join(lacks)}", reasons=lacks)
    if expires < today:
        raise Refused(f"the acceptance would have expired on {expires}", hint="choose a day to come")
    refuse_ahead(f"the risk of {control} was accepted on", accepted, today)
    name, number = next_id(session, RiskAcceptance, "RA")
    row = RiskAcceptance(
        id=name, control=control, reason=_text(reason, "reason"), approver=clean(approver),
        accepted_on=accepted or today, expires_on=expires, position=number,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def end_risk(row: RiskAcceptance, day: date, today: date) -> None:
    """End an acceptance before it expires.

    Raises:
        Refused: when it has ended already, or would end in the future or before it began.
    """
    if row.ended_on is not None:
        raise Refused(f"{row.id} ended on {row.ended_on}")
    if day > today:
        raise Refused(f"{row.id} cannot end on {day}, which is still to come")
    if day < row.accepted_on:
        raise Refused(f"{row.id} cannot end on {day}: it was accepted on {row.accepted_on}")
    row.ended_on = day


def _text(given: str, what: str) -> str:
    text = clean(given.strip(), what)
    if len(text) > _LONG:
        raise BadInput(f"{what} has {len(text):,} characters", hint=f"at most {_LONG:,}; keep the rest in a document")
    return text
