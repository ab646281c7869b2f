"""The facts that checks of phases and plans are computed from, of the engagement in force on a day.

What costs much is read only when a check asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.controls import ControlScope
from grcdesk.models.evidence import Evidence
from grcdesk.models.features import Feature
from grcdesk.models.gap import Action, RiskAcceptance, Snapshot
from grcdesk.models.vendors import Vendor
from grcdesk.rules.controls import gap as gap_rules
from grcdesk.rules.controls.gap import GapControl
from grcdesk.rules.vendors import proofs
from grcdesk.rules.vendors.providers import plain
from grcdesk.schemas.audits.standing import AuditFacts, Names
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.file import VendorFile
from grcdesk.services.audits import exposure, fieldwork
from grcdesk.services.common import in_force
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls import gap as gap_reading
from grcdesk.services.controls.reading import open_on
from grcdesk.services.controls.wanted_kinds import rows as wanted_rows
from grcdesk.services.coverage.coverage import clean, judged, question
from grcdesk.services.evidence import facts as evidence_facts
from grcdesk.services.features import reading as feature_reading
from grcdesk.services.vendors import files as vendor_files
from grcdesk.services.vendors import traffic
from grcdesk.terms import Answer, Derivation, EvidenceKind, FactsFrom, FeatureStatus, Scope, Status, Support
from grcdesk.terms.audits import OF_A_DAY
from grcdesk.terms.reviews import CampaignPhase
from grcdesk.terms.vendors import Method

MONTHS = 6
"""A period is asked to be clean for so many months at least."""
_IN_USE = (FeatureStatus.PILOT, FeatureStatus.PRODUCTION)
# named and not imported: the models of reviews would cost every list of what is due 40 ms
_CAMPAIGN = sa.table("campaign", *(sa.column(name) for name in ("id", "slot_start", "slot_end", "phase")))
_SYSTEM = sa.table("campaign_system", *(sa.column(name) for name in ("campaign", "name")))


def gather(session: Session, today: date, asked: Collection[str]) -> AuditFacts:
    """The facts, as far as those checks ask for them.

    Args:
        session: one that knows which engagement is meant.
        today: the day everything is judged on.
        asked: ids of checks.
    """
    row = engagement(session)
    found: dict[str, Any] = {
        "firm": row.firm,
        "systems": len(in_force.systems(session)),
        "period": Period(row.period_start, row.period_end) if row.period_start and row.period_end else None,
        "next": session.scalar(select(col(Engagement.id)).where(col(Engagement.follows) == row.id)) or "",
        "report": _report(session, row),
    }
    meant = [
        one
        for one in gap_reading.judged(session, today)
        if one.scope is Scope.IN and one.status is not Status.NOT_APPLICABLE
    ]
    found |= _features(session) | _controls(session, row, meant, today) | _vendors(session, asked, today)
    found |= _costly(session, row, asked, today)
    found |= fieldwork.facts(session, row, [one.id for one in meant], asked)
    return AuditFacts(today, row.kind, **found)


def _costly(session: Session, row: Engagement, asked: Collection[str], today: date) -> dict[str, Any]:
    """Facts that take long to gather: each only where a check asks for it."""
    found: dict[str, Any] = {}
    if "access" in asked:
        found["access_unsigned"] = _unsigned(session, row)
    if "exercise" in asked:
        found["exercised"] = exposure.exercised(session, today, row.zone)[0]
    if "holes" in asked:
        found["holes"] = _holes(session, row, today)
    if "clean" in asked:
        found["clean_from"] = clean(session, MONTHS, today).start
    if {"changes", "exposure"} & set(asked):
        found["exposure"] = {one.id: one.state for one in exposure.seven(session, today)}
    if "soa" in asked:
        found["soa_open"] = fieldwork.soa_open(session, row, today)
    return found


def _features(session: Session) -> dict[str, Any]:
    shelf = feature_reading.shelf(session)
    used = [one for one in shelf.features if _is_used(one)]
    rows = [feature_reading.row_of(shelf, one) for one in used]
    return {
        "features": len(rows),
        "relied_on": len(set(chain.from_iterable(one.vendors for one in rows))),
        "features_open": _ids_where(rows, lambda one: bool(one.lacking)),
        "features_unconfirmed": _ids_where(rows, lambda one: one.derivation is not Derivation.CONFIRMED),
        "undisclosed": _ids_where(used, _is_undisclosed),
    }


def _ids_where(rows: Iterable[Any], holds: Callable[[Any], bool]) -> tuple[str, ...]:
    return tuple(one.id for one in rows if holds(one))


def _is_used(feature: Feature) -> bool:
    return feature.status in _IN_USE and feature.in_scope is not Answer.NO


def _is_undisclosed(feature: Feature) -> bool:
    """A question nobody answered counts as yes: whether customer data is touched is not known to be no."""
    return feature.customer_data is not Answer.NO and not feature.disclosure


def _controls(session: Session, row: Engagement, meant: Sequence[GapControl], today: date) -> dict[str, Any]:
    ids = [one.id for one in meant]
    bare = _bare(session, ids, today)
    return {
        "controls": len(meant),
        "unassessed": _ids(one for one in meant if one.status is Status.NOT_ASSESSED),
        "unowned": _ids(one for one in meant if not one.owner),
        **_gaps(session, meant, today),
        "unsupported": _ids(one for one in meant if _is_unsupported(one)),
        "bare": tuple(one for one in ids if one in bare),
        "actions_open": _actions(session, row, today),
        "snapshot": _snapshot(session, row),
    }


def _gaps(session: Session, meant: Sequence[GapControl], today: date) -> dict[str, Names]:
    """Gaps that nobody answered, and those that are not lived with."""
    gaps = [one for one in meant if one.status in gap_rules.NEEDS_ACTION]
    accepted = _accepted(session, today)
    return {
        "unplanned": _ids(one for one in gaps if not one.answered),
        "gaps": _ids(one for one in gaps if one.id not in accepted),
    }


def _accepted(session: Session, today: date) -> set[str]:
    """Controls whose gap is lived with: a risk acceptance is in force."""
    return {
        one.control
        for one in session.scalars(select(RiskAcceptance))
        if gap_rules.in_force(one.accepted_on, one.expires_on, one.ended_on, today)
    }


def _bare(session: Session, ids: Sequence[str], today: date) -> set[str]:
    """Controls that lack a kind of evidence which must be there."""
    wanted = wanted_rows(session, ids, today)
    return {control for control, kinds in wanted.items() if any(one.mandatory and not one.have for one in kinds)}


def _is_unsupported(control: GapControl) -> bool:
    return control.status is Status.IN_PLACE and control.support is not Support.SUPPORTED


def _ids(controls: Any) -> Names:
    found: list[GapControl] = list(controls)
    return tuple(one.id for one in found)


def _actions(session: Session, row: Engagement, today: date) -> Names:
    inside = select(col(ControlScope.control)).where(
        col(ControlScope.engagement) == row.id, col(ControlScope.effective) == Scope.IN
    )
    query = select(col(Action.id)).where(open_on(today), col(Action.control).in_(inside))
    return tuple(session.scalars(query.order_by(col(Action.due), col(Action.position))))


def _snapshot(session: Session, row: Engagement) -> str:
    query = select(col(Snapshot.id)).order_by(col(Snapshot.position).desc())
    if row.opened_on is not None:  # one from before it was opened is of another engagement
        query = query.where(col(Snapshot.taken_on) >= row.opened_on)
    return session.scalars(query).first() or ""


def _vendors(session: Session, asked: Collection[str], today: date) -> dict[str, Any]:
    rows = list(session.scalars(select(Vendor).order_by(col(Vendor.position))))
    files = vendor_files.files(session, rows, today)
    providers = proofs.providers(files, today)
    unplaced = tuple(one.detail.row.name for one in providers if one.detail.row.method is Method.VENDOR)
    found: dict[str, Any] = {"providers_unplaced": unplaced if providers else None}
    if "agreements" in asked:
        found["agreements_unread"] = _unread(session, files, today)
    if "logs" in asked:
        view = traffic.view(session, today)
        found |= {"logs": len(view.logs), "unrouted": tuple(one.feature for one in view.unrouted)}
    return found


def _unread(session: Session, files: list[VendorFile], today: date) -> Names | None:
    start = evidence_facts.cycle(session, FactsFrom.AGREEMENT, today).start
    whole = proofs.read(files, start, today)
    return tuple(f"{one.name} ({one.why})" for one in whole.done if one.why) if whole.done else None


def _unsigned(session: Session, row: Engagement) -> Names | None:
    """Systems without a review that was signed for a slot of the period; without a period any slot counts."""
    systems = in_force.systems(session)
    if not systems:
        return None
    query = sa.select(_SYSTEM.c.name).join(_CAMPAIGN, _CAMPAIGN.c.id == _SYSTEM.c.campaign)
    query = query.where(_CAMPAIGN.c.phase == CampaignPhase.SIGNED.value)
    if row.period_start and row.period_end and row.kind not in OF_A_DAY:
        query = query.where(
            _CAMPAIGN.c.slot_start <= row.period_end.isoformat(), _CAMPAIGN.c.slot_end >= row.period_start.isoformat()
        )
    # both are names that people typed: the scope and a campaign may write the same system otherwise
    signed = {plain(name) for name in session.scalars(query)}
    return tuple(name for name in systems if plain(name) not in signed)


def _holes(session: Session, row: Engagement, today: date) -> Names | None:
    asked = question(session, today)
    if asked is None or row.kind in OF_A_DAY:  # of one day there is no period in which a day could lack
        return None
    return tuple(one.id for one in judged(session, asked) if one.due)


def _report(session: Session, row: Engagement) -> str:
    """The newest artefact of kind report that came from the firm."""
    if not row.firm:
        return ""
    named = or_(col(Evidence.source).icontains(row.firm), col(Evidence.provided_by).icontains(row.firm))
    query = select(col(Evidence.id)).where(
        col(Evidence.kind) == EvidenceKind.REPORT, col(Evidence.rejected) == "", col(Evidence.sha256) != "", named
    )
    if row.period_end is not None:
        day = sa.func.coalesce(col(Evidence.as_of), col(Evidence.period_to))
        query = query.where(day >= row.period_end.isoformat())
    return session.scalars(query.order_by(col(Evidence.position).desc())).first() or ""
