"""`grcdesk tests`, `changes` and `deviations` by streams and exit codes."""

from __future__ import annotations

import csv
import io

import pytest

from helpers import change_story as story
from helpers.change_story import BY, PLANTED, SECOND, STRAY

RUN = ("tests", "run", "--control")


@pytest.fixture
def done(desk_after, run):
    """A command on the desk of the story, run over."""
    root = desk_after(story.ran_over).paths.root
    return lambda *words: run("--desk", root, *words)


@pytest.mark.slow
def test_a_run_answers_in_the_agreed_shape(done):
    first = done(*RUN, "pi-01", "--json").json
    assert set(first["population"]) >= {"id", "rows", "sha256", "final"}
    assert first["population"] | {"id": "POP-1", "rows": 63, "final": True} == first["population"]
    assert len(first["population"]["sha256"]) == 64
    by_test = {row["test"]: row for row in first["results"]}
    assert {name: row["deviations"] for name, row in by_test.items()} == {
        "AI-PI-01.T1": PLANTED["AI-PI-01.T1"],
        "AI-PI-01.T2": PLANTED["AI-PI-01.T2"],
        "AI-PI-01.T3": STRAY,
    }
    assert by_test["AI-PI-01.T1"] | {"n": 63, "rate": 0.031746, "suggestion": "isolated"} == by_test["AI-PI-01.T1"]
    assert by_test["AI-PI-01.T1"]["found"][0]["deviation"] == "DEV-1"
    again = done(*RUN, "AI-PI-01", "--json").json
    assert (again["digest"], again["new"], again["run"]) == (first["digest"], [], "RUN-4")


@pytest.mark.slow
def test_a_run_reads_well_on_a_terminal_and_says_what_is_not_final(done):
    ran = done(*RUN, "AI-PI-02", "--dry-run")
    assert "AI-PI-02.T1  3 of 63 items (4.8 %)  isolated? 3 of 63" in ran.out
    assert "DEV-7    CHG-052  another commit was evaluated  commit " in ran.out
    assert "measured by  min_score 0.88" in ran.out
    assert "AI-PI-02.T2: 3 items not decided by the list" in ran.err
    assert "would" not in ran.out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((*RUN, "AI-SEC-01"), 1, "provider_keys and keys_console are not on file"),
        ((*RUN, "AI-PI-01", "--test", "T9"), 1, "no test 'T9'"),
        ((*RUN, "AI-PI-01", "--population", "POP-9"), 1, "no population 'POP-9'"),
        (("tests", "run"), 2, "--control"),
        (("tests", "record", "--control", "AI-PI-01", "--test", "T4"), 2, "--test T3 --result pass"),
        (("tests", "record", "--control", "AI-PI-01", "--test", "T4", "--result", "fail"), 1, "needs a note"),
        (("tests", "record", "--control", "AI-PI-01", "--test", "T4", "--result", "maybe"), 2, "pass, fail, n/a"),
        (("tests", "list", "--where", "teste:x"), 2, "did you mean"),
        (("deviations", "show", "DEV-99"), 1, "no deviation 'DEV-99'"),
        (("changes", "show", "CHG-999"), 1, "no change 'CHG-999'"),
    ],
)
def test_what_cannot_be_done_says_why_in_one_line(done, words, code, told):
    ran = done(*words)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err


