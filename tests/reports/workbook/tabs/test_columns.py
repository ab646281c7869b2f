"""All tabs at once: what fits on paper, and what a legend says."""

from __future__ import annotations

import pytest

from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.tab import Kind
from reports.factory import matrix

TABS = tabs_of(matrix())
DONE = (
    *("Control matrix", "Criteria coverage", "Mapping", "Tailoring", "Gap assessment", "Coverage heat"),
    *("Period coverage", "SoA", "AI inventory", "Vendors & agreements", "Vendor reports", "Clauses"),
    *("Evidence index", "Information produced", "Lead sheets", "Tests"),
    *("Populations", "Samples", "Sample items", "Requests", "Remediation", "Findings", "Deviations"),
    *("Access populations", "Access reviews", "Review exceptions", "Change log"),
)
ROOM = 954
"""Pixels of a landscape Letter page between its margins, with a little to spare."""
MOST = 14


def pixels(columns):
    return sum(7 * column.width + 5 for column in columns)


@pytest.mark.parametrize("name", DONE)
def test_what_is_printed_fits_one_page_in_width(name):
    printed = [column for column in TABS[name].columns if column.printed]
    months = any(column.kind is Kind.MONTH for column in printed)
    assert sum(column.kind is not Kind.MONTH for column in printed) + months <= MOST
    assert pixels(printed) <= ROOM


@pytest.mark.parametrize("name", TABS)
def test_columns_that_are_not_printed_stand_behind_those_that_are(name):
    aside = [not column.printed for column in TABS[name].columns]
    assert aside == sorted(aside)


@pytest.mark.parametrize("name", TABS)
def test_rows_are_as_wide_as_their_header_and_bands_follow_a_column_there_is(name):
    tab = TABS[name]
    headers = [column.header for column in tab.columns]
    assert len(set(headers)) == len(headers)
    assert not tab.group or tab.group in headers
    assert all(len(row) <= len(headers) for row in tab.rows)
    assert all(column.meaning for column in tab.columns)
