"""Signed without remark only when nothing is to be remarked; each lack takes the plain word away by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, RosterFacts, Ruling
from grcdesk.terms.reviews import CampaignState, Decision, ReviewException, SignVerdict
from helpers import review_story as story

S = "Gateway"
HEADER = "account_id,email,display_name,role,last_login,status"
ADA = "ada,ada@acme.example,Ada Okafor,writer,2026-10-01,active"
BOB = "bob,bob@acme.example,Bob Lee,writer,2026-10-01,active"
FACTS = ListFacts("2026-10-02", "all users", "Compared with the console", expected=2, puller="Lin Chen")
LATER = replace(FACTS, pulled_at="2026-10-09", expected=1)
PEOPLE = RosterFacts("HR system", date(2026, 10, 2), "Mara Roy")
STARTED = date(2026, 10, 1)
STAFF = ("1,Ada Okafor,ada@acme.example,", "2,Bob Lee,bob@acme.example,")


class Story:
    """A review of two accounts in which nothing is to be remarked, unless a step is told to go another way."""

    def __init__(self, desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.started, self.facts, self.later, self.people = STARTED, FACTS, LATER, PEOPLE
        self.staff: tuple[str, ...] | None = STAFF
        self.rows, self.after = (ADA, BOB), (ADA,)
        self.decided, self.done, self.signed = date(2026, 10, 5), date(2026, 10, 7), date(2026, 10, 12)
        self.keep = Ruling(Decision.KEEP, "Lin Chen")
        self.control = "AI-SEC-05"

    def file(self, name: str, rows: tuple[str, ...], header: str = HEADER) -> Path:
        return story.small(self.folder, *rows, header=header, name=name)

    def play(self) -> Story:
        desk = self.desk
        desk.reviews.open(
            CampaignPlan("2026Q4", (S,), owners={S: "Lin Chen"}, started=self.started, control=self.control)
        )
        if self.staff is not None:
            staff = self.file("people.csv", self.staff, "employee_id,name,email,end_date")
            desk.accounts.roster(staff, self.people)
        desk.accounts.load("AR-1", S, self.file("list.csv", self.rows), self.facts)
        desk.accounts.decide("AR-1", ["ada"], replace(self.keep, on=self.decided))
        gone = Ruling(Decision.REVOKE, "Lin Chen", self.decided, "no longer needed", "OPS-1", self.done)
        desk.accounts.decide("AR-1", ["bob"], gone)
        desk.accounts.prove("AR-1", S, self.file("later.csv", self.after), self.later)
        return self

    def sign(self) -> str:
        return self.desk.reviews.sign("AR-1", name="Dana Reyes", role="GRC lead", on=self.signed).sentence

    @property
    def kinds(self) -> list[ReviewException]:
        return [one.kind for one in self.desk.reviews.check("AR-1").exceptions]

    @property
    def lines(self) -> list[str]:
        return [one.line for one in self.desk.reviews.check("AR-1").exceptions]


@pytest.fixture
def tale(desk, tmp_path) -> Story:
    return Story(desk, tmp_path)


def test_it_is_signed_without_remark_when_everything_is_told_and_in_order(tale):
    tale.play()
    assert tale.lines == []
    assert "AR-1 signed by Dana Reyes on 2026-10-12: 2 accounts; EV-1 stands for 2026Q4 of AI-SEC-05" in tale.sign()
    detail = tale.desk.reviews.show("AR-1")
    assert (detail.state, detail.sign_offs[0].verdict) == (CampaignState.SIGNED, SignVerdict.PLAIN)
    assert tale.desk.reviews.list()[0].state is CampaignState.SIGNED


@pytest.mark.parametrize(
    ("changes", "kind", "said"),
    [
        ({"facts": replace(FACTS, query="")}, ReviewException.NOT_TOLD, "of AL-1 is not told: query"),
        ({"facts": replace(FACTS, puller="")}, ReviewException.NOT_TOLD, "of AL-1 is not told: who drew it"),
        (
            {"later": replace(LATER, completeness="", expected=None)},
            *(ReviewException.NOT_TOLD, "of AL-2 is not told: how it is known to be complete"),
        ),
        ({"facts": replace(FACTS, expected=3)}, ReviewException.DISAGREES, "DOES NOT AGREE with 3"),
        ({"started": date(2026, 10, 3)}, ReviewException.BEFORE_START, "AL-1 was drawn on 2026-10-02, before"),
        ({"started": date(2026, 10, 6)}, ReviewException.BEFORE_START, "2 decisions of Lin Chen dated from 2026-10-05"),
        ({"decided": date(2026, 10, 1)}, ReviewException.OUT_OF_ORDER, "2 decisions of Lin Chen dated from 2026-10-01"),
        ({"done": date(2026, 10, 4)}, ReviewException.OUT_OF_ORDER, "told done on 2026-10-04, before it was decided"),
        ({"staff": None}, ReviewException.ROSTER, "there is no list of people"),
        ({"people": RosterFacts()}, ReviewException.ROSTER, "is not told: source, day it was drawn and who drew it"),
        (
            {"people": replace(PEOPLE, pulled_on=date(2026, 9, 1))},
            *(ReviewException.ROSTER, "RL-1 of 2026-09-01 is older than the lists of accounts"),
        ),
        (
            {"staff": (STAFF[0], "2,Bob Lee,bob@acme.example,2026-06-01")},
            *(ReviewException.LEAVER, "its person left on 2026-06-01, revoked on 2026-10-07, 128 days"),
        ),
        (
            {"staff": ("1,Ada Okafor,ada@acme.example,2026-10-01", STAFF[1]),
             "keep": Ruling(Decision.KEEP, "Lin Chen", reason="hands over")},
            *(ReviewException.LEAVER, "still active on 2026-10-09, 8 days (6 business days) later; 5 business days"),
        ),
        (
            {"staff": (STAFF[0], "2,Bob Lee,bob@acme.example,2026-09-30")},
            *(ReviewException.SIGN_IN_AFTER_LEAVING, "signed in on 2026-10-01, 1 day after its person left on"),
        ),
    ],
)  # fmt: skip
def test_each_lack_is_an_exception_by_name(tale, changes, kind, said):
    for name, value in changes.items():
        setattr(tale, name, value)
    tale.play()
    assert any(one == kind for one in tale.kinds)
    assert any(said in line for line in tale.lines), tale.lines
    assert " with " in tale.sign()
    sign = tale.desk.reviews.show("AR-1").sign_offs[0]
    assert list(sign.exceptions) == tale.lines
    assert sign.verdict is SignVerdict.WITH_EXCEPTIONS
    assert tale.desk.reviews.list()[0].state is CampaignState.SIGNED_WITH_EXCEPTIONS


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2026, 10, 4), date(2026, 10, 6), date(2026, 10, 8)])
def test_a_signature_is_not_older_than_what_it_speaks_of(tale, day):
    tale.play()
    tale.signed = day
    with pytest.raises(Refused, match="cannot be signed"):
        tale.sign()
    tale.signed = date(2026, 10, 9)
    tale.sign()


@pytest.mark.slow
def test_1400_keeps_in_one_file_are_named(desk, tmp_path):
    rows = [f"m{n:04},m{n:04}@acme.example,M {n},admin,2026-10-01,active" for n in range(1400)]
    desk.reviews.open(CampaignPlan("2026Q4", (S,), owners={S: "Lin Chen"}, started=STARTED))
    desk.accounts.load("AR-1", S, story.small(tmp_path, *rows), replace(FACTS, expected=1400))
    decisions = [f"m{n:04},{S},Lin Chen,keep,2026-10-05,ok,," for n in range(1400)]
    desk.accounts.decide_file("AR-1", story.small(tmp_path, *decisions, header=",".join(story.DECISIONS), name="d.csv"))
    told = [one.text for one in desk.reviews.check("AR-1").exceptions if one.kind is ReviewException.BULK]
    assert told[0].startswith(
        "Lin Chen kept 1,400 accounts in one file, d.csv (KF-2), with no removal, all dated one day"
    )
    assert "1,400 of them with one and the same reason; how long each was looked at is not recorded" in told[0]
    desk.reviews.sign("AR-1", role="GRC lead")
    assert desk.reviews.show("AR-1").state is CampaignState.SIGNED_WITH_EXCEPTIONS


def test_a_page_under_review_and_a_taken_back_signature_are_exceptions(tale):
    tale.play().sign()
    tale.desk.reviews.reopen("AR-1", reason="a system was left out")
    assert tale.kinds == [ReviewException.REOPENED]


def test_30_keeps_in_one_act_are_named(desk, tmp_path):
    rows = [f"m{n:02},m{n:02}@acme.example,M {n},writer,2026-10-01,active" for n in range(30)]
    desk.reviews.open(CampaignPlan("2026Q4", (S,), owners={S: "Dana Reyes"}, started=STARTED))
    desk.accounts.load("AR-1", S, story.small(tmp_path, *rows), replace(FACTS, expected=30))
    desk.accounts.decide("AR-1", desk.accounts.keys("AR-1"), Ruling(Decision.KEEP))
    told = [one.text for one in desk.reviews.check("AR-1").exceptions if one.kind is ReviewException.BULK]
    assert told == ["Dana Reyes decided 30 accounts in 0.0 min, 30.0 a minute, up to 30 kept in one act"]


def test_60_keeps_in_one_file_are_named_with_their_reasons_and_days(desk, tmp_path):
    rows = [f"m{n:02},m{n:02}@acme.example,M {n},admin,2026-10-01,active" for n in range(60)]
    desk.reviews.open(CampaignPlan("2026Q4", (S,), owners={S: "Lin Chen"}, started=STARTED))
    desk.accounts.load("AR-1", S, story.small(tmp_path, *rows), replace(FACTS, expected=60))
    decisions = [f"m{n:02},{S},Lin Chen,keep,2026-10-0{5 + n % 2},{'ok' if n < 40 else n},," for n in range(58)]
    decisions += [f"m{n:02},{S},Lin Chen,revoke,2026-10-05,left,," for n in (58, 59)]
    desk.accounts.decide_file("AR-1", story.small(tmp_path, *decisions, header=",".join(story.DECISIONS), name="d.csv"))
    told = [one.text for one in desk.reviews.check("AR-1").exceptions if one.kind is ReviewException.BULK]
    assert told[0] == (
        "Lin Chen kept 58 accounts in one file, d.csv (KF-2), with 2 removals, dated 2 days, 40 of them with one and "
        "the same reason; how long each was looked at is not recorded"
    )


def test_a_review_of_no_control_proves_no_slot_and_its_lists_are_evidence_all_the_same(tale):
    tale.control = ""
    tale.play()
    assert tale.sign().endswith("2 accounts; EV-1")
    tied = {row.id: row.controls for row in tale.desk.evidence.list()}
    assert tied == {"EV-1": (), "EV-2": ()}


def test_a_system_in_scope_that_is_not_reviewed_is_named(tale):
    tale.desk.scope.add_system("Gateway")
    tale.desk.scope.add_system("Logs")
    tale.play()
    assert tale.lines == ["Logs: is in scope and not in this review"]
