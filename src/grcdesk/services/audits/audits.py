"""Engagements: made, listed, and chosen. What is judged is judged for one of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.audits import Engagement, EngagementVendor
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import ControlScope
from grcdesk.models.programme import PROGRAMME, Programme
from grcdesk.models.vendors import Vendor
from grcdesk.schemas.audits.audits import (
    EngagementChange,
    EngagementDetail,
    EngagementPlan,
    EngagementRow,
    VendorMethod,
)
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.programme import Period
from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.services.audits import following, setting
from grcdesk.services.audits.setting import frameworks_of
from grcdesk.services.common.context import Service
from grcdesk.services.common.dates import two_dates
from grcdesk.services.common.handing_out import Outgoing, hand_out
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement, find
from grcdesk.services.programme.reading import recompute
from grcdesk.terms import Category, Scope, Verb
from grcdesk.terms.audits import EngagementKind, Lane, Phase
from grcdesk.text import clean
from grcdesk.wording import word

T = TypeVar("T")


class Audits(Service):
    """Verbs on engagements."""

    def list(self) -> list[EngagementRow]:
        """All engagements in the order they were made."""
        with self._store.read() as session:
            return rows(session)

    def show(self, name: str = "") -> EngagementDetail:
        """One engagement by id or name; without a name the one in force.

        Raises:
            NotFound: when there is none of that name.
        """
        with self._store.read() as session:
            found = find(session, name) if name else engagement(session)
            row = next(row for row in rows(session) if row.id == found.id)
            return EngagementDetail(row, tuple(methods(session, found.id)), tuple(following.since(session, found)))

    def new(self, plan: EngagementPlan, *, dry_run: bool = False) -> Outcome:
        """Make an engagement and make it the current one. What is not told is as in the one current until now.

        Made from another one, its scope, systems, exclusions, declarations, methods and parameters are copied, and what
        changed since is told.

        Raises:
            Refused: without a name, for a name that is taken, a period that runs backwards, or more than one day
                where one day is judged.
            BadInput: for an unknown zone, a lead that is no person, or a text that cannot be stored.
            NotFound: when there is no engagement to make it from.
        """
        with self._store.work(Verb.AUDIT_NEW, dry_run=dry_run) as work:
            session = work.session
            before = find(session, plan.follows) if plan.follows else engagement(session)
            name = _free_name(session, plan.name)
            key, number = next_id(session, Engagement, "ENG")
            row = _blank(before, plan, self._today())
            row.id, row.position = key, number
            row.name = row.seed_name = name
            session.add(row)
            session.add_all(
                ControlScope(
                    id=f"{key}/{control}", engagement=key, control=control, computed=Scope.OUT, effective=Scope.OUT
                )
                for control in session.scalars(select(col(Control.id)))
            )
            setting.apply(session, row, _told_of(plan))
            if plan.follows:
                session.flush()
                following.copy(session, before, row)
            recompute(session)
            session.get_one(Programme, PROGRAMME).engagement = key
            session.flush()
            told = _told(session, row)
            notes = tuple(f"since {before.id}, {one}" for one in following.since(session, row))
        if not dry_run:
            self._store.engagement = ""
        return work.outcome(f"{told}, and is the current engagement", warnings=notes)

    def set(self, name: str, change: EngagementChange, *, dry_run: bool = False) -> Outcome:
        """Set fields of an engagement, by id or name; without a name of the one in force.

        Its name at the time it was made stays the seed of its samples.

        Raises:
            Refused: for a name that is taken, or a period that does not fit its kind.
            BadInput: for an unknown zone, a lead that is no person, a parameter that cannot be read.
            NotFound: when there is no such engagement or vendor.
        """
        with self._store.work(Verb.AUDIT_SET, dry_run=dry_run) as work:
            row = find(work.session, name) if name else engagement(work.session)
            if not isinstance(change.name, Unset) and change.name != row.name:
                row.name = _free_name(work.session, change.name, row)
            setting.apply(work.session, row, change)
            recompute(work.session)
            work.session.flush()
            told = _told(work.session, row)
        return work.outcome(told)

    def close(self, name: str = "", *, reason: str = "", again: bool = False) -> Outcome:
        """Close an engagement, by id or name, or the one in force: its plan is due no more. `again` opens it again.

        Raises:
            Refused: before its last phase without a reason, or when it is closed or open already.
            NotFound: when there is none of that name.
        """
        with self._store.work(Verb.AUDIT_CLOSE, clean(reason.strip(), "reason")) as work:
            row = find(work.session, name) if name else engagement(work.session)
            if row.closed is not again:
                raise Refused(f"{row.id} is {'closed' if row.closed else 'open'} already")
            if not again and row.phase is not Phase.BETWEEN_REPORTS and not reason.strip():
                raise Refused(f"{row.id} is in {word(row.phase)}: closing it needs a reason", hint="--reason TEXT")
            row.closed = not again
        return work.outcome(f"{row.id} {row.name} is {'open again' if again else 'closed'}")

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

    def export(self, path: Path | None = None, *, force: bool = False) -> FileOutcome:
        """All lists of the engagement in force as one workbook: requests, tests, samples, findings.

        Args:
            path: the file; its folder must exist. None: into the desk's exports folder.
            force: replace an existing file.

        Raises:
            Refused: when the file exists and `force` is not set.
            Unwritable: when it cannot be written; an older file stays as it was.
        """
        from grcdesk.reports.workbook.audit_book import audit_workbook  # noqa: PLC0415  openpyxl: 226 ms
        from grcdesk.reports.workbook.recheck import check_workbook  # noqa: PLC0415
        from grcdesk.services.audits.lists import gather, proven  # noqa: PLC0415  reads every noun
        from grcdesk.services.testing.changes import Changes  # noqa: PLC0415

        row, changes = self.show().row, proven(Changes(self._context))
        with self._store.read() as session:
            dates = two_dates(self._context, session, self._today())
            content = gather(session, self._store.paths, row, dates, changes)
        data, notes = audit_workbook(content, paper=self._context.settings.paper)
        target = path or self._context.paths.exports / f"{row.id.lower()}_lists_{dates.judged}.xlsx"
        going = Outgoing(Verb.EXPORT_AUDIT, target, facts={"as_of": dates.judged.isoformat()})
        done = hand_out(self._store, going, data, force=force, check=check_workbook)
        told = (*dates.notices, *notes)
        return FileOutcome(target, done.size, done.sha256, f"{target} written, {dates.told}", told)


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


def methods(session: Session, key: str) -> list[VendorMethod]:
    """How vendors are treated in an engagement, where that is not as the desk has it."""
    query = (
        select(col(Vendor.id), col(Vendor.name), col(EngagementVendor.method))
        .join(Vendor, col(Vendor.id) == col(EngagementVendor.vendor))
        .where(col(EngagementVendor.engagement) == key)
        .order_by(col(Vendor.position))
    )
    return [VendorMethod(*row) for row in session.execute(query)]


def _blank(before: Engagement, plan: EngagementPlan, today: date) -> Engagement:
    """The row of a new engagement without its names, as the one before has it where the plan is silent."""
    kind = before.kind if plan.follows else EngagementKind.READINESS
    return Engagement(
        kind=kind,
        frameworks=list(before.frameworks) if plan.follows else frameworks_of(kind),
        firm=before.firm if plan.follows else "",
        lead=before.lead if plan.follows else "",
        categories=list(before.categories),
        zone=before.zone,
        lane=before.lane if plan.follows else Lane.CENSUS,
        phase_since=today,
        opened_on=today,
    )


def _told_of(plan: EngagementPlan) -> EngagementChange:
    """What the plan says itself, as a change of the blank row."""

    def given(value: T | None) -> T | Unset:
        return UNSET if value is None else value

    return EngagementChange(
        kind=given(plan.kind),
        categories=given(plan.categories),
        period=plan.period,
        zone=given(plan.zone),
        firm=given(plan.firm),
        lead=given(plan.lead),
        report_due=plan.report_due,
        lane=given(plan.lane),
    )


def _free_name(session: Session, name: str, own: Engagement | None = None) -> str:
    name = clean(" ".join(name.split()), "name")
    if not name:
        raise Refused("an engagement needs a name", hint="grcdesk audits new 'SOC 2 2027' --type soc2-type2")
    others = (row for row in session.scalars(select(Engagement)) if row is not own)
    taken = {word.casefold() for row in others for word in (row.id, row.name)}
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
