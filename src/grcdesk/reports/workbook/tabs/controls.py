"""The control matrix and the gap assessment: one row per control each, in the same order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import CellLink, CellValue, Kind, Shaded, Tab, TabColumn, first_rows, place
from grcdesk.rules.controls import gap
from grcdesk.schemas.controls import ControlDetail, ControlRow
from grcdesk.schemas.frameworks import Framework
from grcdesk.schemas.matrix import Matrix
from grcdesk.terms import Answer, Applies, Verdict

CONTROLS = "Control matrix"
GAPS = "Gap assessment"
_SINCE = "First day it ran as written. Empty: nobody stated it, and coverage counts from the first day of the period"

_BEFORE_FRAMEWORKS = (
    TabColumn("Control ID", 12, "Control; leads to its first mapping", Kind.LINK),
    TabColumn("Title", 28, "Short name of the control"),
    TabColumn("Control statement", 60, "Who does what, when, and how it shows"),
)
_AFTER_FRAMEWORKS = (
    TabColumn("Scope", 11, "Whether the control belongs to this engagement", choices="lstScope"),
    TabColumn("Owner", 15, "The person who answers for it"),
    TabColumn("Owner role", 17, "That person's role"),
    TabColumn("Frequency", 13, "How often it runs", choices="lstFrequency"),
    TabColumn("Type", 12, "What it does about a risk", choices="lstType"),
    TabColumn("Nature", 12, "Who does the work", choices="lstNature"),
    TabColumn("Systems/AI features", 18, "Where it runs as stated; then the AI features it was confirmed to apply to"),
    TabColumn("Effective from", 12, _SINCE, Kind.DATE),
    TabColumn("Gap status", 14, "Leads to its row in the gap assessment", Kind.STATUS, choices="lstStatus"),
    TabColumn("Design", 12, "Would it meet the criterion if it ran as written?", choices="lstDesign"),
    TabColumn("Implemented", 13, "Is it there today?", choices="lstImplemented"),
    TabColumn(
        "Period coverage", 16, "How far dated evidence reaches; leads to its rows", Kind.REACH, choices="lstVerdict"
    ),
    TabColumn("Evidence IDs", 18, "Artefacts that stand behind it; leads to the first of them", Kind.LINK),
    TabColumn("Last reviewed", 12, "When it was last assessed", Kind.DATE),
    TabColumn("Auditor ref", 12, "For the auditor", Kind.ID, input=True),
    TabColumn("Auditor test", 22, "For the auditor", input=True),
    TabColumn("Auditor result", 16, "For the auditor", choices="lstAuditorResult", input=True),
    TabColumn("Auditor notes", 24, "For the auditor", input=True),
)
_GAP_COLUMNS = (
    TabColumn("ID", 12, "Control; leads to its row in the matrix", Kind.LINK),
    TabColumn("Status", 14, "Gap status", Kind.STATUS, choices="lstStatus"),
    TabColumn("Scope", 12, "Whether the control belongs to this engagement", choices="lstScope"),
    TabColumn("Design", 12, "Would it meet the criterion if it ran as written?", choices="lstDesign"),
    TabColumn("Implementation", 14, "Is it there today?", choices="lstImplemented"),
    TabColumn(
        "Supported",
        17,
        "For controls in place: design adequate, implemented, and every kind of evidence that must be there?",
        Kind.SUPPORT,
        choices="lstSupport",
    ),
    TabColumn("Gap", 50, "What is lacking"),
    TabColumn("N/A reason", 36, "Why the control does not apply"),
    TabColumn("Approver", 18, "Who approved that"),
    TabColumn("Remediation ID", 16, "Open actions, and accepted risks in force on the as-of date", Kind.ID),
    TabColumn("Due", 12, "When the gap is to be closed", Kind.DATE),
    TabColumn("Assessor", 18, "Who assessed it last"),
    TabColumn("Assessed on", 12, "When", Kind.DATE),
    TabColumn("Previous status", 15, "Status before the last change", Kind.STATUS, choices="lstStatus"),
    TabColumn("Kinds there", 11, "For controls in place: kinds of evidence that count, of those that must be", Kind.ID),
)


def _place_of(column: str, columns: tuple[TabColumn, ...]) -> int:
    return [each.header for each in columns].index(column)


def controls_tab(matrix: Matrix, mapping: str, coverage: tuple[str, Mapping[str, int]], evidence: str) -> Tab:
    """One row per control.

    Args:
        matrix: what is shown.
        mapping: name of the tab a control's id leads to.
        coverage: name of the tab of period coverage, and the row where each control begins there.
        evidence: name of the tab of artefacts.
    """
    behind: dict[str, list[str]] = defaultdict(list)
    for artefact in matrix.evidence:
        if not artefact.rejected:
            for control in artefact.controls:
                behind[control].append(artefact.id)
    verdicts = {row.id: row.verdict for row in matrix.coverage}
    features = _confirmed(matrix)
    return Tab(
        name=CONTROLS,
        table="tblControls",
        about="Every control with its statement, mappings, owner and status; the last four columns are the auditor's.",
        columns=(columns := _columns(matrix)),
        rows=(
            _control(one, verdicts.get(one.row.id), behind.get(one.row.id, ()), features.get(one.row.id, ()))
            for one in matrix.controls
        ),
        count=len(matrix.controls),
        links=tuple(_control_links(matrix, columns, mapping, coverage, (evidence, behind))),
        empty="No controls in the desk.",
        paper="a3",
    )


def _columns(matrix: Matrix) -> tuple[TabColumn, ...]:
    """One for each framework in the desk, among the others."""
    own = []
    for one in matrix.frameworks:
        head = "Criteria" if one.first else _heading(one, matrix)
        told = f"Items of {one.title} it maps to, the primary one first"
        own.append(TabColumn(head, 16 if one.first else 13, told, Kind.ID))
    return (*_BEFORE_FRAMEWORKS, *own, *_AFTER_FRAMEWORKS)


def _heading(one: Framework, matrix: Matrix) -> str:
    """What people call it; where another column is called so, with its word."""
    heads = [column.header for column in (*_BEFORE_FRAMEWORKS, *_AFTER_FRAMEWORKS)]
    heads += [other.name for other in matrix.frameworks if other is not one]
    taken = {head.casefold() for head in (*heads, "Criteria")}
    return f"{one.name} ({one.short})" if one.name.casefold() in taken else one.name


def _control_links(
    matrix: Matrix,
    columns: tuple[TabColumn, ...],
    mapping: str,
    coverage: tuple[str, Mapping[str, int]],
    evidence: tuple[str, Mapping[str, Sequence[str]]],
) -> Iterator[CellLink]:
    first = first_rows(row.control for row in matrix.mappings)
    index = first_rows(row.id for row in matrix.evidence)
    status, reach, artefacts = (_place_of(name, columns) for name in ("Gap status", "Period coverage", "Evidence IDs"))
    for row, detail in enumerate(matrix.controls, 2):
        control = detail.row.id
        yield CellLink(status, row, place(GAPS, row))
        if control in first:
            yield CellLink(0, row, place(mapping, first[control]))
        if control in coverage[1]:
            yield CellLink(reach, row, place(coverage[0], coverage[1][control]))
        if evidence[1].get(control):
            yield CellLink(artefacts, row, place(evidence[0], index[evidence[1][control][0]]))


def _confirmed(matrix: Matrix) -> dict[str, list[str]]:
    """By control: the AI features in scope that a person confirmed it for."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in matrix.features:
        for verdict in one.controls:
            if verdict.decided is Applies.APPLIES and one.answers.in_scope is not Answer.NO:
                found[verdict.control].append(one.answers.name)
    return found


