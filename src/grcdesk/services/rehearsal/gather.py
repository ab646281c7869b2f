"""Playing a strict auditor over one state of the desk. Every word comes from the rule that has it anyway."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.features import Feature
from grcdesk.models.reviews import Campaign
from grcdesk.models.vendors import Vendor
from grcdesk.paths import DeskPaths
from grcdesk.rules.controls.support import Reach
from grcdesk.rules.rehearsal import artefacts, controls, late, operation, records
from grcdesk.rules.rehearsal.artefacts import HeldArtefact
from grcdesk.rules.rehearsal.drawing import Playing
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.coverage.coverage import CoverageRow, Span
from grcdesk.schemas.due.due import DueRow
from grcdesk.schemas.samples import Redrawn
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls import backing, snapshots
from grcdesk.services.controls import controls as control_details
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.coverage import coverage
from grcdesk.services.evidence.reading import facts_of
from grcdesk.services.features import reading as feature_reading
from grcdesk.services.rehearsal import fieldwork
from grcdesk.services.reviews import check as review_check
from grcdesk.services.reviews import reading as review_reading
from grcdesk.services.soa import pages as soa_pages
from grcdesk.services.vendors import files as vendor_files
from grcdesk.terms import Answer, FeatureStatus, Scope, Status, Verdict

_IN_USE = (FeatureStatus.PILOT, FeatureStatus.PRODUCTION)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a rehearsal is played over."""

    session: Session
    paths: DeskPaths
    today: date
    """The day everything is judged on."""
    due: Sequence[DueRow]
    """Every date of the desk, judged on that day."""
    drawn: Sequence[Redrawn]
    """The samples in force, each drawn again."""


def play(ground: Ground, seed: str) -> Playing:
    """Draw the requests for the engagement in force, look at everything, and return what would come back.

    Args:
        ground: what it is played over.
        seed: decides which artefacts are opened.
    """
    playing = Playing()
    session, today = ground.session, ground.today
    applicable = _controls(playing, session, seed, today)
    fieldwork.play(playing, session, applicable, ground.drawn)
    _records(playing, session, today)
    fieldwork.settle(playing, session, ground.paths, today)
    late.late(playing, ground.due)
    return playing


def _controls(playing: Playing, session: Session, seed: str, today: date) -> list[str]:
    """Ask about every control in scope; those of them that are applicable."""
    every = control_reading.rows(session, control_reading.keys(session, "", "", today), today)
    names = [row.id for row in every if row.scope is Scope.IN]
    details = control_details.details(session, names, today)
    within = backing.within(session, today)
    held = _held(session, names)
    asked = coverage.question(session, today)
    judged = {row.id: row for row in coverage.judged(session, asked)} if asked else {}
    for detail in details:
        controls.control(playing, detail, today)
        if detail.row.status is not Status.NOT_APPLICABLE:
            one = (detail, held.get(detail.row.id, []), judged.get(detail.row.id))
            _proof(playing, one, within, asked.period if asked else None, seed)
    return [one.row.id for one in details if one.row.status is not Status.NOT_APPLICABLE]


def _proof(
    playing: Playing,
    about: tuple[ControlDetail, list[HeldArtefact], CoverageRow | None],
    within: Reach,
    period: Span | None,
    seed: str,
) -> None:
    detail, held, row = about
    artefacts.wanted(playing, detail, held, within)
    artefacts.sampled(playing, detail.row.id, held, within, seed)
    # an audit of one day looks at the design: nothing has to have run
    if row is not None and period is not None and row.verdict is not Verdict.DESIGN_ONLY:
        behind = operation.OnFile(held, frozenset(one.kind for one in detail.wanted))
        operation.operation(playing, row, period, behind)


def _held(session: Session, names: Sequence[str]) -> dict[str, list[HeldArtefact]]:
    """The artefacts behind those controls, the newest first."""
    behind = backing.facts(session, names)
    wanted = {one.id for some in behind.values() for one in some}
    facts = {row.id: facts_of(row) for row in session.scalars(select(Evidence)) if row.id in wanted}
    found: dict[str, list[HeldArtefact]] = defaultdict(list)
    for control, some in behind.items():
        found[control] = [HeldArtefact(one, facts[one.id]) for one in some]
    return found


def _records(playing: Playing, session: Session, today: date) -> None:
    rows = session.scalars(select(Vendor).where(col(Vendor.in_scope)).order_by(col(Vendor.position))).all()
    for judged in vendor_files.judged(session, [row for row in rows if _in_use(row, today)], today):
        records.vendor(playing, judged)
    _reviews(playing, session, today)
    shelf = feature_reading.shelf(session)
    for feature in shelf.features:
        if _asked_for(feature):
            records.feature(playing, feature_reading.row_of(shelf, feature))
    final = snapshots.standing(session, today)
    moved = snapshots.moved(session, final.id, snapshots.NOW, today) if final else ()
    records.assessment(playing, final, moved)
    for page in soa_pages.kept(session, today):
        records.statement(playing, page)


def _reviews(playing: Playing, session: Session, today: date) -> None:
    """The access reviews of the period; all of them while there is none."""
    row = engagement(session)
    campaigns = {one.id: one for one in session.scalars(select(Campaign))}
    for shown in review_reading.campaign_rows(session):
        campaign = campaigns[shown.id]
        outside = (row.period_start and campaign.slot_end < row.period_start) or (
            row.period_end and campaign.slot_start > row.period_end
        )
        if not outside:
            held = records.HeldReview(shown, review_check.check(session, campaign))
            records.review(playing, held, today)


def _in_use(row: Vendor, today: date) -> bool:
    return row.offboarded is None or row.offboarded > today


def _asked_for(row: Feature) -> bool:
    return row.status in _IN_USE and row.in_scope is not Answer.NO
