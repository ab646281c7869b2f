"""The gap assessment report as a Word document. Its numbers are those of the workbook of the same matrix."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.labels import CONFIDENTIAL, MEANING, ids, percent, plain_day, say, yes_no
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.reports.word.front import approval, origin
from grcdesk.reports.word.gap_report_reach import artefacts, readiness
from grcdesk.schemas.controls import ActionRow, ControlDetail, RiskRow
from grcdesk.schemas.matrix import Matrix
from grcdesk.schemas.programme import OVERLAY
from grcdesk.terms import ActionStatus, Answer, Category, Scope, Status
from grcdesk.wording import count

_TINTS = {
    Status.IN_PLACE: "StatusGood",
    Status.PARTIAL: "StatusHalf",
    Status.MISSING: "StatusBad",
    Status.NOT_ASSESSED: "StatusOpen",
    Status.NOT_APPLICABLE: "StatusAside",
}
_GAPS = (Status.MISSING, Status.PARTIAL)


def gap_report(matrix: Matrix) -> bytes:
    """The report as bytes of a .docx; the same matrix gives the same bytes."""
    organisation = matrix.scope.organisation
    paper = WordDocument(
        title=f"{organisation}: gap assessment report as of {matrix.as_of}",
        subject=matrix.scope.name,
        author=f"grcdesk {matrix.version}",
        dates=matrix.dates,
        footer=f"{CONFIDENTIAL} - {organisation}",
    )
    for section in (
        _cover,
        _purpose,
        _method,
        _summary,
        _findings,
        _controls,
        _uncovered,
        _plan,
        readiness,
        artefacts,
        _set_aside,
    ):
        section(paper, matrix)
    return paper.to_bytes()


def _inside(matrix: Matrix) -> list[ControlDetail]:
    return [detail for detail in matrix.controls if detail.row.scope is Scope.IN]


def _status(status: Status) -> Tinted:
    return Tinted(say(status), _TINTS[status])


def _in_force(detail: ControlDetail, matrix: Matrix) -> list[RiskRow]:
    return [risk for risk in detail.risks if risk.ended_on is None and risk.expires_on >= matrix.as_of]


def _cover(paper: WordDocument, matrix: Matrix) -> None:
    scope = matrix.scope
    paper.heading("Gap assessment report", 0)
    paper.text(f"{scope.organisation} - {scope.name}", "Subtitle")
    origin(paper, matrix.dates, matrix.version)
    paper.text(OVERLAY, "Note")
    approval(paper)
    paper.page_break()


def _purpose(paper: WordDocument, matrix: Matrix) -> None:
    scope = matrix.scope
    features = [row.answers.name for row in matrix.features if row.answers.in_scope is not Answer.NO]
    paper.heading("1 Purpose and scope", 1)
    paper.text(
        "This report says how the controls over AI features stand against the SOC 2 criteria of this engagement on the "
        "as-of date, what is lacking, and what is done about it. Management prepares it; it is no auditor's opinion."
    )
    paper.facts(
        (
            ("Entity", scope.organisation),
            ("Engagement", scope.name),
            ("Period", f"{scope.period.start} to {scope.period.end}" if scope.period else "not set"),
            ("As of", plain_day(matrix.as_of)),
            ("Categories", ids([say(category) for category in scope.categories])),
            ("Systems", ids(scope.systems) or "none named"),
            ("AI features", ids(features) or "none named"),
            ("Catalogues", ids([f"{row.id} {row.version}" for row in matrix.catalogs])),
        )
    )
    paper.heading("Exclusions", 2)
    if scope.exclusions:
        paper.table(("What", "Reason"), (6.0, 11.0), [(row.what, row.reason) for row in scope.exclusions])
    else:
        paper.text("Nothing is excluded.")
    if scope.overrides:
        paper.heading("Scope decided by a person", 2)
        paper.table(
            ("Control", "Computed", "Decided", "Reason", "By"),
            (2.5, 2.5, 2.5, 6.5, 3.0),
            [(row.control, say(row.computed), say(row.decided), row.reason, row.by) for row in scope.overrides],
        )


def _method(paper: WordDocument, matrix: Matrix) -> None:
    paper.heading("2 Method", 1)
    paper.text(
        "Each control is looked at in three aspects. Design: would it meet the criterion if it ran as written? "
        "Implementation: is it there today? Operating effectiveness: did it run through the period? The last one comes "
        "from tests and is not part of a gap assessment."
    )
    paper.table(("Status", "Meaning"), (3.5, 13.5), [(_status(term), meaning) for term, meaning in MEANING.items()])
    paper.text("Percentages are of applicable controls: those in scope that are not set aside as not applicable.")
    days = [detail.assessed_on for detail in matrix.controls if detail.assessed_on]
    people = dict.fromkeys(detail.assessed_by for detail in matrix.controls if detail.assessed_by)
    if days:
        span = f"on {min(days)}" if min(days) == max(days) else f"between {min(days)} and {max(days)}"
        paper.text(f"Assessed by {ids(list(people)) or 'nobody named'}, {span}.")
    else:
        paper.text("No control has been assessed yet.")


def _summary(paper: WordDocument, matrix: Matrix) -> None:
    summary = matrix.summary
    paper.heading("3 Summary", 1)
    paper.text(
        f"{count(len(_inside(matrix)), 'control')} in scope, {summary.optional} optional, {summary.out_of_scope} "
        f"out of scope. {summary.applicable} of those in scope are applicable."
    )
    rows: list[tuple[WordCell, ...]] = [
        (
            _status(term),
            str(summary.counts.get(term, 0)),
            "" if term is Status.NOT_APPLICABLE else percent(summary.percent.get(term, 0.0)),
        )
        for term in Status
    ]
    rows.append(("in place and supported", str(summary.supported_in_place), percent(summary.supported_percent)))
    rows.append(("in place by claim only", str(len(summary.unsupported)), ""))
    rows.append(("gap without action or accepted risk", str(summary.actions_required), ""))
    paper.table(("Controls in scope", "Number", "Of applicable"), (8.0, 4.0, 5.0), rows)
    paper.heading("Criteria by category", 2)
    paper.table(
        ("Category", "Criteria in scope", "With a control here", "Without"),
        (6.5, 3.5, 3.5, 3.5),
        [_category(matrix, term) for term in matrix.scope.categories],
    )
    paper.text(f"{count(len(matrix.changes), 'field')} changed since the last export; the workbook lists each.")


def _category(matrix: Matrix, category: Category) -> tuple[str, ...]:
    rows = [row for row in matrix.criteria if row.in_scope and row.category is category]
    covered = sum(bool(row.controls) for row in rows)
    return (say(category), str(len(rows)), str(covered), str(len(rows) - covered))


def _findings(paper: WordDocument, matrix: Matrix) -> None:
    paper.heading("4 Findings by status", 1)
    paper.text(
        "Controls in scope only. Each finding names what is lacking, the criteria it touches and what is decided."
    )
    for number, status in enumerate(_GAPS, 1):
        found = [detail for detail in _inside(matrix) if detail.row.status is status]
        paper.heading(f"4.{number} {say(status).capitalize()} ({len(found)})", 2)
        if not found:
            paper.text(f"No control in scope is {say(status)}.")
        for detail in found:
            paper.heading(f"{detail.row.id} {detail.row.title}", 3)
            paper.facts(_finding(detail, matrix), first=3.0)
    claims = [detail.row for detail in _inside(matrix) if detail.row.unsupported]
    paper.heading(f"4.3 In place by claim only ({len(claims)})", 2)
    if claims:
        paper.text("Said to be in place, but design, implementation or a dated artefact behind it lacks.")
        paper.table(("Control", "Title", "Owner"), (3.0, 10.0, 4.0), [(row.id, row.title, row.owner) for row in claims])
    else:
        paper.text(
            "Every control said to be in place is adequately designed, implemented, and has a dated artefact behind it."
        )


def _finding(detail: ControlDetail, matrix: Matrix) -> Iterable[tuple[str, WordCell]]:
    row = detail.row
    yield "Status", _status(row.status)
    yield "Condition", detail.gap or "no gap text written"
    yield "Criteria", ids(row.criteria)
    yield "Design", say(row.design) or "not judged"
    yield "Implemented", say(row.implemented) or "not judged"
    yield "Owner", ", ".join(part for part in (row.owner, row.owner_role) if part) or "nobody"
    yield "Due", plain_day(row.due) or "not set"
    for action in detail.actions:
        if action.status is ActionStatus.OPEN:
            yield f"Action {action.id}", f"{action.title} ({action.owner}, due {action.due})"
    for risk in _in_force(detail, matrix):
        yield f"Risk {risk.id}", f"accepted by {risk.approver} until {risk.expires_on}: {risk.reason}"


def _controls(paper: WordDocument, matrix: Matrix) -> None:
    paper.heading("5 Control by control", 1)
    if not matrix.controls:
        paper.text("No controls in the desk.")
        return
    paper.table(
        ("Control", "Title", "Scope", "Status", "Design", "There", "Artefact", "Owner", "Due"),
        (2.1, 3.3, 1.6, 1.9, 1.9, 1.1, 1.5, 1.8, 1.8),
        (
            (
                detail.row.id,
                detail.row.title,
                say(detail.row.scope),
                _status(detail.row.status),
                say(detail.row.design),
                say(detail.row.implemented),
                yes_no(detail.row.supported) if detail.row.status is Status.IN_PLACE else "",
                detail.row.owner,
                plain_day(detail.row.due),
            )
            for detail in matrix.controls
        ),
    )


def _uncovered(paper: WordDocument, matrix: Matrix) -> None:
    bare = [row for row in matrix.criteria if row.in_scope and not row.controls]
    paper.heading("6 Criteria without cover", 1)
    if not bare:
        paper.text("Every criterion in scope is touched by at least one control here.")
        return
    paper.text(
        f"{count(len(bare), 'criterion', 'criteria')} in scope that no control here touches; the organisation's other "
        "controls must answer them."
    )
    rows = [(row.id, row.label, say(row.category)) for row in bare]
    paper.table(("Criterion", "Label", "Category"), (2.5, 10.5, 4.0), rows)


def _plan(paper: WordDocument, matrix: Matrix) -> None:
    paper.heading("7 Remediation plan", 1)
    actions = sorted(
        (action for detail in matrix.controls for action in detail.actions if action.status is ActionStatus.OPEN),
        key=lambda action: (action.due, action.id),
    )
    paper.heading(f"Open actions ({len(actions)})", 2)
    if actions:
        paper.table(
            ("Due", "Action", "Control", "What", "Owner", "State"),
            (2.1, 2.0, 2.3, 5.8, 2.5, 2.3),
            [(str(row.due), row.id, row.control, row.title, row.owner, _state(row, matrix)) for row in actions],
        )
    else:
        paper.text("No action is open.")
    risks = [risk for detail in matrix.controls for risk in _in_force(detail, matrix)]
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
    bare = [
        detail.row.id
        for detail in _inside(matrix)
        if detail.row.status in _GAPS and not detail.row.open_actions and not _in_force(detail, matrix)
    ]
    if bare:
        paper.heading(f"Nothing decided yet ({len(bare)})", 2)
        paper.text(f"Partial or missing, with neither an open action nor an accepted risk: {ids(bare)}.", "Note")


def _set_aside(paper: WordDocument, matrix: Matrix) -> None:
    aside = [detail for detail in matrix.controls if detail.row.status is Status.NOT_APPLICABLE]
    paper.heading("Appendix B Reasons for not applicable", 1)
    if not aside:
        paper.text("No control is set aside as not applicable.")
        return
    paper.table(
        ("Control", "Title", "Reason", "Approver"),
        (2.3, 5.0, 6.7, 3.0),
        [(detail.row.id, detail.row.title, detail.reason, detail.approver) for detail in aside],
    )
