"""The risk-control matrix: one row per control, what it answers, how it stands, and what the auditor makes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from grcdesk.reports.workbook.tab import CellLink, Tab, first_rows, place
from grcdesk.reports.workbook.tabs.controls.coverage import starts
from grcdesk.reports.workbook.tabs.controls.matrix_cells import control_fields
from grcdesk.reports.workbook.tabs.controls.matrix_line import ControlLine
from grcdesk.reports.workbook.tabs.fields import TabField, at, cells, columns, said
from grcdesk.reports.workbook.tabs.titles import CONTROLS, COVERAGE, EVIDENCE, GAPS, MAPPING
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.matrix_facts import NO_FACTS
from grcdesk.terms import Answer, Applies


def controls_tab(matrix: Matrix) -> Tab:
    """One row per control."""
    fields = control_fields(matrix)
    listed = _listed(matrix)
    return Tab(
        name=CONTROLS,
        table="tblControls",
        about="Risk, control, how it stands and what shows it. Tinted columns are the auditor's; owners write on Gap "
        "assessment.",
        columns=columns(fields),
        rows=(cells(fields, one) for one in listed),
        count=len(listed),
        links=tuple(_links(matrix, fields, listed)),
        empty="No controls in the desk.",
        group="Family",
    )


def _listed(matrix: Matrix) -> list[ControlLine]:
    behind: dict[str, list[EvidenceRow]] = defaultdict(list)
    for artefact in matrix.evidence:
        if not artefact.rejected:
            for control in artefact.controls:
                behind[control].append(artefact)
    reach = {row.id: row for row in matrix.coverage}
    features = _confirmed(matrix)
    return [
        ControlLine(
            detail=detail,
            facts=matrix.facts.get(detail.row.id, NO_FACTS),
            coverage=reach.get(detail.row.id),
            evidence=behind.get(detail.row.id, ()),
            features=features.get(detail.row.id, ()),
            auditor=said(matrix, CONTROLS, detail.row.id),
            matrix=matrix,
        )
        for detail in matrix.controls
    ]


def _confirmed(matrix: Matrix) -> dict[str, list[str]]:
    """By control: the AI features in scope that a person confirmed it for."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in matrix.features:
        for verdict in one.controls:
            if verdict.decided is Applies.APPLIES and one.answers.in_scope is not Answer.NO:
                found[verdict.control].append(one.answers.name)
    return found


def _links(matrix: Matrix, fields: Sequence[TabField], listed: Sequence[ControlLine]) -> Iterator[CellLink]:
    first = first_rows(row.control for row in matrix.mappings)
    index = first_rows(row.id for row in matrix.evidence)
    begins = starts(matrix)
    names = ("Status", "Gap status", "Period coverage", "Evidence IDs")
    status, plain, reach, artefacts = (at(fields, name) for name in names)
    for row, one in enumerate(listed, 2):
        control = one.row.id
        yield CellLink(status, row, place(GAPS, row))
        yield CellLink(plain, row, place(GAPS, row))
        if control in first:
            yield CellLink(0, row, place(MAPPING, first[control]))
        if control in begins:
            yield CellLink(reach, row, place(COVERAGE, begins[control]))
        if one.evidence:
            yield CellLink(artefacts, row, place(EVIDENCE, index[one.evidence[0].id]))
