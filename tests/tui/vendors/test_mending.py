"""From what is wrong with a vendor's reports to the form of the paper that mends it, as far as it is known."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.schemas.vendors.papers import DocumentFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms.readiness import WorkPlace
from grcdesk.terms.vendors import DocumentKind, Tier
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.widgets.table import Table

NAME, TITLE, ISSUER = "Example Models", "SOC 2 Type II report", "Firm & Co"
KNOWN = ("kind", "title", "issuer", "replaces", "covers_from", "covers_to")


def paper(desk, kind, first, last, *, title=TITLE, issuer=ISSUER, replaces=""):
    facts = DocumentFacts(kind, title, issuer, last, first, last, replaces=replaces)
    desk.vendor_papers.add_document(NAME, facts)


def report(desk, first=date(2025, 11, 1), last=date(2026, 7, 31), **more):
    paper(desk, DocumentKind.SOC2_TYPE2, first, last, **more)


async def to_point(person, code: str) -> str:
    """Enter on a point of the vendor; what is on the screen then."""
    person.app.show_lacks(WorkPlace.VENDOR, person.app.desk.vendors.show(NAME).row.id)
    await person.settle()
    table = person.app.screen.query_one(Table)
    while not table.row.part.startswith(code):
        before = table.cursor
        await person.keys("j")
        assert table.cursor != before, f"no point {code}"
    await person.keys("enter")
    return person.text


def form(person) -> list[str]:
    assert isinstance(person.app.screen, Form)
    return [person.app.screen.query_one(f"#field-{name}").value for name in KNOWN]


@pytest.fixture
def vendor(assessed):
    def made(desk):
        desk.vendors.add(
            NAME, VendorFacts(tier=Tier.CRITICAL, onboarded=date(2025, 1, 1), last_review=date(2026, 9, 1))
        )
        return desk

    return made


@pytest.mark.slow(keep=1)
async def test_days_after_a_report_ask_for_the_next_one_or_a_letter(assessed, drive, vendor) -> None:
    async with drive(assessed, (120, 40)) as person:
        report(vendor(assessed.desk))
        text = await to_point(person, "report_gap")
        assert isinstance(assessed.screen, Pick)
        assert "113 days of our period have neither report nor bridge letter" in text
        assert "2026-08-01..2026-11-21" in text
        await person.keys("r")
        assert form(person) == ["soc2_type2", TITLE, ISSUER, "DOC-1", "", ""], "its own days are read from the paper"
        assert "2026-08-01..2026-11-21" in person.text
        await person.keys("escape")
        await to_point(person, "report_gap")
        await person.keys("l")
        assert form(person) == ["bridge_letter", "Bridge letter", "", "", "", ""]


@pytest.mark.slow
async def test_days_before_all_reports_ask_for_one_that_follows_none(assessed, drive, vendor) -> None:
    async with drive(assessed, (120, 40)) as person:
        report(vendor(assessed.desk), first=date(2026, 3, 1), last=date(2026, 11, 20))
        await to_point(person, "report_gap")
        assert form(person) == ["soc2_type2", TITLE, ISSUER, "", "", ""]
        assert "2026-01-01..2026-02-28" in person.text


@pytest.mark.slow
async def test_days_to_come_ask_for_the_report_that_follows(assessed, drive, vendor) -> None:
    async with drive(assessed, (120, 40)) as person:
        report(vendor(assessed.desk))
        await to_point(person, "report_ahead")
        assert form(person) == ["soc2_type2", TITLE, ISSUER, "DOC-1", "", ""]
        assert "2026-11-22..2026-12-31" in person.text


@pytest.mark.slow
async def test_a_letter_that_reaches_too_far_gives_way_to_the_report_or_to_another_letter(
    assessed, drive, vendor
) -> None:
    async with drive(assessed, (120, 40)) as person:
        desk = vendor(assessed.desk)
        report(desk, last=date(2026, 6, 30))
        paper(desk, DocumentKind.BRIDGE_LETTER, date(2026, 7, 1), date(2026, 11, 10), title="Letter", issuer=NAME)
        await to_point(person, "bridge_long")
        assert "in the place of DOC-2" in person.text
        await person.keys("l")
        assert form(person) == ["bridge_letter", "Letter", NAME, "DOC-2", "", ""]
        await person.keys("escape")
        await to_point(person, "bridge_long")
        await person.keys("r")
        assert form(person) == ["soc2_type2", TITLE, ISSUER, "DOC-1", "", ""]


@pytest.mark.slow
async def test_days_between_two_reports_are_no_reason_to_replace_the_first_again(assessed, drive, vendor) -> None:
    async with drive(assessed, (120, 40)) as person:
        desk = vendor(assessed.desk)
        report(desk, last=date(2026, 3, 31))
        report(desk, first=date(2026, 6, 1), last=date(2026, 11, 20), replaces="DOC-1")
        await to_point(person, "report_gap")
        assert form(person)[3] == ""
        assert "2026-04-01..2026-05-31" in person.text
