"""One finding or gap of the gap report: condition, criteria, cause, effect, and what is decided about it."""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.reports.labels import ids, say
from grcdesk.reports.word.document import Tinted, WordCell
from grcdesk.reports.word.severities import due, severity, state
from grcdesk.rules.controls import gap
from grcdesk.rules.findings.weighed import due_of, open_actions
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.weighed import Weighed
from grcdesk.schemas.findings.findings import FindingDetail
from grcdesk.terms import Answer
from grcdesk.terms.findings import RemediationState

UNSAID = "nobody has said"


def title(one: Weighed) -> str:
    """Of the finding, or of the control that lacks."""
    held = one.finding.row.title if one.finding else one.control.row.title if one.control else one.id
    return held.rstrip(".")


def condition(one: Weighed) -> str:
    """What is wrong, as a person wrote it."""
    if one.finding is not None:
        return one.finding.condition
    return (one.control.gap if one.control else "") or "no gap text is written"


def owner(one: Weighed) -> str:
    """Who has to do with it; empty: nobody."""
    own = one.finding.row.owner if one.finding else ""
    return own or (one.control.row.owner if one.control else "")


def facts_of(one: Weighed, matrix: Matrix) -> Iterator[tuple[str, WordCell]]:
    """What is on record; what nobody has said reads so."""
    found, control = one.finding, one.control
    yield "Condition", condition(one)
    yield "Criteria", _criteria(found, control)
    if found is not None:
        yield "Cause", found.cause or UNSAID
        yield "Effect", found.effect or UNSAID
        yield "Severity", severity(one.severity)
        yield "Recommendation", found.recommendation or UNSAID
        yield "Response", _response(found)
    if control is not None:
        yield "Control", _control(control)
    yield "Owner", owner(one) or "nobody"
    yield "Due", due(due_of(one, matrix.as_of), matrix.as_of)
    yield "State", state(one, matrix.as_of)
    yield from _plan(one, matrix)


def _criteria(found: FindingDetail | None, control: ControlDetail | None) -> str:
    """What should be: in the words of the finding, or those of the control; and the criteria it touches."""
    should = (found.criteria if found else "") or (control.statement if control else "")
    touched = ids(control.row.criteria) if control else found.row.criterion if found else ""
    return " ".join(part for part in (should, f"({touched})" if touched else "") if part) or UNSAID


def _response(found: FindingDetail) -> WordCell:
    if not found.response:
        return Tinted("none on record", "StatusOpen")
    agreed = {Answer.YES: "Agreed", Answer.NO: "Not agreed", None: "Answered"}[found.row.agreed]
    return f"{agreed} by {found.responded_by}, {found.responded_on}: {found.response}"


def _control(control: ControlDetail) -> str:
    row = control.row
    design = say(row.design) or "not judged"
    there = say(row.implemented) or "not judged"
    return f"{row.id}: {say(row.status)}; design {design}, implemented {there}"


def _plan(one: Weighed, matrix: Matrix) -> Iterator[tuple[str, WordCell]]:
    """Actions and accepted risks, each by its own date."""
    for act in one.finding.actions if one.finding else ():
        if act.state is RemediationState.OPEN:
            yield f"Action {act.id}", f"{act.action} ({act.owner}, due {act.due})"
    for action in open_actions(one, matrix.as_of):
        yield f"Action {action.id}", f"{action.title} ({action.owner}, due {action.due})"
    for risk in one.control.risks if one.control else ():
        if gap.risk_in_force(risk, matrix.as_of):
            yield f"Risk {risk.id}", f"accepted by {risk.approver} until {risk.expires_on}: {risk.reason}"
