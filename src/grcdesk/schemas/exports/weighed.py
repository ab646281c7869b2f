"""What lacks, by how much a person said it weighs; and what the board is shown beside the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.due.due import DueRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.findings.findings import FindingDetail
from grcdesk.terms import Status, Support
from grcdesk.terms.findings import Severity


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding that is not settled, a gap, or both where a finding is about the gap."""

    control: ControlDetail | None
    finding: FindingDetail | None
    settled: tuple[str, ...] = ()
    """Findings about the gap that are settled: closed, or their risk accepted."""

    @property
    def severity(self) -> Severity | None:
        """As a person said it of the finding; None: nobody has said how much the gap weighs."""
        return self.finding.row.severity if self.finding else None

    @property
    def id(self) -> str:
        """Of the finding, or the control."""
        return self.finding.row.id if self.finding else self.control.row.id if self.control else ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """How the controls in scope stood in a finalised assessment."""

    snapshot: str
    taken_on: date
    counts: Mapping[Status, int]
    support: Mapping[Support, int]
    """Of those in place, how far they were borne out; those frozen before that was kept are in none."""


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """Everything the board summary shows, from one state of the desk."""

    matrix: Matrix
    findings: tuple[FindingDetail, ...]
    trend: tuple[TrendPoint, ...]
    """Finalised assessments of the engagement, the oldest first."""
    due: tuple[DueRow, ...]
    """What has to be kept, the first first."""
    decision: str
    """What is asked of the board, in the words of a person; empty: nobody has said."""
