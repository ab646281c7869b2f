"""Lists of vendors kept elsewhere: headings, told columns, workbooks, and rows that cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from grcdesk.errors import BadInput
from grcdesk.importers.vendors.vendors import read_vendors
from grcdesk.schemas.controls import UNSET
from grcdesk.terms.vendors import Data, Method, Tier
from importers.reads import write

GERMAN = "Supplier;Class;AI provider;Last reviewed;Data classification;Subservice;Spend\n"


def test_headings_are_known_and_blank_cells_say_nothing(tmp_path):
    rows = "Example Models;Critical;yes;2025-11-03;Personal;carve-out;9\nTicket Desk;low;;31/12/2025;;;\n"
    read = read_vendors(write(tmp_path, "v.csv", ("\ufeff" + GERMAN + rows).encode()), columns={})
    first, second = read.vendors
    assert (first.line, first.name, first.facts.tier, first.facts.model_provider) == (
        2,
        "Example Models",
        "critical",
        True,
    )
    assert (first.facts.last_review, first.facts.data) == (date(2025, 11, 3), Data.PERSONAL)
    assert first.facts.method is Method.CARVE_OUT
    assert (second.facts.last_review, second.facts.model_provider) == (date(2025, 12, 31), UNSET)
    assert read.unused == ("Spend",)
    assert "name = Supplier" in read.columns


def test_a_workbook_gives_its_days_and_numbers_as_they_stand(tmp_path):
    book = Workbook()
    book.active.title = "Read me"
    page = book.create_sheet("Vendors")
    page.append(["Company", "Klass", "Contract start", "Notes"])
    page.append(["Ticket Desk", "medium", date(2026, 2, 28), "=1+3"])
    book.save(tmp_path / "v.xlsx")
    read = read_vendors(tmp_path / "v.xlsx", columns={"tier": "Klass", "note": ""}, sheet="Vendors")
    (one,) = read.vendors
    assert (one.facts.tier, one.facts.onboarded, one.facts.note) == (Tier.MEDIUM, date(2026, 2, 28), UNSET)
    with pytest.raises(BadInput, match="no sheet"):
        read_vendors(tmp_path / "v.xlsx", columns={}, sheet="Vendor")


def test_every_row_that_cannot_be_is_named_at_once(tmp_path):
    text = "Vendor,Tier,Last review,In scope\nA,gold,2026-02-30,perhaps\n,low,,\nB,low,01/02/2026,\nb,low,,\n"
    with pytest.raises(BadInput) as wrong:
        read_vendors(write(tmp_path, "v.csv", text), columns={}, dates="day")
    assert wrong.value.reasons == (
        "tier 'gold', 1 row (line 2): critical, high, medium, low",
        "in scope 'perhaps', 1 row (line 2): yes, no",
        "line 2: last review is no day: no such day or hour; write 2026-01-31",
        "line 3: names no vendor",
        "line 5: b stands in line 4 already",
    )


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({}, "no column names the vendor"),
        ({"name": "Firm", "tear": "B"}, "cannot mean 'tear'"),
        ({"name": "Firma"}, "has no column 'Firma'"),
    ],
)
def test_columns_that_cannot_be_chosen(tmp_path, columns, told):
    with pytest.raises(BadInput, match=told):
        read_vendors(write(tmp_path, "v.csv", "Firm,B\nx,y\n"), columns=columns)
