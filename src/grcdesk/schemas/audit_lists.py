"""The lists of an engagement, as they go out in one workbook."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.schemas.audit_standing import ExposureRow, PhaseView
from grcdesk.schemas.audits import EngagementRow
from grcdesk.schemas.findings import FindingRow
from grcdesk.schemas.incidents import IncidentRow
from grcdesk.schemas.populations import PopulationRow
from grcdesk.schemas.requests import RequestRow
from grcdesk.schemas.samples import SampleRow
from grcdesk.schemas.soa import SoaPage
from grcdesk.schemas.testing import DeviationRow, ProofRow, TestLine
from grcdesk.schemas.two_dates import TwoDates
from grcdesk.schemas.walkthroughs import WalkthroughRow


@dataclass(frozen=True, slots=True)
class AuditLists:
    """Everything the workbook of an engagement shows, from one state of the desk."""

    organisation: str
    engagement: EngagementRow
    phase: PhaseView
    dates: TwoDates
    version: str
    """Of grcdesk."""
    requests: tuple[RequestRow, ...]
    walkthroughs: tuple[WalkthroughRow, ...]
    populations: tuple[PopulationRow, ...]
    changes: tuple[ProofRow, ...]
    """Empty without a list of changes."""
    tests: tuple[TestLine, ...]
    samples: tuple[SampleRow, ...]
    deviations: tuple[DeviationRow, ...]
    findings: tuple[FindingRow, ...]
    statements: tuple[SoaPage, ...]
    """The newest approved version of each framework that has one, else its draft where the engagement is about it."""
    incidents: tuple[IncidentRow, ...]
    exposure: tuple[ExposureRow, ...]
