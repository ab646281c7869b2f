"""What the gap assessment report found: by status, by claim, and how a control's standing looks."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.labels import ids, plain_day, say
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.rules.controls import gap
from grcdesk.rules.controls.support import lacking
from grcdesk.schemas.controls import ActionRow, ControlDetail, ControlRow, RiskRow
from grcdesk.schemas.matrix import Matrix
from grcdesk.terms import Scope, Status, Support
from grcdesk.wording import backed

_TINTS = {
    Status.IN_PLACE: "StatusGood",
    Status.PARTIAL: "StatusHalf",
    Status.MISSING: "StatusBad",
    Status.NOT_ASSESSED: "StatusOpen",
    Status.NOT_APPLICABLE: "StatusAside",
}
_SUPPORT_TINTS = {
    Support.SUPPORTED: "StatusGood",
    Support.SUPPORTED_IN_PART: "StatusHalf",
    Support.CLAIM_ONLY: "StatusBad",
}
GAPS = (Status.MISSING, Status.PARTIAL)


def inside(matrix: Matrix) -> list[ControlDetail]:
    """Controls in scope."""
    return [detail for detail in matrix.controls if detail.row.scope is Scope.IN]


def standing(status: Status, support: Support | None = None) -> Tinted:
    """In place is green only where it is borne out."""
    return Tinted(say(status), _TINTS[status] if support is None else _SUPPORT_TINTS[support])


def support(row: ControlRow) -> WordCell:
    """How far it is borne out that a control is in place; empty for any other."""
    if row.support is None:
        return ""
    return Tinted(backed(row.support, row.have, row.need), _SUPPORT_TINTS[row.support])


def in_force(detail: ControlDetail, matrix: Matrix) -> list[RiskRow]:
    """Accepted risks of a control that count on the day."""
    return [risk for risk in detail.risks if gap.risk_in_force(risk, matrix.as_of)]


def open_actions(detail: ControlDetail, matrix: Matrix) -> list[ActionRow]:
    """Actions of a control that are open on the day."""
    return [action for action in detail.actions if gap.open_on(action, matrix.as_of)]


def findings(paper: WordDocument, matrix: Matrix) -> None:
    """Section 4."""
    paper.heading("4 Findings by status", 1)
    paper.text(
        "Controls in scope only. Each finding names what is lacking, the criteria it touches and what is decided."
    )
    for number, status in enumerate(GAPS, 1):
        found = [detail for detail in inside(matrix) if detail.row.status is status]
        paper.heading(f"4.{number} {say(status).capitalize()} ({len(found)})", 2)
        if not found:
            paper.text(_none(matrix, status))
        for detail in found:
            paper.heading(f"{detail.row.id} {detail.row.title}", 3)
            paper.facts(_finding(detail, matrix), first=3.0)
    _claims(paper, matrix)


def _none(matrix: Matrix, status: Status) -> str:
    """Nobody found one; that says nothing of those nobody looked at."""
    blank = matrix.summary.counts.get(Status.NOT_ASSESSED, 0)
    all_in = len(inside(matrix))
    if not blank:
        return f"No control in scope is {say(status)}."
    return f"None of the {all_in - blank} assessed is {say(status)}; {blank} of {all_in} in scope are not assessed."


def _claims(paper: WordDocument, matrix: Matrix) -> None:
    """What is said to be in place and not fully borne out, with what lacks."""
    claims = [detail for detail in inside(matrix) if detail.row.unsupported]
    paper.heading(f"4.3 In place by claim only, or supported in part ({len(claims)})", 2)
    if claims:
        paper.text("Said to be in place, but not borne out by all the evidence that must be there.")
        paper.table(
            ("Control", "Title", "Supported", "Lacks", "Owner"),
            (2.3, 4.2, 2.6, 5.4, 2.5),
            [(one.row.id, one.row.title, support(one.row), "; ".join(lacking(one)), one.row.owner) for one in claims],
        )
    elif matrix.summary.counts.get(Status.IN_PLACE, 0):
        paper.text(
            "Every control said to be in place is adequately designed, implemented, and has every kind of evidence "
            "that must be there."
        )
    else:
        paper.text("No control in scope is said to be in place.")


def _finding(detail: ControlDetail, matrix: Matrix) -> Iterable[tuple[str, WordCell]]:
    row = detail.row
    yield "Status", standing(row.status)
    yield "Condition", detail.gap or "no gap text written"
    yield "Criteria", ids(row.criteria)
    yield "Design", say(row.design) or "not judged"
    yield "Implemented", say(row.implemented) or "not judged"
    yield "Owner", ", ".join(part for part in (row.owner, row.owner_role) if part) or "nobody"
    yield "Due", plain_day(row.due) or "not set"
    for action in open_actions(detail, matrix):
        yield f"Action {action.id}", f"{action.title} ({action.owner}, due {action.due})"
    for risk in in_force(detail, matrix):
        yield f"Risk {risk.id}", f"accepted by {risk.approver} until {risk.expires_on}: {risk.reason}"
