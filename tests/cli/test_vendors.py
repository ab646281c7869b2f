"""Vendors by the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def three(on):
    for line in (
        ("Example Models", "--tier", "medium", "--model-provider", "--last-review", "2024-02-29"),
        ("Ticket Desk", "--tier", "low", "--onboarded", "2026-09-01", "--owner", "Lee Chen"),
        ("Old Cloud", "--tier", "high", "--onboarded", "2020-01-01", "--offboarded", "2026-01-31"),
    ):
        assert on("vendors", "add", *line).code == 0
    return on


def test_the_list_has_due_date_days_and_state(three):
    found = three("vendors", "list", "--json").json
    assert [(row["name"], row["due"], row["days"], row["state"]) for row in found] == [
        ("Example Models", "2025-02-28", -631, "overdue"),
        ("Ticket Desk", "2026-09-01", -81, "never_reviewed"),
        ("Old Cloud", None, None, "offboarded"),
    ]
    then = {row["name"]: row["state"] for row in three("vendors", "list", "--as-of", "2025-02-28", "--json").json}
    assert then == {"Example Models": "due_7", "Ticket Desk": "never_reviewed", "Old Cloud": "never_reviewed"}
    done = three("vendors", "list", "--where", "is:never", "--columns", "name,owner", "--csv")
    assert done.out == "name,owner\nTicket Desk,Lee Chen\n"
    assert "Ticket Desk" in three("vendors", "list").out


def test_show_set_and_offboard(three):
    assert (
        three("vendors", "set", "ticket", "--region", "EU", "--data", "none", "--last-review", "2026-10-01").code == 0
    )
    page = three("vendors", "show", "ticket").out
    assert "Region       EU" in page
    assert "2029-10-01" in page
    shown = three("vendors", "show", "ticket", "--json").json
    assert (shown["data"], shown["due"], shown["reviews"]) == ("none", "2029-10-01", [])
    assert three("vendors", "set", "--where", "tier:low", "--last-review", "none", "--dry-run").code == 0
    done = three("vendors", "offboard", "ticket", "--reason", "replaced", "--on", "2026-11-01")
    assert "offboarded on 2026-11-01" in done.err
    assert three("vendors", "set", "--region", "EU").code == 2
    assert three("vendors", "show", "nobody").code == 1
    assert three("vendors", "set", "old cloud", "--last-check", "none", "--owner", "").code == 0


def test_the_rules_are_shown_and_changed(three):
    assert three("vendors", "policy", "--json").json["provider"] == 12
    assert "retention days  30" in three("vendors", "policy").out
    assert three("vendors", "policy", "--provider", "6").code == 0
    assert three("vendors", "list", "--json").json[0]["due"] == "2024-08-29"


def test_a_review_from_start_to_end(three):
    assert "11 questions" in three("vendors", "review", "start", "example", "--reviewer", "Dana Reyes").err
    assert three("vendors", "review", "conclude", "VR-1", "approve").code == 1
    assert three("vendors", "review", "answer", "VR-1", "4", "no", "--note", "asked for").code == 0
    assert three("vendors", "review", "answer", "vr-1", "all", "yes").code == 0
    assert three("vendors", "review", "list", "--status", "open", "--json").json[0]["name"] == "Example Models"
    done = three("vendors", "review", "conclude", "VR-1", "conditions", "--conditions", "bridge letter", "--json")
    assert done.json["sentence"].endswith("next review due 2027-11-21")
    page = three("vendors", "review", "show", "VR-1").out
    assert "bridge letter" in page
    assert " 4  no" in page
    assert "VR-1" in three("vendors", "show", "example").out
    assert "conditions" in three("vendors", "review", "list").out
    assert three("vendors", "review", "show", "VR-1", "--json").json["checks"][3]["note"] == "asked for"
    three("vendors", "review", "start", "ticket", "--reviewer", "Dana Reyes", "--kind", "check")
    assert three("vendors", "review", "drop", "VR-2", "--reason", "wrong one").code == 0
