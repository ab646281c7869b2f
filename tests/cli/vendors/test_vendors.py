"""Vendors by the command line."""

from __future__ import annotations

import json

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from helpers.provider import FAILING, late_provider


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


def test_each_failing_thing_of_a_provider_is_shown_and_counted(on, desk_root, tmp_path):
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    late_provider(desk, tmp_path)
    desk.close()
    found = on("vendors", "points", "Example", "--json").json
    assert {row["code"]: row["why"] for row in found if row["level"] == "fails"} == FAILING
    assert on("vendors", "points", "--check").code == 4
    page = on("vendors", "show", "Example").out
    assert all(why in page for why in FAILING.values())
    assert "Retention: yes 30 days, without abuse review, annex 2, 4, read 2026-11-21 by Dana Reyes" in page
    assert "DOC-1 SHA-256 " in page
    message = on("vendors", "package", "ask", "Example").out
    assert message.startswith("To: security@models.example\nSubject: Documents and terms: Example Models\n\nHello,")
    wrong = on("vendors", "clause", "set", "AGR-1", "burglary", "yes")
    assert (wrong.code, "clause: 'burglary' is not one of its words" in wrong.err) == (2, True)
    (row,) = on("vendors", "exposure", "--json").json
    assert (row["home_region"], row["region"], row["retention"], row["failing"]) == ("EU", "US", "30 days", 5)
    head, line = on("vendors", "exposure", "--csv").out.splitlines()[:2]
    asked = {"name", "vendor", "model", "plan", "region", "retention", "training", "segments"}
    assert asked <= set(head.split(","))
    assert "Support reply" in line
    assert "AGR-1" in on("vendors", "agreement", "list").out
    assert on("vendors", "clause", "set", "AGR-1", "breach-notice", "yes", "--amount", "48", "--place", "9.2").code == 0
    assert len(on("vendors", "points", "Example", "--json").json) == len(FAILING) - 1


def test_a_report_is_read_against_our_period_and_a_bridge_letter_closes_the_tail(on, tmp_path):
    on("vendors", "add", "Ticket Desk", "--tier", "high", "--onboarded", "2025-01-01")
    report, letter = tmp_path / "soc2.pdf", tmp_path / "bridge.pdf"
    report.write_bytes(b"%PDF soc2")
    letter.write_bytes(b"%PDF bridge")
    add = ("vendors", "doc", "add", "Ticket Desk")
    assert on(*add, report, "--kind", "soc2-type2", "--from", "2026-02-01", "--to", "2026-09-30").code == 0
    shown = on("vendors", "show", "Ticket Desk", "--json").json
    cover = shown["cover"]
    assert (cover["lead_gap"], cover["tail_gap"], cover["uncovered"]) == (31, 92, 123)
    codes = [point["code"] for point in shown["points"]]
    assert {"report_unread", "report_gap", "report_ahead"} <= set(codes)
    read = ("--opinion", "unmodified", "--conclusion", "fit", "--reviewer", "Dana Reyes")
    assert on("vendors", "report", "review", "DOC-1", *read).code == 0
    assert on(*add, letter, "--kind", "bridge-letter", "--from", "2026-10-11", "--to", "2026-11-20").code == 0
    shown = on("vendors", "show", "Ticket Desk", "--json").json
    assert (shown["cover"]["bridge_to"], shown["cover"]["uncovered"]) == ("2026-11-20", 31 + 10 + 41)
    ahead = on(*add, letter, "--kind", "bridge-letter", "--from", "2026-10-01", "--to", "2026-12-31")
    assert (ahead.code, "it can be taken from 2027-01-01 on" in ahead.err) == (1, True)
    assert "report_unread" not in [point["code"] for point in shown["points"]]
    waive = ("vendors", "package", "set", "Ticket Desk", "iso27001", "waived")
    assert on(*waive).code == 1
    assert on(*waive, "--reason", "SOC 2 is enough", "--approver", "Max Roy").code == 0


def test_the_time_to_object_runs_from_the_announcement(on):
    on("vendors", "add", "Ticket Desk", "--tier", "low", "--onboarded", "2025-01-01")
    add = ("vendors", "subprocessor", "add", "Ticket Desk", "New Host", "--announced", "2026-10-25")
    assert on(*add).code == 1
    assert on(*add, "--notice-days", "30").code == 0
    due = on("due", "--kind", "subprocessor-objection", "--json").json
    assert [(row["due"], row["days"]) for row in due] == [("2026-11-24", 3)]
    points = on("vendors", "points", "Ticket", "--as-of", "2026-11-25", "--json").json
    assert ("subprocessor", "fails") in [(row["code"], row["level"]) for row in points]
    assert on("vendors", "subprocessor", "decide", "VEN-1/s1", "accepted", "--by", "Dana Reyes").code == 0
    assert on("due", "--kind", "subprocessor-objection", "--json").json == []


