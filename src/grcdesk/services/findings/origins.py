"""What other records say of the finding that comes from them: a gap, a review, an incident, deviations of tests.

The draft repeats what is on record. How much it weighs, its cause and what should be done are for a person to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, Control, Mapping, WantedEvidence
from grcdesk.models.controls import Assessment
from grcdesk.models.gap import Snapshot, SnapshotControl
from grcdesk.models.incidents import Incident
from grcdesk.models.reviews import Campaign, SignOff
from grcdesk.models.vendor_reviews import VendorReview
from grcdesk.models.vendors import Vendor
from grcdesk.rules.controls.gap import NEEDS_ACTION
from grcdesk.rules.incidents.times import told
from grcdesk.schemas.findings.findings import FindingFacts, FindingOrigin, ItemFacts
from grcdesk.services.common import frameworks
from grcdesk.services.common.in_force import engagement
from grcdesk.services.findings import from_tests
from grcdesk.terms import FactsFrom
from grcdesk.terms.findings import FindingSource
from grcdesk.terms.reviews import CampaignPhase
from grcdesk.terms.vendors import ReviewStatus
from grcdesk.wording import count, join, word


def draft(session: Session, origin: FindingOrigin) -> FindingFacts:
    """The finding that one record gives.

    Raises:
        NotFound: when there is no such record.
        Refused: when nothing is wrong with it.
        BadInput: when not exactly one record is named.
    """
    named = [
        one for one in (origin.gap, origin.deviations, origin.review, origin.vendor_review, origin.incident) if one
    ]
    if len(named) != 1:
        raise BadInput("a finding is drafted from one record", hint="a gap, deviations, a review or an incident")
    if origin.gap:
        return _gap(session, origin.gap)
    if origin.review:
        return _access_review(session, origin.review)
    if origin.vendor_review:
        return _vendor_review(session, origin.vendor_review)
    if origin.incident:
        return _incident(session, origin.incident)
    return _tests(session, origin.deviations)


def _about(session: Session, control: str) -> tuple[str, str]:
    """The primary criterion of a control, and what the control says should be."""
    held = session.get(Control, control)
    known = {one.id: one for one in frameworks.listed(session) if one.by_criterion}
    query = (
        select(col(Mapping.framework), col(Mapping.item))
        .join(Catalog, col(Catalog.id) == col(Mapping.framework))
        .where(col(Mapping.control) == control, col(Mapping.primary), col(Mapping.framework).in_(known))
        .order_by(col(Catalog.position), col(Mapping.position))
    )
    found = next((known[name].named(ref) for name, ref in session.execute(query)), "")
    return found, held.statement if held else ""


def _gap(session: Session, control: str) -> FindingFacts:
    found = session.get(Assessment, control)
    held = session.get(Control, control)
    if found is None or held is None:
        raise NotFound.of("control", control, tuple(session.scalars(select(col(Control.id)))))
    if found.status not in NEEDS_ACTION:
        raise Refused(f"{control} is {word(found.status)}: it has no gap", hint="only partial and missing controls do")
    # the newest assessment in which it stood as it stands now: an older status is no source of this gap
    frozen = (
        select(col(Snapshot.id))
        .join(SnapshotControl, col(SnapshotControl.snapshot) == col(Snapshot.id))
        .where(col(SnapshotControl.control) == control, col(SnapshotControl.status) == found.status)
        .order_by(col(Snapshot.position).desc())
    )
    snapshot = session.scalars(frozen).first()
    criterion, criteria = _about(session, control)
    return FindingFacts(
        title=held.title,
        source=FindingSource.GAP,
        condition=found.gap or f"The control is {word(found.status)}.",
        severity=None,
        links=tuple(one for one in (control, snapshot) if one),
        control=control,
        criterion=criterion,
        criteria=criteria,
        owner=found.owner,
    )


def _access_review(session: Session, name: str) -> FindingFacts:
    row = session.get(Campaign, name.strip().upper())
    if row is None:
        raise NotFound.of("access review", name, tuple(session.scalars(select(col(Campaign.id)))))
    if row.phase is not CampaignPhase.SIGNED:
        raise Refused(
            f"{row.id} is not signed: its exceptions are not known yet", hint="grcdesk reviews check names them"
        )
    signed = session.scalars(
        select(SignOff).where(col(SignOff.campaign) == row.id).order_by(col(SignOff.position).desc())
    ).first()
    lines = signed.exceptions if signed else []
    if not lines:
        raise Refused(f"{row.id} was signed without exceptions")
    criterion, criteria = _about(session, row.control)
    return FindingFacts(
        title=f"Access review {row.slot}: {count(len(lines), 'exception')}",
        source=FindingSource.ACCESS_REVIEW,
        condition="\n".join(lines),
        severity=None,
        links=(row.id,),
        control=row.control if session.get(Control, row.control) else "",
        criterion=criterion,
        criteria=criteria,
        period_from=row.slot_start,
        period_to=row.slot_end,
        items=_lines(row.id, lines),
    )


def _lines(record: str, lines: Sequence[str]) -> tuple[ItemFacts, ...]:
    return tuple(ItemFacts(f"{record}.{number}", record, line) for number, line in enumerate(lines, 1))


def _vendor_review(session: Session, name: str) -> FindingFacts:
    row = session.get(VendorReview, name.strip().upper())
    if row is None:
        raise NotFound.of("vendor review", name, tuple(session.scalars(select(col(VendorReview.id)))))
    if row.status is not ReviewStatus.CONCLUDED:
        raise Refused(f"{row.id} is {word(row.status)}: it concludes nothing")
    if not row.failing and not row.conditions:
        raise Refused(f"{row.id} was concluded without a failing point or a condition")
    vendor = session.get_one(Vendor, row.vendor)
    control = _asked_by(session, FactsFrom.VENDOR_REVIEW)
    criterion, criteria = _about(session, control)
    what = row.failing or [row.conditions]
    return FindingFacts(
        title=f"{vendor.name}: {count(len(what), 'point')} of {row.id}",
        source=FindingSource.VENDOR,
        condition="\n".join(what),
        severity=None,
        links=(row.id, vendor.id),
        control=control,
        criterion=criterion,
        criteria=criteria,
        owner=vendor.owner,
        items=_lines(row.id, row.failing),
    )


def _incident(session: Session, name: str) -> FindingFacts:
    row = session.get(Incident, name.strip().upper())
    if row is None:
        raise NotFound.of("incident", name, tuple(session.scalars(select(col(Incident.id)))))
    what = "The exercise" if row.exercise else "The incident"
    return FindingFacts(
        title=row.title,
        source=FindingSource.INCIDENT,
        condition=f"{what} {row.id} ({word(row.kind)}), detected {told(row.detected_at)}.",
        severity=row.severity,
        links=(row.id,),
        owner=row.lead,
    )


def _asked_by(session: Session, work: FactsFrom) -> str:
    """The control that such work proves; empty: none of the desk asks for it."""
    query = select(col(WantedEvidence.control)).where(col(WantedEvidence.facts) == work)
    return session.scalars(query.order_by(col(WantedEvidence.control))).first() or ""


def _tests(session: Session, ids: Sequence[str]) -> FindingFacts:
    rows = from_tests.exceptions(session, ids)
    controls = list(dict.fromkeys(row.control for row in rows))
    if len(controls) != 1:
        raise Refused(f"deviations of {join(controls)} are findings of their own", hint="one control, one finding")
    tests = list(dict.fromkeys(row.test for row in rows))
    k, n = from_tests.extent(session, rows)
    held = engagement(session)
    title = session.get_one(Control, controls[0]).title
    criterion, criteria = _about(session, controls[0])
    items = [row.item or row.id for row in rows]
    of = f" of {n:,}" if n is not None else ""
    return FindingFacts(
        title=f"{join(items, 2)}: {title}, {k:,}{of} deviated",
        source=FindingSource.TEST,
        condition="\n".join(f"{item}: {row.why}" for item, row in zip(items, rows, strict=True)),
        severity=None,
        links=tuple(row.id for row in rows),
        control=controls[0],
        criterion=criterion,
        test=tests[0] if len(tests) == 1 else "",
        criteria=criteria,
        extent_k=k,
        extent_n=n,
        period_from=held.period_start,
        period_to=held.period_end,
        owner=_owner(session, controls[0]),
        items=from_tests.items(rows),
    )


def _owner(session: Session, control: str) -> str:
    found = session.get(Assessment, control)
    return found.owner if found is not None else ""
