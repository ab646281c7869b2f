"""The register of incidents and exercises: written down, timed, decided on, closed by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from grcdesk import clock
from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.incidents import Incident, IncidentEntity, IncidentNotice
from grcdesk.rules.controls import gap
from grcdesk.rules.fields.incidents import INCIDENT_FIELDS, INCIDENT_READERS
from grcdesk.rules.filters import filters
from grcdesk.rules.incidents import closing, population
from grcdesk.rules.incidents.times import told
from grcdesk.schemas.incidents import (
    EntityFacts,
    IncidentChange,
    IncidentDetail,
    IncidentFacts,
    IncidentRow,
    NoticeFacts,
)
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.incidents import drills, reading, writing
from grcdesk.terms import Answer, Verb
from grcdesk.terms.incidents import Notified, TimeMark
from grcdesk.text import clean
from grcdesk.wording import join, word


class Incidents(Service):
    """Verbs on incidents and exercises. They are facts of the desk, true for every engagement."""

    def list(self, where: str = "", *, sort: str = "") -> list[IncidentRow]:
        """Incidents and exercises in the order they were written down, or as a filter says.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        asked = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        today = self._today()
        tree = filters.parse(asked, INCIDENT_FIELDS, today)
        with self._store.read() as session:
            found = reading.rows(session)
        kept = [row for row in found if filters.match(tree, row, INCIDENT_READERS, today)]
        return filters.arrange(tree, kept, INCIDENT_READERS) if tree.sort else kept

    def show(self, incident: str) -> IncidentDetail:
        """Everything about one incident.

        Raises:
            NotFound: when there is no such incident.
        """
        with self._store.read() as session:
            return reading.detail(session, reading.find(session, incident))

    def population(self, first: date | None = None, last: date | None = None) -> Sequence[Mapping[str, str]]:
        """Real incidents detected within those days (UTC), with exactly the columns of the role `incidents`.

        The log holds when it was drawn, over which days, and how many there were.
        """
        with self._store.read() as session:
            found = population.rows(reading.rows(session), first, last)
        days = f"{first or 'the beginning'}..{last or self._today()}"
        self._store.note(Verb.EXPORT_INCIDENTS, "register", days, {"rows": len(found)})
        return found

    def add(self, facts: IncidentFacts, *, dry_run: bool = False) -> Outcome:
        """Write down an incident, or an exercise.

        Raises:
            Refused: without a title; an exercise without a scenario; detected in the future.
            BadInput: for a moment, a person or a text that cannot be understood.
        """
        zone = self._context.zone
        with self._store.work(Verb.INCIDENT_ADD, dry_run=dry_run) as work:
            row = writing.add(work.session, facts, zone, self._store.signer.name)
        what = "exercise" if row.exercise else "incident"
        return work.outcome(f"{row.id}: {word(row.kind)} {what}, detected {told(row.detected_at)}")

    def set(
        self,
        incidents: Sequence[str],
        change: IncidentChange,
        *,
        dry_run: bool = False,
    ) -> Outcome:
        """Set fields of one or many incidents, in one transaction. Its moments are told with `mark`.

        Raises:
            NotFound: naming an unknown incident.
            Refused: for one that is closed.
            BadInput: when nothing is set, or a text or person cannot be understood.
        """
        if change == IncidentChange():
            raise BadInput("nothing to set", hint="name at least one field, e.g. --lead NAME")
        with self._store.work(Verb.INCIDENT_SET, dry_run=dry_run) as work:
            rows = [reading.find(work.session, name) for name in dict.fromkeys(incidents)]
            for row in rows:
                _refuse_closed(row)
            same = tuple(row.id for row in rows if not writing.change(row, change))
        moved = [row.id for row in rows if row.id not in same]
        return work.outcome(f"{join(moved)} set" if moved else f"{join(list(same))} stood so already", unchanged=same)

    def mark(
        self, incident: str, mark: TimeMark, *, at: str = "", note: str = "", reason: str = "", by: str = ""
    ) -> Outcome:
        """Put a moment or a note on the timeline, at a moment as people write it; now when none is given.

        Raises:
            NotFound: when there is no such incident.
            Refused: in the wrong order, in the future, when it is closed, or told anew without a reason.
            BadInput: for a moment that is none, or for closing, which has its own verb.
        """
        if mark is TimeMark.CLOSED:
            raise BadInput("closing is more than a mark", hint=f"close {incident}: it says what lacks")
        zone = self._context.zone
        with self._store.work(Verb.INCIDENT_MARK, reason) as work:
            row = reading.find(work.session, incident)
            _refuse_closed(row)
            moment = writing.moment(at, zone)
            if mark is TimeMark.NOTE and not note.strip():
                raise Refused("a note says something", hint="--note TEXT")
            who = gap.person(clean(by), "who") or self._store.signer.name
            before = writing.mark(work.session, row, mark, moment, note=note, reason=reason, by=who)
        instead = f", not {told(before)}" if before else ""
        return work.outcome(f"{row.id} {mark if mark is not TimeMark.NOTE else 'noted'} at {told(moment)}{instead}")

    def notice(self, incident: str, facts: NoticeFacts) -> Outcome:
        """Keep a person's decision whether customers or an authority are to be told, and when they were.

        Raises:
            NotFound: when there is no such incident.
            Refused: without a person; a no without a reason; told before it was detected, or in the future.
            BadInput: for a moment that is none.
        """
        zone = self._context.zone
        with self._store.work(Verb.INCIDENT_NOTICE, facts.reason) as work:
            row = reading.find(work.session, incident)
            _refuse_closed(row)
            who = gap.person(clean(facts.by), "who decides")
            reason = writing.checked("reason", facts.reason)
            day = facts.on or self._today()
            refuse_ahead("this was decided on", day, self._today())
            if not who:
                raise Refused("somebody decides it: who?", hint="--by NAME")
            if facts.decision is Answer.NO and not reason:
                raise Refused("telling nobody needs a reason", hint="--reason TEXT")
            at = writing.moment(facts.told, zone) if facts.told.strip() else ""
            _refuse_untold(row, facts.decision, at)
            name = f"{row.id}/{facts.whom.value}"
            held = work.session.get(IncidentNotice, name)
            if held is None:
                held = IncidentNotice(
                    id=name, incident=row.id, whom=facts.whom, by=who, decision=facts.decision, decided_on=day
                )
                work.session.add(held)
            held.decision, held.by, held.decided_on, held.reason, held.told_at = facts.decision, who, day, reason, at
            row.version += 1
        return work.outcome(f"{row.id}: {_notified(facts, at)}; {who} decided")

    def touch(self, incident: str, facts: EntityFacts) -> Outcome:
        """Name a feature, vendor or system that was touched, and from when to when.

        Raises:
            NotFound: when there is no such incident, feature or vendor.
            Refused: without a name, when it is closed, or when the window ends before it begins.
            BadInput: for a moment that is none.
        """
        zone = self._context.zone
        with self._store.work(Verb.INCIDENT_ENTITY) as work:
            row = reading.find(work.session, incident)
            _refuse_closed(row)
            made = writing.add_entity(work.session, row, facts, zone)
        return work.outcome(f"{made.id}: {made.kind} {made.entity}")

    def untouch(self, entity: str) -> Outcome:
        """Take back that something was touched.

        Raises:
            NotFound: when there is no such entry.
            Refused: when the incident is closed.
        """
        with self._store.work(Verb.INCIDENT_ENTITY) as work:
            known = work.session.scalars(select(col(IncidentEntity.id))).all()
            held = writing.dropped(work.session, entity, known)
            row = reading.find(work.session, held.incident)
            _refuse_closed(row)
            row.version += 1
            work.session.delete(held)
        return work.outcome(f"{entity} dropped")

    def close(self, incident: str, *, by: str = "", at: str = "", dry_run: bool = False) -> Outcome:
        """Close an incident or an exercise, on a person's word; a closed exercise makes its own evidence.

        Raises:
            NotFound: when there is no such incident.
            Refused: naming every time and decision that is missing; in the wrong order.
        """
        zone = self._context.zone
        with self._store.work(Verb.INCIDENT_CLOSE, dry_run=dry_run) as work:
            row = reading.find(work.session, incident)
            _refuse_closed(row)
            lacks = reading.lacks(row, reading.notices(work.session, row.id).get(row.id, ()))
            if lacks:
                told_ = tuple(one.what for one in lacks)
                what = told_[0] if len(told_) == 1 else f"{len(told_)} things are lacking"
                raise Refused(
                    f"{row.id} is not to be closed yet: {what}",
                    reasons=told_ if len(told_) > 1 else (),
                    hint=closing.cure(lacks[0], row.id),
                )
            who = gap.person(clean(by), "who closes it") or self._store.signer.name
            moment = writing.moment(at, zone)
            writing.mark(work.session, row, TimeMark.CLOSED, moment, note="", reason="", by=who)
            row.closed_by = who
            proof = "" if dry_run else drills.of_closed(work.session, self._store.paths, row, zone)
        return work.outcome(f"{row.id} closed at {told(moment)} by {who}", warnings=(proof,) if proof else ())

    def reopen(self, incident: str, *, reason: str) -> Outcome:
        """Open an incident again; the evidence it made is out of force.

        Raises:
            NotFound: when there is no such incident.
            Refused: without a reason, or when it is open.
        """
        with self._store.work(Verb.INCIDENT_REOPEN, reason) as work:
            row = reading.find(work.session, incident)
            said = writing.checked("reason", reason)
            if not row.closed_at:
                raise Refused(f"{row.id} is open")
            if not said:
                raise Refused(f"opening {row.id} again needs a reason", hint="--reason TEXT")
            row.closed_at, row.closed_by = "", ""
            row.version += 1
            now, by = clock.stamp(clock.now()), self._store.signer.name
            writing.entry(work.session, row, TimeMark.NOTE, now, note=f"opened again: {said}", by=by)
            gone = drills.withdraw(work.session, row, said)
        told_ = f"{row.id} is open again" + (f"; {gone} is out of force" if gone else "")
        return work.outcome(told_)


def _refuse_closed(row: Incident) -> None:
    if row.closed_at:
        raise Refused(f"{row.id} was closed at {told(row.closed_at)}", hint="reopen it, with a reason")


def _refuse_untold(row: Incident, decision: Answer, at: str) -> None:
    """A moment at which somebody was told lies after the detection and not ahead; of a no there is none."""
    if at and (decision is Answer.NO or not row.detected_at <= at <= clock.stamp(clock.now())):
        raise Refused(f"nobody was told at {told(at)}", hint="a moment after it was detected, up to now")


def _notified(facts: NoticeFacts, at: str) -> str:
    whom = "the customers are" if facts.whom is Notified.CUSTOMERS else "an authority is"
    answer = "told" if facts.decision is Answer.YES else "not told"
    return f"{whom} {answer}, at {told(at)}" if at else f"{whom} {answer}"