def _control(
    detail: ControlDetail, verdict: Verdict | None, evidence: Sequence[str], features: Sequence[str]
) -> tuple[CellValue, ...]:
    row = detail.row
    return (
        row.id,
        row.title,
        detail.statement,
        *(ids(one.items) for one in row.maps),
        say(row.scope),
        row.owner,
        row.owner_role,
        say(row.frequency),
        say(row.type),
        say(row.nature),
        ids([*([detail.systems] if detail.systems else []), *features]),
        detail.effective_from,
        standing(row),
        say(row.design),
        say(row.implemented),
        say(verdict),
        ids(list(evidence)),
        detail.assessed_on,
    )


def gap_tab(matrix: Matrix) -> Tab:
    """One row per control, as assessed."""
    return Tab(
        name=GAPS,
        table="tblGaps",
        about="How each control stands: status, design, implementation, what is lacking and what is done about it.",
        columns=_GAP_COLUMNS,
        rows=(_gap(detail, matrix.as_of) for detail in matrix.controls),
        count=len(matrix.controls),
        links=tuple(CellLink(0, row, place(CONTROLS, row)) for row in range(2, len(matrix.controls) + 2)),
        empty="No controls in the desk.",
        paper="a3",
    )


def _gap(detail: ControlDetail, as_of: date) -> tuple[CellValue, ...]:
    row = detail.row
    return (
        row.id,
        standing(row),
        say(row.scope),
        say(row.design),
        say(row.implemented),
        say(row.support),
        detail.gap,
        detail.reason,
        detail.approver,
        ids(remedies(detail, as_of)),
        row.due,
        detail.assessed_by,
        detail.assessed_on,
        say(detail.previous_status),
        "" if row.support is None else f"{row.have} of {row.need}",
    )


def standing(row: ControlRow) -> str:
    """The gap status; in place looks as it is borne out."""
    return say(row.status) if row.support is None else Shaded(say(row.status), say(row.support))


def remedies(detail: ControlDetail, as_of: date) -> tuple[str, ...]:
    """Ids of actions open and of accepted risks in force on that day."""
    actions = tuple(action.id for action in detail.actions if gap.open_on(action, as_of))
    risks = tuple(risk.id for risk in detail.risks if gap.risk_in_force(risk, as_of))
    return actions + risks
