"""Access reviews at the keyboard: one key a decision, the page as the limit, reasons in sight, the signature."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from grcdesk.errors import BadInput
from grcdesk.paths import DeskPaths
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, Ruling
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.terms.reviews import CampaignState, Decision
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.lacks.list import LacksScreen
from grcdesk.tui.reviews import forms
from grcdesk.tui.widgets.table import Table
from helpers import review_story as story

S = story.SYSTEM
FIRST = date(2026, 4, 1)


@pytest.fixture
def files(tmp_path):
    return story.files(tmp_path)


@pytest.fixture
def running(desk_root, files) -> GrcdeskApp:
    """One campaign half way, with something of everything; one not begun."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.reviews.open(CampaignPlan("2026Q2", (S,), owners={S: "Lin Chen"}, delegates={S: "Dana Reyes"}, started=FIRST))
    desk.accounts.load("AR-1", S, files["population"], ListFacts("2026-06-30", "all users"))
    desk.accounts.decide_file("AR-1", files["decisions"])
    desk.accounts.prove("AR-1", S, files["later"], ListFacts("2026-07-21"))
    desk.reviews.open(CampaignPlan("2026Q3", (S, "Prompt log")))
    desk.accounts.load("AR-2", S, files["population"], ListFacts("2026-07-10"))
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


def decided(app: GrcdeskApp, campaign: str = "AR-2") -> dict[str, Decision | None]:
    assert app.desk is not None
    return {row.account: row.decision for row in app.desk.accounts.rows(app.desk.accounts.keys(campaign))}


@pytest.mark.slow
async def test_screens_read_as_kept(running, walk) -> None:
    await walk(running, [("reviews", ("5",)), ("review", ("j", "enter"))])


@pytest.mark.slow
async def test_what_is_in_the_way_and_where_lists_come_from_read_as_kept(running, drive, golden) -> None:
    async with drive(running) as person:
        await person.keys("5", "j", "enter", "b")
        golden("review_bars_80x24", person.text)
        await person.keys("escape", "v")
        golden("review_facts_80x24", person.text)


@pytest.mark.slow
async def test_one_key_keeps_and_goes_on_and_undo_takes_it_back(running, drive) -> None:
    async with drive(running) as person:
        await person.keys("5", "enter", "y", "y", "j", "n")
        assert isinstance(running.screen, Form)
        await person.fill(reason="left the team", ticket="OPS-1")
        found = decided(running)
        assert [found[f"u0{n}"] for n in (1, 2, 3, 4)] == [Decision.KEEP, Decision.KEEP, None, Decision.REVOKE]
        assert "3 of 41" in person.text
        await person.keys("u")
        assert decided(running)["u04"] is None
        await person.keys("k", "k", "k", "z")
        assert decided(running)["u02"] is None, "deciding has gone on to the next, with a reason as without"


@pytest.mark.slow
async def test_marked_accounts_are_kept_on_this_page_only(running, drive) -> None:
    async with drive(running) as person:
        await person.keys("5", "enter", "asterisk", "y")
        assert not any(decided(running).values()), "the page is shown before it is kept"
        await person.keys("y")
        kept = [name for name, decision in decided(running).items() if decision is Decision.KEEP]
        table = running.screen.query_one(Table)
        assert 10 < len(kept) <= table.size.height
        assert any("not on this page" in told for told in person.told)
        assert len(table.marks.keys) == 41 - len(kept), "the others stay marked"


@pytest.mark.slow
async def test_what_stands_out_is_asked_for_its_reason(running, drive, tmp_path) -> None:
    assert running.paths is not None
    file = story.write(tmp_path / "x.csv", ("Kennung", "role"), [("boss", "admin")])
    async with drive(running) as person:
        await person.keys("5", "enter", "i")
        await person.fill(file=str(file), pulled_at="2026-09-30")
        assert "no column is known as the account id: Kennung" in person.text, "the form is back, as it was filled"
        await person.fill(columns="account=Kennung", expected="2")
        assert running.desk is not None
        running.screen.query_one(Table).go_to("AR-2/2/boss")
        await person.keys("y")
        assert isinstance(running.screen, Form)
        await person.fill(reason="runs the gateway")
        assert decided(running)["boss"] is Decision.KEEP


