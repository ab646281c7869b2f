"""Evidence and fieldwork on the control matrix: each tab as it is made of the matrix, with links between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grcdesk.reports.workbook.tab import Tab, first_rows
from grcdesk.reports.workbook.tabs import evidence, findings, ipe, leads, poam, requests, samples
from grcdesk.reports.workbook.tabs.making import Homes
from grcdesk.reports.workbook.tabs.titles import CONTROLS, EVIDENCE, FINDINGS, POPULATIONS, SAMPLES
from grcdesk.schemas.audits.sheets import AuditSheets
from grcdesk.schemas.controls.controls import TestRow
from grcdesk.schemas.exports.matrix import Matrix


def evidence_tab(matrix: Matrix) -> Tab:
    """One row an artefact."""
    return evidence.evidence_tab(matrix, {CONTROLS: _controls(matrix)})


def produced_tab(matrix: Matrix) -> Tab:
    """One row a list or report we drew ourselves."""
    return ipe.produced_tab(matrix, {CONTROLS: _controls(matrix), EVIDENCE: _artefacts(matrix)})


def leads_tab(matrix: Matrix) -> Tab:
    """One row a control in scope."""
    return leads.leads_tab(matrix.audit, _homes(matrix))


def tests_tab(matrix: Matrix) -> Tab:
    """One row a test attribute."""
    return leads.tests_tab(matrix.tests, matrix.audit, {CONTROLS: _controls(matrix)}, matrix.auditor)


def populations_tab(matrix: Matrix) -> Tab:
    """One row a frozen list."""
    return samples.populations_tab(matrix.audit, _homes(matrix))


def samples_tab(matrix: Matrix) -> Tab:
    """One row a draw."""
    return samples.samples_tab(matrix.audit, _homes(matrix))


def items_tab(matrix: Matrix) -> Tab:
    """One row a selected item."""
    return samples.items_tab(matrix.audit, _homes(matrix), matrix.auditor)


def requests_tab(matrix: Matrix) -> Tab:
    """One row a request of the auditor."""
    return requests.requests_tab(matrix.audit, _homes(matrix))


def plan_tab(matrix: Matrix) -> Tab:
    """One row a step of the plan."""
    return poam.plan_tab(matrix.audit, {CONTROLS: _controls(matrix)})


def findings_tab(matrix: Matrix) -> Tab:
    """One row a finding."""
    return findings.findings_tab(matrix.audit, _homes(matrix))


def deviations_tab(matrix: Matrix) -> Tab:
    """One row a deviation."""
    return findings.deviations_tab(matrix.audit, _homes(matrix))


def tested_tabs(tests: Sequence[TestRow], sheets: AuditSheets, homes: Homes) -> Iterator[Tab]:
    """Lead sheets and tests, and what they were put to."""
    yield leads.leads_tab(sheets, homes)
    yield leads.tests_tab(tests, sheets, homes, {})
    yield samples.populations_tab(sheets, homes)
    yield samples.samples_tab(sheets, homes)
    yield samples.items_tab(sheets, homes, {})


def homes_of(sheets: AuditSheets | None) -> Homes:
    """Where ids of the fieldwork have their rows."""
    if sheets is None:
        return {}
    return {
        POPULATIONS: first_rows(row.id for row in sheets.populations),
        SAMPLES: first_rows(row.id for row in sheets.samples),
        FINDINGS: first_rows(one.row.id for one in sheets.findings),
    }


def _homes(matrix: Matrix) -> Homes:
    return {CONTROLS: _controls(matrix), EVIDENCE: _artefacts(matrix), **homes_of(matrix.audit)}


def _controls(matrix: Matrix) -> dict[str, int]:
    return first_rows(detail.row.id for detail in matrix.controls)


def _artefacts(matrix: Matrix) -> dict[str, int]:
    return first_rows(row.id for row in matrix.evidence)
