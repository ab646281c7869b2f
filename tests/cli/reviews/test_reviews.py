"""`grcdesk reviews` as it is typed, with its exit codes and its JSON."""

from __future__ import annotations

import pytest

from helpers import review_story as story

S = story.SYSTEM
LOAD = ("--system", S, "--pulled-at", "2026-06-30T18:00Z", "--query", "all users")


@pytest.fixture
def files(tmp_path):
    return story.files(tmp_path)


@pytest.fixture
def told(on, files):
    on("reviews", "open", "--slot", "2026Q2", "--system", S, "--started", "2026-06-30")
    on("reviews", "load", "AR-1", *LOAD, files["population"])
    on("reviews", "decide", "AR-1", "--from-file", files["decisions"])
    on("reviews", "prove", "AR-1", "--system", S, files["later"], "--pulled-at", "2026-07-21")
    return on


@pytest.mark.slow
def test_check_as_json_names_every_reason(told):
    done = told("reviews", "check", "AR-1", "--json")
    assert done.code == 0
    found = done.json
    assert list(found) == [
        "missing", "undecided", "self_reviewed", "unauthorised", "unproven", "still_present", "late", "decisions",
        "signable", "verdict", "exceptions",
    ]  # fmt: skip
    assert {key: found[key] for key in ("missing", "undecided", "self_reviewed", "unauthorised", "unproven")} == {
        "missing": [story.MISSING], "undecided": [story.UNDECIDED], "self_reviewed": list(story.SELF),
        "unauthorised": [], "unproven": [],
    }  # fmt: skip
    assert found["still_present"] == [story.STILL]
    assert found["late"] == [{"account": story.LATE, "business_days": 12}]
    assert found["decisions"] == {"keep": 37, "revoke": 2, "modify": 0, "undecided": 1}
    assert found["signable"] is False
    assert told("reviews", "check", "AR-1", "--exit-code").code == 1
    told("reviews", "open", "--slot", "2026Q3", "--system", "Log store")
    assert "Log store has no list" in told("reviews", "check", "AR-2", "--json").err


@pytest.mark.slow
def test_sign_lists_every_reason_and_then_signs(told, files):
    refused = told("reviews", "sign", "AR-1", "--role", "GRC lead")
    assert refused.code == 1
    assert all(account in refused.err for account in (story.MISSING, story.UNDECIDED, *story.SELF, story.STILL))
    told("reviews", "decide", "AR-1", story.MISSING, story.UNDECIDED, *story.SELF, "--decision", "keep",
         "--reviewer", "Lin Chen", "--on", "2026-07-22")  # fmt: skip
    told("reviews", "prove", "AR-1", "--system", "model", files["last"], "--pulled-at", "2026-07-25T08:00:00+02:00")
    assert told("reviews", "check", "AR-1").code == 0
    signed = told("reviews", "sign", "AR-1", "--name", "Mara Roy", "--role", "GRC lead", "--on", "2026-07-25")
    assert (signed.code, "41 accounts" in signed.err, "Undo" in signed.err) == (0, True, False)
    rows = told("reviews", "list", "--json").json
    assert (rows[0]["state"], rows[0]["signed_by"], rows[0]["blocking"]) == (
        "signed_with_exceptions", "Mara Roy", [],
    )  # fmt: skip
    assert "late" in told("reviews", "check", "AR-1").out
    assert told("reviews", "reopen", "AR-1", "--reason", "again").code == 0
    assert "reopened" in told("reviews", "show", "AR-1").out


@pytest.mark.slow
def test_accounts_are_listed_filtered_and_in_every_form(told):
    done = told("reviews", "accounts", "AR-1", "--where", "is:self", "--json")
    assert [row["account"] for row in done.json] == list(story.SELF)
    table = told("reviews", "accounts", "AR-1", "--where", "decision:revoke").out
    assert story.LATE in table
    guarded = told("reviews", "accounts", "AR-1", "--where", "u03", "--csv", "--columns", "account,person").out
    assert f"u03,'{story.FORMULA}" in guarded
    assert told("reviews", "accounts", "AR-1", "--where", "is:odd").code == 2


