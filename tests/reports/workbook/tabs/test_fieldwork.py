"""Tabs of the fieldwork: every row stands, good words have facts, and what is lacking is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from grcdesk.reports.labels import say
from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.tab import Kind, Shaded, Tab
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.making import moment
from grcdesk.rules.findings import plan
from grcdesk.rules.requests.metrics import is_overdue
from grcdesk.schemas.testing.testing import Concluded
from grcdesk.terms import EvidenceKind
from grcdesk.terms.audits import ControlResult
from grcdesk.terms.findings import FindingStatus
from grcdesk.terms.remediation import PlanState
from grcdesk.terms.requests import AuditorStatus, RequestStatus
from grcdesk.terms.testing import ItemMark
from reports import sheet_records as records
from reports.factory import matrix

SOURCE = matrix()
FIELDWORK = (
    *("Lead sheets", "Tests", "Populations", "Samples", "Sample items", "Requests", "Remediation", "Findings"),
    *("Deviations", "Access populations"),
)
DAY = records.DAY


def tabs(**said: object) -> dict[str, Tab]:
    """Those of the made-up desk with other fieldwork."""
    return tabs_of(replace(SOURCE, audit=replace(SOURCE.audit, **said)))


def rows(tab: Tab) -> list[dict[str, object]]:
    return [dict(zip([column.header for column in tab.columns], row, strict=True)) for row in tab.rows]


def look(tab: Tab, header: str, value: object) -> str | None:
    """The word whose look a cell takes."""
    column = next(one for one in tab.columns if one.header == header)
    return value.like if isinstance(value, Shaded) else column.outcomes.get(str(value))


@pytest.mark.parametrize("name", FIELDWORK)
def test_every_status_word_has_a_look_and_stands_on_its_list(name):
    tab = tabs_of(SOURCE)[name]
    for column in tab.columns:
        if column.kind is Kind.STATUS:
            assert set(column.outcomes.values()) <= {
                getattr(outcomes, one) for one in ("GOOD", "CLAIM", "HALF", "BAD", "OPEN", "ASIDE")
            }
            assert set(column.outcomes) <= set(LISTS[column.choices])
            told = {str(row[column.header]) for row in rows(tab)} - {""}
            assert told <= set(column.outcomes)


def test_green_is_only_what_is_proven():
    """All words of the fieldwork that look good, by name: whoever makes another one green must come by here."""
    groups = (
        "POPULATION",
        "TESTED",
        "RESULT",
        "COMPUTED",
        "MARK",
        "DEVIATION",
        "REQUEST",
        "AUDITOR",
        "PLAN",
        "FINDING",
        "SEVERITY",
        "REVIEW",
        "PROOF",
        "LISTS",
        "MET",
        "EXPOSED",
        "CHANGE",
        "WALKTHROUGH",
    )
    green = {name: {word for word, look in getattr(outcomes, name).items() if look == outcomes.GOOD} for name in groups}
    assert {name: words for name, words in green.items() if words} == {
        "POPULATION": {"final", "no occurrence"},
        "TESTED": {"no deviation"},
        "RESULT": {"no exceptions noted"},
        "MARK": {"pass", "clean"},
        "AUDITOR": {"accepted"},
        "PLAN": {"done"},
        "FINDING": {"closed"},
        "REVIEW": {"signed"},
        "PROOF": {"gone", "disabled", "changed"},
        "LISTS": {"whole"},
        "MET": {"done"},
        "EXPOSED": {"not exposed"},
        "CHANGE": {"proven"},
        "WALKTHROUGH": {"held"},
    }


@pytest.mark.parametrize("name", FIELDWORK[:-1])
def test_without_an_engagement_each_tab_says_so(name):
    tab = tabs_of(replace(SOURCE, audit=None))[name]
    if name != "Tests":  # its rows are the catalogue's
        assert not list(tab.rows)
        assert "engagement" in tab.empty


def test_an_engagement_without_fieldwork_says_what_is_lacking_in_words_for_its_reader():
    bare = tabs(requests=(), populations=(), samples=(), items=(), findings=(), deviations=())
    for name in ("Requests", "Populations", "Samples", "Sample items", "Findings", "Deviations"):
        assert bare[name].empty.startswith("In ENG-1 SOC 2 Type II 2026 ")
        assert "grcdesk " not in bare[name].empty


def test_a_result_is_no_conclusion():
    lead = replace(
        SOURCE.audit.leads[0],
        standing=replace(SOURCE.audit.leads[0].standing, computed=ControlResult.NO_EXCEPTIONS, exceptions=0),
    )
    tab = tabs(leads=(lead,))["Lead sheets"]
    row = rows(tab)[0]
    assert (row["Result"], row["Concluded"]) == ("no exceptions noted", "no conclusion")
    assert look(tab, "Result", row["Result"]) == outcomes.CLAIM
    assert look(tab, "Concluded", row["Concluded"]) == outcomes.OPEN


@pytest.mark.parametrize(("moved", "colour"), [("", outcomes.GOOD), ("2 of 63 items with exceptions", outcomes.HALF)])
def test_a_conclusion_pales_when_the_tests_say_otherwise_by_now(moved, colour):
    said = Concluded(
        "AI-SEC-01", ControlResult.NO_EXCEPTIONS, ControlResult.NO_EXCEPTIONS, 0, 63, "Ana Ruiz", DAY, moved=moved
    )
    tab = tabs(leads=(replace(SOURCE.audit.leads[0], conclusion=said),))["Lead sheets"]
    row = rows(tab)[0]
    assert (row["Concluded"], row["Concluded by"], row["Since then"]) == ("no exceptions noted", "Ana Ruiz", moved)
    assert look(tab, "Concluded", row["Concluded"]) == colour


def test_a_large_population_says_how_many_of_how_many_stand_here_and_where_the_rest_lies():
    told = {row["Population"]: row for row in rows(tabs_of(SOURCE)["Populations"])}
    assert (told["POP-1"]["Listed"], told["POP-2"]["Listed"]) == ("2 of 63", "0 of 100,000")
    assert told["POP-2"]["Rows lie"] == "100,000 rows with EV-1, under the SHA-256 of the rows"
    assert told["POP-2"]["Rows SHA-256"] == records.HASH


def test_items_show_each_test_under_its_letter_and_samples_say_which():
    made = tabs_of(SOURCE)
    first, second = rows(made["Sample items"])
    assert (first["A"], first["B"], first["C"]) == ("pass", "clean", "")
    assert (second["A"], second["B"], second["Rank"], second["Sample"]) == (
        "fails not judged",
        "not reviewed",
        None,
        "",
    )
    tests = [test.id for test in SOURCE.tests if test.control == "AI-SEC-01"][:2]
    assert rows(made["Samples"])[0]["Attributes"] == f"A {tests[0]}; B {tests[1]}"
    letters = {row["Test ID"]: row["Letter"] for row in rows(made["Tests"])}
    assert [letters[test] for test in tests] == ["A", "B"]


def test_tests_beyond_the_sixth_are_told_all_the_same():
    one = records.item("CHG-1", *([ItemMark.CLEAN] * 6), ItemMark.FAILS)
    assert rows(tabs(items=(one,))["Sample items"])[0]["Further tests"] == "fails"


def test_what_the_auditor_wrote_and_came_home_stands_in_his_columns():
    test = SOURCE.tests[0].id
    key = "AI-SEC-01/POP-1/CHG-7"
    said = {("Tests", test): {"Result": "pass", "Date": DAY}, ("Sample items", key): {"Tick mark": "V"}}
    made = tabs_of(replace(SOURCE, auditor=said))
    told = next(row for row in rows(made["Tests"]) if row["Test ID"] == test)
    assert (told["Result"], told["Date"], told["Tester"]) == ("pass", DAY, None)
    assert [row["Tick mark"] for row in rows(made["Sample items"]) if row["Key"] == key] == ["V"]


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("auditor", AuditorStatus)
@pytest.mark.parametrize("due", [None, DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)])
def test_overdue_in_the_workbook_is_what_the_desk_calls_overdue(status, auditor, due):
    """The live rule of the column says the same of a row as the list of requests does."""
    tab = tabs(requests=(records.request("REQ-1", status, auditor, due),))["Requests"]
    column = next(one for one in tab.columns if one.header == "Due")
    assert column.late is not None
    row = rows(tab)[0]
    settled = any(row[unless.header] in unless.words for unless in column.late)
    late = row["Due"] is not None and row["Due"] < DAY and not settled
    assert late is is_overdue(status, auditor, due, DAY)


def test_handed_over_is_no_acceptance():
    tab = tabs_of(SOURCE)["Requests"]
    assert look(tab, "Our status", "submitted") == outcomes.CLAIM
    assert look(tab, "Auditor status", say(AuditorStatus.CLOSED)) == outcomes.ASIDE


def test_every_slip_of_a_date_stands_with_its_reason():
    slips = tuple(records.DateMove(DAY, DAY + timedelta(days=n), f"reason {n}") for n in range(1, 4))
    told = rows(tabs(plan=(records.step("ACT-1", PlanState.OPEN, *slips),))["Remediation"])[0]
    assert told["Milestone changes"].splitlines() == [f"{one.was} → {one.to}: {one.reason}" for one in slips]
    assert (told["Planned"], told["Changes"]) == (DAY, 3)


@pytest.mark.parametrize(
    ("state", "shown", "word"),
    [
        ("done", True, PlanState.DONE),
        ("done", False, PlanState.SAID_DONE),
        ("dropped", True, PlanState.DROPPED),
        ("open", True, PlanState.OPEN),
    ],
)
def test_a_step_is_done_only_with_what_shows_it(state, shown, word):
    assert plan.state(state, DAY, DAY, shown=shown) is word
    assert plan.state("open", DAY - timedelta(days=1), DAY, shown=True) is PlanState.OVERDUE


def test_what_was_put_right_takes_nothing_away_from_what_was_wrong():
    told = {row["ID"]: row for row in rows(tabs_of(SOURCE)["Findings"])}
    assert [told[name]["Exceptions"] for name in ("FND-1", "FND-2")] == ["1 of 63", "1 of 63"]
    assert (told["FND-1"]["Put right since"], told["FND-2"]["Put right since"]) == ("0 of 1", "1 of 1")
    assert (told["FND-2"]["Status"], told["FND-2"]["Verified by"]) == ("closed", "Sam Otieno")


@pytest.mark.parametrize(
    ("finding", "colour"),
    [
        (records.finding("FND-1", FindingStatus.CLOSED), outcomes.GOOD),
        (records.finding("FND-1", FindingStatus.CLOSED, ("EV-1: rejected: wrong file",)), outcomes.CLAIM),
        (
            replace(
                records.finding("FND-1", FindingStatus.RISK_ACCEPTED),
                row=replace(records.finding("FND-1", FindingStatus.RISK_ACCEPTED).row, lapsed=True),
            ),
            outcomes.BAD,
        ),
    ],
)
def test_closed_is_green_while_its_proof_stands_and_an_acceptance_that_is_over_is_missed(finding, colour):
    tab = tabs(findings=(finding,))["Findings"]
    assert look(tab, "Status", rows(tab)[0]["Status"]) == colour


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({}, "whole"),
        ({"query": ""}, "not told"),
        ({"pulled_by": ""}, "not told"),
        ({"completeness": ""}, "not told"),
        ({"lost": 2}, "not whole"),
        ({"marks": ("`has_more` says there are more",)}, "not whole"),
        ({"stated": 41}, "in doubt"),
        ({"doubt": "a page proves nothing", "believed": "I know"}, "in doubt"),
        ({"believed": "I know", "believed_by": "Ana Ruiz"}, "taken for whole"),
    ],
)
def test_a_list_of_accounts_is_whole_only_when_all_is_told_and_nothing_speaks_against_it(said, word):
    told = rows(tabs(lists=(records.review_list(records.account_list(**said)),))["Access populations"])[0]
    assert told["Whole"] == word
    assert bool(told["Remark"]) is bool(said)


def test_a_system_without_a_list_is_a_row():
    told = rows(tabs_of(SOURCE)["Access populations"])[1]
    assert (told["System"], told["Whole"], told["List"]) == ("crm", "no list", None)


@pytest.mark.parametrize("lacking", ["query", "pulled_at", "collected_by", "completeness", "accuracy", "checked_by"])
def test_information_produced_names_what_it_lacks(lacking):
    whole = replace(
        SOURCE.evidence[0],
        kind=EvidenceKind.POPULATION,
        source="crm",
        query="all",
        pulled_at="2026-10-02T09:00:00Z",
        collected_by="Lin Chen",
        row_count=63,
        completeness="counted",
        accuracy="traced",
        checked_by="Sam Otieno",
        period_to=None,
        page="",
        rows_skipped=0,
    )
    tabs = tabs_of(replace(SOURCE, evidence=(whole,), broken={}))
    assert rows(tabs["Information produced"])[0]["Lacking"] == ""
    less = tabs_of(replace(SOURCE, evidence=(replace(whole, **{lacking: ""}),), broken={}))
    assert rows(less["Information produced"])[0]["Lacking"]
    broken = tabs_of(replace(SOURCE, evidence=(whole,), broken={whole.id: "modified"}))
    assert rows(broken["Information produced"])[0]["Lacking"].startswith("FAILED INTEGRITY")


def test_a_policy_with_an_address_is_no_list():
    policy = replace(
        SOURCE.evidence[0],
        kind=EvidenceKind.POLICY,
        query="https://x.example",
        row_count=None,
        rows_read=None,
        is_population=False,
    )
    assert not list(tabs_of(replace(SOURCE, evidence=(policy,)))["Information produced"].rows)


def test_a_link_leads_to_its_address_and_a_file_only_says_its_name():
    for url, leads in (("https://trust.example/a", True), ("javascript:alert(1)", False)):
        found = tabs_of(replace(SOURCE, evidence=(replace(SOURCE.evidence[0], url=url),)))["Evidence index"]
        told = rows(found)[0]["File/link"]
        assert (str(told), getattr(told, "target", None)) == (url, url if leads else None)


def test_ids_lead_to_their_rows():
    made = tabs_of(SOURCE)
    there = {name: rows(tab) for name, tab in made.items()}
    for name in ("Lead sheets", "Samples", "Sample items", "Requests", "Findings", "Deviations", "Populations"):
        headers = [column.header for column in made[name].columns]
        assert made[name].links
        for link in made[name].links:
            tab, _, cell = link.target.replace("'", "").partition("!")
            told = there[name][link.row - 2][headers[link.column]]
            assert told == str(there[tab][int(cell[1:]) - 2][made[tab].columns[0].header])
    targets = {link.target.partition("!")[0] for link in made["Lead sheets"].links}
    assert targets == {"'Control matrix'", "'Findings'"}


def test_moments_are_moments_and_days_stay_days():
    assert moment("2026-10-02T11:00:00+02:00") == datetime(2026, 10, 2, 9, tzinfo=UTC)
    assert moment("2026-10-02T09:00:00") == datetime(2026, 10, 2, 9, tzinfo=UTC)
    assert moment("2026-10-02") == "2026-10-02"
    assert moment("some time in May, I think") == "some time in May, I think"
    assert moment("") == ""


def test_the_change_log_begins_with_content():
    changed = (*(replace(SOURCE.changes[0], setup=True) for _ in range(2)), SOURCE.changes[0])
    told = rows(tabs_of(replace(SOURCE, changes=changed))["Change log"])
    assert [row["Part"] for row in told] == ["set-up", "set-up", "content"], "the order is the service's"
    assert all(isinstance(row["When"], datetime) for row in told)


def test_what_speaks_against_a_list_is_told_once():
    sign = "`has_more` says that more follow"
    told = records.account_list(doubt=f"a page of a list proves nothing: {sign}", marks=(sign,))
    (row,) = rows(tabs(lists=(records.review_list(told),))["Access populations"])
    assert row["Remark"].count(sign) == 1
    assert isinstance(row["Read at"], datetime), "shown as a moment, not as a number"