def test_from_deviations_to_a_conclusion(done):
    assert done("deviations", "confirm", "DEV-1", "DEV-2", "--by", BY, "--note", "Hotfixes").code == 0
    none = ("deviations", "confirm", "DEV-3", "DEV-4", "--false-positive", "--by", BY, "--reason", "Emergency path")
    assert done(*none).code == 1
    assert done(*none, "--second", SECOND).code == 0
    states = {row["id"]: row["state"] for row in done("deviations", "list", "--json").json}
    assert [states[f"DEV-{n}"] for n in (1, 2, 3, 4, 5)] == [*["exception"] * 2, *["false_positive"] * 2, "open"]
    assert "Dana Reyes and Lin Chen" in done("deviations", "show", "DEV-3").out
    assert (
        done("tests", "record", "--control", "AI-PI-01", "--test", "T4", "--result", "pass", "--note", "p. 2").code == 0
    )
    assert done("tests", "review", "--control", "AI-PI-01", "--by", BY).code == 1
    assert done("tests", "review", "--control", "AI-PI-01", "--by", SECOND).code == 0
    conclude = ("tests", "conclude", "--control", "AI-PI-01", "--by", BY, "--result")
    refused = done(*conclude, "no-exceptions")
    assert refused.code == 1
    assert "the tests say 2 of 63 items with exceptions: another conclusion needs a reason" in refused.err
    assert "2 of 63 items with exceptions, concluded by Dana Reyes" in done(*conclude, "exceptions").err
    shown = done("tests", "sheet", "AI-PI-01", "--json").json
    assert shown["conclusion"] | {"result": "exceptions_noted", "by": BY} == shown["conclusion"]
    (row, *_) = done("tests", "list", "--control", "AI-PI-01", "--json").json
    assert (row["result"], row["concluded"]) == ("exceptions_noted", "exceptions_noted")


@pytest.mark.slow
def test_a_sheet_goes_out_and_comes_home(done, tmp_path):
    rows = list(csv.DictReader(io.StringIO(done("tests", "sheet", "AI-PI-02", "--csv").out)))
    assert [(row["test"], row["item"], row["result"]) for row in rows] == [
        ("AI-PI-02.T3", "", ""),
        ("AI-PI-02.T4", "", ""),
    ]
    filled = [row | {"result": "pass", "note": "seen"} for row in rows]
    file = story.written(tmp_path / "sheet.csv", filled)
    back = ("tests", "record", "--control", "AI-PI-02", "--from", str(file), "--by", SECOND)
    assert done(*back, "--dry-run").code == 0
    assert done("tests", "sheet", "AI-PI-02", "--json").json["asked"][0]["cell"] is None
    assert "2 answers on its work sheet" in done(*back).err
    assert done("tests", "sheet", "AI-PI-02").out.count("Lin Chen") == 2


def test_changes_have_the_agreed_keys(done):
    rows = done("changes", "list", "--json").json
    assert len(rows) == 64
    assert list(rows[0])[:6] == ["change_id", "approved", "evaluated", "deployed", "verdict", "why"]
    assert rows[0]["verdict"] == "proven"
    assert rows[-1] | {"change_id": None, "deployment": "DPL-901", "verdict": "not_proven"} == rows[-1]
    ran = done("changes", "list", "--where", "verdict:not_proven")
    assert "8 changes, 8 not proven" in ran.err
    assert "another commit was evaluated" in ran.out
    assert done("changes", "show", "CHG-038", "--json").json["tests"] == ["AI-PI-02.T2"]


def test_without_a_list_of_changes_it_says_how_to_get_one(on):
    ran = on("changes", "list")
    assert (ran.code, ran.out) == (1, "")
    assert "populations add FILE --name model_changes" in ran.err


def test_a_work_sheet_lists_what_is_asked_and_what_lacks(on):
    rows = on("tests", "sheet", "AI-PI-01", "--json").json
    assert rows["control"] == "AI-PI-01"
    done = on("tests", "sheet", "pi-01")
    assert "AI-PI-01.T1" in done.out
    assert "grcdesk: AI-PI-01: not tested" in done.err
    assert "lacks: AI-PI-01.T4: no answer on its work sheet" in done.err
    assert on("tests", "sheet").code == 2


def test_what_the_desk_records_itself_is_frozen_as_a_population(on):
    done = on("tests", "freeze", "control-slots", "--dry-run")
    assert (done.code, "control_slots" in done.err) == (0, True)
    assert on("populations", "list", "--json").json == []
