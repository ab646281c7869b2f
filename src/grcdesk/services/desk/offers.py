"""What a field of a form offers: the people who are named here, and records by id or name with what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, Control, FrameworkItem, TestAttribute
from grcdesk.models.evidence import Evidence
from grcdesk.models.features import Feature
from grcdesk.models.findings import Finding, Remediation
from grcdesk.models.gap import RiskAcceptance
from grcdesk.models.incidents import Incident
from grcdesk.models.populations import Population
from grcdesk.models.programme import System
from grcdesk.models.requests import AuditRequest
from grcdesk.models.reviews import Campaign, CampaignSystem
from grcdesk.models.rosters import RosterPerson
from grcdesk.models.testing import Deviation
from grcdesk.models.vendor_reviews import VendorReview
from grcdesk.models.vendors import ReportReview, Vendor, VendorDocument
from grcdesk.schemas.desk.offers import Offer, Offered
from grcdesk.services.common.context import Context
from grcdesk.services.registers.people import known_people

MOST = 5000
"""So many of a kind are offered, the last that came where there are more; an older one is typed by its id."""

_RECORDS: Mapping[Offered, tuple[Any, ...]] = {
    Offered.CONTROL: (Control.position, Control.id, Control.title),
    Offered.TEST: (TestAttribute.position, TestAttribute.id, TestAttribute.question),
    Offered.EVIDENCE: (Evidence.position, Evidence.id, Evidence.title),
    Offered.VENDOR: (Vendor.position, Vendor.name, Vendor.service),
    Offered.FEATURE: (Feature.position, Feature.id, Feature.name),
    Offered.ENGAGEMENT: (Engagement.position, Engagement.name, Engagement.kind),
    Offered.POPULATION: (Population.position, Population.id, Population.name),
    Offered.FINDING: (Finding.position, Finding.id, Finding.title),
    Offered.DEVIATION: (Deviation.position, Deviation.id, Deviation.control, Deviation.item),
    Offered.INCIDENT: (Incident.position, Incident.id, Incident.title),
    Offered.CAMPAIGN: (Campaign.position, Campaign.id, Campaign.slot),
    Offered.VENDOR_REVIEW: (VendorReview.position, VendorReview.id, VendorReview.vendor, VendorReview.started_on),
    Offered.REPORT_REVIEW: (ReportReview.id, ReportReview.id, ReportReview.vendor, ReportReview.document),
    Offered.DOCUMENT: (VendorDocument.position, VendorDocument.id, VendorDocument.vendor, VendorDocument.title),
    Offered.SYSTEM: (System.name, System.name),
    Offered.CATALOG: (Catalog.position, Catalog.id, Catalog.title),
    Offered.RISK: (RiskAcceptance.position, RiskAcceptance.id, RiskAcceptance.control, RiskAcceptance.reason),
}
"""Of each kind its order, what stands in the field, and what it is called."""
_OTHERS = (
    *(Finding.owner, Remediation.owner, Incident.lead, CampaignSystem.owner, CampaignSystem.delegate),
    *(AuditRequest.owner, VendorReview.reviewer, VendorReview.approver, Engagement.lead, RosterPerson.name),
)
"""Where people are named beside those whose names files are held against."""


def offers_of(desk: Context, wanted: Offered) -> tuple[Offer, ...]:
    """What may be picked of that kind, in its usual order."""
    with desk.store.read() as session:
        if wanted is Offered.PERSON:
            return _people(session, desk.actor)
        if wanted is Offered.CRITERION:
            return _criteria(session)
        order, value, *title = (col(one) for one in _RECORDS[wanted])
        # the newest are taken and shown in their usual order: of too many it is old ones that nobody picks
        rows = session.execute(select(value, *title).order_by(order.desc()).limit(MOST)).all()
        return tuple(Offer(row[0], " ".join(str(part) for part in row[1:] if part)) for row in reversed(rows))


def _people(session: Session, actor: str) -> tuple[Offer, ...]:
    names = session.scalars(union(*(select(col(one)).distinct() for one in _OTHERS)))
    known = {*known_people(session), *(name for name in names if name)} - {actor}
    you = (Offer(actor, "you"),) if actor else ()
    return (*you, *(Offer(name) for name in sorted(known, key=str.casefold)[:MOST]))


def _criteria(session: Session) -> tuple[Offer, ...]:
    rows = session.execute(
        select(col(FrameworkItem.ref), col(FrameworkItem.label), col(Catalog.short))
        .join(Catalog, col(Catalog.id) == col(FrameworkItem.framework))
        .where(col(Catalog.by_statement).is_(False))
        .order_by(col(Catalog.position), col(FrameworkItem.position))
        .limit(MOST)
    ).all()
    return tuple(Offer(ref, f"{label} {short}".strip()) for ref, label, short in rows)
