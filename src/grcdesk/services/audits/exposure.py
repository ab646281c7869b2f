"""What the records hold of the seven findings auditors raise most."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.evidence import SourceRetention
from grcdesk.models.features import Feature
from grcdesk.models.vendors import Vendor
from grcdesk.rules.audits import exposure as rules
from grcdesk.rules.evidence import retention
from grcdesk.schemas.audits.standing import AskedFeature, ExposureFacts, ExposureRow, PlacedProvider
from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.traffic import TrafficView
from grcdesk.services.audits import fieldwork
from grcdesk.services.common import in_force
from grcdesk.services.common.in_force import engagement
from grcdesk.services.coverage.facts import held
from grcdesk.services.incidents.reading import exercises
from grcdesk.services.vendors import files as vendor_files
from grcdesk.services.vendors import traffic
from grcdesk.terms import Answer, FeatureStatus, Scope, Status

BRANCH, OUTAGES = "AI-EXT-01", "AI-AVL-03"
"""The controls that put AI into the incident plan: its own branch, else the runbooks of providers that fail."""
_FAILS = {"no_dpa", "late_dpa", "plan_uncovered", "no_agreement", "before_agreement"}
_UNSURE = {"first_use"}
_IN_USE = (FeatureStatus.PILOT, FeatureStatus.PRODUCTION)


def seven(session: Session, today: date) -> list[ExposureRow]:
    """The seven findings, of the engagement in force on a day."""
    row = engagement(session)
    exercised_on, exercise = exercised(session, today, row.zone)
    features = _features(session)
    facts = ExposureFacts(
        today=today,
        features=features,
        approvals=fieldwork.approvals(session),
        evaluations=fieldwork.evaluations(session),
        kept_days=_kept(session, features),
        providers=_providers(session, today),
        runs=fieldwork.training_runs(session),
        exercised=exercised_on,
        exercise=exercise,
        branch=_branch(session),
    )
    return rules.seven(facts)


def exercised(session: Session, today: date, zone: str) -> tuple[date | None, str]:
    """The last exercise of the incident plan up to a day, and which record shows it."""
    known = list(session.scalars(select(col(Control.id)).where(col(Control.id).in_([BRANCH, OUTAGES]))))
    shown = held(session, known, today, zone) if known else {}
    runs = [(run.on, run.evidence) for one in shown.values() for run in one.runs if run.on <= today]
    runs += exercises(session, today)
    return max(runs, default=(None, ""))


def _features(session: Session) -> tuple[AskedFeature, ...]:
    query = select(Feature).where(col(Feature.status).in_(_IN_USE), col(Feature.in_scope) != Answer.NO)
    return tuple(
        AskedFeature(one.id, one.name, one.customer_data, one.trains, one.disclosure, tuple(one.stores))
        for one in session.scalars(query.order_by(col(Feature.position)))
    )


def _kept(session: Session, features: tuple[AskedFeature, ...]) -> dict[str, int]:
    """Days each store keeps prompts and answers, as far as somebody said so of a source of that name."""
    known = {row.id: row.days for row in session.scalars(select(SourceRetention))}
    stores = {store for one in features for store in one.stores}
    named = {store: retention.source_of(store, known) for store in stores}
    return {store.casefold(): known[source] for store, source in named.items() if source}


def _providers(session: Session, today: date) -> tuple[PlacedProvider, ...]:
    """Providers that get customer data in production, and what their agreements and the logs show."""
    vendors = list(session.scalars(select(Vendor).order_by(col(Vendor.position))))
    view = traffic.view(session, today)
    found = [
        _placed(one, view)
        for one in vendor_files.judged(session, vendors, today)
        if any(use.in_production and use.customer_data for use in one.file.uses)
    ]
    unknown = (one for one in traffic.unknown(session, today) if one.production)
    return (*found, *(PlacedProvider(one.name, (one.point.why,)) for one in unknown))


def _placed(judged: JudgedFile, view: TrafficView) -> PlacedProvider:
    row = judged.file.detail.row
    points = [(one.code, one.why) for one in judged.points]
    points += [(one.code, one.what) for seen in view.rows if seen.vendor == row.id for one in seen.findings]
    return PlacedProvider(
        row.name,
        tuple(why for code, why in points if code in _FAILS),
        tuple(why for code, why in points if code in _UNSURE),
    )


def _branch(session: Session) -> dict[str, Status]:
    """The control in scope that puts AI into the incident plan, and its status."""
    query = (
        select(col(Control.id), col(Assessment.status))
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(ControlScope, in_force.placed(session))
        .where(col(ControlScope.effective) == Scope.IN, col(Control.id).in_([BRANCH, OUTAGES]))
    )
    found = dict(session.execute(query).all())
    return {BRANCH: found[BRANCH]} if BRANCH in found else found
