"""Vendors brought from a file: shown first, all or nothing, undone in one step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.schemas.registers.registers import RegisterPlan
from grcdesk.schemas.registers.tables import TablePlan
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import DueState
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.vendors import Data, Tier

LIST = """Vendor,Tier,Owner,Last review,Data,Offboarded
Example Models,high,Lee Chen,2026-02-28,,
Ticket Desk,,,,personal,
Old Cloud,low,,,,2026-05-31
"""


def bring(desk, file, *, tier=None, dry_run=False, **table):
    plan = RegisterPlan(TablePlan(**table), defaults={"tier": tier.value} if tier else {})
    return desk.registers.import_(DeskRegister.VENDORS, file, plan, dry_run=dry_run)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vendors.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_preview_says_what_each_row_would_do_and_does_nothing(desk, file):
    desk.vendors.add("Example Models", VendorFacts(tier=Tier.MEDIUM))
    desk.vendors.add("Old Cloud", VendorFacts(tier=Tier.LOW, onboarded=date(2020, 1, 1)))
    told = bring(desk, file, dry_run=True)
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
    done = bring(desk, file)
    rows = {row.name: row for row in desk.vendors.list()}
    assert rows["Example Models"].review.due == date(2027, 2, 28)
    assert rows["Old Cloud"].review.state is DueState.OFFBOARDED
    assert desk.vendors.show("Ticket Desk").data is Data.PERSONAL
    again = bring(desk, file)
    assert (again.sentence, again.batch) == ("0 vendors added, 0 changed, 3 as before", "")
    desk.log.undo(done.batch)
    assert [row.name for row in desk.vendors.list()] == ["Old Cloud"]


def test_what_was_said_of_columns_is_remembered_and_gives_way_to_what_is_said_now(desk, tmp_path):
    file = tmp_path / "suppliers.csv"
    file.write_text("Firm,Grade,Class\nNova,high,low\n", encoding="utf-8")
    said = {"name": "Firm", "tier": "Grade"}
    bring(desk, file, columns=said, dry_run=True)
    with pytest.raises(BadInput, match="no column names the vendor"):
        bring(desk, file)
    done = bring(desk, file, columns=said)
    assert bring(desk, file).sentence == "0 vendors added, 0 changed, 1 as before"
    assert bring(desk, file, columns={"tier": "Class"}, dry_run=True).sentence.startswith("0 vendors added, 1")
    file.write_text("Firm,Tier\nOther,medium\n", encoding="utf-8")
    assert bring(desk, file, dry_run=True).sentence.startswith("1 vendor added"), "a column that is gone"
    desk.log.undo(done.batch)
    with pytest.raises(BadInput, match="no column names the vendor"):
        bring(desk, file)


def test_one_row_that_cannot_be_taken_stops_all(desk, file):
    with file.open("a", encoding="utf-8") as more:
        more.write("No Tier,,,,,\nToo Soft,low,,,special,\n")
    with pytest.raises(BadInput) as wrong:
        bring(desk, file)
    assert [reason.partition(":")[0] for reason in wrong.value.reasons] == ["line 5", "line 6"]
    assert desk.vendors.list() == []
    file.write_text("Vendor\nNo Tier\n", encoding="utf-8")
    assert bring(desk, file, tier=Tier.LOW).sentence.startswith("1 vendor added")


CASES = {
    "tier-words.csv": """Vendor Name,Service Provided,Tier,Data Accessed,Last Assessment Date,Next Review Date,Status
