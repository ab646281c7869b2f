from __future__ import annotations

import csv
import io

import pytest

KEYS = ["id", "frequency", "window", "share_of_period", "verdict", "slots", "gaps", "covered_days", "judged_days"]
RECORD = ("--query", "all changes", "--pulled-at", "2026-11-20T10:00Z", "--completeness", "ids follow each other")
"""What a record says of itself to stand for its range."""


@pytest.fixture
def add(on, tmp_path):
    """Add an artefact for a control."""

    def go(control, *dates, kind="sign-off"):
        file = tmp_path / "artefact.txt"
        file.write_text(f"{control} {dates}", encoding="utf-8")
        done = on("evidence", "add", file, "--kind", kind, "--control", control, *dates)
        assert done.code == 0, done.err

    return go


def test_json_of_a_periodic_control(on, add):
    add("AI-SEC-05", "--as-of", "2026-03-31", "--performed-on", "2026-04-09", "--slot", "2026Q1")
    (found,) = on("coverage", "--control", "sec-05", "--as-of", "2026-06-30", "--json").json
    more = ["warnings", "due", "claims", "stated_days", "next_due", "closing"]
    assert list(found) == [*KEYS, "percent", "sentence", *more]
    assert (found["warnings"], found["due"], found["next_due"], found["closing"]) == (
        ["2026Q2 has no run and ends in 0 days, on 2026-06-30"],
        True,
        "2026-06-30",
        True,
    )
    assert found["window"] == {"start": "2026-01-01", "end": "2026-12-31", "days": 365}
    assert (found["id"], found["frequency"], found["share_of_period"]) == ("AI-SEC-05", "quarterly", 100.0)
    assert found["slots"][:2] == [
        {
            "slot": "2026Q1",
            "start": "2026-01-01",
            "end": "2026-03-31",
            "required": True,
            "state": "late",
            "performed_on": "2026-04-09",
            "days_late": 9,
            "evidence": ["EV-1"],
            "after_period_end": False,
            "claims": [],
        },
        {
            "slot": "2026Q2",
            "start": "2026-04-01",
            "end": "2026-06-30",
            "required": True,
            "state": "upcoming",
            "performed_on": None,
            "days_late": None,
            "evidence": [],
            "after_period_end": False,
            "claims": [],
        },
    ]
    assert (found["verdict"], found["gaps"], found["percent"]) == ("on_track", [], None)


def test_json_of_a_continuous_control(on, add):
    add("AI-SEC-02", "--as-of", "2026-01-01", kind="config-snapshot")
    add("AI-SEC-02", "--from", "2026-01-01", "--to", "2026-01-20", *RECORD, kind="change-record")
    (found,) = on("coverage", "--control", "AI-SEC-02", "--as-of", "2026-01-31", "--json").json
    assert (found["covered_days"], found["judged_days"], found["percent"]) == (20, 31, 64.5)
    assert found["gaps"] == [{"start": "2026-01-21", "end": "2026-01-31", "days": 11}]
    assert (found["verdict"], found["slots"]) == ("partial", [])


def test_check_exits_4_only_when_something_is_due_late_or_a_gap(on, add):
    assert on("coverage", "--control", "AI-SEC-05").code == 0
    assert on("coverage", "--control", "AI-SEC-05", "--check").code == 4
    early = ("coverage", "--control", "AI-SEC-05", "--as-of", "2026-02-28", "--check")
    assert on(*early).code == 0
    assert on(*early[:-2], "2026-03-31", "--check").code == 4, "the last third of a quarter without its run"
    assert on("coverage", "--control", "AI-SEC-05", "--as-of", "2026-04-01", "--check").code == 4
    add("AI-SEC-05", "--as-of", "2026-02-01")
    assert on("coverage", "--control", "AI-SEC-05", "--as-of", "2026-04-01", "--check").code == 0
    assert on("coverage", "--control", "AI-PI-01", "--check").code == 0
    assert on("coverage", "--control", "AI-PI-01", "--as-of", "2027-01-01", "--check", "--json").code == 4


def test_the_table_has_a_line_a_control_and_says_how_many_are_due(on):
    done = on("coverage")
    assert done.code == 0
    assert "AI-SEC-05" in done.out
    assert "no run: 2026Q1, 2026Q2 and 2026Q3" in done.out
    assert "with something due, late or a gap" in done.err
    rows = list(csv.DictReader(io.StringIO(on("coverage", "--csv").out)))
    assert len(rows) == len(on("coverage", "--json").json)
    assert (rows[0]["id"], rows[0]["reach"], rows[0]["window"]) == ("AI-SEC-01", "0/4", "2026-01-01..2026-12-31")


def test_a_named_control_shows_its_slots_and_warnings(on, add):
    add("AI-SEC-05", "--as-of", "2026-04-09")
    done = on("coverage", "--control", "AI-SEC-05")
    assert "2026Q1" in done.out
    assert "EV-1" in done.out
    assert "AI-SEC-05: EV-1 of 2026-04-09 could be late for 2026Q1" in done.err
    whole = on("coverage")
    assert "controls with a warning" in whole.err
    plain = on("coverage", "--control", "AI-SEC-05", "--plain", "--columns", "id,slots,due").out
    assert plain == "AI-SEC-05\t2026Q1:gap 2026Q2:covered 2026Q3:gap 2026Q4:upcoming\tyes\n"