def test_traffic_is_told_for_people_and_for_programs_and_an_unknown_provider_is_a_point(on, tmp_path):
    log = tmp_path / "gateway.jsonl"
    event = {"action": "allow", "policy_version": "v1", "route": "night-batch", "model": "m", "provider": "brio"}
    log.write_text(
        "".join(json.dumps(event | {"id": f"e{n}", "time": f"2026-10-0{n}T09:00:00Z"}) + "\n" for n in (1, 2)), "utf-8"
    )
    assert "no log of requests is on file" in on("vendors", "traffic").err
    assert on("vendors", "traffic", "--check").code == 0
    assert on("evidence", "import", log, "--as", "gateway").code == 0
    found = on("vendors", "traffic", "--json").json
    assert [one["code"] for one in found["rows"][0]["findings"]] == ["unknown_provider", "unregistered_route"]
    assert (found["rows"][0]["first"], found["rows"][0]["events"]) == ("2026-10-01", 2)
    done = on("vendors", "traffic", "--check")
    assert (done.code, "2 findings; 1 log read" in done.err) == (4, True)
    assert "route night-batch belongs to no feature in use" in on("vendors", "traffic", "--csv").out
    points = on("vendors", "points", "--check")
    assert (points.code, "1 unknown: brio" in points.err) == (4, True)
    assert "no record knows brio" in on("vendors", "list").err
    assert on("vendors", "add", "Brio", "--tier", "high").code == 0
    assert "unknown" not in on("vendors", "points").err


@pytest.mark.slow
def test_the_status_page_of_a_vendor_is_told_in_every_place_and_undone(on, tmp_path):
    page = "https://status.ticketdesk.example"
    assert on("vendors", "add", "Ticket Desk", "--tier", "low", "--status-page", page).code == 0
    assert on("vendors", "add", "Old Cloud", "--tier", "low").code == 0
    assert f"Status page  {page}" in on("vendors", "show", "Ticket Desk").out
    assert "Status page" not in on("vendors", "show", "Old Cloud").out
    assert on("vendors", "show", "Ticket Desk", "--json").json["status_page"] == page
    chosen = ("--columns", "name,status_page", "--csv")
    assert on("vendors", "list", "--where", "status_page:ticketdesk", *chosen).out == (
        f"name,status_page\nTicket Desk,{page}\n"
    )
    assert on("vendors", "list", "--where", "status_page:none", *chosen).out == "name,status_page\nOld Cloud,\n"
    ordered = on("vendors", "list", "--sort", "-status_page", *chosen).out.splitlines()[1:]
    assert [line.partition(",")[0] for line in ordered] == ["Ticket Desk", "Old Cloud"]

    wrong = on("vendors", "set", "Ticket Desk", "--status-page", "status.ticketdesk.example")
    assert (wrong.code, "status page 'status.ticketdesk.example' is no link" in wrong.err) == (2, True)
    assert on("vendors", "set", "Ticket Desk", "--status-page", "").code == 0
    assert on("vendors", "show", "Ticket Desk", "--json").json["status_page"] == ""
    assert on("log", "undo").code == 0
    assert on("vendors", "show", "Ticket Desk", "--json").json["status_page"] == page

    sheet = tmp_path / "vendors.csv"
    assert on("export", "register", "vendors", "-o", sheet).code == 0
    assert page in sheet.read_text(encoding="utf-8")
    sheet.write_text("ID,Status Page URL\nVEN-2,https://old.example/status\n", encoding="utf-8")
    assert on("vendors", "import", sheet).code == 0
    assert on("vendors", "show", "Old Cloud", "--json").json["status_page"] == "https://old.example/status"
    sheet.write_text("ID,Status page\nVEN-2,ask them\n", encoding="utf-8")
    assert "is no link" in on("vendors", "import", sheet).err


def test_whom_to_call_what_is_expected_and_projects_by_words(three, tmp_path):
    assert three("vendors", "contact", "add", "ticket desk", "security", "--mail", "s@desk.example").code == 0
    assert three("vendors", "contact", "drop", "VEN-2/c1").code == 0
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("Kind,Name\nlegal,Ben\n")
    assert three("vendors", "contact", "import", contacts, "--vendor", "VEN-2", "--yes").code == 0
    subs = tmp_path / "subs.csv"
    subs.write_text("Name\nFar Cloud\n")
    told = ("--announced", "2026-11-20", "--notice-days", "30", "--yes")
    assert three("vendors", "subprocessor", "import", "VEN-1", subs, *told).code == 0
    assert three("vendors", "project", "set", "VEN-1", "chat", "off", "--region", "EU").code == 0
    file = three("vendors", "show", "VEN-2").out
    assert "Ben" in file
    assert "2026-12-20" in three("vendors", "show", "VEN-1").out, "thirty days to object"
    old = three("vendors", "show", "Old Cloud").out
    assert "Offboarded" in old


def test_agreements_are_recorded_and_changed(three):
    assert three("vendors", "agreement", "add", "VEN-1", "--plan", "business", "--effective", "2026-03-20").code == 0
    assert three("vendors", "agreement", "set", "AGR-1", "--plan", "enterprise").code == 0
    (row,) = three("vendors", "agreement", "list", "--json").json
    assert (row["id"], row["plan"]) == ("AGR-1", "enterprise")
    listed = three("vendors", "agreement", "list")
    assert listed.err.strip() == "grcdesk: 1 agreement"
    package = three("vendors", "package", "show", "VEN-1")
    assert package.code == 0
    assert three("vendors", "package", "show", "VEN-1", "--json").json
