"""The engagement scope: categories, period, systems, exclusions, and which controls follow from them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from grcdesk import clock
from grcdesk.errors import NotFound, Refused
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import ControlScope
from grcdesk.models.programme import Declaration, Exclusion, Programme, System
from grcdesk.rules.controls import gap as gap_rules
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.programme import CriterionRow, Period, ProgrammeNames, ScopeView
from grcdesk.services.common import named
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import check_period, engagement
from grcdesk.services.programme import reading
from grcdesk.services.programme.criteria import judged
from grcdesk.terms import Category, Scope, Verb
from grcdesk.text import clean
from grcdesk.wording import join, word


class ScopeService(Service):
    """Verbs on the scope."""

    def show(self) -> ScopeView:
        """The scope and what follows from it."""
        with self._store.read() as session:
            return reading.view(session)

    def set(
        self,
        *,
        categories: Sequence[Category] | None = None,
        period: Period | None = None,
        names: ProgrammeNames | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        """Choose categories (Security is always among them) and the audit period; both days belong to it.

        Names are whose programme it is, how it is called, and the zone whose calendar counts.

        Raises:
            Refused: when the period ends before it begins.
            BadInput: for an unknown zone or a name that cannot be stored.
        """
        with self._store.work(Verb.SCOPE_SET, dry_run=dry_run) as work:
            row = engagement(work.session)
            if period is not None:
                check_period(row.kind, period)
                row.period_start, row.period_end = period.start, period.end
            if categories is not None:
                row.categories = [category.value for category in reading.chosen(categories)]
            if names is not None:
                _rename(reading.programme(work.session), row, names)
            reading.recompute(work.session)
            work.session.flush()
            seen = reading.view(work.session)
        numbers = {scope: len(ids) for scope, ids in seen.controls.items()}
        return work.outcome(
            f"{seen.organisation}, {seen.name}: scope is {', '.join(word(category) for category in seen.categories)}"
            + (f", {seen.period}" if seen.period else "")
            + f": {numbers[Scope.IN]} controls in, {numbers[Scope.OPTIONAL]} optional, {numbers[Scope.OUT]} out"
        )

    def override(
        self, control: str | Sequence[str], decided: Scope | None, *, reason: str = "", dry_run: bool = False
    ) -> Outcome:
        """Decide the scope of controls against the computed one, in one transaction; None goes back to that.

        Raises:
            Refused: without a reason.
            NotFound: when there is no such control.
        """
        wanted = named.each(control)
        with self._store.work(Verb.SCOPE_OVERRIDE, reason, dry_run=dry_run) as work:
            place = engagement(work.session).id
            work.about(named.control_titles(work.session, wanted))
            now = []
            for name in wanted:
                row = work.session.get(ControlScope, f"{place}/{name}")
                if row is None:
                    raise NotFound.of("control", name, tuple(work.session.scalars(select(col(Control.id)))))
                if decided is not None and not reason.strip():
                    raise Refused(f"taking {name} {word(decided)} needs a reason", hint="--reason TEXT")
                _decide(row, decided, clean(reason.strip(), "reason"), self._store.signer.name)
                now.append(row.effective)
        return work.outcome(f"{join(wanted)} {_decided(now, decided)}")

    def exclude(self, what: str, *, reason: str) -> Outcome:
        """Leave something (a system, an entity, a location) out of the engagement.

        Raises:
            Refused: without a reason.
        """
        with self._store.work(Verb.SCOPE_EXCLUDE, reason) as work:
            if not what.strip() or not reason.strip():
                raise Refused("an exclusion needs a name and a reason", hint="--reason TEXT")
            what, reason = clean(what.strip(), "name"), clean(reason.strip(), "reason")
            name, _ = next_id(work.session, Exclusion, "EX")
            work.session.add(Exclusion(id=name, what=what, reason=reason, engagement=engagement(work.session).id))
        return work.outcome(f"{what} is excluded as {name}")

    def include(self, exclusion: str) -> Outcome:
        """Drop an exclusion.

        Raises:
            NotFound: when there is no such exclusion.
        """
        with self._store.work(Verb.SCOPE_EXCLUDE) as work:
            row = work.session.get(Exclusion, exclusion)
            mine = engagement(work.session).id
            if row is None or row.engagement != mine:
                known = select(col(Exclusion.id)).where(col(Exclusion.engagement) == mine)
                raise NotFound.of("exclusion", exclusion, tuple(work.session.scalars(known)))
            what = row.what
            work.session.delete(row)
        return work.outcome(f"{what} is no longer excluded")

    def add_system(self, name: str) -> Outcome:
        """Name a system that belongs to the engagement.

        Raises:
            Refused: when it is listed already, or nameless.
        """
        with self._store.work(Verb.SCOPE_SYSTEM) as work:
            name = clean(" ".join(name.split()), "system name")
            mine = engagement(work.session).id
            if not name or work.session.get(System, f"{mine}/{name}") is not None:
                raise Refused(f"system {name!r} is listed already" if name else "a system needs a name")
            work.session.add(System(id=f"{mine}/{name}", engagement=mine, name=name))
        return work.outcome(f"{name} is in scope")

    def drop_system(self, name: str) -> Outcome:
        """Take a system off the list.

        Raises:
            NotFound: when it is not listed.
        """
        with self._store.work(Verb.SCOPE_SYSTEM) as work:
            mine = engagement(work.session).id
            row = work.session.get(System, f"{mine}/{name}")
            if row is None:
                known = select(col(System.name)).where(col(System.engagement) == mine)
                raise NotFound.of("system", name, tuple(work.session.scalars(known)))
            work.session.delete(row)
        return work.outcome(f"{name} is no longer listed")

    def criteria(self) -> list[CriterionRow]:
        """All criteria with the controls that answer them."""
        with self._store.read() as session:
            return judged(session, self._today())

    def declare(self, criterion: str, *, reason: str, by: str) -> Outcome:
        """Record a person's word that the controls mapped to a criterion are sufficient together.

        Raises:
            Refused: without reason or person, or when no control maps to the criterion.
            NotFound: when there is no such criterion.
        """
        with self._store.work(Verb.CRITERION_DECLARE, reason) as work:
            known = {row.id: row for row in reading.criteria(work.session)}
            if criterion not in known:
                raise NotFound.of("criterion", criterion, tuple(known))
            by = gap_rules.person(by, "the declaring person")
            lacks = [what for what, value in (("a reason", reason.strip()), ("a person", by)) if not value]
            if not known[criterion].controls:
                lacks.append("at least one control that maps to it")
            if lacks:
                raise Refused(f"declaring {criterion} covered needs {' and '.join(lacks)}", reasons=tuple(lacks))
            mine = engagement(work.session).id
            row = work.session.get(Declaration, f"{mine}/{criterion}") or Declaration(
                id=f"{mine}/{criterion}", engagement=mine, item=criterion, declared_on=self._today()
            )
            row.reason, row.by, row.declared_on, row.stale = clean(reason.strip()), clean(by), self._today(), ""
            work.session.add(row)
        return work.outcome(f"{criterion} is declared covered by {by}")

    def withdraw(self, criterion: str) -> Outcome:
        """Take a declaration back.

        Raises:
            NotFound: when the criterion was not declared covered.
        """
        with self._store.work(Verb.CRITERION_DECLARE) as work:
            mine = engagement(work.session).id
            row = work.session.get(Declaration, f"{mine}/{criterion}")
            if row is None:
                known = select(col(Declaration.item)).where(col(Declaration.engagement) == mine)
                raise NotFound.of("declaration", criterion, tuple(work.session.scalars(known)))
            work.session.delete(row)
        return work.outcome(f"{criterion} is no longer declared covered")


def _rename(row: Programme, about: Engagement, names: ProgrammeNames) -> None:
    for field, given in (("organisation", names.organisation), ("name", names.programme)):
        if given is not None:
            if not given.strip():
                raise Refused(f"the {'programme' if field == 'name' else field} needs a name")
            if field == "name" and about.name == row.name:
                about.name = clean(given.strip(), field)  # an engagement called as the programme stays so
            setattr(row, field, clean(given.strip(), field))
    if names.zone is not None:
        if names.zone:
            clock.find_zone(names.zone)
        about.zone = names.zone


def _decide(row: ControlScope, decided: Scope | None, reason: str, by: str) -> None:
    """A decision with its reason and its hand; without one what is computed holds, and nobody stands for it."""
    row.decided = decided
    row.effective = decided or row.computed
    row.reason, row.by = (reason, by) if decided else ("", "")


def _decided(now: Sequence[Scope], decided: Scope | None) -> str:
    if decided is not None:
        return f"{'is' if len(now) == 1 else 'are'} {word(decided)}"
    return f"is {word(now[0])}, as computed" if len(now) == 1 else "are in or out, as computed"
