"""A firm's list in, three ways the second time, and out again in its own layout."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from grcdesk.errors import BadInput, Refused
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.requests.lists import ListPlan
from grcdesk.schemas.requests.requests import RequestChange, RequestFacts
from grcdesk.services.requests.taken import ListTaken
from grcdesk.terms import EvidenceKind
from grcdesk.terms.requests import AuditorStatus, RequestOrigin, RequestStatus, Settling

HEAD = "Req #,Section,Request,TSC / Control,Needed by,Priority,Status,Client owner,Auditor comments\n"
FIRST = (
    'R-01,Changes,"Population of changes,\nwith its query",AI-PI-01 CC8.1,2027-01-09,High,Open,Lin Chen,\n'
    "R-02,Changes,-Evaluation reports,AI-PI-02 X-9,12 January 2027,1,In QA,IT team,\n"
    "Access,,,,,,,,\n"
    "R-03,Access,Accounts,AI-SEC-05,TBD,,Rejected,,no date on it\n"
)
PLAN = ListPlan(
    firm="Marsh & Tell",
    columns={"control": "TSC / Control", "due": "Needed by"},
    words={"auditor_status": {"in qa": "received"}, "priority": {"1": "high"}},
)


@pytest.fixture
def pbc(tmp_path):
    def make(text: str, name: str = "pbc.csv") -> Path:
        path = tmp_path / name
        path.write_text("Marsh & Tell\n\n" + HEAD + text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def taken(desk, pbc):
    desk.request_lists.import_(pbc(FIRST), PLAN)
    return desk


def test_a_first_list_comes_whole_and_goes_in_one_step(desk, pbc):
    path = pbc(FIRST)
    preview = desk.request_lists.import_(path, PLAN, dry_run=True)
    assert preview.warnings[-3:] == (
        "row 4: REQ-1 R-01 new, due 2027-01-09", "row 6: REQ-2 R-02 new, due 2027-01-12", "row 8: REQ-3 R-03 new",
    )  # fmt: skip
    assert desk.requests.list() == []
    done = desk.request_lists.import_(path, PLAN)
    assert done.sentence == "3 requests added, 0 changed, 0 as before"
    told = "\n".join(done.warnings)
    for part in (
        "'X-9' is no control or criterion here",
        "'IT team' is not a person",
        "row 7 'Access'",
        "row 3 was taken",
    ):
        assert part in told, told
    one, two, three = desk.requests.list()
    assert (one.text, one.controls, one.criteria) == (
        "Population of changes,\nwith its query",
        ("AI-PI-01",),
        ("CC8.1",),
    )
    assert (one.asked, one.origin, one.listed) == (date(2026, 11, 21), RequestOrigin.LISTED, True)
    assert (two.status, two.auditor_status) == (RequestStatus.SUBMITTED, AuditorStatus.RECEIVED)
    assert (three.rounds, three.return_reason, three.status) == (2, "no date on it", RequestStatus.GATHERING)
    assert desk.requests.metrics().first_time_known == 0
    again = desk.request_lists.import_(path, ListPlan(firm="marsh & tell".title()))
    assert (again.sentence, again.batch) == ("0 requests added, 0 changed, 3 as before", "")
    desk.log.undo(done.batch)
    assert desk.requests.list() == []
    with pytest.raises(BadInput, match="nobody has told"):
        desk.request_lists.import_(path, ListPlan(firm="Marsh & Tell"))
    assert desk.log.verify().clean


def test_words_and_columns_are_asked_once_for_each_firm(desk, pbc, tmp_path):
    path = pbc(FIRST)
    bare = ListPlan(firm="Marsh & Tell")
    look = desk.request_lists.look(path, bare)
    assert [(one.what, one.word) for one in look.unknown] == [("priority", "1"), ("auditor_status", "In QA")]
    with pytest.raises(BadInput) as wrong:
        desk.request_lists.import_(path, bare)
    assert wrong.value.reasons[0] == "priority '1' (row 6): one of high, medium, low"
    told = tmp_path / "map.yaml"
    told.write_text(
        "columns:\n  control: TSC / Control\nwords:\n  auditor_status:\n    received: [In QA]\n"
        "  priority:\n    high: ['1']\n"
    )
    desk.request_lists.import_(path, ListPlan(firm="Marsh & Tell", map=told, columns={"owner": ""}))
    assert desk.requests.list()[0].owner == ""  # left out, as told
    assert desk.request_lists.look(path, bare).unknown == ()
    assert len(desk.request_lists.look(path, ListPlan(firm="Others")).unknown) == 2


SECOND = (
    'R-01,Changes,"Population of changes,\nwith its query",AI-PI-01 CC8.1,2027-01-20,Low,Open,Lin Chen,\n'
    "R-03,Access,Accounts and groups,AI-SEC-05,TBD,,Rejected,,no date on it\n"
    "R-04,Access,New one,AI-SEC-05,2027-01-15,,Open,,\n"
)


def test_the_second_list_takes_his_changes_keeps_ours_and_names_what_differs(taken, pbc):
    taken.requests.set(["R-01"], RequestChange(due=date(2027, 1, 12), owner="Dana Reyes"))
    done = taken.request_lists.import_(pbc(SECOND), ListPlan(firm="Marsh & Tell"))
    assert done.sentence == "1 request added, 2 changed, 0 as before; 1 conflict, 1 gone from the list"
    assert "row 4: R-01: due: we have 2027-01-12, the list says 2027-01-20; ours stays" in done.warnings
    assert "no longer on the list, kept here: R-02" in done.warnings
    one, two, three, four = taken.requests.list()
    assert (one.due, one.owner, one.priority) == (date(2027, 1, 12), "Dana Reyes", "low")
    assert (two.listed, three.text, four.ref) == (False, "Accounts and groups", "R-04")
    assert [row.id for row in taken.requests.list("is:conflict")] == ["REQ-1"]
    again = taken.request_lists.import_(pbc(SECOND), ListPlan(firm="Marsh & Tell"))
    assert (again.batch, len([line for line in again.warnings if "ours stays" in line])) == ("", 1)
    taken.requests.set(["R-01"], RequestChange(due=date(2027, 1, 13)))  # settles it: the person has seen his
    assert taken.requests.show("R-01").row.conflicts == ()
    assert "conflict" not in taken.request_lists.import_(pbc(SECOND), ListPlan(firm="Marsh & Tell")).sentence
    back = taken.request_lists.import_(pbc(FIRST), ListPlan(firm="Marsh & Tell"), dry_run=True)
    assert any("on the list again" in line for line in back.warnings)


@pytest.mark.parametrize(("settle", "due"), [(Settling.THEIRS, date(2027, 1, 20)), (Settling.OURS, date(2027, 1, 12))])
def test_a_person_settles_all_conflicts_at_once(taken, pbc, settle, due):
    taken.requests.set(["R-01"], RequestChange(due=date(2027, 1, 12)))
    done = taken.request_lists.import_(pbc(SECOND), ListPlan(firm="Marsh & Tell", settle=settle))
    assert "conflict" not in done.sentence
    assert taken.requests.show("R-01").row.due == due
    assert "conflict" not in taken.request_lists.import_(pbc(SECOND), ListPlan(firm="Marsh & Tell")).sentence


def test_his_list_accepts_only_what_was_handed_over(taken, pbc):
    accepted = FIRST.replace("High,Open", "High,Accepted")
    done = taken.request_lists.import_(pbc(accepted), ListPlan(firm="Marsh & Tell"))
    assert (
        "row 4: R-01: the list says accepted, kept not sent: R-01 was not submitted: it cannot be accepted"
        in done.warnings
    )
    assert taken.requests.show("R-01").row.conflicts == ("auditor_status: the list says accepted",)
    taken.requests.submit(["R-01"], response="see the portal")
    taken.request_lists.import_(pbc(accepted), ListPlan(firm="Marsh & Tell"))
    found = taken.requests.show("R-01")
    assert (found.row.auditor_status, found.told_by, found.row.conflicts) == ("accepted", "Marsh & Tell", ())
    assert taken.requests.metrics().accepted_first_time == 1


def test_a_list_of_a_day_to_come_is_refused(desk, pbc):
    with pytest.raises(Refused, match="still to come"):
        desk.request_lists.import_(pbc(FIRST), ListPlan(columns=PLAN.columns, words=PLAN.words, on=date(2026, 11, 22)))


def exported(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_it_goes_out_in_his_layout_with_ours_filled_in(taken, tmp_path):
    artefact = Artefact(EvidenceKind.REPORT, as_of=date(2026, 11, 1))
    taken.evidence.add("https://acme.example/changes", artefact)
    taken.requests.add(RequestFacts("Ours alone"))
    taken.requests.evidence("R-01", ["EV-1"])
    taken.requests.submit(["R-01"])
    taken.requests.set(["R-03"], RequestChange(owner="Dana Reyes"))
    done = taken.request_lists.export(tmp_path / "out.csv")
    assert "not on the list of the firm, left out: REQ-4" in " ".join(done.notes)
    rows = exported(tmp_path / "out.csv")
    assert rows[:2] == [["Marsh & Tell"], []]
    assert rows[2] == [*HEAD.strip().split(","), "Client status", "Submitted on", "Evidence", "Client response"]
    ours = {row[0]: row[7:8] + row[9:] for row in rows[3:]}
    assert ours["R-01"] == ["Lin Chen", "submitted", "2026-11-21", "EV-1", ""]
    assert ours["R-02"][0] == "IT team"  # as he wrote it, though it is no person here
    assert ours["R-03"] == ["Dana Reyes", "gathering", "", "", ""]
    assert [row[0] for row in rows[3:]] == ["R-01", "R-02", "Access", "R-03"]
    assert rows[4][2:6] == ["'-Evaluation reports", "AI-PI-02 X-9", "12 January 2027", "1"]
    back = taken.request_lists.import_(tmp_path / "out.csv", ListPlan(firm="Marsh & Tell"), dry_run=True)
    assert back.sentence == "0 requests added, 0 changed, 3 as before"
    taken.request_lists.export(tmp_path / "out.xlsx", every=True)
    page = load_workbook(tmp_path / "out.xlsx")["Requests"]
    assert [cell.value for cell in page[4]][10:12] == ["submitted", None] or page["K4"].value.year == 2026
    assert (page["C5"].value, page["C5"].data_type, page["C5"].quotePrefix) == ("-Evaluation reports", "s", True)
    assert page["A8"].value == "REQ-4"
    taken.request_lists.export(tmp_path / "own.csv", own_layout=True)
    assert exported(tmp_path / "own.csv")[0][:4] == ["Our ref", "Ref", "Area", "Request"]
    with pytest.raises(Refused, match="exists already"):
        taken.request_lists.export(tmp_path / "out.csv")
    with pytest.raises(BadInput, match=r"neither \.xlsx nor \.csv"):
        taken.request_lists.export(tmp_path / "out.pdf")


def test_sorted_widened_and_renamed_it_comes_back_as_his_changes_alone(taken, tmp_path):
    path = tmp_path / "his.xlsx"
    taken.request_lists.export(path)
    book = load_workbook(path)
    page = book.worksheets[0]
    head = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == "Req #")
    at = {page.cell(head, column).value: column for column in range(1, page.max_column + 1)}
    rows = [[page.cell(row, column).value for column in at.values()] for row in range(head + 1, page.max_row + 1)]
    for number, row in enumerate(reversed(rows), head + 1):
        for column, value in zip(at.values(), row, strict=True):
            page.cell(number, column).value = value
    row = next(one for one in range(head + 1, page.max_row + 1) if page.cell(one, at["Req #"]).value == "R-01")
    page.cell(row, at["Needed by"]).value = date(2027, 2, 1)
    page.insert_cols(2)
    page.cell(head, 2).value, page.cell(head + 1, 2).value = "Partner", "call first"
    page.title = "As of today"
    book.save(path)
    before = {one.id: one for one in taken.requests.list()}
    done = taken.request_lists.import_(path, ListPlan(firm=PLAN.firm))
    assert done.sentence == "0 requests added, 1 changed, 2 as before"
    after = {one.id: one for one in taken.requests.list()}
    assert (after["REQ-1"].due, before["REQ-1"].due) == (date(2027, 2, 1), date(2027, 1, 9))


def test_the_same_content_gives_the_same_workbook(taken, tmp_path):
    first = taken.request_lists.export(tmp_path / "a.xlsx")
    assert taken.request_lists.export(tmp_path / "b.xlsx").sha256 == first.sha256


FIELD = st.sampled_from(["due", "owner", "title"])
VALUES = {
    "due": ["", "2027-01-09", "2027-01-12", "2027-01-20"],
    "owner": ["", "Lin Chen", "Dana Reyes"],
    "title": ["", "Changes", "All changes"],
}


@st.composite
def stories(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    steps = []
    for _ in range(draw(st.integers(1, 5))):
        field = draw(FIELD)
        who = draw(st.sampled_from(["his", "ours"]))
        # a blank cell of his says nothing: tests/rules has that
        steps.append((who, field, draw(st.sampled_from(VALUES[field][who == "his" :]))))
    return steps


EXAMPLES = count(1)


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=stories())
def test_whatever_happens_no_value_of_ours_is_lost_and_each_conflict_is_named(desk, pbc, steps):
    """What we set otherwise than his list said stays until his list agrees or we set it again."""
    ref = f"R-{next(EXAMPLES)}"
    his = {name: values[1] for name, values in VALUES.items()}
    plan = ListPlan(firm=f"Firm of {ref}", columns={"title": "Section", "area": "", "due": "Needed by"})
    ours: dict[str, tuple[str, str]] = {}
    """Ours, and what his list said when we set it."""

    def bring() -> None:
        desk.request_lists.import_(pbc(f"{ref},{his['title']},Text,,{his['due']},,,{his['owner']},\n"), plan)

    bring()
    for who, field, value in steps:
        if who == "his":
            his[field] = value
        else:
            wanted = (date.fromisoformat(value) if value else None) if field == "due" else value
            desk.requests.set([ref], RequestChange(**{field: wanted}))
            ours[field] = (value, his[field])
        bring()
        row = desk.requests.show(ref).row
        named = {one.partition(":")[0] for one in row.conflicts}
        for name, (mine, before) in list(ours.items()):
            if his[name] == mine:
                del ours[name]  # both say the same: from here on his changes are followed
            elif mine != before:
                assert str(getattr(row, name) or "") == mine
                assert (name in named) is (his[name] != before)


TURNED = "Al\u202eslq\u202c \x9bm ma\u200dke \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 👩\u200d💻"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_texts_that_are_shown_with_marks_come_back_as_they_are_stored(desk, pbc, tmp_path, ending):
    text = f"R-01,{TURNED},Population {TURNED},,2027-01-09,High,Open,Lin Chen,{TURNED}\n,,{TURNED},,,,,,\n"
    desk.request_lists.import_(pbc(text), PLAN)
    before = desk.requests.list()
    assert TURNED in before[0].text
    out = desk.request_lists.export(tmp_path / f"out.{ending}").path
    if ending == "csv":
        assert not set("\u202e\x9b") & set(out.read_text(encoding="utf-8-sig"))
    done = desk.request_lists.import_(out, ListPlan(firm="Marsh & Tell"))
    assert done.sentence == "0 requests added, 0 changed, 2 as before"
    assert [one.text for one in desk.requests.list()] == [one.text for one in before]
    assert [one.area for one in desk.requests.list()] == [one.area for one in before]


def test_our_status_in_a_list_is_taken_as_far_as_the_desk_can_know_it(desk, tmp_path):
    rows = [("Blocked", ""), ("Submitted", ""), ("Ready for review", ""), ("Submitted", "Closed")]
    lines = [f"R-1{number},Request {number},{ours},{his}" for number, (ours, his) in enumerate(rows)]
    path = tmp_path / "pbc.csv"
    path.write_text("\n".join(["Req #,Request,Our status,Auditor status", *lines]) + "\n", encoding="utf-8")
    columns = {"status": "Our status", "auditor_status": "Auditor status"}
    done = desk.request_lists.import_(path, ListPlan(firm="Marsh & Tell", columns=columns))
    found = [(row.status, row.auditor_status) for row in desk.requests.list()]
    assert found == [
        (RequestStatus.BLOCKED, AuditorStatus.NOT_SENT),
        (RequestStatus.GATHERING, AuditorStatus.NOT_SENT),
        (RequestStatus.GATHERING, AuditorStatus.NOT_SENT),
        (RequestStatus.OPEN, AuditorStatus.CLOSED),
    ]
    assert desk.requests.show("R-10").row.blocked == "as pbc.csv says"
    assert any("submitted in the list, nothing on file here: taken as gathering" in told for told in done.warnings)


def test_a_request_that_gets_another_number_is_the_same_by_its_text(desk, pbc):
    desk.request_lists.import_(pbc(",Access,List of accounts,,,,,,\n"), PLAN)
    done = desk.request_lists.import_(pbc(",Access,List of accounts,,,,,Lin Chen,\n"), PLAN)
    assert done.sentence == "0 requests added, 1 changed, 0 as before"


def test_of_many_conflicts_a_screenful_is_named():
    taken = ListTaken()
    taken.conflicts = [f"row {number}: due" for number in range(1, 100)]
    told = taken.warnings
    assert told[0] == "row 1: due"
    assert "more conflicts; the filter is:conflict shows them" in told[-1]


def test_a_number_in_two_columns_goes_back_into_the_last_of_them(desk, tmp_path):
    path = tmp_path / "pbc.csv"
    path.write_text("Area,No,Request,Needed by\nAccess,1,List of accounts,12 January 2027\nChanges,1,All merges,TBD\n")
    plan = ListPlan(firm="Marsh & Tell", columns={"ref": "Area + No", "due": "Needed by"})
    desk.request_lists.import_(path, plan)
    assert len({row.ref for row in desk.requests.list()}) == 2
    desk.requests.add(RequestFacts("Letter of management", "R-9"))
    done = desk.request_lists.export(tmp_path / "back.csv", every=True)
    rows = list(csv.DictReader(io.StringIO(done.path.read_text(encoding="utf-8-sig"))))
    assert [row["No"] for row in rows] == ["1", "1", "R-9"]
    assert rows[1]["Needed by"] == "TBD", "what is no day stays as he wrote it"
