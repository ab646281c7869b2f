"""Which tabs the workbook has, in the order they stand: one list, for the writer and for whoever reads it back."""

from __future__ import annotations

from collections.abc import Callable

from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs import fieldwork
from grcdesk.reports.workbook.tabs.access import lists_tab
from grcdesk.reports.workbook.tabs.changes import changes_tab
from grcdesk.reports.workbook.tabs.controls.coverage import coverage_tab
from grcdesk.reports.workbook.tabs.controls.criteria import criteria_tab
from grcdesk.reports.workbook.tabs.controls.gap import gap_tab
from grcdesk.reports.workbook.tabs.controls.heat import heat_tab
from grcdesk.reports.workbook.tabs.controls.mapping import mapping_tab, tailoring_tab
from grcdesk.reports.workbook.tabs.controls.matrix import controls_tab
from grcdesk.reports.workbook.tabs.controls.soa import statement_of
from grcdesk.reports.workbook.tabs.features import features_tab
from grcdesk.reports.workbook.tabs.front.mend import mend_tab
from grcdesk.reports.workbook.tabs.front.words import words_tab
from grcdesk.reports.workbook.tabs.reviews import remarks_tab, reviews_tab
from grcdesk.reports.workbook.tabs.vendors.clauses import clauses_tab
from grcdesk.reports.workbook.tabs.vendors.register import vendors_tab
from grcdesk.reports.workbook.tabs.vendors.reports import reports_tab
from grcdesk.schemas.exports.matrix import Matrix

ORDER: tuple[Callable[[Matrix], Tab], ...] = (
    controls_tab,
    criteria_tab,
    mapping_tab,
    tailoring_tab,
    gap_tab,
    heat_tab,
    coverage_tab,
    fieldwork.evidence_tab,
    fieldwork.produced_tab,
    fieldwork.leads_tab,
    fieldwork.tests_tab,
    fieldwork.populations_tab,
    fieldwork.samples_tab,
    fieldwork.items_tab,
    fieldwork.requests_tab,
    fieldwork.plan_tab,
    fieldwork.findings_tab,
    fieldwork.deviations_tab,
    statement_of,
    features_tab,
    vendors_tab,
    reports_tab,
    clauses_tab,
    lists_tab,
    reviews_tab,
    remarks_tab,
    changes_tab,
)
"""Between the cover and the hidden lists."""


def tabs_of(matrix: Matrix) -> dict[str, Tab]:
    """Every tab by its name, in that order; what is to be mended has one while something is."""
    made = [make(matrix) for make in ORDER]
    # made last: it explains the words that the other tabs use
    told = words_tab(made)
    return {tab.name: tab for tab in (*made, told, *([mend_tab(matrix)] if matrix.flaws else []))}
