"""Vendors brought from a file: shown first, all or nothing, undone in one step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.schemas.vendors import VendorFacts
from grcdesk.terms import DueState
from grcdesk.terms.vendors import Data, Tier

LIST = """Vendor,Tier,Owner,Last review,Data,Offboarded
Example Models,high,Lee Chen,2026-02-28,,
Ticket Desk,,,,personal,
Old Cloud,low,,,,2026-05-31
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vendors.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_preview_says_what_each_row_would_do_and_does_nothing(desk, file):
    desk.vendors.add("Example Models", VendorFacts(tier=Tier.MEDIUM))
    desk.vendors.add("Old Cloud", VendorFacts(tier=Tier.LOW, onboarded=date(2020, 1, 1)))
    told = desk.vendors.import_(file, dry_run=True)
    assert told.dry_run
    assert told.sentence == "1 vendor added, 2 changed, 0 as before"
    assert told.warnings[-3:] == (
        "line 2: VEN-1 Example Models: owner - → Lee Chen; tier medium → high; last review - → 2026-02-28",
        "line 3: VEN-3 Ticket Desk new, high, as its answers suggest; next review 2026-11-21",
        "line 4: VEN-2 Old Cloud: offboarded - → 2026-05-31",
    )
    assert {row.name: row.tier for row in desk.vendors.list()} == {"Example Models": Tier.MEDIUM, "Old Cloud": Tier.LOW}


def test_it_is_taken_once_and_undone_in_one_step(desk, file):
    desk.vendors.add("Old Cloud", VendorFacts(tier=Tier.LOW, onboarded=date(2020, 1, 1)))
    done = desk.vendors.import_(file)
    rows = {row.name: row for row in desk.vendors.list()}
    assert rows["Example Models"].review.due == date(2027, 2, 28)
    assert rows["Old Cloud"].review.state is DueState.OFFBOARDED
    assert desk.vendors.show("Ticket Desk").data is Data.PERSONAL
    again = desk.vendors.import_(file)
    assert (again.sentence, again.batch) == ("0 vendors added, 0 changed, 3 as before", "")
    desk.log.undo(done.batch)
    assert [row.name for row in desk.vendors.list()] == ["Old Cloud"]


def test_what_was_said_of_columns_is_remembered_and_gives_way_to_what_is_said_now(desk, tmp_path):
    file = tmp_path / "suppliers.csv"
    file.write_text("Firm,Grade,Class\nNova,high,low\n", encoding="utf-8")
    said = {"name": "Firm", "tier": "Grade"}
    desk.vendors.import_(file, columns=said, dry_run=True)
    with pytest.raises(BadInput, match="no column names the vendor"):
        desk.vendors.import_(file)
    done = desk.vendors.import_(file, columns=said)
    assert desk.vendors.import_(file).sentence == "0 vendors added, 0 changed, 1 as before"
    assert desk.vendors.import_(file, columns={"tier": "Class"}, dry_run=True).sentence.startswith("0 vendors added, 1")
    file.write_text("Firm,Tier\nOther,medium\n", encoding="utf-8")
    assert desk.vendors.import_(file, dry_run=True).sentence.startswith("1 vendor added"), "a column that is gone"
    desk.log.undo(done.batch)
    with pytest.raises(BadInput, match="no column names the vendor"):
        desk.vendors.import_(file)


def test_one_row_that_cannot_be_taken_stops_all(desk, file):
    with file.open("a", encoding="utf-8") as more:
        more.write("No Tier,,,,,\nToo Soft,low,,,special,\n")
    with pytest.raises(BadInput) as wrong:
        desk.vendors.import_(file)
    assert [reason.partition(":")[0] for reason in wrong.value.reasons] == ["line 5", "line 6"]
    assert desk.vendors.list() == []
    file.write_text("Vendor\nNo Tier\n", encoding="utf-8")
    assert desk.vendors.import_(file, tier=Tier.LOW).sentence.startswith("1 vendor added")
