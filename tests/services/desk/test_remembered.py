"""What is told of a list once is remembered for its source, added to what is found, shown, and taken back."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.registers.registers import RegisterPlan
from grcdesk.schemas.registers.tables import PLAIN_TABLE, RememberedSource, TablePlan
from grcdesk.schemas.requests.lists import ListPlan
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, RosterFacts
from grcdesk.terms.interchange import DayOrder, DeskRegister

VENDORS = (
    "Supplier,Level,Critical,Reviewed on\nA,Tier 1 - Critical,true,3/4/2026\nB,Tier 2,false,5/6/2026\nC,Tier 2,,\n"
)
WORDS = {"tier": {"Tier 1 - Critical": "critical", "Tier 2": "high"}, "criticality": {"true": "high", "false": "low"}}
COLUMNS = {"tier": "Level", "criticality": "Critical", "last_review": "Reviewed on"}


def bring(desk, path, table=PLAIN_TABLE):
    return desk.registers.import_(DeskRegister.VENDORS, path, RegisterPlan(table))


@pytest.fixture
def vendors(tmp_path):
    path = tmp_path / "v.csv"
    path.write_text(VENDORS, encoding="utf-8")
    return path


def test_days_then_all_unknown_words_are_asked_for_and_then_remembered(desk, vendors):
    with pytest.raises(BadInput, match="Reviewed on '3/4/2026' in row 2 can be read in two ways"):
        bring(desk, vendors, TablePlan(columns=COLUMNS))
    plan = TablePlan(columns=COLUMNS, dates=DayOrder.MONTH)
    with pytest.raises(BadInput, match="nobody knows yet what 4 words of it mean") as asked:
        bring(desk, vendors, plan)
    assert asked.value.reasons == (
        "tier 'Tier 1 - Critical', 1 row (line 2): critical, high, medium, low",
        "criticality 'true', 1 row (line 2): low, medium, high, severe",
        "tier 'Tier 2', 2 rows (line 3, 4): critical, high, medium, low",
        "criticality 'false', 1 row (line 3): low, medium, high, severe",
    )
    assert "--word 'tier:Tier 1 - Critical=critical'" in asked.value.hint
    assert desk.remembered.list() == [], "nothing is remembered of what was refused"
    done = bring(desk, vendors, TablePlan(columns=COLUMNS, words=WORDS, dates=DayOrder.MONTH))
    assert done.sentence.startswith("3 vendors added")
    rows = {row.name: (row.tier, row.last_review) for row in desk.vendors.list()}
    assert rows["A"] == ("critical", date(2026, 3, 4))
    again = bring(desk, vendors)
    assert again.sentence.startswith("0 vendors added, 0 changed, 3 as before")
    assert any("tier 'Tier 1 - Critical' = critical" in one for one in again.warnings)
    assert "as told: the month stands first in its days" in again.warnings


def test_what_is_told_later_is_added_and_may_be_forgotten(desk, vendors):
    bring(desk, vendors, TablePlan(columns=COLUMNS, words=WORDS, dates=DayOrder.DAY))
    bring(desk, vendors, TablePlan(columns={"criticality": ""}, words={"tier": {"Tier 3": "low"}}))
    (one,) = desk.remembered.list()
    assert one == RememberedSource(
        "list of vendors",
        ("criticality = ", "last_review = Reviewed on", "tier = Level"),
        (
            *("criticality: false = low", "criticality: true = high", "tier: Tier 1 - Critical = critical"),
            *("tier: Tier 2 = high", "tier: Tier 3 = low"),
        ),
        "day",
    )
    assert desk.remembered.forget("List of vendors").sentence == "nothing is remembered of list of vendors any more"
    with pytest.raises(NotFound):
        desk.remembered.forget("list of vendors")
    with pytest.raises(BadInput, match="nobody knows yet"):
        bring(desk, vendors, TablePlan(columns=COLUMNS, dates=DayOrder.DAY))
    desk.log.undo()
    assert [one.source for one in desk.remembered.list()] == ["list of vendors"]


def test_a_map_says_columns_words_and_days_for_every_noun(desk, vendors, tmp_path):
    lines = ["columns:", "  tier: Level", "  last_review: Reviewed on", "words:", "  tier:"]
    lines += ["    critical: Tier 1 - Critical", "    high: [Tier 2, Tier 3]", "dates: day-first"]
    (tmp_path / "v.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert bring(desk, vendors, TablePlan(map=tmp_path / "v.yaml")).sentence.startswith("3 vendors")
    people = tmp_path / "p.csv"
    people.write_text("Who,Mail,State\nAda,ada@acme.example,On exit\nLin,lin@acme.example,Here\n", encoding="utf-8")
    (tmp_path / "p.yaml").write_text("columns:\n  name: Who\nwords:\n  status:\n    left: On exit\n", encoding="utf-8")
    desk.accounts.roster(people, RosterFacts(table=TablePlan(map=tmp_path / "p.yaml")))
    told = desk.accounts.roster(people, RosterFacts(confirm="the same"))
    assert "2 people on the roster: 0 new, 0 changed, 0 gone" in told.sentence
    assert any("status 'On exit' = left" in one for one in told.warnings)
    with pytest.raises(BadInput, match="status cannot be 'gone'"):
        desk.accounts.roster(people, RosterFacts(table=TablePlan(words={"status": {"On exit": "gone"}})))
    with pytest.raises(BadInput, match="the column 'mail' has no words"):
        desk.accounts.roster(people, RosterFacts(table=TablePlan(words={"mail": {"a": "b"}})))


ACCOUNTS = "Login,Full name,State,Last seen\nlin,Lin Chen,on,3/4/2026\nada,Ada Okafor,parked,4/5/2026\n"


def test_a_list_read_with_other_columns_words_or_days_is_a_new_version(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(ACCOUNTS, encoding="utf-8")
    desk.reviews.open(CampaignPlan(slot="2026Q2", systems=("One",)))

    def load(**plan):
        done = desk.accounts.load("AR-1", "One", path, ListFacts("2026-06-30", table=TablePlan(**plan)))
        return done, {row.account: row for row in desk.accounts.rows(desk.accounts.keys("AR-1"))}

    with pytest.raises(BadInput, match="Last seen '3/4/2026' in row 2"):
        load()
    _, rows = load(dates=DayOrder.DAY)
    assert (rows["lin"].last_used, rows["ada"].active) == (date(2026, 4, 3), True)
    again, _ = load()
    assert again.sentence == "a.csv is the list of One already"
    other, rows = load(words={"status": {"parked": "inactive"}})
    assert "a new version, read in another way" in other.sentence
    assert rows["ada"].active is False
    later, rows = load(dates=DayOrder.MONTH)
    assert "a new version, read in another way" in later.sentence
    assert (rows["lin"].last_used, rows["ada"].active) == (date(2026, 3, 4), False)
    named, _ = load(columns={"role": "State"})
    assert "a new version" in named.sentence
    (one,) = desk.remembered.list()
    assert (one.source, one.columns, one.dates) == ("One", ("role = State",), "month")


def test_evidence_read_with_other_days_is_a_new_version_and_the_answer_is_remembered(desk, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,opened,resolved,severity\nT-1,3/4/2026,,high\nT-2,5/4/2026,,low\n", encoding="utf-8")
    with pytest.raises(BadInput, match="`opened` '3/4/2026' in row 2 can be read in two ways"):
        desk.imports.import_(path, ImportPlan("tickets"))
    desk.imports.import_(path, ImportPlan("tickets", dates=DayOrder.DAY))
    assert "was imported as EV-1" in desk.imports.import_(path, ImportPlan("tickets")).sentence
    other = desk.imports.import_(path, ImportPlan("tickets", dates=DayOrder.MONTH))
    assert "a new version: EV-1 was read otherwise" in other.sentence
    assert [(one.source, one.dates) for one in desk.remembered.list()] == [("evidence read as tickets", "month")]


def test_words_of_a_firm_are_listed_and_forgotten_with_its_columns(desk, tmp_path):
    path = tmp_path / "pbc.csv"
    path.write_text("Ref,Request,Due,Status\nR-1,Policy,2/3/2027,In QA\n", encoding="utf-8")
    plan = ListPlan(firm="Marsh", words={"auditor_status": {"In QA": "received"}}, dates=DayOrder.DAY)
    desk.request_lists.import_(path, plan)
    (one,) = desk.remembered.list()
    assert (one.source, one.words, one.dates) == ("requests of marsh", ("auditor_status: In QA = received",), "day")
    desk.remembered.forget("requests of marsh")
    assert desk.remembered.list() == []


def test_a_map_of_evidence_is_remembered_for_its_importer_where_the_file_has_the_columns(desk, tmp_path):
    (tmp_path / "m.yaml").write_text(
        "columns:\n  id: Nr\n  opened: Begin\nwords:\n  severity:\n    high: Hoch\n", "utf-8"
    )
    for name, day in (("a", "2026-05-01"), ("b", "2026-05-02")):
        (tmp_path / f"{name}.csv").write_text(f"Nr,Begin,Severity\nT-1,{day},Hoch\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("id,opened,Severity\nT-1,2026-05-03,low\n", encoding="utf-8")
    desk.imports.import_(tmp_path / "a.csv", ImportPlan("tickets", columns=tmp_path / "m.yaml"))
    seen = desk.imports.preview(tmp_path / "b.csv", ImportPlan("tickets")).report
    assert (seen.used, "columns as told before: id = Nr and opened = Begin" in seen.notes) == (1, True)
    assert desk.imports.preview(tmp_path / "c.csv", ImportPlan("tickets")).report.used == 1
    desk.remembered.forget("evidence read as tickets")
    with pytest.raises(BadInput, match="none usable"):
        desk.imports.preview(tmp_path / "b.csv", ImportPlan("tickets"))
