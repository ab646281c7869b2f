"""Engagements: made, listed, and chosen. What is judged is judged for one of them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session, col

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.models.audits import FIRST_FRAMEWORKS, Engagement
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import ControlScope
from grcdesk.models.programme import PROGRAMME, Programme
from grcdesk.schemas.audits import EngagementPlan, EngagementRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.programme import Period
from grcdesk.services.audits.reading import engagement, find
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.programme.reading import chosen, recompute
from grcdesk.terms import Category, Scope, Verb
from grcdesk.terms.audits import OF_A_DAY, EngagementKind
from grcdesk.text import clean
from grcdesk.wording import word

ISO_FRAMEWORKS = ("iso27001-2022-annex-a",)


class Audits(Service):
    """Verbs on engagements."""

    def list(self) -> list[EngagementRow]:
        """All engagements in the order they were made."""
        with self._store.read() as session:
            return rows(session)

    def show(self, name: str = "") -> EngagementRow:
        """One engagement by id or name; without a name the one in force.

        Raises:
            NotFound: when there is none of that name.
        """
        with self._store.read() as session:
            wanted = (find(session, name) if name else engagement(session)).id
            return next(row for row in rows(session) if row.id == wanted)

    def new(self, plan: EngagementPlan, *, dry_run: bool = False) -> Outcome:
        """Make an engagement and make it the current one. What is not told is as in the one current until now.

        Raises:
            Refused: without a name, for a name that is taken, a period that runs backwards, or more than one day
                where one day is judged.
            BadInput: for an unknown zone or a text that cannot be stored.
        """
        with self._store.work(Verb.AUDIT_NEW, dry_run=dry_run) as work:
            session = work.session
            before = engagement(session)
            name = _free_name(session, plan.name)
            check_period(plan.kind, plan.period)
            if plan.zone:
                clock.find_zone(plan.zone)
            key, number = next_id(session, Engagement, "ENG")
            categories = chosen(plan.categories or [Category(one) for one in before.categories])
            row = Engagement(
                id=key,
                name=name,
                seed_name=name,
                kind=plan.kind,
                frameworks=[*(FIRST_FRAMEWORKS if not plan.kind.value.startswith("iso") else ISO_FRAMEWORKS)],
                firm=clean(plan.firm.strip(), "firm"),
                lead=clean(plan.lead.strip(), "lead"),
                categories=[one.value for one in categories],
                period_start=plan.period.start if plan.period else None,
                period_end=plan.period.end if plan.period else None,
                zone=before.zone if plan.zone is None else plan.zone,
                report_due=plan.report_due,
                lane=plan.lane,
                phase_since=self._today(),
                opened_on=self._today(),
                position=number,
            )
            session.add(row)
            session.add_all(
                ControlScope(
                    id=f"{key}/{control}", engagement=key, control=control, computed=Scope.OUT, effective=Scope.OUT
                )
                for control in session.scalars(select(col(Control.id)))
            )
            recompute(session)
            session.get_one(Programme, PROGRAMME).engagement = key
            session.flush()
            told = _told(session, row)
        if not dry_run:
            self._store.engagement = ""
        return work.outcome(f"{told}, and is the current engagement")

    def use(self, name: str) -> Outcome:
        """Make an engagement the current one: commands are about it when none is named.

        Raises:
            NotFound: when there is none of that name.
        """
        with self._store.work(Verb.AUDIT_USE) as work:
            row = find(work.session, name)
            about = work.session.get_one(Programme, PROGRAMME)
            same = about.engagement == row.id
            about.engagement = row.id
            told = _told(work.session, row)
        self._store.engagement = ""  # whoever chooses one does not go on with another that was asked about
        return work.outcome(f"{told}, {'already' if same else 'now'} the current engagement")


def check_period(kind: EngagementKind, period: Period | None) -> None:
    """Whether an engagement of that kind can be about those days.

    Raises:
        Refused: when they run backwards, or are several where one day is judged.
    """
    if period is None:
        return
    if period.end < period.start:
        raise Refused(f"the period ends before it begins: {period}", hint="write START..END")
    if kind in OF_A_DAY and period.start != period.end:
        raise Refused(
            f"{kind} judges one day, not {period}",
            hint=f"--as-of {period.end}, or --type {EngagementKind.SOC2_TYPE2} for a period",
        )


def rows(session: Session) -> list[EngagementRow]:
    """All engagements in the order they were made."""
    about = session.get_one(Programme, PROGRAMME)
    inside = dict(
        session.execute(
            select(col(ControlScope.engagement), func.count())
            .where(col(ControlScope.effective) == Scope.IN)
            .group_by(col(ControlScope.engagement))
        ).all()
    )
    return [
        EngagementRow(
            id=row.id,
            name=row.name,
            kind=row.kind,
            current=row.id == about.engagement,
            categories=tuple(Category(one) for one in row.categories),
            period=period_of(row),
            zone=row.zone,
            firm=row.firm,
            lead=row.lead,
            report_due=row.report_due,
            lane=row.lane,
            phase=row.phase,
            phase_since=row.phase_since,
            frameworks=tuple(row.frameworks),
            parameters=tuple(row.parameters),
            follows=row.follows,
            closed=row.closed,
            opened_on=row.opened_on,
            controls=inside.get(row.id, 0),
        )
        for row in session.scalars(select(Engagement).order_by(col(Engagement.position)))
    ]


def period_of(row: Engagement) -> Period | None:
    """The days an engagement is about; None: not chosen yet."""
    return Period(row.period_start, row.period_end) if row.period_start and row.period_end else None


def _free_name(session: Session, name: str) -> str:
    name = clean(" ".join(name.split()), "name")
    if not name:
        raise Refused("an engagement needs a name", hint="grcdesk audits new 'SOC 2 2027' --type soc2-type2")
    taken = {word.casefold() for row in session.scalars(select(Engagement)) for word in (row.id, row.name)}
    if name.casefold() in taken:
        raise Refused(f"there is an engagement {name!r} already", hint="choose another name")
    return name


def _told(session: Session, row: Engagement) -> str:
    inside = session.scalar(
        select(func.count())
        .select_from(ControlScope)
        .where(col(ControlScope.engagement) == row.id, col(ControlScope.effective) == Scope.IN)
    )
    days = f", {period}" if (period := period_of(row)) else ", no period yet"
    names = ", ".join(word(Category(one)) for one in row.categories)
    return f"{row.id} {row.name} is about {names}{days}: {inside} controls in scope"
