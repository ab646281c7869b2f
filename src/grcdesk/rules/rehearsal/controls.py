"""A control as it is described: who owns it, what is said of it, and what was put off."""

from __future__ import annotations

from datetime import date

from grcdesk.rules.controls.support import lacking
from grcdesk.rules.rehearsal.drawing import Playing
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.terms import ActionStatus, Status
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor
from grcdesk.wording import join, word


def control(playing: Playing, detail: ControlDetail, today: date) -> None:
    """One request: the control as it stands, with its owner and what bears it out.

    Args:
        playing: the rehearsal.
        detail: the control, judged on that day.
        today: the day dates are judged on.
    """
    row = detail.row
    request = playing.ask(row.id, AskedKind.CONTROL, "its statement, its owner, and whether it is in place")
    door = (ReturnDoor.CONTROL, row.id)
    if row.status is Status.NOT_APPLICABLE:
        if not (detail.reason and detail.approver):
            why = "said not to apply, without a reason or without the person who approved it"
            playing.send_back(request, Fault.NA_WITHOUT_APPROVER, row.id, why, door)
        return
    if not row.owner:
        playing.send_back(request, Fault.OWNER_MISSING, row.id, "nobody owns it", door)
    if row.status is not Status.IN_PLACE:
        why = f"{word(row.status)}{f': {detail.gap}' if detail.gap else ''}"
        playing.send_back(request, Fault.NOT_IN_PLACE, row.id, why, door)
    elif row.unsupported:
        why = f"said to be in place: {join(list(lacking(detail)))}"
        playing.send_back(request, Fault.UNSUPPORTED, row.id, why, door)
    _put_off(playing, request, detail, today)


def _put_off(playing: Playing, request: str, detail: ControlDetail, today: date) -> None:
    """What was put off until a day that has passed: actions still open, acceptances of risk nobody ended."""
    door = (ReturnDoor.CONTROL, detail.row.id)
    for action in detail.actions:
        if action.status is ActionStatus.OPEN and action.due < today:
            why = f"{action.title}: due on {action.due}, still open"
            playing.send_back(request, Fault.ACTION_OVERDUE, action.id, why, door)
    for risk in detail.risks:
        if risk.ended_on is None and risk.expires_on < today:
            why = f"the acceptance expired on {risk.expires_on} and was not ended"
            playing.send_back(request, Fault.RISK_EXPIRED, risk.id, why, door)
