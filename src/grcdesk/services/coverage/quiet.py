"""Days on which a control had nothing to do, stated by a person, listed and taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import QuietStatement
from grcdesk.models.evidence import EvidenceLink
from grcdesk.rules.controls import gap
from grcdesk.rules.coverage import quiet as rules
from grcdesk.rules.evidence.statements import stands, told
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.coverage.quiet import QuietFacts, QuietRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls.plan_writing import require_control
from grcdesk.terms import Verb
from grcdesk.text import clean
from grcdesk.wording import count, join


class QuietRegister(Service):
    """Verbs on such days."""

    def list(self, controls: Sequence[str] = ()) -> list[QuietRow]:
        """What was stated, as it came; of those controls, or of all.

        Raises:
            NotFound: when a named control does not exist.
        """
        with self._store.read() as session:
            for control in controls:
                require_control(session, control)
            return listed(session, controls)

    def add(self, controls: Sequence[str], facts: QuietFacts, *, dry_run: bool = False) -> Outcome:
        """State that nothing was to happen on those days: they are then no gap, and still not covered.

        Raises:
            NotFound: when a control does not exist.
            Refused: without a reason or days, for a range that is backwards or ends more than a year ahead, for a
                control that does not run all the time, or when it was stated already.
            BadInput: when who says so reads like no person.
        """
        with self._store.work(Verb.QUIET_ADD, dry_run=dry_run) as work:
            if not controls:
                raise NotFound("which control?", hint="grcdesk controls list --where frequency:continuous")
            facts, span = self._checked(work.session, facts)
            new = [self._row(work.session, control, facts, span) for control in dict.fromkeys(controls)]
        which, names = _shown(new[0]), join([row.id for row in new])
        who = join([row.control for row in new])
        return work.outcome(f"{names}: {who} had nothing to do on {which.which}, {count(which.days, 'day')}")

    def drop(self, statement: str, *, reason: str) -> Outcome:
        """Take a statement back: its days are gaps again unless evidence shows them.

        Raises:
            NotFound: when there is no such statement.
            Refused: without a reason.
        """
        with self._store.work(Verb.QUIET_DROP, clean(reason.strip(), "reason")) as work:
            row = work.session.get(QuietStatement, statement)
            if row is None:
                known = tuple(work.session.scalars(select(col(QuietStatement.id))))
                raise NotFound.of("statement of quiet days", statement, known)
            if not reason.strip():
                raise Refused(f"taking {statement} back needs a reason", hint="--reason TEXT")
            work.session.delete(row)
        return work.outcome(f"{statement} taken back: {_shown(row).which} of {row.control} need evidence again")

    def _checked(self, session: Session, facts: QuietFacts) -> tuple[QuietFacts, Span]:
        start, end = facts.start, facts.end
        if facts.weekdays and start is None and end is None:
            held = engagement(session)
            start, end = held.period_start, held.period_end
        reason = clean(facts.reason.strip(), "reason")
        by = gap.person(clean(facts.by or self._store.signer.name, "name"), "whose statement it is")
        found = rules.refusals(start=start, end=end, weekdays=facts.weekdays, reason=reason, by=by, today=self._today())
        if found or start is None or end is None:
            raise Refused(
                found[0], hint="--weekdays sat,sun --from DATE --to DATE --reason TEXT", reasons=tuple(found[1:])
            )
        return replace(facts, reason=reason, by=by), Span(start, end)

    def _row(self, session: Session, control: str, facts: QuietFacts, span: Span) -> QuietStatement:
        require_control(session, control)
        why = rules.not_of(session.get_one(Control, control).frequency)
        if why:
            raise Refused(f"{control}: {why}", hint="grcdesk controls list --where frequency:continuous")
        name, _ = next_id(session, QuietStatement, "QD")
        row = QuietStatement(
            id=name,
            control=control,
            period_from=span.start,
            period_to=span.end,
            weekdays=sorted(set(facts.weekdays)),
            reason=facts.reason,
            stated_by=facts.by,
            stated_on=self._today(),
            position=(session.scalar(select(func.max(col(QuietStatement.position)))) or 0) + 1,
        )
        meant = set(_days(row))
        for other in session.scalars(select(QuietStatement).where(col(QuietStatement.control) == control)):
            meant.difference_update(_days(other))
        if not meant:
            raise Refused(f"all those days of {control} are stated already", hint="grcdesk quiet list")
        session.add(row)
        session.flush()
        return row


def listed(session: Session, controls: Sequence[str] = ()) -> list[QuietRow]:
    """What was stated, as it came; of those controls, or of all."""
    query = select(QuietStatement).order_by(col(QuietStatement.position), col(QuietStatement.id))
    if controls:
        query = query.where(col(QuietStatement.control).in_(controls))
    return [_shown(row) for row in session.scalars(query)]


def by_control(session: Session, controls: Sequence[str]) -> dict[str, list[str]]:
    """All that stands behind those controls on a person's word, as sentences. Two queries."""
    found: dict[str, list[str]] = defaultdict(list)
    query = select(EvidenceLink).where(col(EvidenceLink.control).in_(controls), col(EvidenceLink.shows_run) != "")
    for link in session.scalars(query.order_by(col(EvidenceLink.evidence))):
        words = told(link.inspected_by, link.inspected_on, link.inspected_at, link.shows_run)
        found[link.control].append(stands(link.evidence, words))
    for row in listed(session, controls):
        found[row.control].append(f"{row.id}: {row.told}")
    return found


def _days(row: QuietStatement) -> tuple[date, ...]:
    return tuple(rules.days(Span(row.period_from, row.period_to), row.weekdays))


def _shown(row: QuietStatement) -> QuietRow:
    span, meant = Span(row.period_from, row.period_to), tuple(row.weekdays)
    number = len(_days(row))
    return QuietRow(row.id, row.control, span, meant, number, row.reason, row.stated_by, row.stated_on)
