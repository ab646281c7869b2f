"""The workbook and all eight documents of one moment say the same numbers, read back from the files themselves."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import UTC, datetime

import pytest

from grcdesk import clock
from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.terms.documents import DocumentName as Name
from helpers.read_back import Sheets, Words

_ABOUT = {Name.VENDOR_MEMO: "VEN-1", Name.ACCESS_REVIEW_MEMO: "AR-1", Name.SOA: "iso27001"}
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Moment:
    """One engagement of the sample company: its workbook and its documents."""

    def __init__(self, desk, folder, engagement: str) -> None:
        folder.mkdir()
        desk.ask_about(engagement)
        book = desk.exports.matrix(folder / "matrix.xlsx")
        self.told = book.sentence.partition("written, ")[2]
        self.book = Sheets(book.path)
        self.words = {}
        for name in Name:
            made = desk.documents.write(name, folder / f"{name}.docx", about=_ABOUT.get(name, ""))
            self.words[name] = Words(made.path)
        self.judged = re.search(r"\d{4}-\d\d-\d\d", self.told)[0]

    def __getitem__(self, name: Name) -> Words:
        return self.words[name]


@pytest.fixture(scope="module")
def moments(_full_template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("moment")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        desk = open_desk(DeskPaths(shutil.copytree(_full_template, folder / "desk")), via=Via.CLI)
        found = {one: Moment(desk, folder / one, one) for one in ("ENG-1", "ENG-2")}
        desk.close()
    return found


@pytest.fixture(params=["ENG-1", "ENG-2"])
def moment(moments, request) -> Moment:
    return moments[request.param]


def plain(text: str) -> str:
    """Without the mark that stands before a status."""
    return re.sub(r"^[●▲○□×?–] +", "", text)


def numbers(text: str) -> list[int]:
    return [int(one) for one in re.findall(r"(?<![\w-])\d+(?![\w-])", text)]


def day(cell: object) -> str:
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell or "")


def in_scope(moment: Moment) -> list[dict]:
    return [row for row in moment.book.rows("Gap assessment") if row["Scope"] == "in scope"]


@pytest.mark.slow(keep=0)
def test_all_say_the_same_moment_on_their_first_page(moment):
    dates = moment.told[0].upper() + moment.told[1:]
    for name, paper in moment.words.items():
        assert dates in paper.paragraphs[:5], name


@pytest.mark.slow
def test_statuses_and_how_far_they_are_borne_out(moment):
    rows, gap = in_scope(moment), moment[Name.GAP_REPORT]
    status = Counter(row["Status"] for row in rows)
    support = Counter(row["Supported"] for row in rows if row["Status"] == "in place")
    told = {plain(row["Controls in scope"]): int(row["Number"]) for row in gap.rows("Controls in scope", "Number")}
    assert {one: told[one] for one in status} == dict(status)
    part = sum(number for word, number in support.items() if "in part" in word)
    assert told["in place and supported"] == support["supported"]
    assert told["in place, supported in part"] == part
    assert told["in place by claim only"] == support["claim only"]
    assert sum(status.values()) > sum(support.values()) > support["supported"] > 0
    listed = {row["Control"]: plain(row["Status"]) for row in gap.rows("Control", "Title", "Scope", "Status")}
    assert listed == {row["ID"]: row["Status"] for row in moment.book.rows("Gap assessment")}
    board = next(one for one in moment[Name.BOARD_SUMMARY].paragraphs if "are said to be in place" in one)
    applicable = len(rows) - status["not applicable"]
    some = [status["in place"], applicable, support["supported"], part, support["claim only"]]
    assert numbers(board)[:7] == [*some, status["partial"], status["missing"]]
    described = next(one for one in moment[Name.SYSTEM_DESCRIPTION].whole.split("\n") if "controls in scope: " in one)
    assert numbers(described)[0] == len(rows)
    for word, number in status.items():
        assert f"{number} {word}" in described


def test_criteria_answered(moment):
    asked = [row for row in moment.book.rows("Criteria coverage") if row["In scope"] == "yes"]
    answered = [row for row in asked if row["Answered"] in {"in full", "answered"}]
    bare = [row for row in asked if not row["# controls"]]
    sure = next(one for one in moment[Name.BOARD_SUMMARY].paragraphs if "Supported means" in one)
    assert numbers(sure) == [len(asked), len(answered), len(bare)]
    gap = moment[Name.GAP_REPORT]
    by_group = gap.rows("Category", "Criteria in scope")
    for head, found in (("Criteria in scope", asked), ("Answered", answered), ("Not mapped", bare)):
        assert sum(int(row[head]) for row in by_group) == len(found), head
        assert {row["Category"]: int(row[head]) for row in by_group if int(row[head])} == dict(
            Counter(row["Category"] for row in found)
        )
    assert [row["Criterion"] for row in gap.rows("Criterion", "Label")] == [row["ID"] for row in bare]
    assert moment.book.beside("Sources and counts")["Criteria in scope answered"] == len(answered) > 0
    described = next(one for one in moment[Name.SYSTEM_DESCRIPTION].whole.split("\n") if "criteria in scope: " in one)
    assert numbers(described)[:2] == [len(asked), len(answered)]


def test_slots_and_verdicts(moment):
    gap = moment[Name.GAP_REPORT]
    rows = gap.rows("Control", "Runs", "Window from")
    heat = {row["Control"]: row for row in moment.book.rows("Coverage heat")}
    assert {row["Control"]: row["Verdict"] for row in rows} == {one: row["Verdict"] for one, row in heat.items()}
    counted = {plain(row["Verdict"]): int(row["Controls in scope and applicable"]) for row in gap.rows("Verdict")}
    assert {word: number for word, number in counted.items() if number} == dict(
        Counter(row["Verdict"] for row in heat.values())
    )
    slots = [row["Control"] for row in rows if "/" in row["Reach"]]
    required = Counter(row["Control"] for row in moment.book.rows("Period coverage") if row["Required"] == "yes")
    assert {one: int(row["Reach"].partition("/")[2]) for row in rows if (one := row["Control"]) in slots} == {
        one: required[one] for one in slots
    }
    ran = Counter(
        row["Control"]
        for row in moment.book.rows("Period coverage")
        if row["Required"] == "yes" and row["State"] == "covered"
    )
    assert {row["Control"]: int(row["Reach"].partition("/")[0]) for row in rows if row["Control"] in slots} == {
        one: ran[one] for one in slots
    }
    assert slots


def test_findings_by_severity_and_what_is_overdue(moment):
    findings = [row for row in moment.book.rows("Findings") if str(row["ID"]).startswith("F-")]
    open_ = [row for row in findings if row["Status"] != "closed"]
    gap, letter = moment[Name.GAP_REPORT], moment[Name.RESPONSE_LETTER]
    index = gap.rows("Id", "What", "Severity")
    assert {row["Id"]: row["Severity"] for row in index if row["Id"].startswith("F-")} == {
        row["ID"]: row["Severity"] for row in open_
    }
    answered = {row["No"]: (row["Severity"], row["Status"]) for row in letter.rows("No", "Finding", "Severity")}
    assert answered == {row["ID"]: (row["Severity"], row["Status"]) for row in findings}
    top = moment[Name.BOARD_SUMMARY].rows("#", "In plain words", "Severity")
    weighed = {match[1]: row["Severity"] for row in top if (match := re.search(r"\((F-\d+)\)$", row["In plain words"]))}
    assert weighed == {row["ID"]: row["Severity"] for row in open_}, "five rows hold both of them"
    late = {row["Id"] for row in index if row["Due"].endswith("overdue")}
    lacking = [row for row in in_scope(moment) if row["Status"] in {"partial", "missing"}]
    due = {row["ID"]: day(row["Due"]) for row in open_}
    acts = {row["Control"] for row in moment.book.rows("Remediation") if row["Status"] == "overdue"}
    assert late == {one for one, when in due.items() if when and when < moment.judged} | {
        row["ID"] for row in lacking if row["ID"] in acts and not any(one["Control"] == row["ID"] for one in open_)
    }
    assert late


def test_requests_and_evidence(moment):
    index, book = moment[Name.EVIDENCE_INDEX], moment.book
    held = {row["ID"]: row for row in book.rows("Evidence index")}
    facts = index.facts("Artefacts on file", "Held back")
    assert int(facts["Artefacts on file"]) == len(held)
    back = index.rows("Id", "Title", "Taken in")
    given = index.rows("Id", "Title", "Kind", "Shows")
    assert numbers(facts["Held back"])[0] == len(back)
    assert numbers(facts["To be handed over"])[0] == len(given)
    assert sorted(row["Id"] for row in (*back, *given)) == sorted(held)
    for row in (*back, *given):
        assert row["SHA-256"].startswith("none") or row["SHA-256"] == held[row["Id"]]["SHA-256"]
    listed = moment[Name.GAP_REPORT].rows("Artefact", "Title", "Kind", "Shows")
    assert {row["Artefact"]: row["Status"] for row in listed} == {one: row["Status"] for one, row in held.items()}
    asked = {row["Our ref"]: row for row in book.rows("Requests") if row["Our ref"]}
    told = {row["Request"].rpartition(" ")[2]: row for row in index.rows("Request", "Asked for")}
    assert set(told) == set(asked)
    assert {one: row["Auditor"] for one, row in told.items()} == {
        one: row["Auditor status"] for one, row in asked.items()
    }
    late = sum("overdue" in row["Due"] for row in told.values())
    assert late == book.beside("Sources and counts")["Requests overdue"]


def test_clauses_and_what_they_come_to(moment):
    book = [row for row in moment.book.rows("Clauses") if row["Vendor ID"] == "VEN-1"]
    memo = moment[Name.VENDOR_MEMO].rows("Clause", "Answer", "Number")
    told = [(row["Clause"], row["What it comes to for us"].partition(":")[0]) for row in memo]
    assert told == [(row["Clause"], row["Outcome"]) for row in book]
    assert len({outcome for _, outcome in told}) > 3
    answers = [row["Answer"] for row in memo]
    assert answers == [row["Answer"] or "not read" for row in book]
    (vendor,) = [row for row in moment.book.rows("Vendors & agreements") if row["ID"] == "VEN-1"]
    weights = Counter(row["Weight"] for row in moment[Name.VENDOR_MEMO].rows("Weight", "About", "Why", "Owner"))
    assert weights["fails"] == vendor["Failing"] > 0


def test_the_statement_of_applicability(moment):
    rows = [row for row in moment.book.rows("SoA") if row["Framework"] == "ISO 27001"]
    paper = moment[Name.SOA]
    facts = paper.facts("Controls", "Open")
    applicable = [row for row in rows if row["Applicable"] == "yes"]
    left = [row["Item"] for row in rows if row["Applicable"] == "no"]
    bare = [row for row in applicable if not row["Reasons"]]
    unsaid = [row for row in applicable if row["Implemented"] in (None, "not said")]
    assert numbers(facts["Controls"])[0] == len(rows)
    assert numbers(facts["Applicable with a reason"]) == [len(applicable) - len(bare), len(left)]
    assert numbers(facts["Open"])[0] == len(bare)
    assert numbers(facts["Not said"])[:2] == [len(unsaid), len(applicable)]
    assert [row["Item"] for row in paper.rows("Item", "What it is about", "Reason")] == left
    listed = [row["Item"] for row in paper.rows("Item", "What it is about", "Applies")]
    assert sorted(listed) == sorted(row["Item"] for row in rows)


def test_accounts_decided_and_removed(moments):
    moment = moments["ENG-1"]
    memo, book = moment[Name.ACCESS_REVIEW_MEMO], moment.book
    rows = [row for row in book.rows("Access reviews") if row["Campaign"] == "AR-1"]
    decided = Counter(row["Decision"] or "undecided" for row in rows)
    every = memo.rows("System", "Keep", "Revoke")[-1]
    assert {one: int(every[one.capitalize()]) for one in ("keep", "revoke", "modify", "undecided")} == {
        one: decided[one] for one in ("keep", "revoke", "modify", "undecided")
    }
    assert sum(decided.values()) > decided["keep"] > 0
    systems = {row["System"]: int(row["Accounts"]) for row in memo.rows("System", "Owner", "Delegate")}
    assert systems == dict(Counter(row["System"] for row in rows))
    removed = {row["Account"]: row["Done"] for row in memo.rows("Account", "Decision", "Reason")}
    assert removed == {
        f"{row['System']}/{row['Account']}": day(row["Done"]) for row in rows if row["Decision"] in {"revoke", "modify"}
    }
    lists = {row["List"]: row["SHA-256"] for row in book.rows("Access populations") if row["Campaign"] == "AR-1"}
    shown = {
        row[1].partition(",")[0]: dict(map(tuple, table))["SHA-256"]
        for table in memo.tables
        for row in table[:1]
        if row[0] == "List" and row[1].startswith("AL-")
    }
    assert {one: shown[one] for one in lists} == lists
