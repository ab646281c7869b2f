"""Remediation actions: who does what until when, and every time it slipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.gap import Action, ActionSlip
from grcdesk.schemas.controls.controls import ActionRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common import named
from grcdesk.services.common.context import Service
from grcdesk.services.controls import plan_writing as writes
from grcdesk.terms import ActionStatus, Verb
from grcdesk.wording import count, join


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

    def add(self, control: str | Sequence[str], title: str, *, owner: str, due: date, dry_run: bool = False) -> Outcome:
        """Plan what closes a gap; the same for each of several controls, in one transaction.

        Raises:
            NotFound: when there is no such control.
            Refused: without title or owner.
            BadInput: when the owner is not a person.
        """
        wanted, today = named.each(control), self._today()
        with self._store.work(Verb.ACTION_ADD, dry_run=dry_run) as work:
            work.about(named.control_titles(work.session, wanted))
            rows = [writes.add_action(work.session, one, title, owner=owner, due=due, today=today) for one in wanted]
        who = rows[0].id if len(rows) == 1 else count(len(rows), "action")
        return work.outcome(f"{who} for {join(wanted)}, {rows[0].owner} until {due}")

    def move(self, action: str, due: date, *, reason: str) -> Outcome:
        """Move the due date. The slip is kept.

        Raises:
            NotFound: when there is no such action.
            Refused: without a reason, when the action is closed, or when nothing moves.
        """
        with self._store.work(Verb.ACTION_MOVE, reason) as work:
            old = writes.move_action(work.session, self._found(work.session, action), due, reason)
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
            status = ActionStatus.DROPPED if dropped else ActionStatus.DONE
            day = on or self._today()
            row = self._found(work.session, action)
            writes.close_action(row, status, day, reason if dropped else proof, self._today())
        return work.outcome(f"{action} {'dropped' if dropped else 'done'} on {day}")

    def _found(self, session: Session, action: str) -> Action:
        row = session.get(Action, action)
        if row is None:
            raise NotFound.of("action", action, tuple(session.scalars(select(col(Action.id)))))
        return row


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
