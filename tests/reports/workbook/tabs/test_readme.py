from __future__ import annotations

from dataclasses import replace

import pytest

from grcdesk.reports.labels import MEANING
from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.workbook.order import ORDER
from grcdesk.schemas.programme import OVERLAY
from reports.factory import AS_OF, matrix
from reports.workbook.opened import book, made, tabs

SOURCE = matrix()


@pytest.fixture(scope="module")
def opened():
    return book(made())


@pytest.fixture(scope="module")
def sheet(opened):
    return opened["Read me"]


@pytest.fixture(scope="module")
def facts(sheet):
    # a column of a tab may be called like a fact; the facts stand above
    return {row[0]: row[1] for row in reversed(list(sheet.iter_rows(values_only=True))) if row[0]}


def test_it_says_what_the_file_is_and_on_what_it_rests(facts, sheet):
    assert sheet["A1"].value == "Acme AI: AI control matrix"
    assert facts["What this is not"] == OVERLAY
    assert facts["Confidentiality"].startswith("Confidential - Acme AI")
    assert facts["Entity"] == "Acme AI"
    assert facts["Period"] == "2026-01-01 to 2026-12-31"
    assert facts["Judged on"].date() == AS_OF
    assert facts["Records as of"] == "entry 412, 2026-11-20 17:04Z"
    assert "Two dates" not in facts
    assert facts["Categories"] == "security; availability; processing integrity; confidentiality; privacy"
    assert facts["Change log position"] == 412
    assert facts["Change log head (SHA-256)"] == SOURCE.dates.head
    assert facts["Made with"] == "grcdesk 0.1.0"


def test_catalogs_stand_with_version_and_hash(sheet):
    told = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    for catalog in SOURCE.catalogs:
        assert told[catalog.id][1:] == (
            *(catalog.title, catalog.version, catalog.items, catalog.source.value, catalog.sha256),
        )


def test_settings_exclusions_and_overrides_are_told(facts):
    assert dict(SOURCE.settings).items() <= facts.items()
    assert facts["Internal code assistant"] == "No customer data reaches it"
    assert facts["AI-SEC-01"] == "Keys are held by the parent company"


def test_criteria_without_a_control_are_named(facts):
    assert SOURCE.scope.untouched
    assert set(SOURCE.scope.untouched) <= set(facts)


def test_every_status_and_every_column_is_explained(opened, sheet):
    assert set(MEANING.values()) <= {row[1] for row in sheet.iter_rows(values_only=True)}
    headed = {row[0] for row in sheet.iter_rows(values_only=True)}
    for tab in opened.sheetnames[1:-1]:
        assert {cell.value for cell in opened[tab][1]} <= headed


def test_the_list_of_tabs_leads_to_them(sheet):
    targets = [cell.hyperlink.location for (cell,) in sheet.iter_rows(max_col=1) if cell.hyperlink]
    names = [cell.value for (cell,) in sheet.iter_rows(max_col=1) if cell.hyperlink]
    assert targets == [f"'{name}'!A1" for name in names]
    assert len(targets) == len(ORDER)


def test_a_scope_without_period_systems_or_exclusions_says_so():
    bare = replace(SOURCE.scope, period=None, systems=(), exclusions=(), overrides=(), zone="")
    told = tabs(matrix_workbook(replace(SOURCE, scope=bare))[0])["Read me"]
    facts = {row[0]: row[1] for row in told.iter_rows(values_only=True) if row[0]}
    assert facts["Period"] == "not set"
    assert facts["Systems"] == "none named"
    assert facts["nothing"].startswith("No exclusion")