def test_control_by_month_for_people_and_for_programs(on, add):
    add("AI-SEC-05", "--as-of", "2026-02-10")
    (row,) = on("coverage", "--months", "--control", "AI-SEC-05", "--json").json
    assert (row["id"], row["verdict"], len(row["months"])) == ("AI-SEC-05", "gap", 12)
    assert row["months"][1] == {"month": "2026-02", "state": "covered", "done": 1, "asked": 1, "at": "2026Q1"}
    assert [cell["state"] for cell in row["months"][3:]] == ["gap"] * 6 + ["not_yet_run"] * 2 + ["upcoming"]
    done = on("coverage", "--months")
    assert "Jan  Feb" in done.out
    assert "✓ covered" in done.err
    rows = list(csv.DictReader(io.StringIO(on("coverage", "--months", "--csv").out)))
    assert rows[0]["verdict"] == "gap"
    assert next(row for row in rows if row["id"] == "AI-SEC-05")["2026-03"] == "covered"


def test_the_worst_verdict_of_each_criterion(on):
    found = {row["id"]: row for row in on("coverage", "--criteria", "--json").json}
    assert len(found) == 61
    assert found["CC1.1"]["worst"] is None
    assert found["CC6.1"]["worst"] == "gap"
    assert sum(found["CC6.1"]["counts"].values()) >= len(found["CC6.1"]["controls"]) > 0
    assert on("coverage", "--criteria", "--control", "AI-SEC-05").code == 2
    assert on("coverage", "--months", "--check").code == 2


def test_the_earliest_period_is_told_before_one_is_set(on, add):
    found = on("coverage", "--earliest", "6", "--json").json
    assert (found["start"], found["days"], found["full_on"]) == ("2026-11-22", 0, "2027-05-21")
    assert {one["id"] for one in found["controls"]} == {row["id"] for row in on("coverage", "--json").json}
    shown = on("coverage", "--earliest", "6")
    assert "2026-11-22 at the earliest" in shown.err
    assert on("coverage", "--earliest", "0").code == 2
    assert on("coverage", "--earliest", "6", "--check").code == 2


def test_warnings_are_a_list_of_their_own(on, add):
    before = on("coverage", "--warnings", "--json").json
    assert all(" has no run and ends in " in one["warning"] for one in before)
    add("AI-SEC-05", "--as-of", "2026-04-09")
    (found,) = (one for one in on("coverage", "--warnings", "--json").json if one not in before)
    assert found["control"] == "AI-SEC-05"
    assert found["warning"].startswith("EV-1 of 2026-04-09 could be late for 2026Q1")


def test_days_a_source_still_holds_are_warned_of(on, add):
    source = ("--source", "our GitHub audit log, export")
    add("AI-SEC-02", "--as-of", "2026-01-01", kind="config-snapshot")
    add("AI-SEC-02", "--as-of", "2026-07-01", kind="config-snapshot")
    add("AI-SEC-02", "--from", "2026-01-01", "--to", "2026-03-31", *source, *RECORD, kind="change-record")
    add("AI-SEC-02", "--from", "2026-07-01", "--to", "2026-11-10", *source, *RECORD, kind="change-record")
    (found,) = (
        one["warning"]
        for one in on("coverage", "--warnings", "--control", "sec-02", "--json").json
        if "no evidence" in one["warning"] and "2026-04" in one["warning"]
    )
    # 180 days before 21 November is 25 May: 54 days of April and May are lost, and 37 of the hole are left
    assert found.endswith("GitHub audit log keeps 180 days; 54 of 91 days are gone already, and one more goes each day")
    assert on("evidence", "sources", "set", "github audit log", "400").code == 0
    shown = on("coverage", "--warnings", "--control", "sec-02").out
    assert "no evidence for 2026-04-01..2026-06-30: GitHub audit log keeps 400 days, draw it by 2027-05-06" in shown
    assert "no evidence for 2026-11-11..2026-11-20" in shown
    assert on("evidence", "sources", "set", "github audit log", "0").code == 0
    assert "no evidence for" not in on("coverage", "--warnings", "--control", "sec-02", "--json").out


def test_cycles_of_a_control_can_be_set_and_given_back(on):
    assert on("controls", "set", "AI-SEC-05", "--grace", "0", "--anchor", "rolling").code == 0
    (found,) = on("coverage", "--control", "AI-SEC-05", "--as-of", "2026-04-01", "--json").json
    assert [(slot["slot"], slot["state"]) for slot in found["slots"][:2]] == [
        ("2026-01-01..2026-03-31", "gap"),
        ("2026-04-01..2026-06-30", "upcoming"),
    ]
    shown = on("controls", "show", "AI-SEC-05", "--json").json
    assert (shown["anchor"], shown["grace_days"], shown["own_grace_days"]) == ("rolling", 0, 0)
    assert on("controls", "set", "AI-SEC-05", "--grace", "none", "--anchor", "none").code == 0
    (found,) = on("coverage", "--control", "AI-SEC-05", "--as-of", "2026-04-01", "--json").json
    assert (found["slots"][0]["slot"], found["slots"][0]["state"]) == ("2026Q1", "due")
    assert on("controls", "set", "AI-SEC-05", "--grace", "-3").code == 2
    assert on("controls", "set", "AI-SEC-05", "--grace", "367").code == 2
    backwards = on("controls", "set", "AI-SEC-05", "--effective-from", "2026-03-01", "--retired-on", "2026-02-28")
    assert backwards.code == 2
    assert "before it took effect" in backwards.err


def test_what_cannot_be_asked(on):
    assert on("coverage", "--as-of", "2026-02-30").code == 2
    assert on("coverage", "--control", "AI-SEC-99").code == 1
    assert on("coverage", "--as-of", "9999-12-31").code == 2
    assert on("coverage", "--as-of", "2199-12-31", "--json").code == 0