North Hosting,Cloud infrastructure,Tier 1 - Critical,"All business data",2026-03-15,2027-03-15,Active - Compliant
Mail Relay,Mail and SMS,Tier 2 - High,"Name, phone",Never Assessed,2026-12-15,Retrospective Assessment Required
Office Chairs,Furniture,Tier 4 - Low,No data access,N/A - Not Required,N/A,Active
""",
    "german-dates.csv": "\ufeffname;tier;last review\nA Host;high;01.03.2026\n",
}


@pytest.fixture
def case(tmp_path):
    def write(name: str) -> Path:
        path = tmp_path / name
        path.write_text(CASES[name], encoding="utf-8")
        return path

    return write


def test_words_of_others_are_told_once_and_the_next_review_is_theirs(desk, case):
    file = case("tier-words.csv")
    with pytest.raises(BadInput) as wrong:
        bring(desk, file)
    assert len(wrong.value.reasons) == 3
    assert "--word 'tier:Tier 1 - Critical=critical'" in wrong.value.hint
    words = {"tier": {"Tier 1 - Critical": "critical", "tier 2 - high": "high", "Tier 4 - Low": "low"}}
    done = bring(desk, file, words=words)
    rows = {row.name: row for row in desk.vendors.list()}
    north, relay, chairs = rows["North Hosting"], rows["Mail Relay"], rows["Office Chairs"]
    assert (north.review.due, desk.vendors.show("North Hosting").planned_review) == (date(2027, 3, 15), None)
    assert (relay.last_review, relay.review.state, relay.review.due) == (
        None, DueState.NEVER_REVIEWED, date(2026, 12, 15),
    )  # fmt: skip
    assert "as tier-words.csv says" in relay.review.why
    assert (chairs.last_review, chairs.service) == (None, "Furniture")
    assert "not used: Data Accessed, Status" in done.warnings
    assert bring(desk, file).sentence == "0 vendors added, 0 changed, 3 as before", "the words are remembered"


def test_german_days_are_read(desk, case):
    bring(desk, case("german-dates.csv"))
    assert desk.vendors.list()[0].last_review == date(2026, 3, 1)


def test_never_takes_a_review_back_and_is_named(desk, tmp_path):
    desk.vendors.add("Host", VendorFacts(tier=Tier.LOW, last_review=date(2026, 1, 1)))
    path = tmp_path / "v.csv"
    path.write_text("Vendor,Last review\nHost,never\n", encoding="utf-8")
    done = bring(desk, path)
    assert [(one.field, one.old, one.new) for one in done.changes] == [("last review", "2026-01-01", "")]
    assert desk.vendors.list()[0].review.state is DueState.NEVER_REVIEWED


@pytest.mark.parametrize(
    ("cadence", "due"),
    [("annual", date(2027, 1, 31)), ("Quarterly", date(2026, 4, 30)), ("24 months", date(2028, 1, 31)),
     ("every 2 years", date(2028, 1, 31)), ("36", date(2029, 1, 31))],
)  # fmt: skip
def test_a_cadence_of_its_own_plans_the_next_review(desk, tmp_path, cadence, due):
    path = tmp_path / "v.csv"
    path.write_text(f"Vendor,Tier,Last reviewed,Review frequency\nHost,high,2026-01-31,{cadence}\n", encoding="utf-8")
    bring(desk, path)
    assert desk.vendors.list()[0].review.due == due
    assert ("months, as v.csv says" in desk.vendors.list()[0].review.why) == (cadence != "annual")


def listed(tmp_path, text):
    path = tmp_path / "v.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_cadence_of_its_own_waits_for_the_first_review(desk, tmp_path):
    done = bring(desk, listed(tmp_path, "Vendor,Tier,Review frequency\nHost,high,24 months\n"))
    assert "Host: every 24 months, and never reviewed: the first review is due" in done.warnings
    assert desk.vendors.list()[0].review.state is DueState.NEVER_REVIEWED


def test_a_reason_for_the_next_review_is_kept_only_beside_a_day_of_its_own(desk, tmp_path):
    desk.vendors.add("Host", VendorFacts(tier=Tier.HIGH, last_review=date(2026, 1, 31)))
    text = "Vendor,Why then\nHost,the contract ends\n"
    done = bring(desk, listed(tmp_path, text))
    assert "Host: its next review is no other than its cadence asks for: reason not kept" in done.warnings
    assert (done.changes, desk.vendors.show("Host").planned_reason) == ((), "")
    bring(desk, listed(tmp_path, text.replace("then", "then,Next review", 1).replace("ends", "ends,2026-12-31")))
    bring(desk, listed(tmp_path, text.replace("ends", "ends then")))
    found = desk.vendors.show("Host")
    assert (found.planned_review, found.planned_reason) == (date(2026, 12, 31), "the contract ends then")


def test_why_a_vendor_left_can_be_told_later(desk, tmp_path):
    desk.vendors.add("Host", VendorFacts(tier=Tier.LOW, onboarded=date(2025, 1, 1)))
    desk.vendors.offboard("Host", on=date(2026, 5, 31), reason="gone")
    bring(desk, listed(tmp_path, "Vendor,Why offboarded\nHost,replaced by another\n"))
    found = desk.vendors.show("Host")
    assert (found.row.offboarded, found.offboard_reason) == (date(2026, 5, 31), "replaced by another")


def test_a_row_that_names_no_vendor_is_named_by_its_line(desk, tmp_path):
    with pytest.raises(BadInput) as wrong:
        bring(desk, listed(tmp_path, "Vendor,Tier\n,low\nHost,low\n"))
    assert wrong.value.reasons == ("line 2: names no vendor: it needs name",)


def test_ids_of_another_program_say_nothing(desk, tmp_path):
    path = tmp_path / "v.csv"
    path.write_text("Vendor ID,Vendor,Tier\nV-001,Host,high\n", encoding="utf-8")
    done = bring(desk, path)
    assert done.added[0].id == "VEN-1"
    assert "the column of ids holds none of ours, and was passed over" in done.warnings


def test_the_list_of_the_command_line_comes_in_as_it_went(desk, tmp_path, capsys):
    desk.vendors.add("=Odd", VendorFacts(tier=Tier.HIGH, owner="Lee Chen", last_review=date(2026, 1, 31)))
    path = tmp_path / "v.csv"
    path.write_text(
        "id,name,tier,service,owner,last_review,due,days,state,why\n"
        "VEN-1,'=Odd,high,,Lee Chen,2026-01-31,2027-01-31,71,due_90,tier high: every 12 months\n",
        encoding="utf-8",
    )
    assert bring(desk, path).kinds == frozenset()
