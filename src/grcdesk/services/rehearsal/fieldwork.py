"""What tests, lists, samples, walkthroughs, findings and incidents of the engagement would be returned for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.findings import Finding, FindingItem
from grcdesk.models.incidents import Incident
from grcdesk.models.unreadable import stored_day
from grcdesk.paths import DeskPaths
from grcdesk.rules.rehearsal import fieldwork, settled
from grcdesk.rules.rehearsal.drawing import Playing
from grcdesk.schemas.samples import Redrawn
from grcdesk.services.common.in_force import engagement
from grcdesk.services.findings import reading as finding_reading
from grcdesk.services.incidents import reading as incident_reading
from grcdesk.services.populations.reading import shelf
from grcdesk.services.requests import walkthrough_reading
from grcdesk.services.testing.reading import board, deviation_rows


def play(playing: Playing, session: Session, controls: Sequence[str], drawn: Sequence[Redrawn]) -> None:
    """Ask for the tests and walkthroughs of those controls, for every list in force and every sample.

    Args:
        playing: the rehearsal.
        session: sees the desk.
        controls: in scope and applicable.
        drawn: the samples in force, each drawn again.
    """
    here = board(session, controls)
    walked = [one.row for one in walkthrough_reading.details(session)]
    for control in controls:
        standing = here.standing(control)
        fieldwork.tests(playing, standing, here.conclusion(control, standing))
        fieldwork.walkthrough(playing, control, walked)
    fieldwork.deviations(playing, deviation_rows(session), _answered(session))
    for row in shelf(session):
        if row.in_force:
            fieldwork.population(playing, row)
    for sample in drawn:
        fieldwork.sample(playing, sample)


def settle(playing: Playing, session: Session, paths: DeskPaths, today: date) -> None:
    """Ask for the findings of the engagement, and for incidents and exercises since its period began."""
    held = engagement(session)
    open_ = set(finding_reading.unanswered(session, held.id))
    rows = {row.id: row for row in finding_reading.rows(session, today)}
    for finding in session.scalars(select(Finding).where(col(Finding.id).in_(rows)).order_by(col(Finding.position))):
        # read anew: an auditor opens the file, and does not trust the last look at it
        broken = finding_reading.closing(session, paths, finding, look=True).broken
        settled.finding(playing, rows[finding.id], unanswered=finding.id in open_, broken=broken)
    incidents = {row.id: row for row in session.scalars(select(Incident))}
    told = incident_reading.notices(session)
    for row in incident_reading.rows(session):
        seen = stored_day(row.detected_at[:10])
        inside = held.period_start is None or (
            held.period_start <= seen and (held.period_end is None or seen <= held.period_end)
        )
        if inside:
            settled.incident(playing, row, incident_reading.lacks(incidents[row.id], told.get(row.id, ())))


def _answered(session: Session) -> frozenset[str]:
    """Ids of the deviations that findings are about."""
    links = [name for links in session.scalars(select(col(Finding.links))) for name in links]
    return frozenset([*links, *session.scalars(select(col(FindingItem.link)))])
