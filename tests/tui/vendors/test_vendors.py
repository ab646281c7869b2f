"""Vendors in the terminal app: screens as kept, adding, editing, a review from start to end."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.vendors.papers import DocumentFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.terms.vendors import CheckAnswer, DocumentKind, Tier
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.frame.checklists.screen import ChecklistScreen
from grcdesk.tui.widgets.table import Table
from helpers.provider import FAILING, late_provider

SCREENS = {
    "vendors": ("4",),
    "vendor": ("j", "enter"),
    "vendor_package": ("l",),
    "vendor_agreements": ("l",),
    "vendor_reports": ("l",),
    "vendor_reviews": ("l",),
    "vendor_review": ("r",),
}
"""Screens on one walk, each with the keys that lead on to it."""


@pytest.fixture
def watched(desk_root: Path) -> GrcdeskApp:
    """A desk with three vendors: one overdue with an open review, one due soon, one never reviewed."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    models = VendorFacts(
        tier=Tier.CRITICAL, model_provider=True, service="drafts of replies", region="US", owner="Lee Chen",
        onboarded=date(2024, 3, 1), last_review=date(2025, 11, 9),
    )  # fmt: skip
    desk.vendors.add("Example Models", models)
    desk.vendors.add("Ticket Desk", VendorFacts(tier=Tier.HIGH, service="tickets", last_review=date(2025, 12, 14)))
    desk.vendors.add("Acme OCR", VendorFacts(tier=Tier.LOW, service="scan intake", onboarded=date(2026, 9, 1)))
    desk.vendor_reviews.start("Example Models", reviewer="Dana Reyes", on=date(2026, 11, 16))
    desk.vendor_reviews.answer("VR-1", "1", CheckAnswer.YES)
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.mark.slow
async def test_screens_read_as_kept(watched, walk) -> None:
    await walk(watched, SCREENS.items())


@pytest.mark.slow
async def test_a_vendor_is_added_edited_exported_and_left(app, drive, tmp_path):
    async with drive(app) as person:
        await person.keys("4")
        assert "No vendors yet" in person.text
        await person.keys("a")
        await person.fill(name="Ticket Desk", tier="medium", model_provider="no", last_review="2026-01-31")
        assert "2028-01-31" in person.text
        await person.keys("t")
        await person.fill(data="personal", access="admin", tier="low")
        assert any("answers suggest critical" in told for told in person.told)
        await person.keys("escape", "escape", "d")
        await person.fill(last_review="2026-02-01")
        assert "2028-02-01" in person.text
        await person.keys("e")
        await person.fill(owner="Lee Chen", region="EU")
        await person.keys("p")
        await person.fill(medium="12")
        assert "2027-02-01" in person.text
        await person.keys("b")
        assert "Ask Ticket Desk for" in person.text
        assert "Subject: Documents and terms: Ticket Desk" in person.text
        await person.keys("escape")
        await person.keys("x", "d", "v")
        assert "Ticket Desk" in person.text
        await person.fill(path=str(tmp_path / "memo.docx"))
        assert zipfile.is_zipfile(tmp_path / "memo.docx")
        await person.keys("z")
        await person.fill(reason="replaced")
        assert "offboarded" in person.text


@pytest.mark.slow
async def test_a_review_is_answered_and_concluded(watched, drive):
    async with drive(watched, (120, 40)) as person:
        await person.keys("4", "j", "r", *"y" * 10, "c", "a")
        assert "fails:" in person.text, "what fails is named, and the review stays as it is"
        await person.keys("escape", "c", "w")
        await person.fill(conditions="report by March")
        assert any("next review due 2027-11-21" in told for told in person.told)
        await person.keys("/")
        await person.type("models")
        await person.keys("enter", "enter", "l", "l", "l", "l", "enter")
        assert "report by March" in person.text
        await person.keys("escape", "]", "r", "enter", "c")
        assert "not to be concluded yet: questions 1, 2" in person.told[-1]
        assert isinstance(watched.screen, ChecklistScreen)


