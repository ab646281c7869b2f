"""Where an engagement stands: its phase, its plan, and its exposure to the findings auditors raise most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.audits import Engagement
from grcdesk.rules.audits import phases, plans
from grcdesk.schemas.audits.standing import AuditCheck, AuditFacts, ExposureRow, PhaseView, PlanView
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.audits import exposure, facts
from grcdesk.services.common.context import Service
from grcdesk.services.common.in_force import ask_about, engagement
from grcdesk.terms import Verb
from grcdesk.terms.audits import Phase, PlanName
from grcdesk.text import clean
from grcdesk.wording import count, word


class EngagementStanding(Service):
    """Verbs on an engagement, by id or name; without a name on the one in force. An unknown name raises NotFound."""

    def phase(self, name: str = "") -> PhaseView:
        """Its phase, what that asks for on the way in and out, and what the records say of each."""
        with self._store.read() as session:
            ask_about(session, name)
            row = engagement(session)
            known = facts.gather(session, self._today(), phases.asked(row.phase))
            return phases.view(row.id, row.name, row.phase, known, since=row.phase_since, reason=row.phase_reason)

    def move(self, phase: Phase, name: str = "", *, reason: str = "", dry_run: bool = False) -> Outcome:
        """Move it to another phase. Before everything in between is done that needs a reason; so does going back.

        Raises:
            Refused: without a needed reason, listing everything that is not done; when it is there already or closed.
        """
        today, reason_given = self._today(), clean(reason.strip(), "reason")
        with self._store.work(Verb.AUDIT_PHASE, reason_given, dry_run=dry_run) as work:
            row = _open(work.session, name)
            if row.phase is phase:
                raise Refused(f"{row.id} is in {word(phase)} already")
            back = phases.is_back(row.phase, phase)
            lacks = [] if back else _lacking(work.session, row, phase, today)
            if not reason_given:
                _refuse_unexplained(row, phase, lacks, back=back)
            was, row.phase, row.phase_since = row.phase, phase, today
            # of a move that needed no reason none is kept: it would read as if something had been passed over
            row.phase_reason = reason_given if lacks or back else ""
        undone = f", with {count(len(lacks), 'check')} not done" if lacks else ""
        why = f": {row.phase_reason}" if row.phase_reason else ""
        return work.outcome(f"{row.id} {row.name}: {word(was)} to {word(phase)}{undone}{why}")

    def plan(self, name: str = "", *, as_of: date | None = None) -> PlanView:
        """The tasks of its plan with their dates, and what the records say of each; none when it follows no plan."""
        with self._store.read() as session:
            ask_about(session, name)
            return planned(session, as_of or self._today())

    def follow(self, plan: PlanName, start: date, name: str = "", *, dry_run: bool = False) -> Outcome:
        """Let it follow a plan that starts on a day, in the place of any it followed.

        Raises:
            Refused: when it is closed.
        """
        with self._store.work(Verb.AUDIT_PLAN, dry_run=dry_run) as work:
            row = _open(work.session, name)
            row.plan, row.plan_start = plan.value, start
            work.session.flush()
            last = planned(work.session, self._today()).tasks[-1]
            told = f"{row.id} follows {plans.TITLES[plan]} from {start}, the last task due {last.due}"
        return work.outcome(told)

    def unfollow(self, name: str = "") -> Outcome:
        """Let it follow no plan.

        Raises:
            Refused: when it follows none.
        """
        with self._store.work(Verb.AUDIT_PLAN) as work:
            row = _open(work.session, name)
            if not row.plan:
                raise Refused(f"{row.id} follows no plan", hint="grcdesk audits plan eight-weeks --start DAY")
            row.plan, row.plan_start = "", None
        return work.outcome(f"{row.id} {row.name} follows no plan")

    def exposure(self, name: str = "", *, as_of: date | None = None) -> list[ExposureRow]:
        """The seven findings auditors raise most about AI: exposed, not exposed or unknown, with the records."""
        with self._store.read() as session:
            ask_about(session, name)
            return exposure.seven(session, as_of or self._today())


def _refuse_unexplained(row: Engagement, phase: Phase, lacks: Sequence[AuditCheck], *, back: bool) -> None:
    """Going back, and going on before everything is done, needs a reason that stays on record."""
    if back:
        raise Refused(f"going back from {word(row.phase)} to {word(phase)} needs a reason", hint="--reason TEXT")
    if lacks:
        raise Refused(
            f"{row.id} cannot leave {word(row.phase)} for {word(phase)} without a reason: "
            f"{count(len(lacks), 'check')} not done",
            hint="its phase shows each check; an early move says why (--reason TEXT)",
            reasons=tuple(f"{one.what}: {word(one.state)}, {one.why}" for one in lacks),
        )


def planned(session: Session, today: date) -> PlanView:
    """The plan of the engagement in force, judged on a day."""
    row = engagement(session)
    if not row.plan or row.plan_start is None:
        return PlanView(row.id, row.name, None, None, ())
    plan = PlanName(row.plan)
    known: AuditFacts = facts.gather(session, today, plans.task_check_ids(plan))
    return PlanView(row.id, row.name, plan, row.plan_start, tuple(plans.tasks(plan, row.plan_start, known)))


def _lacking(session: Session, row: Engagement, phase: Phase, today: date) -> list[AuditCheck]:
    known = facts.gather(session, today, phases.asked(row.phase, phase))
    return phases.lacking(row.phase, phase, known)


def _open(session: Session, name: str) -> Engagement:
    ask_about(session, name)
    row = engagement(session)
    if row.closed:
        raise Refused(f"{row.id} {row.name} is closed", hint="grcdesk audits close --again opens it")
    return row
