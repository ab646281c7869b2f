"""The lists of an engagement, as they go out in one workbook."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.schemas.audits.audits import EngagementRow
from grcdesk.schemas.audits.sheets import AuditSheets
from grcdesk.schemas.audits.standing import ExposureRow, PhaseView
from grcdesk.schemas.controls.controls import TestRow
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.incidents import IncidentRow
from grcdesk.schemas.requests.walkthroughs import WalkthroughRow
from grcdesk.schemas.soa.soa import SoaPage
from grcdesk.schemas.testing.testing import ProofRow


@dataclass(frozen=True, slots=True)
class AuditLists:
    """Everything the workbook of an engagement shows, from one state of the desk."""

    organisation: str
    engagement: EngagementRow
    phase: PhaseView
    dates: TwoDates
    version: str
    """Of grcdesk."""
    walkthroughs: tuple[WalkthroughRow, ...]
    changes: tuple[ProofRow, ...]
    """Empty without a list of changes."""
    sheets: AuditSheets
    """Its fieldwork, as the control matrix shows it too."""
    tests: tuple[TestRow, ...]
    """Of the controls in scope."""
    statements: tuple[SoaPage, ...]
    """The newest approved version of each framework that has one, else its draft where the engagement is about it."""
    incidents: tuple[IncidentRow, ...]
    exposure: tuple[ExposureRow, ...]