@pytest.mark.slow
async def test_it_is_repaired_and_signed_at_the_keyboard(running, drive, files) -> None:
    async with drive(running) as person:
        await person.keys("5", "j", "enter", "A")
        assert isinstance(running.screen, LacksScreen)
        assert "missing" in person.text
        await person.keys("escape", "slash")
        await person.type("is:undecided,missing,self")
        await person.keys("enter", "asterisk", "y", "y", "escape")
        await person.keys("p")
        await person.fill(file=str(files["last"]), pulled_at="2026-07-24")
        assert "nothing is in the way" in person.text
        await person.keys("A")
        await person.fill(role="GRC lead")
        assert "exceptions 2026-11-21 by Dana Reyes, GRC lead" in person.text
        assert person.told[-1].endswith("R opens it again"), "a signature is not undone"
        keys = person.text.splitlines()[-1]
        assert "R reopen" in keys
        assert "keep" not in keys, "a signed review offers only what still works"
        await person.keys("y")
        assert any("frozen" in told for told in person.told)
        await person.keys("s")
        assert "is signed: R on its page opens it again" in person.text
        assert "keep" not in person.text.splitlines()[-1]
        await person.keys("q")
        await person.keys("f")
        await person.fill(title="Three accounts without a reviewer", severity="medium", owner="Lin Chen")
        assert running.desk is not None
        assert running.desk.findings.list()[-1].title == "Three accounts without a reviewer"
        await person.keys("R")
        await person.fill(reason="a system was left out")
        assert running.desk is not None
        assert running.desk.reviews.show("AR-1").state is CampaignState.REOPENED


@pytest.mark.slow
async def test_who_may_not_decide_is_told_before_and_the_lack_asks_who_decides(running, drive, desk_root) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.reviews.assign("AR-2", S, owner="Lin Chen", delegate="")
    assert desk.accounts.barred("AR-2", ["AR-2/1/u01"], "Lin Chen") == ()
    assert desk.accounts.barred("AR-2", ["AR-2/1/u01"], "u01@acme.example") == (
        "u01: nobody decides on their own account",
    )
    desk.close()
    async with drive(running, (120, 40)) as person:
        await person.keys("5", "enter", "s")
        assert "Decisions that bar the signature: Dana Reyes is neither owner nor delegate" in person.text
        assert not any(decided(running).values())
        await person.keys("y", "q", "L", "/")
        await person.type("kind:access_reviewer")
        await person.keys("enter", "enter")
        assert isinstance(running.screen, Form)
        assert "Who decides" in person.text
        await person.fill(delegate="Dana Reyes")
        await person.keys("q", "s")
        assert "neither owner nor delegate" not in person.text


@pytest.mark.slow
async def test_a_reviewer_who_may_not_decide_is_told_before_the_decision_is_made(running, drive, desk_root) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.reviews.assign("AR-2", S, owner="Lin Chen", delegate="Dana Reyes")
    desk.close()
    async with drive(running, (120, 40)) as person:
        await person.keys("5", "enter", "n")
        await person.fill(reason="left the team", reviewer="Max Roy")
        assert isinstance(running.screen, Preview)
        assert f"Max Roy is neither owner nor delegate of {S}" in person.text
        await person.keys("escape")
        assert isinstance(running.screen, Form), "the form is back, as it was filled"
        await person.fill(reviewer="Lin Chen")
        assert running.desk is not None
        (row,) = running.desk.accounts.rows(["AR-2/1/u01"])
        assert (row.reviewer, row.reason, row.unauthorised) == ("Lin Chen", "left the team", False)


