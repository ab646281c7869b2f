"""Audit logs of several makers, from real events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from grcdesk.errors import BadInput
from importers.reads import SAMPLES, read, write


def events(tmp_path, name: str) -> Path:
    logs = [test["Log"] for test in yaml.safe_load((SAMPLES / name).read_text())["Tests"]]
    return write(tmp_path, "log.jsonl", "".join(json.dumps(log) + "\n" for log in logs))


@pytest.mark.parametrize("name", ["cloudtrail-20171211.json", "cloudtrail-20171211.json.gz"])
def test_cloudtrail_packed_or_not(name):
    report = read(SAMPLES / name)
    assert (report.importer, report.used, report.first) == ("cloudtrail", 2, "2017-12-11T15:01:51Z")
    assert report.totals["actions"] == {"AssumeRole": 1, "DescribeLaunchConfigurations": 1}
    assert report.facts["actors"] == "2"
    assert "responseElements.credentials.sessionToken" in report.dropped
    assert "someSessionToken" not in repr(report)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("panther-openai_admin_role_assignment.yml", ("openai", 7, 0, "2023-12-18T00:00:00Z")),
        ("panther-anthropic_admin_api_key_created.yml", ("anthropic", 2, 0, "2026-05-07T10:00:00Z")),
        ("panther-github_repo_collaborator_change.yml", ("github", 3, 0, "2021-05-18T02:31:58Z")),
        ("panther-okta_admin_role_assigned.yml", ("okta", 1, 1, "2020-11-25T21:27:03Z")),
        ("panther-bedrock_guardrailintervened.yml", ("bedrock", 2, 2, "2025-05-15T14:14:49Z")),
    ],
)
def test_each_maker_is_recognised_and_read(tmp_path, name, expected):
    report = read(events(tmp_path, name))
    assert (report.importer, report.used, report.duplicates, report.first) == expected
    assert "@" not in json.dumps(report.totals)


@pytest.mark.parametrize("indent", [None, 1])
def test_an_answer_of_a_program_is_read_by_the_list_in_it(tmp_path, indent):
    event = {"type": "api_key.created", "effective_at": 1781600000, "actor": {"type": "api_key"}}
    answer = {"object": "list", "first": None, "data": [event | {"id": f"a{n}"} for n in range(3)], "has_more": True}
    report = read(write(tmp_path, "a.json", json.dumps(answer, indent=indent)))
    assert (report.importer, report.used, report.form) == ("openai", 3, "JSON document")
    assert "one page of a longer list: `has_more` says that more follow" in report.notes


def test_services_without_a_name_or_address_are_events_as_well(tmp_path):
    event = {"eventVersion": "1.08", "eventSource": "s3.amazonaws.com", "eventTime": "2026-06-01T10:00:00Z"}
    events = [
        {"eventName": "Put", "userIdentity": {"type": "AWSService", "invokedBy": "config.amazonaws.com"}},
        {"eventName": "Get", "userIdentity": None, "sourceIPAddress": "config.amazonaws.com", "errorCode": "Denied"},
    ]
    report = read(write(tmp_path, "t.json", json.dumps({"Records": [event | one for one in events]})))
    assert (report.used, report.facts["events without an actor"]) == (2, "1")
    assert report.totals["outcomes"] == {"Denied": 1, "no error": 1}


def test_of_a_model_log_no_prompt_is_left(tmp_path):
    report = read(events(tmp_path, "panther-bedrock_guardrailintervened.yml"), home="Europe/Berlin")
    assert "question" not in repr(report)
    assert {"input", "output"} <= set(report.dropped)
    assert report.totals["guardrail"] == {"block": 1, "not judged": 1}
    assert (report.zone, report.first) == ("Europe/Berlin", "2025-05-15T12:14:49Z")


def test_events_of_a_schema_that_is_not_known_are_kept_unread(tmp_path):
    event = {"schemaType": "ModelInvocationLog", "schemaVersion": "2.0", "timestamp": "2026-06-01T10:00:00Z"}
    path = write(tmp_path, "b.jsonl", json.dumps(event | {"operation": "Converse", "prompt": "CANARY"}) + "\n")
    report = read(path)
    assert (report.understood, report.used, report.dropped) == (False, 0, ("prompt",))
    assert "Bedrock invocation log version 2.0 is not known here (known: 1.0): kept unread" in report.notes
    path.write_text(path.read_text() + json.dumps(event | {"operation": "Converse", "schemaVersion": "1.0"}) + "\n")
    report = read(path)
    assert (report.understood, report.used, report.skips[0].lines) == (True, 1, "1")


def test_the_seven_usual_fields_in_a_table(tmp_path):
    content = (
        "timestamp;actor;action;resource;details;ip_address;outcome\n"
        "2026-06-01T10:00:00Z;ana@acme.example;key.rotate;k1;;10.0.0.1;success\n"
        "8/19/2026 1:25:31 PM;ben@acme.example;key.rotate;k2;;10.0.0.1;failure\n"
        "Never logged in;ben@acme.example;key.rotate;k2;;10.0.0.1;failure\n"
        "2026-06-01T10:00:00Z;;;k2;;10.0.0.1;failure\n"
    )
    report = read(write(tmp_path, "audit.csv", content))
    assert (report.importer, report.rows, report.used) == ("audit-log", 4, 2)
    assert report.totals["outcomes"] == {"failure": 1, "success": 1}
    assert [(skip.reason, skip.lines) for skip in report.skips] == [("no action", "5"), ("no time", "4")]
    assert "acme.example" not in json.dumps([report.totals, report.facts])
    assert "read as UTF-8, semicolon between fields" in report.notes


def test_a_log_without_events_is_refused_with_a_cure(tmp_path):
    with pytest.raises(BadInput, match="none of 1 rows is an event: no action") as error:
        read(write(tmp_path, "a.jsonl", '{"eventSource": 1, "eventName": "", "eventVersion": "1"}\n'))
    assert "--map" in error.value.hint


def test_a_call_of_litellm_is_read_by_a_map_and_keeps_no_message(tmp_path):
    call = {
        "id": "c1", "call_type": "acompletion", "custom_llm_provider": "openai", "model": "gpt", "status": "success",
        "startTime": "2026-05-17 23:15:28.764394", "messages": [{"role": "user", "content": "CANARY"}],
        "metadata": {"user_api_key_alias": "k", "applied_guardrails": ["pii"]}, "response": {"choices": []},
    }  # fmt: skip
    path = write(tmp_path, "calls.jsonl", json.dumps(call) + "\n")
    with pytest.raises(BadInput, match="no field for the action") as error:
        read(path)
    assert "--map" in error.value.hint
    columns = {"action": "status", "detections": "metadata.applied_guardrails"}
    report = read(path, columns=columns, words={"action": {"success": "allow", "failure": "block"}}, zone="Asia/Tokyo")
    assert (report.totals["actions"], report.totals["detections"]) == ({"allow": 1}, {"pii": 1})
    assert (report.first, report.zone) == ("2026-05-17T14:15:28Z", "Asia/Tokyo")
    assert "messages" in report.dropped
    assert "CANARY" not in repr(report)


def test_rows_without_the_fields_of_an_event_are_named(tmp_path):
    rows = [
        {"time": "2026-06-01T10:00:00Z", "action": "login", "actor": "u-1", "resource": "r"},
        {"time": "2026-06-01T11:00:00Z", "actor": "u-1"},
    ]
    report = read(write(tmp_path, "a.jsonl", "".join(json.dumps(one) + "\n" for one in rows)), importer="audit-log")
    assert report.used == 1
    assert [(skip.reason, skip.lines) for skip in report.skips] == [("no field for the action", "2")]
