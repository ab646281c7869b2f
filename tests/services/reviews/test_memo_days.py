"""The days in the memo of an access review, read back: order, leavers, and how answers came."""

from __future__ import annotations

import hashlib
from datetime import date

from docx import Document

from grcdesk.schemas.reviews.reviews import ListFacts, RosterFacts, Ruling
from grcdesk.terms.reviews import Decision
from helpers import review_story as story

S = story.SYSTEM
PEOPLE = "Employee,ID,Email,LeftOn"
ACCOUNTS = "account_id,email,display_name,role,last_login,status"


def memo(desk, tmp_path):
    return Document(desk.documents.write("access-review-memo", tmp_path / "memo.docx", about="AR-1", force=True).path)


def rows(report, *heads):
    for each in report.tables:
        if tuple(cell.text for cell in each.rows[0].cells[: len(heads)]) == heads:
            return [[cell.text for cell in row.cells] for row in each.rows[1:]]
    raise AssertionError(heads)


def texts(report):
    return "\n".join(paragraph.text for paragraph in report.paragraphs)


def test_nothing_is_in_order_that_is_not_finished_or_lies_before_what_it_follows(told, files, tmp_path):
    (line,) = rows(memo(told, tmp_path), "System", "List drawn", "Decided")
    assert line[1:3] == ["2026-06-30", "2026-07-02; 2 undecided"]
    assert line[-1] == "not finished: decisions; proof; a signature", "the later list shows one of them unchanged"
    told.accounts.decide("AR-1", [story.MISSING, story.UNDECIDED, *story.SELF], Ruling(Decision.KEEP, "Lin Chen"))
    told.accounts.prove("AR-1", S, files["last"], ListFacts("2026-07-24", "all users"))
    told.reviews.sign("AR-1", name="Mara Roy", role="GRC lead", on=date(2026, 11, 21))
    (line,) = rows(memo(told, tmp_path), "System", "List drawn", "Decided")
    named = [one for one in told.reviews.check("AR-1").exceptions if one.kind.value in ("too_early", "out_of_order")]
    assert named, "told done on the 3rd, still there on the 21st"
    assert line[-1] == f"{len(named)} exception, section 8"


def test_a_plain_review_is_in_order_once_it_is_signed(opened, tmp_path):
    one = story.small(tmp_path, "ada,ada@acme.example,Ada,writer,2026-06-20,active", header=ACCOUNTS)
    opened.accounts.load("AR-1", S, one, ListFacts("2026-06-30", "all", "counted", expected=1, puller="Omar Haddad"))
    opened.accounts.decide("AR-1", ["ada"], Ruling(Decision.KEEP, "Lin Chen", date(2026, 7, 2)))
    (line,) = rows(memo(opened, tmp_path), "System", "List drawn", "Decided")
    assert line[-1] == "not finished: a signature"
    opened.reviews.sign("AR-1", name="Mara Roy", role="GRC lead", on=date(2026, 7, 3))
    (line,) = rows(memo(opened, tmp_path), "System", "List drawn", "Decided")
    assert line[1:] == ["2026-06-30", "2026-07-02", "none", "none", "2026-07-03", "in order"]


def test_leavers_stand_with_the_days_from_leaving_to_revocation(opened, tmp_path):
    text = texts(memo(opened, tmp_path))
    assert "No list of people is on file: leavers were not looked for, so none being listed says nothing." in text
    people = story.small(
        tmp_path, "Ada,1,ada@acme.example,2026-06-12", "Ben,2,ben@acme.example,2026-06-26", "Cem,3,cem@acme.example,",
        header=PEOPLE, name="people.csv",
    )  # fmt: skip
    opened.accounts.roster(people, RosterFacts("HR system", date(2026, 7, 1), "Mara Roy"))
    lists = [f"{name},{name}@acme.example,{name.title()},writer,2026-06-20,active" for name in ("ada", "ben", "cem")]
    opened.accounts.load("AR-1", S, story.small(tmp_path, *lists, header=ACCOUNTS), ListFacts("2026-06-30", "all"))
    gone = Ruling(Decision.REVOKE, "Lin Chen", date(2026, 7, 2), "left", "T-1", date(2026, 7, 3))
    opened.accounts.decide("AR-1", ["ben"], gone)
    found = {line[0]: line[1:] for line in rows(memo(opened, tmp_path), "Account", "Person", "Left")}
    assert found == {
        f"{S}/ada": [
            *("Ada", "2026-06-12", "2026-06-20, after leaving", "undecided", "no; active on 2026-06-30", "", "none"),
        ],
        f"{S}/ben": ["Ben", "2026-06-26", "2026-06-20", "revoke", "2026-07-03", "7 (5 business)", "none"],
    }


def test_answers_stand_with_the_hash_of_the_file_they_came_in(told, files, tmp_path):
    told.accounts.decide("AR-1", [story.MISSING], Ruling(Decision.KEEP, "Lin Chen"))
    report = memo(told, tmp_path)
    answers = rows(report, "Reviewer", "Decisions", "By")
    sha = hashlib.sha256(files["decisions"].read_bytes()).hexdigest()
    lin = [line for line in answers if line[0] == "Lin Chen"]
    assert [(line[2].split(" ")[0], line[4]) for line in lin] == [("no", "none"), ("KF-2", sha)]
    decided = told.reviews.check("AR-1").decisions
    assert sum(int(line[1]) for line in answers) == sum(decided.values()) - decided["undecided"]
    attest = {line[0]: int(line[1]) for line in rows(report, "Reviewer", "Decisions", "Signature")}
    assert attest["Lin Chen"] == sum(int(line[1]) for line in lin)
