"""What one row of the risk-control matrix is read from, and what takes more than a field to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import CellValue, Shaded
from grcdesk.reports.workbook.tabs.making import NOT_STATED
from grcdesk.schemas.controls.controls import ControlDetail, ControlRow
from grcdesk.schemas.coverage.coverage import CoverageRow
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.matrix_facts import ControlFacts
from grcdesk.terms import EvidenceKind, Frequency, Status, Support
from grcdesk.terms.findings import FindingStatus
from grcdesk.wording import backed, count

NO_LIST = "none on file"
"""Of a control that runs per event: no list says what happened."""


@dataclass(frozen=True, slots=True)
class ControlLine:
    """All that one row is read from."""

    detail: ControlDetail
    facts: ControlFacts
    coverage: CoverageRow | None
    evidence: Sequence[EvidenceRow]
    """Artefacts behind it that nobody rejected."""
    features: Sequence[str]
    auditor: Mapping[str, CellValue]
    matrix: Matrix

    @property
    def row(self) -> ControlRow:
        """The control as lists show it."""
        return self.detail.row


def told_status(row: ControlRow) -> str:
    """The gap status with how far it is borne out. It looks as it is borne out: a claim is never green."""
    if row.status is not Status.IN_PLACE:
        return say(row.status)
    level = row.support or Support.CLAIM_ONLY
    return Shaded(f"{say(row.status)}, {backed(level, row.have, row.need)}", say(level))


def findings(one: ControlLine) -> str:
    """Ids of those that are not closed."""
    accepted = FindingStatus.RISK_ACCEPTED
    return ids([f"{each.id}{' (risk accepted)' if each.status is accepted else ''}" for each in one.facts.findings])


def policies(one: ControlLine) -> str:
    """Artefacts of the kind policy, by id and title."""
    found = [
        f"{row.id} {row.title}" for row in one.evidence if row.kind is EvidenceKind.POLICY and not row.superseded_by
    ]
    return ids(found) or NOT_STATED


def _lists(one: ControlLine) -> list[tuple[str, str]]:
    """Each list of what happened that stands behind it, and how far it is known to be whole."""
    frozen = one.facts.populations
    found = [
        (
            f"{each.id} {each.name}, {count(each.rows, 'row')}",
            "; ".join(each.why_not_final) or f"final; {each.checked or NOT_STATED}",
        )
        for each in frozen
    ]
    # an artefact that was frozen as a population stands there as one already
    kept = {each.evidence for each in frozen}
    loose = [row for row in one.evidence if row.kind is EvidenceKind.POPULATION and row.id not in kept]
    return found + [_loose(row) for row in loose if not row.superseded_by]


def _loose(row: EvidenceRow) -> tuple[str, str]:
    """A list that nobody froze: whole only as far as somebody said when he took it in."""
    rows = "rows not counted" if row.row_count is None else count(row.row_count, "row")
    by = f"; by {row.checked_by}" if row.completeness and row.checked_by else ""
    return f"{row.id} {row.title}, {rows}", f"{row.completeness or NOT_STATED}{by}"


def population(one: ControlLine) -> str:
    """Lists of what happened, one a line."""
    missing = NO_LIST if one.row.frequency is Frequency.EVENT else ""
    return "\n".join(what for what, _ in _lists(one)) or missing


def complete(one: ControlLine) -> str:
    """How far each of them is known to be whole, one a line."""
    return "\n".join(f"{what.split(' ', 1)[0]}: {whole}" for what, whole in _lists(one))


def slots(one: ControlLine, *, over: bool) -> int | None:
    """Required slots that are over, or those of them that a run covers; nothing where no slots are asked."""
    if one.coverage is None or not one.coverage.slots:
        return None
    due = [slot for slot in one.coverage.slots if slot.required and slot.ended]
    return len(due) if over else sum(slot.days_late == 0 for slot in due)
