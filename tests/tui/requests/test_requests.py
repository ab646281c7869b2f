"""Requests and walkthroughs in the terminal app: read as kept, answered, handed over, brought from a list."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.requests.lists import ListPlan
from grcdesk.schemas.requests.requests import AuditorWord, RequestChange
from grcdesk.schemas.requests.walkthroughs import WalkthroughFacts, WalkthroughPlan
from grcdesk.terms import EvidenceKind
from grcdesk.terms.requests import AuditorStatus, RequestStatus, SeenAsWritten
from grcdesk.tui.app import GrcdeskApp

LIST = """Marsh & Tell LLP

Ref,Area,Request,Control,Due,Priority,Status,Owner
R-01,Changes,"Population of model and prompt changes,
with the query that drew it",AI-PI-01 CC8.1,2026-11-20,High,Open,Lin Chen
R-02,Changes,Evaluation report for each sampled change,AI-PI-02,2026-12-12,High,Open,Lin Chen
R-03,Access,Accounts of the model gateway,AI-SEC-05,2026-12-12,,Open,
R-04,General,Letter of management,,2027-01-30,Low,Open,
"""


def fieldwork(desk, folder: Path) -> None:
    """A list that came twice, one request returned, one accepted, one blocked; a walkthrough with a difference."""
    path = folder / "pbc.csv"
    path.write_text(LIST, encoding="utf-8")
    desk.request_lists.import_(path, ListPlan(firm="Marsh & Tell", on=date(2026, 11, 2)))
    shown = Artefact(EvidenceKind.EXPORT, "Model changes of 2026", date(2026, 11, 1), source="Repository")
    desk.evidence.add("https://acme.example/changes", shown, controls=["AI-PI-01"])
    desk.requests.evidence("R-01", ["EV-1"])
    desk.requests.submit(["R-01"], on=date(2026, 11, 10))
    back = AuditorWord(AuditorStatus.RETURNED, "Kim Otis", date(2026, 11, 14), "The query is missing")
    desk.requests.told(["R-01"], back)
    desk.requests.submit(["R-02"], response="In the portal, folder 2", on=date(2026, 11, 12))
    desk.requests.told(["R-02"], AuditorWord(AuditorStatus.ACCEPTED, "Kim Otis", date(2026, 11, 20)))
    desk.requests.set(["R-03"], RequestChange(status=RequestStatus.BLOCKED, blocked="the export, ticket 88"))
    desk.requests.set(["R-04"], RequestChange(due=date(2027, 1, 20)))
    path.write_text(LIST.replace("2027-01-30", "2027-02-10"), encoding="utf-8")
    desk.request_lists.import_(path, ListPlan(firm="Marsh & Tell", on=date(2026, 11, 20)))
    plan = WalkthroughPlan(date(2026, 11, 19), ("Lin Chen",), "Kim Otis")
    desk.walkthroughs.add(["AI-SEC-01", "AI-PI-01"], plan)
    held = WalkthroughFacts(held_on=date(2026, 11, 19), shown="Vault and pipeline", item="key 7")
    desk.walkthroughs.record("WT-1", held)
    desk.walkthroughs.answer("WT-1", 1, SeenAsWritten.YES, note="the vault")
    desk.walkthroughs.answer("WT-1", 2, SeenAsWritten.NO, note="replaced a day later")


@pytest.fixture
def asked(_grown, tmp_path) -> GrcdeskApp:
    """The app over that desk."""
    return GrcdeskApp(DeskPaths(Path(shutil.copytree(_grown(fieldwork), tmp_path / "desk"))))


async def open_requests(person) -> None:
    await person.go("requests")
    await person.keys("g")


@pytest.mark.slow
async def test_screens_read_as_kept(asked, drive, golden):
    stops = {
        "requests": ("g",),
        "request": ("enter",),
        "request_rounds": ("l",),
        "request_evidence": ("l",),
        "walkthroughs": ("q", "v", "g"),
        "walkthrough": ("enter",),
        "walkthrough_questions": ("l",),
        "walkthrough_checklist": ("t",),
    }
    async with drive(asked, (80, 24)) as person:
        await person.go("requests")
        for name, keys in stops.items():
            await person.keys(*keys)
            golden(f"{name}_80x24", person.text)
        await person.keys("escape", "q", "q")
        await person.pilot.resize_terminal(120, 40)
        await person.keys("g")
        golden("requests_120x40", person.text)
        await person.pilot.resize_terminal(60, 16)
        await person.keys("g")
        golden("requests_60x16", person.text)


@pytest.mark.slow
async def test_a_request_is_answered_handed_over_and_the_auditors_word_put_down(asked, drive):
    async with drive(asked) as person:
        desk = asked.desk
        await open_requests(person)
        await person.keys("j", "j", "s", "g", "m", "enter")
        assert desk.requests.show("R-03").row.evidence == ("EV-1",)
        await person.keys("c")
        await person.fill(on="2026-11-21")
        assert desk.requests.show("R-03").row.status is RequestStatus.SUBMITTED
        await person.keys("t", "a")
        await person.fill(told_by="Kim Otis", on="2026-11-20")
        assert "cannot be accepted on 2026-11-20" in person.told[-1], person.told
        assert "cannot be accepted on 2026-11-20" in person.text, "the form is back, with what is wrong"
        await person.keys("escape", "escape", "t", "b")
        await person.fill(told_by="Kim Otis")
        assert "Why is needed" in person.text
        await person.fill(reason="Two systems are missing")
        found = desk.requests.show("R-03").row
        assert (found.rounds, found.return_reason, found.status) == (2, "Two systems are missing", "gathering")
        await person.keys("enter", "l", "l", "z")
        assert desk.requests.show("R-03").row.evidence == ()
        await person.keys("e")
        await person.fill(kind="population", controls="AI-SEC-05 AI-SEC-01")
        assert desk.requests.show("R-03").row.kind == "population"


@pytest.mark.slow
async def test_many_are_set_after_one_look_in_one_step(asked, drive):
    async with drive(asked) as person:
        await open_requests(person)
        await person.keys("space", "space", "space", "o")
        await person.fill(owner="Dana Reyes")
        assert "Set owner of 3 requests?" in person.text
        assert "1 new, 2 overwritten: R-01 and R-02" in person.text
        assert "Lin Chen -> Dana Reyes" in person.text
        await person.keys("y")
        rows = asked.desk.requests.list()
        assert [row.owner for row in rows] == ["Dana Reyes"] * 3 + [""]
        await person.keys("u")
        assert [row.owner for row in asked.desk.requests.list()] == ["Lin Chen", "Lin Chen", "", ""]
        await person.keys("g", "space", "space", "space", "slash")
        await person.type("is:conflict")
        await person.keys("enter")
        assert "3 marked, 3 hidden" in person.text
        await person.keys("d", "a")
        await person.fill(due="2027-01-15")
        assert "Set due of 3 requests?" in person.text
        await person.keys("escape", "escape", "escape", "r")
        assert "Accepted the first time" in person.text


@pytest.mark.slow
async def test_a_list_is_brought_with_its_words_asked_and_written_again(asked, drive, tmp_path):
    file = tmp_path / "second.csv"
    file.write_text("Ref,Request,Status\nQ-1,Policy on models,Complete\n", encoding="utf-8")
    async with drive(asked, (120, 40)) as person:
        await open_requests(person)
        await person.keys("i")
        await person.fill(file=str(file), firm="Other")
        assert "auditor status 'Complete'" in person.text
        await person.fill(word0="rec")
        assert "Import these requests?" in person.text
        assert "row 2: REQ-5 Q-1 new" in person.text
        await person.keys("y")
        assert asked.desk.requests.show("Q-1").row.auditor_status is AuditorStatus.RECEIVED
        await person.keys("b")
        await person.fill(path=str(tmp_path / "out.csv"), every="yes")
        assert "Q-1" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
        await person.keys("a")
        await person.fill(text="Something else", ref="Q-2")
        await person.keys("p")
        await person.fill(controls="AI-PI-01")
        assert "8 requests drafted" in person.text
        await person.keys("y")
        assert len(asked.desk.requests.list("control:AI-PI-01")) == 9


@pytest.mark.slow
async def test_a_walkthrough_is_answered_key_by_key_recorded_and_its_difference_settled(asked, drive):
    async with drive(asked) as person:
        await person.go("walkthroughs")
        await person.keys("g", "j", "t", "y", "n")
        walks = asked.desk.walkthroughs
        await person.type("approved in chat")
        await person.keys("enter")
        assert "2 of 2 answered" in person.text
        found = walks.show("WT-2")
        assert [one.answer for one in found.questions] == [SeenAsWritten.YES, SeenAsWritten.NO]
        assert found.differences[0].what == "approved in chat"
        await person.keys("escape", "enter", "c")
        await person.fill(held_on="2026-11-20", item="CHG-204", shown="Repository")
        assert walks.show("WT-2").row.state == "differences_open"
        await person.keys("h", "h", "enter")
        await person.fill(how="Control rewritten", by="Omar Haddad")
        assert walks.show("WT-2").row.state == "held"
        await person.keys("a")
        await person.fill(what="The log is kept elsewhere")
        await person.keys("e")
        await person.fill(led_by="Ann Lee")
        await person.keys("q", "a")
        await person.fill(controls="AI-PI-02", planned_on="2026-12-01")
        assert [row.control for row in walks.list("state:planned")] == ["AI-PI-02"]
        assert walks.show("WT-2").row.led_by == "Ann Lee"


@pytest.mark.slow
async def test_what_is_due_leads_to_its_request(asked, drive):
    async with drive(asked) as person:
        asked.show_due("kind:request")
        await person.keys("g", "enter")
        assert "[Request]" in person.text
        assert "Population of model and prompt changes" in person.text
