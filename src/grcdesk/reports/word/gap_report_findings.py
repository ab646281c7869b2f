"""What the gap assessment report found: by status, by claim, and how a control's standing looks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count as count_from

from grcdesk.reports.labels import ids, say
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.reports.word.gap_report_facts import facts_of, owner, title
from grcdesk.reports.word.severities import UNWEIGHED, due, severity
from grcdesk.rules.controls import gap
from grcdesk.rules.controls.support import lacking
from grcdesk.rules.findings.weighed import due_of
from grcdesk.schemas.controls.controls import ActionRow, ControlDetail, ControlRow, RiskRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.weighed import Weighed
from grcdesk.terms import Scope, Status, Support
from grcdesk.terms.findings import Severity
from grcdesk.wording import backed, join

_TINTS = {
    Status.IN_PLACE: "StatusClaim",
    Status.PARTIAL: "StatusHalf",
    Status.MISSING: "StatusBad",
    Status.NOT_ASSESSED: "StatusOpen",
    Status.NOT_APPLICABLE: "StatusAside",
}
"""In place, and nothing said of what bears it out, is what somebody says: never green."""
_SUPPORT_TINTS = {
    Support.SUPPORTED: "StatusGood",
    Support.SUPPORTED_IN_PART: "StatusPart",
    Support.CLAIM_ONLY: "StatusClaim",
}
GAPS = (Status.MISSING, Status.PARTIAL)


def inside(matrix: Matrix) -> list[ControlDetail]:
    """Controls in scope."""
    return [detail for detail in matrix.controls if detail.row.scope is Scope.IN]


def standing(status: Status, support: Support | None = None) -> Tinted:
    """In place is green only where it is borne out."""
    return Tinted(say(status), _TINTS[status] if support is None else _SUPPORT_TINTS[support], marked=True)


def borne(level: Support) -> Tinted:
    """How far something is borne out, as a word of a legend."""
    return Tinted(say(level), _SUPPORT_TINTS[level], marked=True)


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


def gaps(paper: WordDocument, matrix: Matrix, found: Sequence[Weighed]) -> None:
    """Section 4: what lacks by severity, what is a claim, and what nobody has looked at."""
    paper.heading("4 Findings by severity", 1)
    paper.text(
        "Findings that are not settled, and controls in scope that are partial or missing. Each names what is wrong, "
        "what it should be, and what is decided."
    )
    if found:
        _index(paper, matrix, found)
    else:
        paper.text(_none(matrix))
    # sections count those that are there: a report without critical findings does not begin with 4.2
    numbers = count_from(1)
    # what nobody rated stands last, and is not taken for light
    for level in (*Severity, None):
        of_level = [one for one in found if one.severity is level]
        if of_level:
            word = UNWEIGHED if level is None else say(level)
            paper.heading(f"4.{next(numbers)} {word.capitalize()} ({len(of_level)})", 2)
            _unraised(paper, of_level)
            for one in of_level:
                paper.heading(f"{one.id} {title(one)}", 3)
                paper.facts(facts_of(one, matrix), first=3.0)
    _claims(paper, matrix, next(numbers))
    _unassessed(paper, matrix, next(numbers))


def _unraised(paper: WordDocument, of_level: Sequence[Weighed]) -> None:
    settled = [f"{one.id} ({join(list(one.settled))})" for one in of_level if one.settled]
    if settled:
        paper.text(
            f"On {join(settled, 6)} the finding is settled and the control still lacks; what was decided stands in the "
            "register of findings.",
            leads=True,
        )
    bare = sum(one.finding is None and not one.settled for one in of_level)
    if bare:
        paper.text(
            f"On {'each' if bare == len(of_level) else str(bare)} of them no finding is raised: nobody has said cause, "
            "effect, severity, recommendation or response.",
            leads=True,
        )


def _index(paper: WordDocument, matrix: Matrix, found: Sequence[Weighed]) -> None:
    rows = [
        (
            one.id,
            title(one),
            severity(one.severity),
            standing(one.control.row.status) if one.control else "",
            owner(one) or "nobody",
            due(due_of(one, matrix.as_of), matrix.as_of),
        )
        for one in found
    ]
    paper.table(
        ("Id", "What", "Severity", "Control is", "Owner", "Due"),
        (2.1, 6.0, 2.0, 2.1, 2.5, 2.3),
        rows,
        caption="Findings and gaps, the heaviest first",
    )


def _none(matrix: Matrix) -> str:
    """Nobody found one; that says nothing of those nobody looked at."""
    blank, every = matrix.summary.counts.get(Status.NOT_ASSESSED, 0), len(inside(matrix))
    if not blank:
        return "No finding is open, and no control in scope is partial or missing."
    return (
        f"No finding is open, and none of the {every - blank} assessed is partial or missing; {blank} of {every} in "
        "scope are not assessed."
    )


def _unassessed(paper: WordDocument, matrix: Matrix, number: int) -> None:
    blank = [detail for detail in inside(matrix) if detail.row.status is Status.NOT_ASSESSED]
    paper.heading(f"4.{number} Not assessed ({len(blank)})", 2)
    if not blank:
        paper.text("Every control in scope is assessed.")
        return
    paper.note("Nobody has looked at these: that is neither a gap nor the absence of one.")
    paper.table(
        ("Control", "Title", "Criteria", "Owner"),
        (2.2, 7.4, 4.6, 2.8),
        [(one.row.id, one.row.title, ids(one.row.criteria), one.row.owner or "nobody") for one in blank],
        caption="Controls that are not assessed",
    )


def _claims(paper: WordDocument, matrix: Matrix, number: int) -> None:
    """What is said to be in place and not fully borne out, with what lacks."""
    claims = [detail for detail in inside(matrix) if detail.row.unsupported]
    paper.heading(f"4.{number} In place by claim only, or supported in part ({len(claims)})", 2)
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
