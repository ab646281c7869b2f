"""The fieldwork on the control matrix is what the lists of the desk say, read back by another reader."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from grcdesk.paths import DeskPaths
from grcdesk.reports.labels import say
from grcdesk.schemas.audits.sheets import SampleItem
from grcdesk.schemas.samples import DrawPlan
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.exports import control_facts
from grcdesk.services.exports.sheets import items
from grcdesk.services.testing.reading import board
from grcdesk.terms import Via
from grcdesk.terms.audits import ItemResult, Lane
from grcdesk.terms.findings import RemediationState

Rows = list[dict[str, Any]]


def read(path: Path) -> dict[str, Rows]:
    """Each tab as rows by header; a table without rows keeps none."""
    found = {}
    book = load_workbook(path, read_only=True)
    for sheet in book:
        head, *body = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=False)) for row in body if row[0] or row[1]]
    book.close()
    return found


@pytest.mark.slow
def test_no_command_of_ours_stands_in_what_an_auditor_reads(books):
    matrix, audit, _ = books
    told = [str(value) for book in (matrix, audit) for tab in book.values() for row in tab for value in row.values()]
    assert not [value for value in told if "grcdesk requests" in value or ": grcdesk " in value]


@pytest.mark.slow
def test_who_answered_a_test_stands_beside_the_result_that_rests_on_it(books):
    matrix, _, desk = books
    by_hand = [row for row in matrix["Tests"] if row["Tested"] == "no deviation" and row["By"] == "person"]
    assert by_hand, "the sample company has one"
    for row in by_hand:
        (cell,) = next(line for line in desk.testing.list() if line.id == row["Test ID"]).answers
        assert f"{say(cell.result)} by {cell.tested_by}" in row["Answers"]
        assert f"reviewed by {cell.reviewed_by}" in row["Answers"]
        assert ("no artefact named" in row["Answers"]) is (not cell.evidence)


@pytest.mark.slow
def test_nothing_of_a_finding_is_blank_without_a_word(books):
    matrix, _, _ = books
    for row in matrix["Findings"]:
        assert all(row[head] for head in ("Condition", "Criteria", "Cause", "Effect", "Response")), row["ID"]
    assert "not stated" in {row["Cause"] for row in matrix["Findings"]}


def test_a_list_of_what_happened_is_never_called_covered(books):
    matrix, _, _ = books
    heat = {row["Control"]: row for row in matrix["Coverage heat"]}
    for row in matrix["Period coverage"]:
        if row["Slot"] == "whole window" and row["State"] == "final":
            shown = {value for head, value in heat[row["Control"]].items() if head.endswith(" 2026") and value}
            assert shown == {"listed"}
            assert heat[row["Control"]]["Covered"] is None


def test_the_map_of_the_cover_says_of_each_criterion_what_its_tab_says(books):
    matrix, _, _ = books
    behind = {row["Control ID"]: row["Status"] for row in matrix["Control matrix"]}
    for row in matrix["Criteria coverage"]:
        told = [behind[name] for name in (row["All controls"] or "").split("; ") if name]
        part = any("in part" in each for each in told) and "in place, supported" not in told
        assert (row["Answered"] == "mapped, supported in part") is part, row["ID"]


@pytest.fixture(scope="module")
def books(_full_template: Path, tmp_path_factory: pytest.TempPathFactory):
    """The control matrix of the sample company about its audit, the lists of that audit, and the desk itself."""
    folder = tmp_path_factory.mktemp("sheets")
    root = Path(shutil.copytree(_full_template, folder / "desk"))
    desk = open_desk(DeskPaths(root), via=Via.CLI)
    audit = next(row for row in desk.audits.list() if not row.current)
    desk.audits.use(audit.id)
    yield read(desk.exports.matrix(folder / "m.xlsx").path), read(desk.audits.export(folder / "a.xlsx").path), desk
    desk.close()


SHARED = ("Requests", "Lead sheets", "Populations", "Samples", "Sample items", "Deviations", "Findings", "Remediation")


@pytest.mark.parametrize("tab", SHARED)
def test_both_workbooks_show_the_same(books, tab):
    matrix, audit, _ = books
    assert matrix[tab] == audit[tab]
    assert matrix[tab]


def test_requests_are_those_of_the_list(books):
    matrix, _, desk = books
    told = [(row["Our ref"], row["Our status"], row["Auditor status"], row["Round"]) for row in matrix["Requests"]]
    assert told == [(row.id, say(row.status), say(row.auditor_status), row.rounds) for row in desk.requests.list()]


def test_tests_are_those_of_the_list_and_their_counts_too(books):
    matrix, audit, desk = books
    lines = {line.id: line for line in desk.testing.list()}
    assert {row["Test ID"] for row in audit["Tests"]} == set(lines)
    for row in matrix["Tests"]:
        line = lines.get(row["Test ID"])
        assert (row["Tested"] or "") == (say(line.tested) if line else "")
        if line and line.n:
            assert row["Exceptions"].startswith(f"{line.exceptions + line.open:,} of {line.n:,}")


def test_lead_sheets_carry_the_result_of_each_control_and_no_conclusion_nobody_made(books):
    matrix, _, desk = books
    lines = desk.testing.list()
    assert {row["Control"]: row["Result"] for row in matrix["Lead sheets"]} == {
        line.control: say(line.result) for line in lines
    }
    assert {row["Concluded"] for row in matrix["Lead sheets"]} == {"no conclusion"}


def test_populations_samples_and_items_tie(books):
    matrix, _, desk = books
    shelf = desk.populations.list()
    assert [(row["Population"], row["State"], row["Rows"]) for row in matrix["Populations"]] == [
        (row.id, say(row.state), row.rows) for row in shelf
    ]
    for drawn in desk.samples.list():
        items = [row for row in matrix["Sample items"] if row["Sample"] == drawn.id]
        assert [row["Item"] for row in items] == list(desk.samples.show(drawn.id).items)
        assert [row["Rank"] for row in items] == list(range(1, drawn.n + 1))
    beyond = {(row["Control"], row["Item"]) for row in matrix["Sample items"] if not row["Sample"]}
    selected = {(row["Control"], row["Item"]) for row in matrix["Sample items"] if row["Sample"]}
    wrong = {(row.control, row.item) for row in desk.deviations.list() if row.item}
    assert beyond
    assert wrong <= beyond | selected, "a deviation never vanishes because its item was not selected"


def test_items_that_deviate_are_never_called_good(books):
    matrix, _, desk = books
    wrong = {(row.control, row.item): row.test for row in desk.deviations.list() if row.item}
    letters = {row["Test ID"]: row["Letter"] for row in matrix["Tests"]}
    for row in matrix["Sample items"]:
        if (test := wrong.get((row["Control"], row["Item"]))) is not None:
            assert row[letters[test]] in {"fails", "fails not judged"}


def test_findings_and_deviations_are_those_of_the_lists(books):
    matrix, _, desk = books
    assert [(row["ID"], row["Status"], row["Severity"]) for row in matrix["Findings"]] == [
        (row.id, say(row.status), say(row.severity)) for row in desk.findings.list()
    ]
    assert [(row["ID"], row["State"]) for row in matrix["Deviations"]] == [
        (row.id, say(row.state)) for row in desk.deviations.list()
    ]


def test_the_plan_has_every_step_and_every_weakness_without_one(books):
    matrix, _, desk = books
    told = {row["ID"] for row in matrix["Remediation"] if row["ID"]}
    findings = {row.id for row in desk.findings.list()}
    steps = {one.id for one in desk.remediation.list() if one.parent in findings or one.parent.startswith("INC-")}
    assert told == steps | {one.id for one in desk.actions.list()} | {one.id for one in desk.risks.list()}
    bare = [row for row in matrix["Remediation"] if row["Status"] == "nothing planned"]
    gaps = [row for row in bare if row["Source"] == "gap assessment"]
    assert len(gaps) == desk.gap.summary().actions_required
    moved = {one.id: one.slips for one in desk.actions.list() if one.slips}
    assert moved
    for row in matrix["Remediation"]:
        assert row["Changes"] == len(moved.get(row["ID"], ()))
    open_ = {one.id for one in desk.remediation.list() if one.state is RemediationState.OPEN}
    assert {row["ID"] for row in matrix["Remediation"] if row["Status"] in {"open", "overdue"}} >= open_ & steps


@pytest.mark.slow
def test_account_lists_are_those_of_the_reviews_of_the_period(full_root, tmp_path):
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    try:
        told = read(desk.exports.matrix(tmp_path / "m.xlsx").path)["Access populations"]
        reviews = [desk.reviews.show(row.id) for row in desk.reviews.list()]
    finally:
        desk.close()
    lists = {one.id: one for review in reviews for system in review.systems
             for one in (system.population, system.proof) if one}  # fmt: skip
    assert set(lists) <= {row["List"] for row in told}
    for row in told:
        if (one := lists.get(row["List"])) is not None:
            assert (row["Rows"], row["Accounts"], row["SHA-256"]) == (one.rows, one.accounts, one.sha256)
            assert (row["Whole"] == "in doubt") is bool(one.doubt)


@pytest.mark.slow
def test_a_census_that_is_large_lists_what_has_something_to_tell(books, monkeypatch, tmp_path):
    *_, desk = books
    desk.samples.draw("AI-PI-01", "model_changes", DrawPlan(Lane.CENSUS))
    census = desk.samples.list()[-1]
    whole = read(desk.exports.matrix(tmp_path / "a.xlsx").path)
    assert sum(row["Sample"] == census.id for row in whole["Sample items"]) == census.n
    monkeypatch.setattr(items, "LISTED", census.n - 1)
    found = read(desk.exports.matrix(tmp_path / "b.xlsx").path)
    told = {row["Item"] for row in found["Sample items"] if row["Sample"] == census.id}
    assert told == {row.item for row in desk.deviations.list() if row.control == "AI-PI-01" and row.item[:3] == "CHG"}
    row = next(row for row in found["Samples"] if row["Sample"] == census.id)
    assert row["Listed"] == f"{len(told)} of {census.n}"


@pytest.mark.slow
def test_what_a_person_found_on_a_sheet_stands_once(books, tmp_path):
    """Found by hand it names no list; its item was selected, and is one row."""
    *_, desk = books
    drawn = next(row for row in desk.samples.list() if row.control == "AI-PI-02" and row.in_force)
    key = desk.samples.show(drawn.id).items[0]
    test = next(row for row in desk.testing.list() if row.control == "AI-PI-02" and row.by == "person"
                and row.aspect == "operating")  # fmt: skip
    desk.testing.record("AI-PI-02", [AnswerIn(test.id, key, ItemResult.FAIL, "Mara Roy", "nobody signed")])
    found = read(desk.exports.matrix(tmp_path / "c.xlsx").path)
    told = [row for row in found["Sample items"] if (row["Control"], row["Item"]) == ("AI-PI-02", key)]
    assert [row["Sample"] for row in told] == [drawn.id]
    letter = next(row["Letter"] for row in found["Tests"] if row["Test ID"] == test.id)
    assert told[0][letter] == "fails not judged"
    assert "nobody signed" in told[0]["Note"]


def test_a_note_of_coverage_says_a_thing_once(books):
    matrix, _, _ = books
    noted = [row["Note"] for row in matrix["Period coverage"] if "Note: " in (row["Note"] or "")]
    assert noted
    for note in noted:
        sentence, *warnings = note.split(" Note: ")
        assert not [warning for warning in warnings if warning.rstrip(".") in sentence], note


def test_items_of_draws_and_what_was_found_without_one_are_read_from_one_state(full_root, monkeypatch):
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    audit = next(row for row in desk.audits.list() if not row.current)
    desk.audits.use(audit.id)
    desk.samples.draw("AI-PI-01", "model_changes", DrawPlan(Lane.CENSUS))
    drawn = desk.samples.list()
    answer = AnswerIn("AI-PI-01.T1", next(one.item for one in desk.deviations.list() if one.test == "AI-PI-01.T1"),
                      ItemResult.FAIL, "Lin Chen", "seen in the forge")  # fmt: skip
    desk.testing.record("AI-PI-01", [answer])

    def listed() -> list[SampleItem]:
        with desk.store.read() as session:
            return list(items.listed(session, desk.paths, board(session), drawn))

    census = drawn[-1]
    whole = [one for one in listed() if one.sample == census.id]
    assert [one.rank for one in whole] == list(range(1, census.n + 1))
    assert any("seen in the forge" in one.notes for one in whole)
    monkeypatch.setattr(items, "LISTED", census.n - 1)
    some = [one for one in listed() if one.sample == census.id]
    assert {one.item for one in some} == {one.item for one in whole if one.notes}
    monkeypatch.undo()
    row = next(one for one in desk.populations.list() if one.name == "model_changes")
    for path in desk.paths.vault.rglob(desk.imports.report(row.evidence).report.rows_sha256):
        path.unlink()
    lost = [one for one in listed() if one.sample == census.id]
    assert {one.item for one in lost} == {one.item for one in some}, (
        "its rows are gone: what was found stands all the same"
    )
    desk.close()


def test_what_stands_behind_controls_counts_what_is_in_force_and_open(full_root):
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    audit = next(row for row in desk.audits.list() if not row.current)
    desk.audits.use(audit.id)
    changes = next(one for one in desk.populations.list() if one.name == "model_changes")
    desk.evidence.reject(changes.evidence, reason="drawn with the wrong filter")
    with desk.store.read() as session:
        found = control_facts.facts(session, date(2026, 11, 21))
    assert "model_changes" not in [one.name for one in found["AI-PI-01"].populations]
    assert [one.id for one in found["AI-PI-01"].findings] != []
    desk.close()
