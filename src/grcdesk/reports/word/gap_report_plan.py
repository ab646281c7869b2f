"""The remediation plan of a gap report: actions and accepted risks, each by its own dates."""

from __future__ import annotations

from grcdesk.reports.labels import ids
from grcdesk.reports.word.document import WordDocument
from grcdesk.reports.word.gap_report_findings import GAPS, in_force, inside, open_actions
from grcdesk.reports.word.severities import due
from grcdesk.schemas.controls.controls import ActionRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.wording import count


def plan(paper: WordDocument, matrix: Matrix) -> None:
    """What is being done, what is lived with, and what nobody has decided."""
    paper.heading("7 Remediation plan", 1)
    actions = sorted(
        (action for detail in matrix.controls for action in open_actions(detail, matrix)),
        key=lambda action: (action.due, action.id),
    )
    paper.heading(f"Open actions ({len(actions)})", 2)
    if actions:
        paper.table(
            ("Due", "Action", "Control", "What", "Owner", "State"),
            (2.3, 1.6, 2.2, 6.2, 2.4, 2.3),
            [
                (due(row.due, matrix.as_of), row.id, row.control, row.title, row.owner, _state(row, matrix))
                for row in actions
            ],
        )
    else:
        paper.text("No action is open.")
    risks = [risk for detail in matrix.controls for risk in in_force(detail, matrix)]
    paper.heading(f"Accepted risks ({len(risks)})", 2)
    if risks:
        paper.table(
            ("Risk", "Control", "Reason", "Approver", "Expires"),
            (2.2, 2.3, 7.4, 3.0, 2.1),
            [(row.id, row.control, row.reason, row.approver, str(row.expires_on)) for row in risks],
        )
    else:
        paper.text("No risk is accepted.")
    _undecided(paper, matrix)


def _state(action: ActionRow, matrix: Matrix) -> str:
    overdue = "overdue" if action.due < matrix.as_of else ""
    moved = f"moved {count(len(action.slips), 'time')}" if action.slips else ""
    return ", ".join(part for part in (overdue, moved) if part)


def _undecided(paper: WordDocument, matrix: Matrix) -> None:
    # partial or missing without a plan: what nobody decides is what an auditor asks for first
    bare = [
        detail.row.id
        for detail in inside(matrix)
        if detail.row.status in GAPS and not open_actions(detail, matrix) and not in_force(detail, matrix)
    ]
    if bare:
        paper.heading(f"Nothing decided yet ({len(bare)})", 2)
        paper.text(f"Partial or missing, with neither an open action nor an accepted risk: {ids(bare)}.", "Note")
