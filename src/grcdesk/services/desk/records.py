"""The names of all records of the desk, asked for at once, so that they are found while somebody types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from grcdesk.models.agreements import Agreement, DpaClause
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, Control, FrameworkItem, TestAttribute
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
from grcdesk.models.vendors import Vendor, VendorDocument
from grcdesk.models.walkthroughs import Walkthrough
from grcdesk.rules.filters.naming import nearest
from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.schemas.desk.records import RecordName
from grcdesk.services.common.context import Service
from grcdesk.services.common.in_force import engagement
from grcdesk.wording import count, word

_PEOPLE = (
    *(Assessment.owner, Assessment.approver, Feature.owner, Action.owner, RiskAcceptance.approver, Vendor.owner),
    *(AuditRequest.owner, Finding.owner, Remediation.owner, CampaignSystem.owner, Incident.lead),
)
"""Where a person is named who owns, leads or approves something."""
_FRAMEWORK = (Catalog.id, Catalog.name, Catalog.short, Catalog.by_statement)
_ITEM = (FrameworkItem.framework, FrameworkItem.ref, FrameworkItem.label)
_REQUEST = (AuditRequest.engagement, AuditRequest.id, AuditRequest.ref, AuditRequest.title, AuditRequest.text)


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
    yield from _of_controls(session)
    yield from _people(session)


def _rows(session: Session, *columns: Any, by: Any) -> Iterator[Any]:
    yield from session.execute(select(*(col(one) for one in columns)).order_by(col(by)))


def _plain(session: Session) -> Iterator[RecordName]:
    rows = _rows(session, Control.id, Control.title, Control.category, by=Control.position)
    yield from (RecordName("control", name, title, word(category)) for name, title, category in rows)
    rows = _rows(session, Feature.id, Feature.name, Feature.purpose, by=Feature.position)
    yield from (RecordName("feature", *row) for row in rows)
    columns = (Evidence.id, Evidence.title, Evidence.file_name, Evidence.url, Evidence.source)
    rows = _rows(session, *columns, by=Evidence.position)
    for name, title, file, link, source in rows:
        yield _artefact(name, title or file or link, (file, link, source))
    rows = _rows(session, Incident.id, Incident.title, Incident.exercise, Incident.reference, by=Incident.position)
    for name, title, exercise, reference in rows:
        yield RecordName("exercise" if exercise else "incident", name, title, reference)
    rows = _rows(session, Engagement.id, Engagement.name, Engagement.firm, by=Engagement.position)
    yield from (RecordName("engagement", *row) for row in rows)
    rows = _rows(session, Campaign.id, Campaign.slot, Campaign.phase, by=Campaign.position)
    for name, slot, phase in rows:
        yield RecordName("access review", name, f"Access review {slot}", word(phase))


def _artefact(name: str, title: str, others: tuple[str, ...]) -> RecordName:
    return RecordName("evidence", name, title, " ".join(part for part in others if part not in title))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _of_vendors(session: Session) -> Iterator[RecordName]:
    names: dict[str, str] = {}
    columns = (Vendor.id, Vendor.name, Vendor.service, Vendor.legal_name, Vendor.known_as)
    for key, name, service, legal, known in _rows(session, *columns, by=Vendor.name):
        names[key] = name
        yield RecordName("vendor", key, name, _joined(service, legal, known))
    yield from _papers(session, names)


def _papers(session: Session, names: Mapping[str, str]) -> Iterator[RecordName]:
    """Agreements with their clauses, and documents, each with the name of its vendor."""
    titles: dict[str, tuple[str, str]] = {}
    rows = _rows(session, Agreement.id, Agreement.vendor, Agreement.title, Agreement.kind, by=Agreement.position)
    for key, vendor, title, kind in rows:
        titles[key] = (vendor, title or word(kind))
        yield RecordName("agreement", key, f"{title or word(kind)}, {names.get(vendor, vendor)}", "", vendor)
    papers = (VendorDocument.id, VendorDocument.vendor, VendorDocument.title, VendorDocument.kind)
    for key, vendor, title, kind in _rows(session, *papers, by=VendorDocument.position):
        yield RecordName("document", key, f"{title or word(kind)}, {names.get(vendor, vendor)}", word(kind), vendor)
    columns = (DpaClause.id, DpaClause.agreement, DpaClause.clause, DpaClause.value, DpaClause.place)
    for key, agreement, clause, value, where in _rows(session, *columns, by=DpaClause.id):
        vendor, title = titles.get(agreement, ("", agreement))
        label = f"{CLAUSES[clause].label}, {names.get(vendor, vendor)}"
        yield RecordName("clause", key, label, _joined(title, value, where), vendor)


def _of_controls(session: Session) -> Iterator[RecordName]:
    rows = _rows(session, Action.id, Action.title, Action.owner, Action.control, by=Action.position)
    yield from (RecordName("action", key, title, f"{control} {owner}", control) for key, title, owner, control in rows)
    rows = _rows(session, TestAttribute.id, TestAttribute.question, TestAttribute.control, by=TestAttribute.position)
    yield from (RecordName("test", key, question, control, control) for key, question, control in rows)
    frameworks = {key: told for key, *told in _rows(session, *_FRAMEWORK, by=Catalog.position)}
    for framework, ref, label in _rows(session, *_ITEM, by=FrameworkItem.position):
        name, short, annex = frameworks[framework]
        # A.5.2 is one thing in ISO 27001 and another in ISO 42001
        key = f"{ref} {short}" if annex else ref
        yield RecordName("criterion", key, label, name, f'{short}:"{ref}"')


def _of_the_engagement(session: Session) -> Iterator[RecordName]:
    """Of the one in force; those of others are told with theirs, so that an id of theirs is not taken for none."""
    here = engagement(session).id
    names = dict(_rows(session, Engagement.id, Engagement.name, by=Engagement.position))
    for there, one in _of_engagements(session):
        if there == here:
            yield one
        else:
            yield replace(one, name=f"{one.name} ({names.get(there, there)})", place=there)


def _of_engagements(session: Session) -> Iterator[tuple[str, RecordName]]:
    """With the engagement of each."""
    rows = _rows(session, *_REQUEST, by=AuditRequest.position)
    for there, key, ref, title, said in rows:
        name = _joined(ref, title or said)
        yield there, RecordName("request", key, name, said if title else "")
    rows = _rows(session, Finding.engagement, Finding.id, Finding.title, Finding.control, by=Finding.position)
    yield from ((there, RecordName("finding", *row)) for there, *row in rows)
    walks = (Walkthrough.engagement, Walkthrough.id, Walkthrough.control, Walkthrough.led_by)
    for there, key, control, led in _rows(session, *walks, by=Walkthrough.position):
        yield there, RecordName("walkthrough", key, f"Walkthrough of {control}", led)
    lists = (Population.engagement, Population.id, Population.name, Population.evidence)
    for there, key, name, shown in _rows(session, *lists, by=Population.position):
        yield there, RecordName("population", key, name.replace("_", " "), shown)
    drawn = (DrawnSample.engagement, DrawnSample.id, DrawnSample.control, DrawnSample.population)
    for there, key, control, of in _rows(session, *drawn, by=DrawnSample.position):
        yield there, RecordName("sample", key, f"Sample for {control}", of)


def _people(session: Session) -> Iterator[RecordName]:
    names = union_all(*(select(col(name).label("name")) for name in _PEOPLE)).subquery()
    owned = select(col(Assessment.owner), func.count()).group_by(col(Assessment.owner))
    controls = {row[0]: row[1] for row in session.execute(owned)}
    for name in session.scalars(select(names.c.name).where(names.c.name != "").distinct().order_by(names.c.name)):
        number = controls.get(name, 0)
        yield RecordName("person", name, name, f"owns {count(number, 'control')}" if number else "owns no control")