@pytest.mark.slow
def test_show_tells_where_a_list_came_from(told):
    shown = told("reviews", "show", "AR-1").out
    assert "population.csv, 41 rows, 41 accounts, pulled 2026-06-30T18:00Z" in shown
    assert "query: all users" in shown
    assert told("reviews", "show", "AR-1", "--json").json["systems"][0]["population"]["rows"] == 41


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("decide", "AR-1"), 2, "which accounts, and what?"),
        (("decide", "AR-1", "u01", "--from-file", "x.csv"), 2, "stands alone"),
        (("decide", "AR-1", "u99", "--decision", "keep"), 1, "no account"),
        (("decide", "AR-9", "u01", "--decision", "keep"), 1, "no access review"),
        (("load", "AR-1", *LOAD, "nowhere.csv"), 2, "cannot be read"),
        (("load", "AR-1", "--system", "x", "--pulled-at", "2026-07-01", "nowhere.csv"), 1, "no system"),
        (("open", "--slot", "soon", "--system", S), 2, "is not a slot"),
        (("open", "--slot", "2026Q3", "--system", S, "--owner", "Lin"), 2, "has no name"),
        (("sign", "AR-1"), 1, "role is not given"),
        (("roster", "nowhere.csv"), 2, "cannot be read"),
    ],
)
def test_what_is_refused_and_how(told, arguments, code, said):
    done = told("reviews", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


@pytest.mark.slow
def test_owners_dry_runs_and_dropping(on, files, tmp_path):
    (tmp_path / "days.csv").write_text("date,what\n2026-12-25,Christmas\n\n# moved\n2026-12-28\n")
    (tmp_path / "bad.csv").write_text("2026-12-25\nEaster\n")
    opening = ("reviews", "open", "--slot", "2026Q2", "--system", S, "--owner", f"{S}=Lin Chen")
    refused = on(*opening, "--holidays", tmp_path / "bad.csv")
    assert (refused.code, "bad.csv" in refused.err, "'Easter' has no date" in refused.err) == (2, True, True)
    on(*opening, "--holiday", "2026-07-03", "--holidays", tmp_path / "days.csv")
    assert on("reviews", "assign", "AR-1", "--system", S, "--delegate", "Ada").code == 0
    dry = on("reviews", "load", "AR-1", *LOAD, files["population"], "--dry-run")
    assert "dry run" in dry.err
    (tmp_path / "people.csv").write_text("name,email\nUser 1,u01@acme.example\n")
    assert on("reviews", "roster", tmp_path / "people.csv", "--dry-run").code == 0
    shown = on("reviews", "show", "2026Q2", "--json").json
    assert (shown["systems"][0]["owner"], shown["systems"][0]["delegate"], shown["holidays"]) == (
        "Lin Chen", "Ada", ["2026-07-03", "2026-12-25", "2026-12-28"],
    )  # fmt: skip
    assert on("reviews", "drop", "AR-1").code == 0
    assert on("reviews", "list", "--json").json == []


def test_a_review_that_was_never_signed_is_taken_back(on):
    on("reviews", "open", "--slot", "2026Q2", "--system", "Gateway")
    assert on("reviews", "drop", "AR-1").code == 0
    assert on("reviews", "list", "--json").json == []
    assert on("reviews", "reopen", "AR-1", "--reason", "x").code == 1


def test_sheets_for_reviewers_need_somebody_who_decides(on, tmp_path):
    on("reviews", "open", "--slot", "2026Q2", "--system", "Gateway")
    nobody = on("reviews", "export", "AR-1")
    assert (nobody.code, "nobody is to decide on AR-1 yet" in nobody.err) == (1, True)
    assert on("reviews", "export", "AR-1", "-o", tmp_path / "x.xlsx").code == 2
    assert on("reviews", "removals", "AR-1", "-o", "-").code == 2
