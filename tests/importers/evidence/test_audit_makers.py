"""Audit logs of makers whose fields a maker file tells: counted by hand in the samples."""

from __future__ import annotations

import json

import pytest

from grcdesk.paths import SAMPLES
from importers.reads import read, write

LOGS = SAMPLES / "makers" / "audit-log"
COUNTED = {  # events, actors, outcomes
    "google-workspace.json": (3, "3", {}),
    "slack.json": (4, "2", {}),
    "entra-directory-audits.json": (3, "2", {"success": 2, "failure": 1}),
    "entra-sign-ins.json": (3, "2", {"success": 2, "50126": 1}),
    "entra-sign-ins-csv.csv": (3, "2", {"success": 1, "failure": 1, "Interrupted": 1}),
    "azure-monitor.jsonl": (3, "1", {"success": 2, "failure": 1}),
    "microsoft-365.json": (4, "3", {"success": 3, "failure": 1}),
    "microsoft-365-search.csv": (4, "3", {"success": 3, "failure": 1}),
    "google-cloud.json": (4, "3", {"success": 2, "permission denied": 1, "not found": 1}),
    "aws-cloudtrail-lookup.json": (3, "2", {"(none)": 2, "AccessDenied": 1}),
    "gitlab.json": (4, "2", {}),
    "ocsf.jsonl": (3, "1", {"success": 2, "failure": 1}),
}


@pytest.mark.parametrize("sample", COUNTED)
def test_each_log_is_known_and_counted(sample):
    report = read(LOGS / sample)
    events, actors, outcomes = COUNTED[sample]
    assert (report.importer, report.used, report.facts["actors"]) == ("audit-log", events, actors)
    assert report.totals.get("outcomes", {}) == outcomes
    assert "(other)" not in report.totals["actions"]


def test_every_log_with_a_sample_is_counted_here():
    assert {path.name for path in LOGS.iterdir()} == set(COUNTED)


def test_an_activity_of_several_events_counts_each_of_them():
    report = read(LOGS / "google-workspace.json")
    assert report.totals["actions"] == {
        "ADD_GROUP_MEMBER": 1,
        "ASSIGN_ROLE": 1,
        "login_failure": 1,
        "login_success": 1,
    }


@pytest.mark.parametrize("sample", ["slack.json", "entra-sign-ins.json", "aws-cloudtrail-lookup.json"])
def test_a_page_is_told(sample):
    assert read(LOGS / sample).page


def test_activities_that_are_sentences_have_a_name_of_their_own():
    report = read(LOGS / "entra-directory-audits.json")
    assert report.totals["actions"] == {
        "add-member-to-role": 2,
        "update-policy": 1,
    }


def test_operations_of_microsoft_365_are_the_same_with_a_full_stop(tmp_path):
    entries = json.loads((LOGS / "microsoft-365.json").read_text())
    one = entries[0] | {"Operation": "Add member to role."}
    assert read(write(tmp_path, "log.json", json.dumps([one]))).totals["actions"] == {"add-member-to-role": 1}


def test_an_actor_is_looked_for_event_by_event():
    """In one event a person acted, in the next a program: neither hides the other."""
    report = read(LOGS / "entra-directory-audits.json")
    assert "events without an actor" not in report.facts


def test_the_same_id_at_another_moment_is_another_event(tmp_path):
    entries = json.loads((LOGS / "google-cloud.json").read_text())
    again = entries[0] | {"timestamp": "2026-10-05T23:00:00Z"}
    report = read(write(tmp_path, "log.json", json.dumps([*entries, again, entries[1]])))
    assert (report.used, report.duplicates) == (5, 1)


def test_okta_events_are_known_without_an_id(tmp_path):
    event = {
        "published": "2026-10-05T10:00:00.000Z",
        "eventType": "user.session.start",
        "actor": {"id": "00u1", "alternateId": "lin@harbour.example"},
        "outcome": {"result": "SUCCESS"},
    }
    report = read(write(tmp_path, "okta.jsonl", json.dumps(event)))
    assert (report.importer, report.used) == ("okta", 1)
    assert "the events carry no id, so doubled ones could not be told" in report.notes


def test_a_column_of_json_that_is_broken_is_no_event_lost(tmp_path):
    head = "RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n"
    row = 'r1,2026-10-05T10:00:00Z,6,FileDownloaded,lin@harbour.example,"{""Id"": "\n'
    report = read(write(tmp_path, "search.csv", head + row))
    assert (report.importer, report.used) == ("audit-log", 1)
