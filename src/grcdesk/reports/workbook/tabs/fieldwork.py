"""The second half of the control matrix: evidence, tests, populations, requests, the plan, findings, access reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grcdesk.reports.workbook.tab import Tab, first_rows
from grcdesk.reports.workbook.tabs.access import lists_tab
from grcdesk.reports.workbook.tabs.controls import CONTROLS
from grcdesk.reports.workbook.tabs.evidence import evidence_tab
from grcdesk.reports.workbook.tabs.fields import Homes
from grcdesk.reports.workbook.tabs.findings import deviations_tab, findings_tab
from grcdesk.reports.workbook.tabs.ipe import produced_tab
from grcdesk.reports.workbook.tabs.leads import leads_tab, tests_tab
from grcdesk.reports.workbook.tabs.named import EVIDENCE, FINDINGS, POPULATIONS, SAMPLES
from grcdesk.reports.workbook.tabs.poam import plan_tab
from grcdesk.reports.workbook.tabs.requests import requests_tab
from grcdesk.reports.workbook.tabs.reviews import remarks_tab, reviews_tab
from grcdesk.reports.workbook.tabs.samples import items_tab, populations_tab, samples_tab
from grcdesk.schemas.audit_sheets import AuditSheets
from grcdesk.schemas.controls import TestRow
from grcdesk.schemas.matrix import Matrix


def fieldwork_tabs(matrix: Matrix) -> Iterator[Tab]:
    """From the evidence index to the findings, in the order the work goes."""
    homes = homes_of(
        matrix.audit,
        {
            CONTROLS: first_rows(detail.row.id for detail in matrix.controls),
            EVIDENCE: first_rows(row.id for row in matrix.evidence),
        },
    )
    yield evidence_tab(matrix, homes)
    yield produced_tab(matrix, homes)
    yield from tested_tabs(matrix.tests, matrix.audit, homes)
    yield requests_tab(matrix.audit, homes)
    yield plan_tab(matrix.audit, homes)
    yield findings_tab(matrix.audit, homes)
    yield deviations_tab(matrix.audit, homes)


def access_tabs(matrix: Matrix) -> Iterator[Tab]:
    """The access reviews: lists, rows, exceptions."""
    yield lists_tab(matrix)
    yield reviews_tab(matrix)
    yield remarks_tab(matrix)


def tested_tabs(tests: Iterable[TestRow], sheets: AuditSheets | None, homes: Homes) -> Iterator[Tab]:
    """Lead sheets and tests, and what they were put to."""
    yield leads_tab(sheets, homes)
    yield tests_tab(tuple(tests), sheets, homes)
    yield populations_tab(sheets, homes)
    yield samples_tab(sheets, homes)
    yield items_tab(sheets, homes)


def homes_of(sheets: AuditSheets | None, others: Homes) -> Homes:
    """Where ids of the fieldwork have their rows, beside what else has."""
    if sheets is None:
        return others
    return {
        **others,
        POPULATIONS: first_rows(row.id for row in sheets.populations),
        SAMPLES: first_rows(row.id for row in sheets.samples),
        FINDINGS: first_rows(one.row.id for one in sheets.findings),
    }
