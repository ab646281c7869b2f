"""Accepted risks: a gap that is lived with until a date, on somebody's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.gap import RiskAcceptance
from grcdesk.schemas.controls.controls import RiskRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common import named
from grcdesk.services.common.context import Service
from grcdesk.services.controls import plan_writing as writes
from grcdesk.terms import Verb
from grcdesk.wording import count, join


class Risks(Service):
    """Verbs on accepted risks."""

    def list(self, *, control: str = "") -> list[RiskRow]:
        """Accepted risks, the first to expire first."""
        query = select(RiskAcceptance).order_by(col(RiskAcceptance.expires_on), col(RiskAcceptance.position))
        if control:
            query = query.where(col(RiskAcceptance.control) == control)
        with self._store.read() as session:
            return [_view(row) for row in session.scalars(query)]

    def accept(
        self, control: str | Sequence[str], *, reason: str, approver: str, expires: date, dry_run: bool = False
    ) -> Outcome:
        """Accept the risk of a gap until a date; the same for each of several controls, in one transaction.

        Raises:
            NotFound: when there is no such control.
            Refused: without reason or approver, or when it would have expired already.
        """
        wanted, today = named.each(control), self._today()
        with self._store.work(Verb.RISK_ACCEPT, reason, dry_run=dry_run) as work:
            work.about(named.control_titles(work.session, wanted))
            rows = [
                writes.accept_risk(work.session, one, reason, approver=approver, expires=expires, today=today)
                for one in wanted
            ]
        said = f"risk of {join(wanted)} accepted by {rows[0].approver} until {expires}"
        return work.outcome(f"{rows[0].id}: {said}" if len(rows) == 1 else f"{count(len(rows), 'acceptance')}: {said}")

    def end(self, risk: str, *, on: date | None = None) -> Outcome:
        """End an acceptance before it expires.

        Raises:
            NotFound: when there is no such acceptance.
            Refused: when it has ended already, or would end in the future or before it began.
        """
        with self._store.work(Verb.RISK_END) as work:
            row = work.session.get(RiskAcceptance, risk)
            if row is None:
                raise NotFound.of("accepted risk", risk, tuple(work.session.scalars(select(col(RiskAcceptance.id)))))
            day = on or self._today()
            writes.end_risk(row, day, self._today())
        return work.outcome(f"{risk} ended on {day}")


def by_control(session: Session, controls: Sequence[str]) -> dict[str, list[RiskRow]]:
    """Accepted risks by control."""
    found: dict[str, list[RiskRow]] = defaultdict(list)
    query = (
        select(RiskAcceptance).where(col(RiskAcceptance.control).in_(controls)).order_by(col(RiskAcceptance.position))
    )
    for row in session.scalars(query):
        found[row.control].append(_view(row))
    return found


def _view(row: RiskAcceptance) -> RiskRow:
    return RiskRow(row.id, row.control, row.reason, row.approver, row.accepted_on, row.expires_on, row.ended_on)
