"""The memo of an access review, from schemas alone: what is in order, who had left, what speaks over a signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.reports.word.review_memo import review_memo
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.reviews.checks import Remark, SignCheck
from grcdesk.schemas.reviews.files import AnswerRow, Dossier, LeaverRow, ReviewerRow, StepRow
from grcdesk.schemas.reviews.lists import KeptFileRow, ListRow, RosterRow
from grcdesk.schemas.reviews.reviews import CampaignDetail, SignOffRow, SystemRow, Tally
from grcdesk.terms.reviews import (
    AccountSource,
    CampaignState,
    Decision,
    KeptKind,
    ListPurpose,
    ReviewException,
    ReviewSplit,
)
from reports.provenances import provenance
from reports.word.opened import facts, opened, sentences, table

SHA = "ab" * 32
KEPT = KeptFileRow(
    "KF-1", "AL-1", KeptKind.LIST, "users.csv", SHA, 90, SHA, 3, "Dana Reyes", "2026-07-01T08:00:00.000Z"
)
LIST = ListRow(
    "AL-1", "Gateway", ListPurpose.REVIEW, AccountSource.TABLE, "users.csv", SHA, "all users",
    "2026-06-30T10:00:00.000Z", 3, 3, "counted on the console", (), (), (), (), (), "Omar Haddad", date(2026, 6, 30),
    "2026-07-01T08:00:00.000Z", kept=(KEPT,),
)  # fmt: skip
SYSTEM = SystemRow("Gateway", "Lin Chen", "", 3, 0, LIST, None, ())
ROSTER = RosterRow(
    "RO-1",
    "HR",
    "people.csv",
    SHA,
    date(2026, 7, 1),
    "Mara Roy",
    "2026-07-01",
    "Mara Roy",
    40,
    38,
    2,
    "two left",
    (KEPT,),
)
SIGNED = SignOffRow(
    "SO-1", "Mara Roy", "GRC lead", date(2026, 7, 24), "I reviewed it.", 1, 1, 1, 3, SHA, "EV-7", (), None, "", "",
    "Mara Roy", "2026-07-24T09:00:00.000Z",
)  # fmt: skip
STEP = StepRow(
    "Gateway", date(2026, 6, 30), (date(2026, 7, 2), date(2026, 7, 3)), 0, (date(2026, 7, 6), date(2026, 7, 6)), 0,
    date(2026, 7, 20),
)  # fmt: skip
LEAVER = LeaverRow(
    "Gateway",
    "ada",
    "Ada",
    date(2026, 6, 12),
    date(2026, 6, 10),
    Decision.REVOKE,
    date(2026, 6, 19),
    None,
    7,
    5,
    "AL-2",
)


def dossier(*, signed: SignOffRow | None = None, exceptions=(), blocking=(), detail=(), **rest) -> Dossier:
    state = CampaignState.SIGNED if signed else CampaignState.REMOVALS
    said = {"systems": (SYSTEM,), "roster": ROSTER, "sign_offs": (signed,) if signed else (), **dict(detail)}
    campaign = CampaignDetail(
        "AR-1", "2026Q2", Span(date(2026, 4, 1), date(2026, 6, 30)), state, date(2026, 6, 29), date(2026, 7, 31),
        10, 90, (), ReviewSplit.OWNER, "AI-SEC-05", tally=Tally(), flags={}, pace=(), **said,
    )  # fmt: skip
    check = SignCheck(
        "AR-1", state, (), (), (), (), (), (), (), (), dict.fromkeys(("keep", "revoke", "modify", "undecided"), 0),
        signable=not blocking, blocking=blocking, exceptions=exceptions,
    )  # fmt: skip
    parts = {"reviewers": (), "removals": (), "kept": (), "by_system": {}, "steps": (STEP,), **rest}
    return Dossier(provenance(), campaign, check, **parts)


def made(**about):
    return opened(review_memo(dossier(**about)))


def test_a_signature_names_what_was_remarked_and_apart_from_it_what_came_up_since():
    late = Remark(ReviewException.LATE, "Gateway", "ada", "removed after 12 business days")
    report = made(signed=replace(SIGNED, exceptions=(late.line,)), exceptions=(late,))
    assert "Gateway/ada: removed after 12 business days." in sentences(report)
    assert "Since the signature:" not in sentences(report)
    new = Remark(ReviewException.ROSTER, "", "", "the list of people is old")
    report = made(signed=replace(SIGNED, exceptions=(late.line,)), exceptions=(late, new))
    place = sentences(report).index("Since the signature:")
    assert sentences(report)[place + 1] == "The list of people is old."
    assert facts(report)["Exceptions"] == "1, listed in section 8"
    report = made(exceptions=(late, new))
    assert "Since the signature:" not in sentences(report), "nobody has signed"


def test_a_review_without_remark_says_so():
    report = made(signed=SIGNED)
    assert "None." in sentences(report)
    assert any(text.startswith("FINAL: Signed on 2026-07-24 by Mara Roy, GRC lead") for text in sentences(report))
    assert facts(report)["Exceptions"] == "none"


def test_a_signature_that_was_taken_back_is_none():
    report = made(detail={"sign_offs": (replace(SIGNED, reopened_on=date(2026, 8, 1)),)})
    assert "DRAFT: AR-1 is not signed; nothing is in the way" in sentences(report)
    assert table(report, "System", "List drawn")[0][5:] == ["not signed", "not finished: a signature"]


def test_a_review_without_systems_has_no_order_of_days():
    report = made(steps=(), detail={"systems": ()})
    assert "The review has no system." in sentences(report)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "in order"),
        ({"listed_on": None}, "not finished: a list"),
        ({"decided": None}, "not finished: decisions"),
        ({"undecided": 2}, "not finished: decisions"),
        ({"unremoved": 1}, "not finished: removals"),
        ({"later_on": None}, "not finished: proof"),
        ({"removed": None, "later_on": None}, "in order"),
        ({"listed_on": date(2026, 6, 28)}, "the list lies before the start"),
        ({"decided": (date(2026, 6, 29), date(2026, 7, 3))}, "the first decision lies before the list"),
        ({"removed": (date(2026, 7, 1), date(2026, 7, 1))}, "the last removal lies before the first decision"),
        ({"later_on": date(2026, 7, 5)}, "the later list lies before the last removal"),
        ({"later_on": date(2026, 7, 25)}, "the signature lies before the later list"),
    ],
)
def test_in_order_is_only_what_is_whole_and_follows_on_what_came_before(changes, told):
    report = made(signed=SIGNED, steps=(replace(STEP, **changes),))
    assert table(report, "System", "List drawn")[0][-1] == told


def test_an_exception_of_the_order_of_days_is_counted_beside_its_own_system_alone():
    early = Remark(ReviewException.TOO_EARLY, "Gateway", "ada", "pulled before the removal")
    other = replace(STEP, system="Console")
    report = made(signed=SIGNED, exceptions=(early,), steps=(STEP, other))
    assert [line[-1] for line in table(report, "System", "List drawn")] == ["1 exception, section 8", "in order"]


def test_a_list_shows_what_of_it_is_doubtful():
    doubtful = replace(
        LIST, marks=("has_more",), doubt="a page of it", believed="counted by hand", believed_by="Omar Haddad",
        dropped=("phone", "address"), assumed=("status: active",), skipped=("row 7: no id",), completeness="", query="",
        pulled_by="", kept=(), pulled_at="2026-06-30",
    )  # fmt: skip
    report = made(detail={"systems": (replace(SYSTEM, accounts=4, population=doubtful, gone=("eve", "bob")),)})
    said = facts(report)
    assert said["A page"] == "has_more"
    assert said["Proof"] == "a page of it"
    assert said["Taken for whole"] == "by Omar Haddad: counted by hand"
    assert said["Tie-out"] == "3 in the list, 4 under review"
    assert said["Not kept"] == "phone, address: nobody needs them for a review"
    assert (said["Assumed"], said["Rows not used"]) == ("status: active", "row 7: no id")
    assert (said["Complete"], said["Query"]) == ("not checked", "not told")
    assert said["Pulled at"] == "2026-06-30 by nobody named"
    every = [(row.cells[0].text, row.cells[1].text) for each in report.tables for row in each.rows]
    assert ("Gone since before", "eve; bob") in every
    assert ("Kept", "nothing: taken in by a version that kept no lists") in every


def test_a_list_without_doubt_shows_none_and_a_later_one_is_no_list_under_review():
    report = made(detail={"systems": (replace(SYSTEM, proof=replace(LIST, id="AL-2")),)})
    every = [row.cells[0].text for each in report.tables for row in each.rows]
    assert every.count("Tie-out") == 1, "a later list is held against removals, not against the accounts"
    assert not {"A page", "Proof", "Taken for whole", "Not kept", "Assumed", "Rows not used"} & set(every)
    assert "Gateway: later list, as proof of removals" in sentences(report)
    assert "No list was taken in." in sentences(made(detail={"systems": (replace(SYSTEM, population=None),)}))


def test_people_who_left_stand_with_what_is_known_of_them():
    assert "No list of people is on file: leavers were not looked for, so none being listed says nothing." in (
        sentences(made(detail={"roster": None}))
    )
    none = f"No account of the reviewed lists belongs to somebody the list of people ({ROSTER.id}, drawn on 2026-07-01)"
    assert f"{none} says has left." in sentences(made())
    leavers = (
        LEAVER,
        replace(LEAVER, account="bob", last_used=date(2026, 6, 20), business_days=12, days=16),
        replace(LEAVER, account="cem", left_on=None, last_used=None, days=None, business_days=None, person=""),
        replace(
            LEAVER, account="eve", decision=None, revoked_on=None, days=None, seen_active=date(2026, 6, 30), proof=""
        ),
        replace(LEAVER, account="fay", revoked_on=None, days=None, seen_active=date(2026, 6, 1)),
    )
    found = {line[0].partition("/")[2]: line[1:] for line in table(made(leavers=leavers), "Account", "Person", "Left")}
    assert found["ada"] == ["Ada", "2026-06-12", "2026-06-10", "revoke", "2026-06-19", "7 (5 business)", "AL-2"]
    assert found["bob"][2] == "2026-06-20, after leaving"
    assert found["bob"][5] == "16 (12 business), late"
    assert found["cem"][:3] == ["not named", "day not told", "not told"]
    assert found["cem"][4:6] == ["2026-06-19", "not known"]
    assert found["eve"][3:] == ["undecided", "no; active on 2026-06-30", "", "none"]
    assert found["fay"][4:6] == ["not seen active after it", ""]


def test_answers_say_in_which_file_they_came_and_whether_it_is_kept():
    reviewer = ReviewerRow(
        "Lin Chen", ("Gateway",), 3, date(2026, 7, 2), date(2026, 7, 3), 0, "root", "2026-07-03T09:00Z"
    )
    came = AnswerRow("Lin Chen", 1, "KF-2", "lin.xlsx", SHA, "root", "2026-07-03T09:00:00.000Z", "")
    answers = (
        replace(came, file="", sha256=""),
        replace(came, sha256=""),
        came,
        replace(came, erased="asked to by its author"),
    )
    report = made(reviewers=(reviewer,), answers=answers)
    told = [line[2:] for line in table(report, "Reviewer", "Decisions", "By")]
    assert told == [
        ["no file: recorded at the desk", "", "none"],
        ["KF-2: not kept", "", "none"],
        ["KF-2 lin.xlsx", "root, 2026-07-03 09:00Z", SHA],
        ["KF-2 lin.xlsx; erased: asked to by its author", "root, 2026-07-03 09:00Z", SHA],
    ]
    assert table(report, "Reviewer", "Systems", "Decided")[0][3:5] == ["2026-07-02 to 2026-07-03", "told afterwards"]
    assert "Nobody has decided yet." in sentences(made())
