from __future__ import annotations

import pytest

STATUSES = ["not_assessed", "in_place", "partial", "missing", "not_applicable"]


@pytest.fixture
def assessed(on):
    """Every control assessed: one partial with an action, one missing with an accepted risk, the others in place."""
    on("controls", "set", "--where", "id:AI", "--status", "in-place", "--owner", "Dana Reyes")
    on("controls", "set", "--where", "id:AI", "--design", "adequate", "--implemented", "yes")
    on("controls", "set", "AI-SEC-01", "--status", "partial", "--gap", "No rotation", "--due", "2026-12-15")
    on("controls", "set", "AI-SEC-02", "--status", "missing", "--gap", "No log", "--due", "2026-12-15")
    on("gap", "actions", "add", "AI-SEC-01", "Rotate keys", "--owner", "Dana Reyes", "--due", "2026-12-15")
    on(*["gap", "risks", "accept", "AI-SEC-02", "--reason", "Small", "--approver"], "M. Roy", "--expires", "2027-03-31")
    return on


def test_summary_json_has_the_promised_shape(on):
    on("controls", "set", "AI-SEC-01", "AI-SEC-02", "--status", "in-place")
    on("controls", "set", "AI-SEC-03", "--status", "n.a.", "--reason", "No tools", "--approver", "M. Roy")
    on("controls", "set", "AI-SEC-04", "--status", "partial", "--gap", "x")
    found = on("gap", "summary", "--json").json
    assert list(found) == [
        *("applicable", "counts", "percent", "supported_in_place", "supported_percent", "unsupported"),
        *("supported_in_part", "claim_only", "actions_required"),
    ]
    assert found["applicable"] == 22
    assert list(found["counts"]) == STATUSES
    assert list(found["counts"].values()) == [19, 2, 1, 0, 1]
    assert found["percent"]["in_place"] == 9.1
    assert found["percent"]["partial"] == 4.5
    assert found["unsupported"] == ["AI-SEC-01", "AI-SEC-02"]
    assert (found["supported_in_place"], found["supported_percent"], found["actions_required"]) == (0, 0.0, 1)


def test_summary_as_text(on):
    out = on("gap", "summary").out
    assert "? not assessed" in out
    assert "100.0 %" in out
    assert "applicable" in out


def test_lacking_is_exit_1_while_something_lacks(on):
    on("controls", "set", "AI-SEC-01", "--status", "missing")
    done = on("gap", "lacking", "--json")
    assert done.code == 1
    assert {row["control"] for row in done.json} == {"AI-SEC-01"}
    assert set(done.json[0]) == {"control", "kind", "what", "cure"}


def test_finalise_is_refused_with_the_list(on):
    on("controls", "set", "AI-SEC-01", "--status", "missing")
    done = on("gap", "finalise", "--reviewer", "M. Roy")
    assert done.code == 1
    assert "grcdesk:   AI-SEC-01" in done.err
    assert on("gap", "snapshots", "--json").json == []


def test_finalise_then_compare(assessed):
    on = assessed
    assert (on("gap", "lacking").code, on("gap", "lacking", "--json").json) == (0, [])
    dry = on("gap", "finalise", "--reviewer", "M. Roy", "--dry-run")
    assert (dry.code, on("gap", "snapshots", "--json").json) == (0, [])
    assert "dry run" in dry.err
    assert on("gap", "finalise", "--reviewer", "M. Roy", "--note", "November").code == 0
    (snapshot,) = on("gap", "snapshots", "--json").json
    assert (snapshot["assessor"], snapshot["reviewer"], snapshot["note"]) == ("Dana Reyes", "M. Roy", "November")
    assert snapshot["counts"]["in_place"] == 21
    assert snapshot["id"] in on("gap", "snapshots").out
    assert on("gap", "compare", snapshot["id"], "--json").json == []
    on("controls", "set", "AI-SEC-02", "--status", "partial")
    (moved,) = on("gap", "compare", snapshot["id"], "--json").json
    assert (moved["control"], moved["before"], moved["after"]) == ("AI-SEC-02", "missing", "partial")
    assert moved["by"] == "Dana Reyes"
    table = on("gap", "compare", snapshot["id"])
    assert "✗ missing" in table.out
    assert "1 control moved" in table.err
    assert on("gap", "compare", "GAP-9").code == 1


def test_actions_move_and_close(assessed):
    on = assessed
    (action,) = on("gap", "actions", "list", "--json").json
    assert (action["control"], action["due"], action["status"]) == ("AI-SEC-01", "2026-12-15", "open")
    assert on("gap", "actions", "move", action["id"], "2027-01-15", "--reason", "Vendor late").code == 0
    (action,) = on("gap", "actions", "list", "--control", "sec-01", "--json").json
    assert action["slips"] == [["2026-12-15", "2027-01-15", "Vendor late"]]
    assert on("gap", "actions", "close", action["id"]).code == 1
    assert on("gap", "actions", "close", action["id"], "--proof", "PR 412").code == 0
    assert on("gap", "actions", "list", "--status", "open", "--json").json == []
    assert "done" in on("gap", "actions", "list").out
    assert on("gap", "actions", "close", "ACT-9", "--proof", "x").code == 1


def test_an_action_can_be_dropped(assessed):
    on = assessed
    assert on("gap", "actions", "close", "ACT-1", "--dropped").code == 1
    assert on("gap", "actions", "close", "ACT-1", "--dropped", "--reason", "Withdrawn", "--json").json["batch"]
    assert on("gap", "summary", "--json").json["actions_required"] == 1


def test_risks_end(assessed):
    on = assessed
    (risk,) = on("gap", "risks", "list", "--json").json
    assert (risk["approver"], risk["expires_on"], risk["ended_on"]) == ("M. Roy", "2027-03-31", None)
    assert on("gap", "risks", "end", risk["id"]).code == 0
    assert on("gap", "risks", "list", "--control", "AI-SEC-02", "--json").json[0]["ended_on"] == "2026-11-21"
    assert "AI-SEC-02" in on("gap", "lacking").out