@pytest.mark.slow
async def test_a_review_is_given_up_with_a_reason(watched, drive):
    async with drive(watched) as person:
        await person.keys("4", "j", "r", *"y" * 10, "c", "x")
        await person.fill(reason="wrong vendor")
        assert any("VR-1 dropped" in told for told in person.told)
        assert not isinstance(watched.screen, ChecklistScreen), "back to where it was opened"


@pytest.mark.slow
async def test_what_fails_of_a_provider_is_read_and_mended_from_its_tabs(root_after, drive, golden):
    async with drive(GrcdeskApp(DeskPaths(root_after(late_provider))), (120, 40)) as person:
        await person.keys("4")
        golden("vendors_late_120x40", person.text)
        await person.keys("enter")
        assert all(why in person.text for why in FAILING.values())
        golden("vendor_late_120x40", person.text)
        await person.keys("l", "l")
        golden("vendor_late_agreements_120x40", person.text)
        await person.keys(*"j" * 13, "enter")
        await person.fill(answer="yes", amount="48", place="9.2")
        assert "words without a number" not in person.text
        await person.keys("l", "l", "l", "j", "j", "j", "enter")
        await person.fill(training="off")
        await person.keys("h", "h", "h", "h", "h")
        assert "3 points failing" in person.text
        await person.keys("h")
        assert "vendor clause" in person.text, "the history is that of every record of the file"
        await person.keys("l")
        await person.do("vendors.exposure")
        assert "EU to US" in person.text
        await person.keys("escape")
        await person.do("vendors.traffic")
        assert "0 logs read" in person.text
        await person.keys("escape")
        await person.do("vendors.points")
        assert "1 of 1 vendor, 1 of 1 provider named by features" in person.text


@pytest.mark.slow
async def test_a_list_of_vendors_is_looked_at_and_then_taken(app, drive, tmp_path):
    file = tmp_path / "vendors.csv"
    file.write_text("Vendor,Class\nTicket Desk,low\n", encoding="utf-8")
    async with drive(app, (120, 40)) as person:
        await person.keys("4", "i")
        await person.fill(file=str(file))
        assert "line 2: VEN-1 Ticket Desk new, low" in person.text
        await person.keys("escape")
        assert "No vendors yet" in person.text
        await person.keys("i")
        await person.fill(file=str(file))
        await person.keys("y")
        assert any("1 vendor added" in told for told in person.told)
        assert "Ticket Desk" in person.text


@pytest.mark.slow
async def test_the_status_page_is_asked_for_checked_and_shown(watched, drive):
    async with drive(watched) as person:
        await person.keys("4", "j", "enter", "e")
        await person.fill(status_page="status.example")
        assert any("is no link" in told for told in person.told)
        await person.fill(status_page="https://status.example")
        assert "Status page https://status.example" in person.text


@pytest.mark.slow
async def test_the_state_has_no_good_word_while_something_is_late_or_fails(app, drive):
    async with drive(app, (100, 40)) as person:
        desk = app.desk
        desk.vendors.add("Example Models", VendorFacts(tier=Tier.CRITICAL, last_review=date(2026, 11, 1)))
        desk.vendors.add("Ticket Desk", VendorFacts(tier=Tier.CRITICAL, last_review=date(2026, 4, 1)))
        desk.vendors.add("Badges", VendorFacts(tier=Tier.LOW, last_review=date(2026, 11, 1)))
        late = DocumentFacts(DocumentKind.ISO27001, "Certificate", expires=date(2026, 11, 19))
        desk.vendor_papers.add_document("Example Models", late)
        await person.go("vendors")
        lines = {
            name: next(row for row in person.text.splitlines() if f"  {name}" in row)
            for name in ("Example", "Ticket", "Badges")
        }
        assert "✗ certificate 2 d late" in lines["Example"]
        assert "✗ check 51 d late" in lines["Ticket"]
        assert "failing" in lines["Badges"]
        assert "✓ in" not in person.text
        while app.screen.query_one(Table).key != "VEN-2":
            await person.keys("j")
        await person.keys("r")
        assert app.screen.query_one("#field-kind").value == "check", "the check is what is late"