@pytest.mark.slow
async def test_opening_owners_removals_files_roster_and_dropping(running, drive, tmp_path, files) -> None:
    people = story.write(tmp_path / "people.csv", ("name", "email"), [("User 1", "u01@acme.example")])
    desk_of = running
    async with drive(running) as person:
        await person.keys("5", "a")
        await person.fill(slot="2026Q4", systems="Gateway", owners="Gateway=Lin Chen")
        desk = desk_of.desk
        assert desk is not None
        assert desk.reviews.show("AR-3").systems[0].owner == "Lin Chen"
        await person.keys("g", "z", "y")
        assert [row.id for row in desk.reviews.list()] == ["AR-2", "AR-1"]
        await person.keys("j", "enter", "o")
        await person.fill(delegate="Ada Okafor")
        assert desk.reviews.show("AR-1").systems[0].delegate == "Ada Okafor"
        desk.accounts.decide("AR-1", ["u09"], Ruling(Decision.REVOKE, "Lin Chen", reason="left"))
        await person.keys("a")
        await person.fill(file=str(files["decisions"]))
        assert any("decisions taken" in told for told in person.told)
        running.screen.query_one(Table).go_to("AR-1/1/u12")
        await person.keys("d")
        await person.fill(done_on="2026-07-06", ticket="T-9")
        row = desk.accounts.rows(["AR-1/1/u12"])[0]
        assert (str(row.done_on), row.ticket, row.reviewer) == ("2026-07-06", "T-9", "Lin Chen")
        await person.keys("m")
        await person.fill(reason="to reader", reviewer="Lin Chen")
        assert decided(running, "AR-1")["u12"] is Decision.MODIFY
        await person.keys("k", "enter")
        assert "to reader" in person.text
        await person.keys("escape", "escape", "i")
        await person.fill(file=str(people))
        assert desk.reviews.show("AR-2").flags["orphan"] == 40


@pytest.mark.slow
async def test_files_go_out_and_come_back_at_the_keyboard(running, drive, tmp_path) -> None:
    async with drive(running) as person:
        await person.keys("5", "enter", "o")
        await person.fill(owner="Lin Chen")
        await person.keys("E")
        await person.fill(reviewer="Lin Chen", path=str(tmp_path / "lin.xlsx"))
        assert any("41 accounts for Lin Chen" in told for told in person.told)
        book = openpyxl.load_workbook(tmp_path / "lin.xlsx")
        book["Decisions"]["L3"], book["Decisions"]["M3"] = "revoke", "left"
        book.save(tmp_path / "lin.xlsx")
        await person.keys("I")
        await person.fill(file=str(tmp_path / "lin.xlsx"))
        assert "u02  decision - > revoke" in person.text
        await person.keys("y")
        assert decided(running)["u02"] is Decision.REVOKE
        await person.keys("t")
        assert "to do" in person.text
        assert "revoke Model gateway/u02, due 2026-11-27" in " ".join(person.text.split())
        await person.keys("y", "M")
        await person.fill(path=str(tmp_path / "memo.docx"))
        assert (tmp_path / "memo.docx").is_file()
        assert (running.desk.paths.exports / "access_review_2026Q3_removals.csv").is_file()


def test_all_pages_of_a_list_are_named_in_one_field(tmp_path):
    one, two, odd = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "x; y.json"
    for path in (one, two, odd):
        path.write_text("[]")
    assert forms.files_of(f"{one}") == [one]
    assert forms.files_of(f"{one}; {two};") == [one, two]
    assert forms.files_of(f"{odd}") == [odd]
    with pytest.raises(BadInput, match="is no file"):
        forms.files_of(f"{one}; {tmp_path / 'c.json'}")


async def test_once_all_is_decided_the_key_of_the_later_list_is_shown(desk_root, files, drive) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.reviews.open(CampaignPlan("2026Q3", (S,), owners={S: "Mara Boss"}))
    desk.accounts.load("AR-1", S, files["population"], ListFacts("2026-07-10"))
    keys = desk.accounts.keys("AR-1")
    app = GrcdeskApp(DeskPaths(desk_root))
    async with drive(app, (80, 24)) as person:
        await person.keys("5", "enter")
        assert "i load" in person.text
        desk.accounts.decide("AR-1", keys, Ruling(Decision.REVOKE, "Mara Boss", reason="the system is closed"))
        desk.close()
        await person.keys("q", "enter")
        assert "without proof; p takes in a later list" in person.text
        assert "p prove" in person.text
        assert "i load" not in person.text
        await person.keys("p")
        assert app.focused is not None
        assert app.focused.id == "field-file", "the system is known"
