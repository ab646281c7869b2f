"""Remediation actions: who does what until when, and every time it slipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from grcdesk.errors import NotFound, Refused
from grcdesk.models.catalogs import Control
from grcdesk.models.gap import Action, ActionSlip
from grcdesk.rules.controls import gap as rules
from grcdesk.schemas.controls import ActionRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.terms import ActionStatus, Verb
from grcdesk.text import clean


class Actions(Service):
    """Verbs on actions."""

    def list(self, *, control: str = "", status: ActionStatus | None = None) -> list[ActionRow]:
        """Actions by due date; of one control, of one status, or all."""
        query = select(Action).order_by(col(Action.due), col(Action.position))
        if control:
            query = query.where(col(Action.control) == control)
        if status is not None:
            query = query.where(col(Action.status) == status)
        with self._store.read() as session:
            return _views(session, session.scalars(query).all())

    def add(self, control: str, title: str, *, owner: str, due: date) -> Outcome:
        """Plan what closes a gap.

        Raises:
            NotFound: when there is no such control.
            Refused: without title or owner.
            BadInput: when the owner is not a person.
        """
        with self._store.work(Verb.ACTION_ADD) as work:
            require_control(work.session, control)
            owner = rules.person(owner, "owner")
            lacks = tuple(
                what for what, value in (("what is to be done", title.strip()), ("an owner", owner)) if not value
            )
            if lacks:
                raise Refused(f"an action needs {' and '.join(lacks)}", reasons=lacks)
            name, number = next_id(work.session, Action, "ACT")
            work.session.add(
                Action(
                    id=name,
                    control=control,
                    title=clean(title.strip(), "title"),
                    owner=clean(owner),
                    due=due,
                    opened_on=self._today(),
                    position=number,
                )
            )
        return work.outcome(f"{name} for {control}, {owner} until {due}")

    def move(self, action: str, due: date, *, reason: str) -> Outcome:
        """Move the due date. The slip is kept.

        Raises:
            NotFound: when there is no such action.
            Refused: without a reason, when the action is closed, or when nothing moves.
        """
        with self._store.work(Verb.ACTION_MOVE, reason) as work:
            row = self._open(work.session, action)
            if not reason.strip():
                raise Refused(f"moving {action} needs a reason", hint="--reason TEXT")
            if due == row.due:
                raise Refused(f"{action} is due on {due} already")
            slips = work.session.scalars(select(col(ActionSlip.id)).where(col(ActionSlip.action) == action)).all()
            number = len(slips) + 1
            work.session.add(
                ActionSlip(
                    id=f"{action}/{number}",
                    action=action,
                    from_due=row.due,
                    to_due=due,
                    reason=clean(reason.strip(), "reason"),
                    position=number,
                )
            )
            old, row.due = row.due, due
        return work.outcome(f"{action} moved from {old} to {due}")

    def close(
        self, action: str, *, on: date | None = None, proof: str = "", dropped: bool = False, reason: str = ""
    ) -> Outcome:
        """Close an action: done, with its proof, or dropped with a reason.

        Raises:
            NotFound: when there is no such action.
            Refused: done without proof, dropped without reason, closed twice, or done in the future.
        """
        with self._store.work(Verb.ACTION_CLOSE, reason) as work:
            row = self._open(work.session, action)
            day = on or self._today()
            if day > self._today():
                raise Refused(f"{action} cannot be closed on {day}, which is still to come")
            if dropped and not reason.strip():
                raise Refused(f"dropping {action} needs a reason", hint="--reason TEXT")
            if not dropped and not proof.strip():
                raise Refused(f"closing {action} needs its proof", hint="--proof TEXT: where the fix can be seen")
            row.status = ActionStatus.DROPPED if dropped else ActionStatus.DONE
            row.closed_on = day
            row.proof = clean((reason if dropped else proof).strip(), "proof")
        return work.outcome(f"{action} {'dropped' if dropped else 'done'} on {day}")

    def _open(self, session: Session, action: str) -> Action:
        row = session.get(Action, action)
        if row is None:
            raise NotFound.of("action", action, tuple(session.scalars(select(col(Action.id)))))
        if row.status is not ActionStatus.OPEN:
            raise Refused(f"{action} was closed on {row.closed_on}", hint="plan a new action instead")
        return row


def require_control(session: Session, control: str) -> None:
    """The control exists.

    Raises:
        NotFound: when it does not.
    """
    if session.get(Control, control) is None:
        raise NotFound.of("control", control, tuple(session.scalars(select(col(Control.id)))))


def by_control(session: Session, controls: Sequence[str]) -> dict[str, list[ActionRow]]:
    """Actions by control, earliest due first."""
    found: dict[str, list[ActionRow]] = defaultdict(list)
    query = select(Action).where(col(Action.control).in_(controls)).order_by(col(Action.due), col(Action.position))
    for row in _views(session, session.scalars(query).all()):
        found[row.control].append(row)
    return found


def _views(session: Session, rows: Iterable[Action]) -> list[ActionRow]:
    rows = list(rows)
    slips: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for slip in session.scalars(
        select(ActionSlip)
        .where(col(ActionSlip.action).in_([row.id for row in rows]))
        .order_by(col(ActionSlip.position))
    ):
        slips[slip.action].append((slip.from_due, slip.to_due, slip.reason))
    return [
        ActionRow(
            row.id,
            row.control,
            row.title,
            row.owner,
            row.due,
            row.status,
            row.closed_on,
            row.proof,
            tuple(slips[row.id]),
            row.opened_on,
        )
        for row in rows
    ]
