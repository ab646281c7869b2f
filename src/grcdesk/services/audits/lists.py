"""Everything the workbook of an engagement shows, read from one state of the desk."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from grcdesk import __version__
from grcdesk.errors import NotFound
from grcdesk.paths import DeskPaths
from grcdesk.rules.audits import phases
from grcdesk.schemas.audits.audits import EngagementRow
from grcdesk.schemas.audits.lists import AuditLists
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.soa.soa import SoaPage
from grcdesk.schemas.testing.testing import ProofRow
from grcdesk.services.audits import exposure, facts
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls import controls
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.exports.sheets.gathering import sheets_of
from grcdesk.services.incidents import reading as incidents
from grcdesk.services.programme.reading import programme
from grcdesk.services.requests import walkthrough_reading as walkthroughs
from grcdesk.services.soa import pages, versions
from grcdesk.services.testing.changes import Changes
from grcdesk.terms.soa import SoaFramework


def gather(
    session: Session, paths: DeskPaths, row: EngagementRow, dates: TwoDates, changes: Sequence[ProofRow]
) -> AuditLists:
    """The lists of the engagement that the session is about.

    Args:
        session: sees that state.
        paths: of the desk, where rows of populations lie.
        row: the engagement.
        dates: the day that is judged on, and up to where the records go.
        changes: change to proof, whose rows lie beside the database.
    """
    day, held = dates.judged, engagement(session)
    known = facts.gather(session, day, phases.asked(held.phase))
    keys = control_reading.keys(session, "", "", day)
    sheets = sheets_of(session, paths, row, controls.details(session, keys, day), day)
    tests = controls.test_attributes(session, keys)
    return AuditLists(
        organisation=programme(session).organisation,
        engagement=row,
        phase=phases.view(held.id, held.name, held.phase, known, since=held.phase_since, reason=held.phase_reason),
        dates=dates,
        version=__version__,
        walkthroughs=tuple(one.row for one in walkthroughs.details(session)),
        changes=tuple(changes),
        sheets=sheets,
        tests=tuple(row for lead in sheets.leads for row in tests[lead.control]),
        statements=tuple(_statements(session, dates)),
        incidents=tuple(incidents.rows(session)),
        exposure=tuple(exposure.seven(session, day)),
    )


def proven(changes: Changes) -> Sequence[ProofRow]:
    """Change to proof; nothing while no list of changes is on file."""
    try:
        return changes.list()
    except NotFound:
        return ()


def _statements(session: Session, dates: TwoDates) -> list[SoaPage]:
    """The newest approved version of each framework; of one the engagement is about also a draft."""
    meant = engagement(session).frameworks
    found = []
    for one in SoaFramework:
        approved = versions.stored(session, one)
        if approved:
            found.append(pages.page(session, one, dates.judged, approved[0].name))
        elif any(name.startswith(one.value) for name in meant):
            found.append(pages.page(session, one, dates.judged))
    return found
