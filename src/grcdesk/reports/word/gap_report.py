"""The gap assessment report as a Word document. Its numbers are those of the workbook of the same matrix."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.reports.labels import MEANING, SUPPORT_MEANING, ids, percent, plain_day, say
from grcdesk.reports.word.document import WordCell, WordDocument
from grcdesk.reports.word.gap_report_final import changed_since, finality
from grcdesk.reports.word.gap_report_findings import borne, gaps, inside, standing, support
from grcdesk.reports.word.gap_report_plan import plan
from grcdesk.reports.word.gap_report_reach import artefacts, readiness
from grcdesk.reports.word.opening import Opening, PaperStanding, begun, came_from, signatures
from grcdesk.reports.word.severities import due
from grcdesk.rules.findings.weighed import is_gap, weighed
from grcdesk.rules.programme.answered import ANSWERING
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.schemas.findings.findings import FindingDetail
from grcdesk.schemas.programme import OVERLAY, CriterionRow, ScopeView
from grcdesk.terms import Answer, CriterionAnswer, Status
from grcdesk.wording import count


def gap_report(matrix: Matrix, stationery: Stationery = PLAIN, findings: Sequence[FindingDetail] = ()) -> bytes:
    """The report as bytes of a .docx; the same content gives the same bytes.

    Args:
        matrix: what is shown.
        stationery: page and template.
        findings: of the engagement, with what people said of each.
    """
    found = weighed(matrix.controls, findings, matrix.as_of)
    opening = _opening(matrix)
    paper = begun(opening, stationery)
    for section in (_cover, _purpose, _method, _summary):
        section(paper, matrix)
    gaps(paper, matrix, found)
    for section in (
        _controls,
        _uncovered,
        plan,
        readiness,
        artefacts,
        _set_aside,
        _tailored,
    ):
        section(paper, matrix)
    came_from(paper, opening, whole=True, appendix="Appendix D")
    return paper.to_bytes()


def _opening(matrix: Matrix) -> Opening:
    scope, source = matrix.scope, matrix.provenance
    subtitle = f"{scope.organisation} · {scope.name} · {source.period}"
    return Opening("Gap assessment report", subtitle, PaperStanding.as_assessed(source), source)


def _cover(paper: WordDocument, matrix: Matrix) -> None:
    finality(paper, matrix)
    paper.note(OVERLAY)
    paper.contents()
    paper.heading("Approval", 3)
    signatures(paper, _signers(matrix))
    paper.page_break()


def _signers(matrix: Matrix) -> list[tuple[str, WordCell, str, WordCell]]:
    """Those who finalised what this report shows stand there already; a draft nobody has taken on himself."""
    held = matrix.final if matrix.provenance.called_final else None
    kept = f"{held.id}, {held.taken_on}" if held else "not yet"
    return [
        ("Prepared by", held.assessor if held else "", "", kept),
        ("Reviewed by", held.reviewer if held else "", "", kept),
        ("Approved by", "", "", "not yet"),
    ]


def _purpose(paper: WordDocument, matrix: Matrix) -> None:
    scope = matrix.scope
    features = [row.answers.name for row in matrix.features if row.answers.in_scope is not Answer.NO]
    paper.heading("1 Purpose and scope", 1)
    paper.text(
        f"This report says how the controls over AI features stand against the {_frameworks(matrix)} criteria of this "
        "engagement on the as-of date, what is lacking, and what is done about it. Management prepares it; it is no "
        "auditor's opinion."
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
    _exclusions(paper, scope)


def _exclusions(paper: WordDocument, scope: ScopeView) -> None:
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
    paper.table(("Status", "Meaning"), (3.5, 13.5), [(standing(term), meaning) for term, meaning in MEANING.items()])
    paper.text("In place is coloured by how far what is on file bears it out; the same words stand in section 5.")
    paper.table(
        ("Supported", "Meaning"), (3.5, 13.5), [(borne(term), meaning) for term, meaning in SUPPORT_MEANING.items()]
    )
    paper.text(
        "Severity is what a person recorded of a finding. A gap that no finding is about is not rated; it is listed "
        "after those that are, what is missing before what is partial."
    )
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
    # a report of noughts must not read like one without gaps
    blank = summary.counts.get(Status.NOT_ASSESSED, 0)
    if blank and blank == len(inside(matrix)):
        paper.note("Nobody has assessed a control yet: this report does not say that any is there, or that any lacks.")
    paper.text(
        f"{count(len(inside(matrix)), 'control')} in scope, {summary.optional} optional, {summary.out_of_scope} "
        f"out of scope. {summary.applicable} of those in scope are applicable."
    )
    rows: list[tuple[WordCell, ...]] = [
        (
            standing(term),
            str(summary.counts.get(term, 0)),
            "" if term is Status.NOT_APPLICABLE else percent(summary.percent.get(term, 0.0)),
        )
        for term in Status
    ]
    rows.append(("in place and supported", str(summary.supported_in_place), percent(summary.supported_percent)))
    rows.append(("in place, supported in part", str(len(summary.supported_in_part)), ""))
    rows.append(("in place by claim only", str(len(summary.claim_only)), ""))
    rows.append(("gap without action or accepted risk", str(summary.actions_required), ""))
    paper.table(("Controls in scope", "Number", "Of applicable"), (8.0, 4.0, 5.0), rows)
    _by_category(paper, matrix)
    paper.text(f"{count(len(matrix.changes), 'field')} changed {matrix.since}; the workbook lists each.")
    changed_since(paper, matrix)


def _by_category(paper: WordDocument, matrix: Matrix) -> None:
    paper.heading("Criteria by category", 2)
    paper.table(
        ("Category", "Criteria in scope", "Mapped", "Answered", "of these in full", "Not mapped"),
        (5.0, 2.6, 2.2, 2.4, 2.4, 2.4),
        [_group(name, rows) for name, rows in _grouped(matrix)],
    )


def _grouped(matrix: Matrix) -> list[tuple[str, list[CriterionRow]]]:
    """Criteria in scope by chosen category; those of frameworks that know no categories by framework."""
    asked = [row for row in matrix.criteria if row.in_scope]
    groups = [(say(term), [row for row in asked if row.category is term]) for term in matrix.scope.categories]
    plain: dict[str, list[CriterionRow]] = {}
    for row in asked:
        if row.category is None:
            plain.setdefault(row.framework, []).append(row)
    return [*groups, *plain.items()]


def _group(name: str, rows: Sequence[CriterionRow]) -> tuple[str, ...]:
    mapped = sum(bool(row.controls) for row in rows)
    answered = sum(row.answered in ANSWERING for row in rows)
    full = sum(row.answered is CriterionAnswer.IN_FULL for row in rows)
    return (name, *(str(number) for number in (len(rows), mapped, answered, full, len(rows) - mapped)))


def _frameworks(matrix: Matrix) -> str:
    names = [one.name for one in matrix.frameworks if one.by_criterion]
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _controls(paper: WordDocument, matrix: Matrix) -> None:
    paper.heading("5 Control by control", 1)
    if not matrix.controls:
        paper.text("No controls in the desk.")
        return
    paper.table(
        ("Control", "Title", "Scope", "Status", "Design", "There", "Supported", "Owner", "Due"),
        (2.0, 4.2, 1.4, 1.8, 1.8, 1.0, 1.9, 1.6, 2.0),
        (
            (
                detail.row.id,
                detail.row.title,
                say(detail.row.scope),
                standing(detail.row.status, detail.row.support),
                say(detail.row.design),
                say(detail.row.implemented),
                support(detail.row),
                detail.row.owner,
                due(detail.row.due, matrix.as_of) if is_gap(detail) else plain_day(detail.row.due),
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
    rows = [(row.id, row.label, say(row.category) or row.framework) for row in bare]
    paper.table(("Criterion", "Label", "Category"), (2.5, 10.5, 4.0), rows)


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


def _tailored(paper: WordDocument, matrix: Matrix) -> None:
    rows = [one for detail in matrix.controls for one in detail.tailoring]
    paper.heading(f"Appendix C Tailored controls ({len(rows)})", 1)
    if not rows:
        paper.text("Every control is as its catalogue has it.")
        return
    paper.text("What is otherwise here than the catalogue has it; coverage is judged by what holds here.")
    paper.table(
        ("Control", "Shipped and tailored", "Reason", "By", "On"),
        (2.3, 6.7, 4.0, 2.2, 1.8),
        [(one.control, one.told, one.reason, one.by, plain_day(one.on)) for one in rows],
    )
