"""`grcdesk audits` by streams and exit codes."""

from __future__ import annotations

import pytest

CHECK_KEYS = {"side", "id", "what", "state", "why", "place", "where", "mend"}
TASK_KEYS = {"id", "title", "weeks", "due", "days", "state", "why", "checks"}


@pytest.fixture
def two(on):
    on("audits", "new", "SOC 2 2027", "--from", "ENG-1", "--type", "soc2-type2", "--period", "2027-01-01..2027-12-31")
    return on


def test_list_show_and_use(two):
    rows = two("audits", "list", "--json").json
    assert [(row["id"], row["name"], row["current"]) for row in rows] == [
        ("ENG-1", "SOC 2 Type II 2026", False), ("ENG-2", "SOC 2 2027", True),
    ]  # fmt: skip
    found = two("audits", "show", "--json").json
    assert (found["id"], found["follows"], found["methods"]) == ("ENG-2", "ENG-1", [])
    assert any(line.startswith("period: 2026-01-01..2026-12-31 before") for line in found["since"])
    shown = two("audits", "show")
    assert "SOC 2 Type II" in shown.out
    assert "changed since" in shown.out
    assert two("audits", "use", "ENG-1").code == 0
    assert two("audits", "show", "--json").json["id"] == "ENG-1"


def test_new_says_what_changed_since_the_one_it_is_made_from(on):
    done = on("audits", "new", "Next", "--from", "ENG-1", "--categories", "S", "--period", "2027-01-01..2027-06-30")
    assert done.code == 0
    assert "since ENG-1, period:" in done.err
    assert "since ENG-1, controls: 9 came out of scope" in done.err


def test_set_changes_what_is_named(on):
    on("vendors", "add", "Northlight", "--tier", "high", "--model-provider")
    done = on(
        *("audits", "set", "--type", "soc2-type2", "--firm", "Marlow & Finch", "--lead", "Lin Chen"),
        *("--report-due", "2027-03-15", "--param", "max_key_age=60", "--method", "Northlight=carve-out", "--json"),
    )
    assert done.code == 0
    assert set(done.json["kinds"]) == {"engagement", "engagement_vendor"}
    found = on("audits", "show", "--json").json
    assert (found["kind"], found["firm"], found["report_due"]) == ("soc2-type2", "Marlow & Finch", "2027-03-15")
    assert (found["parameters"], found["methods"][0]["method"]) == (["max_key_age=60"], "carve_out")
    assert on("audits", "set", "--method", "Northlight=none", "--param", "max_key_age=").code == 0
    found = on("audits", "show", "--json").json
    assert (found["parameters"], found["methods"]) == ([], [])


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("set",), 2, "nothing to set"),
        (("set", "--param", "x"), 2, "has no name"),
        (("set", "--method", "Northlight=sideways"), 2, "is not one of its words"),
        (("set", "--type", "soc2-type1"), 1, "judges one day"),
        (("new", "T1", "--period", "2026-01-01..2026-06-30", "--as-of", "2026-06-30"), 2, "do not go together"),
        (("show", "ENG-9"), 1, "no engagement"),
        (("phase", "gap"), 1, "without a reason"),
        (("phase", "sampling"), 2, "is not one of its words"),
        (("plan", "--start", "2026-11-01"), 2, "belongs to the name of a plan"),
        (("plan", "--drop"), 1, "follows no plan"),
        (("close",), 1, "needs a reason"),
    ],
)
def test_what_cannot_be_is_one_error_with_its_cure(on, words, code, says):
    done = on("audits", *words)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert len(done.err.splitlines()) >= 2


def test_the_phase_is_shown_with_its_checks_and_moved(on):
    found = on("audits", "phase", "--json").json
    assert (found["phase"], found["next"]) == ("scoping", "gap")
    assert all(set(check) == CHECK_KEYS for check in found["checks"])
    lacks = {check["id"]: check for check in found["checks"] if check["state"] != "done"}
    assert found["lacking"] == len(lacks)
    assert lacks["systems"]["mend"] == "grcdesk scope show"
    shown = on("audits", "phase")
    assert "Systems named" in shown.out
    assert "audits phase gap" in shown.err
    assert on("audits", "phase", "gap", "--reason", "the firm waits", "--dry-run").code == 0
    assert on("audits", "phase", "--json").json["phase"] == "scoping"
    assert on("audits", "phase", "gap", "--reason", "the firm waits").code == 0
    found = on("audits", "phase", "--json").json
    assert (found["phase"], found["reason"]) == ("gap", "the firm waits")
    unowned = next(check for check in found["checks"] if check["id"] == "owners")
    assert unowned["mend"] == "grcdesk controls list --where 'owner:none scope:in_scope'"


@pytest.mark.slow
def test_a_plan_is_followed_listed_and_dropped(on):
    assert on("audits", "plan", "--json").json == []
    assert on("audits", "plan", "eight-weeks", "--start", "2026-11-02").code == 0
    tasks = on("audits", "plan", "--json").json
    assert next(task["due"] for task in tasks) == "2026-11-09"
    assert all(set(task) == TASK_KEYS for task in tasks)
    assert {check["state"] for task in tasks for check in task["checks"]} == {"done", "open", "unknown"}
    assert "eight-weeks from 2026-11-02" in on("audits", "plan").err
    assert on("audits", "plan", "--csv").out.startswith("due,days,state")
    assert on("due", "--kind", "audit-task", "--json").json[0]["id"] == "ENG-1/inventory"
    assert on("audits", "plan", "--drop").code == 0
    assert on("audits", "plan", "--json").json == []


def test_exposure_names_all_seven(on):
    rows = on("audits", "exposure", "--json").json
    assert [row["id"] for row in rows] == [f"F{number}" for number in range(1, 8)]
    assert all(set(row) == {"id", "title", "state", "why", "rows", "place"} for row in rows)
    assert {row["state"] for row in rows} <= {"exposed", "unknown", "not_exposed"}
    shown = on("audits", "exposure")
    assert "exposed" in shown.err
    assert "F7" in shown.out


@pytest.mark.slow
def test_the_lists_go_out_as_a_workbook(on, tmp_path):
    done = on("audits", "export", "-o", tmp_path / "audit.xlsx", "--json")
    assert (done.code, done.json["size"]) == (0, (tmp_path / "audit.xlsx").stat().st_size)
    again = on("audits", "export", "-o", tmp_path / "audit.xlsx")
    assert (again.code, "exists" in again.err) == (1, True)
    assert on("audits", "export", "-o", "-", "--json").code == 2


def test_another_engagement_is_asked_about_without_being_chosen(two):
    assert two("audits", "phase", "gap", "--reason", "x", "--engagement", "ENG-1").code == 0
    assert two("audits", "phase", "--json").json["phase"] == "scoping"
    assert two("--engagement", "ENG-1", "audits", "phase", "--json").json["phase"] == "gap"


def test_coverage_of_one_day_says_design_only(on):
    on("audits", "new", "Type I", "--type", "soc2-type1", "--as-of", "2026-09-30")
    rows = on("coverage", "--json").json
    assert {row["verdict"] for row in rows} == {"design_only"}
    assert "no operation" in on("coverage").err
    assert on("coverage", "--check").code == 0
    assert "d" in on("coverage", "--months").out
