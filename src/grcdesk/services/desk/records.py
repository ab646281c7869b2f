"""The names of all records of the desk, asked for at once, so that they are found while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from grcdesk.models.agreements import Agreement, DpaClause
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Assessment
from grcdesk.models.evidence import Evidence
from grcdesk.models.features import Feature
from grcdesk.models.findings import Finding, Remediation
from grcdesk.models.gap import Action, RiskAcceptance
from grcdesk.models.incidents import Incident
from grcdesk.models.populations import Population
from grcdesk.models.requests import AuditRequest
from grcdesk.models.reviews import Campaign, CampaignSystem
from grcdesk.models.samples import DrawnSample
from grcdesk.models.vendors import Vendor
from grcdesk.models.walkthroughs import Walkthrough
from grcdesk.rules.filters.naming import nearest
from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.schemas.records import RecordName
from grcdesk.services.common.context import Service
from grcdesk.services.common.in_force import in_force
from grcdesk.wording import count, word

_PEOPLE = (
    *(Assessment.owner, Assessment.approver, Feature.owner, Action.owner, RiskAcceptance.approver, Vendor.owner),
    *(AuditRequest.owner, Finding.owner, Remediation.owner, CampaignSystem.owner, Incident.lead),
)
"""Where a person is named who owns, leads or approves something."""


class Records(Service):
    """Finds records of every kind."""

    def find(self, words: str = "") -> list[RecordName]:
        """The records that hold all these words in id, name or what is shown of them, the nearest first.

        Args:
            words: parts of ids and names; none: every record.
        """
        with self._store.read() as session:
            return nearest(words, _all(session), folded)


def folded(one: RecordName) -> tuple[str, str, str]:
    """Id, name and other words of a record as they are compared."""
    return one.id.casefold(), one.name.casefold(), f"{one.noun} {one.about}".casefold()


def _all(session: Session) -> Iterator[RecordName]:
    yield from _plain(session)
    yield from _of_vendors(session)
    yield from _of_the_engagement(session)
    yield from _people(session)


def _rows(session: Session, *columns: Any, where: Any = None, by: Any = None) -> Iterator[Any]:
    query = select(*(col(one) for one in columns)).order_by(col(by))
    yield from session.execute(query if where is None else query.where(where))


def _plain(session: Session) -> Iterator[RecordName]:
    rows = _rows(session, Control.id, Control.title, Control.category, by=Control.position)
    yield from (RecordName("control", name, title, word(category)) for name, title, category in rows)
    rows = _rows(session, Feature.id, Feature.name, Feature.purpose, by=Feature.position)
    yield from (RecordName("feature", *row) for row in rows)
    columns = (Evidence.id, Evidence.title, Evidence.file_name, Evidence.url, Evidence.source)
    rows = _rows(session, *columns, by=Evidence.position)
    for name, title, file, link, source in rows:
        told = title or file or link
        yield RecordName("evidence", name, told, " ".join(part for part in (file, link, source) if part not in told))
    rows = _rows(session, Incident.id, Incident.title, Incident.exercise, Incident.reference, by=Incident.position)
    for name, title, exercise, reference in rows:
        yield RecordName("exercise" if exercise else "incident", name, title, reference)
    rows = _rows(session, Engagement.id, Engagement.name, Engagement.firm, by=Engagement.position)
    yield from (RecordName("engagement", *row) for row in rows)
    rows = _rows(session, Campaign.id, Campaign.slot, Campaign.phase, by=Campaign.position)
    for name, slot, phase in rows:
        yield RecordName("access review", name, f"Access review {slot}", word(phase))


def _of_vendors(session: Session) -> Iterator[RecordName]:
    names: dict[str, str] = {}
    columns = (Vendor.id, Vendor.name, Vendor.service, Vendor.legal_name, Vendor.known_as)
    for key, name, service, legal, known in _rows(session, *columns, by=Vendor.name):
        names[key] = name
        yield RecordName("vendor", key, name, " ".join(part for part in (service, legal, known) if part))
    titles: dict[str, tuple[str, str]] = {}
    rows = _rows(session, Agreement.id, Agreement.vendor, Agreement.title, Agreement.kind, by=Agreement.position)
    for key, vendor, title, kind in rows:
        titles[key] = (vendor, title or word(kind))
        yield RecordName("agreement", key, f"{title or word(kind)}, {names.get(vendor, vendor)}", "", vendor)
    columns = (DpaClause.id, DpaClause.agreement, DpaClause.clause, DpaClause.value, DpaClause.place)
    for key, agreement, clause, value, where in _rows(session, *columns, by=DpaClause.id):
        vendor, title = titles.get(agreement, ("", agreement))
        about = " ".join(part for part in (title, value, where) if part)
        yield RecordName("clause", key, f"{CLAUSES[clause].label}, {names.get(vendor, vendor)}", about, vendor)


def _of_the_engagement(session: Session) -> Iterator[RecordName]:
    here = in_force(session)
    rows = _rows(
        session,
        *(AuditRequest.id, AuditRequest.ref, AuditRequest.title, AuditRequest.text),
        where=col(AuditRequest.engagement) == here,
        by=AuditRequest.position,
    )
    for key, ref, title, said in rows:
        yield RecordName("request", key, " ".join(part for part in (ref, title or said) if part), said if title else "")
    columns = (Finding.id, Finding.title, Finding.control)
    rows = _rows(session, *columns, where=col(Finding.engagement) == here, by=Finding.position)
    yield from (RecordName("finding", *row) for row in rows)
    walks = (Walkthrough.id, Walkthrough.control, Walkthrough.led_by)
    for key, control, led in _rows(session, *walks, where=col(Walkthrough.engagement) == here, by=Walkthrough.position):
        yield RecordName("walkthrough", key, f"Walkthrough of {control}", led)
    lists = (Population.id, Population.name, Population.evidence)
    rows = _rows(session, *lists, where=col(Population.engagement) == here, by=Population.position)
    yield from (RecordName("population", key, name.replace("_", " "), shown) for key, name, shown in rows)
    drawn = (DrawnSample.id, DrawnSample.control, DrawnSample.population)
    rows = _rows(session, *drawn, where=col(DrawnSample.engagement) == here, by=DrawnSample.position)
    yield from (RecordName("sample", key, f"Sample for {control}", of) for key, control, of in rows)


def _people(session: Session) -> Iterator[RecordName]:
    names = union_all(*(select(col(name).label("name")) for name in _PEOPLE)).subquery()
    owned = select(col(Assessment.owner), func.count()).group_by(col(Assessment.owner))
    controls = {row[0]: row[1] for row in session.execute(owned)}
    for name in session.scalars(select(names.c.name).where(names.c.name != "").distinct().order_by(names.c.name)):
        number = controls.get(name, 0)
        yield RecordName("person", name, name, f"owns {count(number, 'control')}" if number else "owns no control")
