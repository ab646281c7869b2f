"""Actions against findings and incidents: who does what until when, every time it slipped, and what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.findings import Finding, Remediation, RemediationSlip
from grcdesk.models.incidents import Incident
from grcdesk.rules.controls import gap
from grcdesk.schemas.findings.remediation import RemediationFacts, RemediationRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.findings import proofs, reading, writing
from grcdesk.terms import Verb
from grcdesk.terms.findings import FindingStatus, RemediationState
from grcdesk.text import clean
from grcdesk.wording import join, word

_SETTLED = (FindingStatus.READY_TO_VERIFY, FindingStatus.CLOSED, FindingStatus.RISK_ACCEPTED)


class RemediationPlan(Service):
    """Verbs on actions against findings and incidents."""

    def list(self, parent: str = "") -> Sequence[RemediationRow]:
        """Actions of a finding or an incident, or all, the first due first.

        Raises:
            NotFound: when there is no such finding or incident.
        """
        with self._store.read() as session:
            about = [_parent(session, parent).id] if parent else None
            found = reading.by_parent(session, about)
        return sorted((one for rows in found.values() for one in rows), key=lambda one: (one.due, one.id))

    def add(self, parent: str, facts: RemediationFacts) -> Outcome:
        """Plan an action against a finding or an incident.

        Raises:
            NotFound: when there is no such finding or incident.
            Refused: without action or owner, or when what it is against is settled.
            BadInput: when the owner is not a person.
        """
        with self._store.work(Verb.REMEDIATION_ADD) as work:
            row = _parent(work.session, parent)
            _refuse_settled(row)
            owner, action = gap.person(clean(facts.owner), "owner"), writing.text("action", facts.action)
            lacks = tuple(what for what, value in (("what is to be done", action), ("an owner", owner)) if not value)
            if lacks:
                raise Refused(f"an action needs {join(lacks)}", reasons=lacks)
            query = select(func.count()).select_from(Remediation).where(col(Remediation.parent) == row.id)
            number = (work.session.scalar(query) or 0) + 1
            made = Remediation(
                id=f"{row.id}/{number}",
                parent=row.id,
                action=action,
                owner=owner,
                due=facts.due,
                effort=writing.text("effort", facts.effort),
                interim=writing.text("interim", facts.interim),
                opened_on=self._today(),
                position=number,
            )
            work.session.add(made)
        return work.outcome(f"{made.id}: {owner} until {facts.due}")

    def reassign(self, action: str, owner: str) -> Outcome:
        """Give an open action to another person.

        Raises:
            NotFound, Refused: when there is no such action, or it is not open.
            BadInput: when the owner is not a person.
        """
        with self._store.work(Verb.REMEDIATION_SET) as work:
            row = _open(work.session, action)
            who = gap.person(clean(owner), "owner")
            if not who:
                raise Refused("an action needs an owner", hint="name one person")
            row.owner = who
        return work.outcome(f"{row.id} is {who}'s")

    def move(self, action: str, due: date, *, reason: str) -> Outcome:
        """Move the due date of an action. The slip is kept.

        Raises:
            NotFound: when there is no such action.
            Refused: without a reason, when it is not open, or when nothing moves.
        """
        with self._store.work(Verb.REMEDIATION_MOVE, reason) as work:
            row = _open(work.session, action)
            said = writing.text("reason", reason)
            if not said:
                raise Refused(f"moving {row.id} needs a reason", hint="--reason TEXT")
            if due == row.due:
                raise Refused(f"{row.id} is due on {due} already")
            query = select(func.count()).select_from(RemediationSlip).where(col(RemediationSlip.remediation) == row.id)
            number = (work.session.scalar(query) or 0) + 1
            work.session.add(
                RemediationSlip(
                    id=f"{row.id}/s{number}", remediation=row.id, from_due=row.due, to_due=due, reason=said,
                    moved_on=self._today(), position=number,
                )
            )  # fmt: skip
            before, row.due = row.due, due
        return work.outcome(f"{row.id} moved from {before} to {due}; the old date stays on record")

    def done(self, action: str, *, proof: str, by: str = "", on: date | None = None) -> Outcome:
        """Say that an action is done, and what shows it: an artefact of the register, or where it can be seen.

        Raises:
            NotFound: when there is no such action, or no such artefact.
            Refused: without proof, with an artefact that can stand behind nothing, or on a day that is still to come.
        """
        with self._store.work(Verb.REMEDIATION_DONE) as work:
            row = _open(work.session, action)
            shown = writing.text("proof", proof)
            if not shown:
                raise Refused(f"{row.id} is done when something shows it", hint="--proof EV-1, or where it can be seen")
            day = on or self._today()
            refuse_ahead(f"{row.id} was done on", day, self._today())
            # what reads like an artefact has to be one; anything else is a place where a person can look
            if shown.upper().startswith("EV-"):
                behind = proofs.named(work.session, [shown])
                broken = proofs.broken(self._store.paths, behind)
                if broken:
                    raise Refused(
                        f"{join(broken)}: it shows nothing", hint="name an artefact that is on file and intact"
                    )
                shown = behind[0].id
            row.state, row.done_on, row.proof = RemediationState.DONE, day, shown
            row.done_by = gap.person(clean(by), "who did it") or row.owner
        return work.outcome(f"{row.id} done by {row.done_by} on {day}")

    def drop(self, action: str, *, reason: str) -> Outcome:
        """Give an action up; it stays on record with the reason.

        Raises:
            NotFound: when there is no such action.
            Refused: without a reason, or when it is not open.
        """
        with self._store.work(Verb.REMEDIATION_DROP, reason) as work:
            row = _open(work.session, action)
            said = writing.text("reason", reason)
            if not said:
                raise Refused(f"dropping {row.id} needs a reason", hint="--reason TEXT")
            row.state, row.reason = RemediationState.DROPPED, said
        return work.outcome(f"{row.id} dropped: {said}")


def _parent(session: Session, name: str) -> Finding | Incident:
    wanted = name.strip().upper()
    row = session.get(Incident, wanted) if wanted.startswith("INC-") else None
    return row or reading.find(session, name)


def _refuse_settled(row: Finding | Incident) -> None:
    if isinstance(row, Incident):
        if row.closed_at:
            raise Refused(f"{row.id} is closed", hint="reopen it, with a reason")
    elif row.status in _SETTLED:
        raise Refused(f"{row.id} is {word(row.status)}: no action is planned there", hint="send it back, or reopen it")


def _open(session: Session, action: str) -> Remediation:
    row = session.get(Remediation, action.strip().upper())
    if row is None:
        raise NotFound.of("action", action, tuple(session.scalars(select(col(Remediation.id)))))
    if row.state is not RemediationState.OPEN:
        raise Refused(f"{row.id} is {word(row.state)}: {row.proof or row.reason}", hint="plan a new action instead")
    return row
