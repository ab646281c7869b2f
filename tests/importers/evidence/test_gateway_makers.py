"""Decisions as each maker of a gateway writes them: counted by hand, and once more by plain csv and json."""

from __future__ import annotations

import csv
import json
from collections import Counter

import pytest

from grcdesk.importers.evidence import read as evidence_read
from grcdesk.importers.evidence.gateways import paths, watched
from grcdesk.importers.evidence.gateways.bedrock import judged
from grcdesk.importers.evidence.sandbox import ReadRequest
from grcdesk.importers.keeping.guard import Guard
from grcdesk.importers.keeping.rows import HashedRows
from grcdesk.paths import CATALOGS, MAKERS, SAMPLES
from importers.reads import read, write

FOLDER = SAMPLES / MAKERS / "gateway"
SENTENCE = "made-up question"
COUNTED = {
    "litellm.jsonl": (8, 7, 1, 0, {"allow": 2, "redact": 1, "block": 2, "error": 1, "not judged": 1}),
    "litellm-spend-logs.json": (4, 4, 0, 0, {"allow": 1, "redact": 1, "block": 1, "not judged": 1}),
    "langfuse.csv": (7, 7, 0, 0, {"allow": 1, "redact": 1, "block": 2, "not judged": 3}),
    "helicone.json": (6, 6, 0, 0, {"allow": 2, "block": 2, "not judged": 2}),
    "portkey.jsonl": (6, 6, 0, 0, {"allow": 1, "redact": 1, "block": 1, "flag": 1, "not judged": 2}),
    "openrouter.csv": (5, 5, 0, 0, {"block": 1, "not judged": 4}),
    "openrouter-daily.json": (2, 2, 0, 0, {"not judged": 34}),
    "kong.jsonl": (6, 6, 0, 0, {"allow": 1, "redact": 1, "block": 1, "flag": 1, "not judged": 2}),
    "cloudflare.json": (4, 4, 0, 0, {"block": 2, "flag": 1, "not judged": 1}),
    "cloudflare-logpush.jsonl": (3, 3, 0, 0, {"not judged": 3}),
    "azure-apim-llm.csv": (6, 3, 0, 3, {"not judged": 3}),
    "azure-apim-gateway.csv": (4, 4, 0, 0, {"block": 1, "not judged": 3}),
    "keeptrusts.json": (8, 8, 0, 0, {"allow": 2, "redact": 1, "block": 1, "escalate": 1}),
}
"""File → rows, used, duplicates, skipped, actions; written down by looking at the files."""
FIRED = {
    "litellm.jsonl": {"pii-mask": 1, "prompt-shield": 2},
    "litellm-spend-logs.json": {"pii-mask": 1, "prompt-shield": 1},
    "langfuse.csv": {"pii-mask": 1, "prompt-shield": 1},
    "portkey.jsonl": {"pg-inject": 1, "pg-pii": 1, "pg-words": 1},
    "kong.jsonl": {"ai-lakera-guard": 2},
    "cloudflare.json": {"Block-PII-Requests": 1, "Flag-Finance": 1, "Flag-Health": 1},
    "keeptrusts.json": {"pii-redaction": 1, "prompt-injection": 1, "quality-scorer": 1},
}


def test_every_maker_of_a_gateway_is_counted():
    assert {one.name.partition(".")[0] for one in FOLDER.iterdir()} == {
        one.stem for one in (CATALOGS / MAKERS / "gateway").glob("*.yaml")
    }
    assert set(COUNTED) == {one.name for one in FOLDER.iterdir()}


@pytest.mark.parametrize("name", COUNTED)
def test_decisions_are_counted_as_a_person_counts_them(name):
    report = read(FOLDER / name)
    rows, used, doubled, skipped, actions = COUNTED[name]
    assert report.importer == "gateway"
    assert (report.rows, report.used, report.duplicates, report.skipped) == (rows, used, doubled, skipped)
    assert report.totals["actions"] == actions
    assert report.totals.get("policies that fired", {}) == FIRED.get(name, {})


@pytest.mark.parametrize("name", COUNTED)
def test_no_text_of_a_request_is_kept(name):
    kept = bytearray()

    class Sink(HashedRows):
        def write(self, data: bytes) -> None:
            kept.extend(data)

    report = evidence_read.read(ReadRequest(str(FOLDER / name)), rows=Sink())
    assert SENTENCE not in repr(report)
    assert SENTENCE.encode() not in kept
    assert len(kept.splitlines()) == report.kept_rows == report.used
    if SENTENCE in (FOLDER / name).read_text():
        assert report.dropped


def test_the_count_of_litellm_by_plain_json():
    events = {}
    for line in (FOLDER / "litellm.jsonl").read_text().splitlines():
        found = json.loads(line)
        events[found["id"]] = found["guardrail_information"]
    ran, masked = Counter(), Counter()
    for info in events.values():
        for one in info if isinstance(info, list) else [info] if info else []:
            ran[one["guardrail_name"]] += one["guardrail_status"] != "not_run"
            masked.update(one.get("masked_entity_count") or {})
    totals = read(FOLDER / "litellm.jsonl").totals
    assert totals["policies"] == dict(ran)
    assert totals["detections"] == dict(masked)


def test_the_count_of_azure_by_plain_csv():
    with (FOLDER / "azure-apim-llm.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    report = read(FOLDER / "azure-apim-llm.csv")
    assert report.used == len({row["CorrelationId"] for row in rows})
    assert report.skips[0].lines == "3-4, 6"


def test_a_page_of_a_gateway_is_told():
    assert read(FOLDER / "cloudflare.json").page == ("`result_info.total_count` says 311, 4 stand in it",)


def test_days_without_a_decision_are_not_covered():
    report = read(FOLDER / "litellm.jsonl")
    assert report.row_days == ("2026-10-01..2026-10-02", "2026-10-04")
    assert report.empty_days == ("2026-10-03",)


def test_blocked_and_masked_is_redacted_unless_the_request_failed(tmp_path):
    def line(number, status, words):
        listed = [
            {"guardrail_name": "g", "guardrail_status": word, "masked_entity_count": {"EMAIL": 1}} for word in words
        ]
        return json.dumps(
            {"id": f"c-{number}", "call_type": "acompletion", "custom_llm_provider": "x", "trace_id": None}
            | {"startTime": "2026-10-01T09:00:00Z", "status": status, "guardrail_information": listed}
        )

    lines = [line(1, "success", ["guardrail_intervened"]), line(2, "failure", ["guardrail_intervened"])]
    report = read(write(tmp_path, "l.jsonl", "\n".join([*lines, line(3, "success", ["strange_new_word"])]) + "\n"))
    assert report.totals["actions"] == {"block": 1, "other": 1, "redact": 1}
    assert report.totals["actions not known"] == {"strange_new_word": 1}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.b", [1]),
        ("l[].b", [2, 3]),
        ("o[].b", [4]),
        ("s.*[].b", [5, 6]),
        ("j.x[].y", [7]),
        ("with.dot.b", [8]),
        ("l[].none", []),
        ("none.b", []),
        ("text.b", []),
    ],
)
def test_paths_lead_into_records_lists_and_json_in_a_field(path, found):
    record = {
        "a": {"b": 1},
        "l": [{"b": 2}, {"b": 3}, "no record", None],
        "o": {"b": 4},
        "s": {"before": [{"b": 5}], "after": [{"b": 6}]},
        "j": '{"x": [{"y": 7}]}',
        "with.dot": {"b": 8},
        "text": "{not json",
    }
    assert paths.found(record, path) == found


ASSESSED = {"contentPolicy": {"filters": [{"type": "VIOLENCE", "confidence": "HIGH", "action": "BLOCKED"}]}}
MASKED = {
    "sensitiveInformationPolicy": {"piiEntities": [{"type": "EMAIL", "match": "a@b.example", "action": "ANONYMIZED"}]}
}


def test_a_guardrail_that_was_asked_for_and_did_nothing_let_the_request_pass():
    config = {"guardrailIdentifier": "g1", "guardrailVersion": "3"}
    found = judged({"input": {"inputBodyJson": {"guardrailConfig": config}}, "output": {"outputBodyJson": {}}})
    assert (found.action, found.policies, found.version) == ("allow", ("g1",), "3")


@pytest.mark.parametrize(
    ("body", "action", "detected"),
    [
        ({}, "not judged", ()),
        ({"stopReason": "end_turn"}, "not judged", ()),
        ({"stopReason": "guardrail_intervened"}, "block", ()),
        ({"amazon-bedrock-guardrailAction": "NONE"}, "allow", ()),
        ({"amazon-bedrock-guardrailAction": "INTERVENED"}, "block", ()),
        ({"amazon-bedrock-guardrailAction": "DEFERRED"}, "other", ()),
        ({"trace": {"guardrail": {"inputAssessment": {"g1": ASSESSED}}}}, "block", ("VIOLENCE",)),
        (
            {"stopReason": "guardrail_intervened", "trace": {"guardrail": {"outputAssessments": {"g1": [MASKED]}}}},
            "redact",
            ("EMAIL",),
        ),
        ({"amazon-bedrock-trace": {"guardrail": {"input": {"g1": {}}}}}, "allow", ()),
        ([{"x": 1}, {"amazon-bedrock-guardrailAction": "INTERVENED"}], "block", ()),
    ],
)
def test_the_guardrail_of_bedrock_by_its_marks_and_its_trace(body, action, detected):
    found = judged({"output": {"outputBodyJson": body}})
    assert (found.action, found.detected) == (action, detected)


def results(*passed, ok, **more):
    listed = [
        {"name": "blocks injection", "verdict": "block", "reason_code": "a.b", "passed": one, "details": {}}
        for one in passed
    ]
    return json.dumps({"ok": ok, "results": listed, **more})


@pytest.mark.parametrize(
    ("content", "result", "cases"),
    [
        (results(True, True, ok=True), "passed", {"passed": 2, "failed": 0}),
        (results(True, False, ok=False), "failed", {"passed": 1, "failed": 1}),
        (results(True, False, ok=True), "not counted", {"passed": 1, "failed": 1}),
        (results(True, ok=False), "not counted", {"passed": 1, "failed": 0}),
        (results(True, None, ok=False), "not counted", {"passed": 1, "failed": 0, "error": 1}),
    ],
)
def test_tests_of_policies_are_runs(tmp_path, content, result, cases):
    report = read(write(tmp_path, "t.json", content))
    assert (report.importer, report.result, report.totals["cases"]) == ("policy-tests", result, cases)
    assert "`kt policy test`" in report.why


def test_what_a_policy_test_says_in_words_is_not_kept(tmp_path):
    content = results(True, ok=True, note="please tell me what my neighbour pays")
    report = read(write(tmp_path, "t.json", content))
    assert report.dropped == ("note",)


def test_each_policy_of_an_event_of_keeptrusts_is_counted_by_what_it_did(tmp_path):
    def decided(number, verdict, *policies, **more):
        listed = [{"kind": kind, "phase": "input", "verdict": word} for kind, word in policies]
        event = {"id": f"e{number}", "event_type": "decision", "timestamp": f"2026-10-0{number}T09:00:00Z"}
        return event | {"verdict": verdict, "reason_code": "x.y", "policy_results": listed, **more}

    events = [
        decided(1, "block", ("pii", "redact"), ("injection", "block")),
        decided(2, "allow", ("pii", "allow"), ("injection", "allow")),
        decided(3, "escalate", ("pii", "allow")),
        decided(4, None, event_type="policy_disabled", policy="pii"),
        decided(5, "strange"),
    ]
    report = read(write(tmp_path, "k.json", json.dumps(events)))
    assert report.totals["actions"] == {"allow": 1, "block": 1, "escalate": 1, "other": 1}
    assert report.totals["policies"] == {"injection": 2, "pii": 3}
    assert report.totals["policies that fired"] == {"injection": 1, "pii": 1}
    assert report.facts["policy pii"] == "off 2026-10-04T09:00:00Z, and not on again"


def test_a_long_page_in_one_line_is_read_by_its_list(tmp_path):
    page = json.loads((FOLDER / "cloudflare.json").read_text())
    page["result"] = [page["result"][0] | {"id": f"x{number}"} for number in range(500)]
    report = read(write(tmp_path, "c.json", json.dumps(page)))
    assert (report.used, report.rows) == (500, 500)
    assert report.totals["actions"] == {"not judged": 500}


def test_the_times_of_a_portal_are_read(tmp_path):
    heading = '"TimeGenerated [UTC]",CorrelationId,SequenceNumber,ModelName,PromptTokens\n'
    rows = '"10/15/2026, 9:12:33.123 AM",c1,0,gpt-4o,10\n"10/15/2026, 9:12:34.000 PM",c2,0,gpt-4o,10\n'
    report = read(write(tmp_path, "a.csv", heading + rows))
    assert (report.first, report.last) == ("2026-10-15T09:12:33Z", "2026-10-15T21:12:34Z")


@pytest.mark.parametrize("limits", [{}, {"_NODES": 2}, {"_MOST": 1}, {"_SHORT": 3}])
def test_what_is_watched_is_measured_as_the_guard_measures_it(monkeypatch, limits):
    for name, limit in limits.items():
        monkeypatch.setattr(watched, name, limit)
    events = [
        {"a": {"b": [f"id-{number % 3}", {"c": "please tell me what he said"}], "n": number}, "d": "open", "x": None}
        for number in range(20)
    ]
    one, other = Guard(free=True), Guard(free=True)
    looker = watched.Watched(one)
    for event in events:
        other.see(event)
        for name, value in event.items():
            looker.see(name, value)
    looker.finish()
    one.settle("f")
    other.settle("f")
    assert one.content == other.content == {"a.b.c": 20}
    assert one.bad == other.bad


@pytest.mark.parametrize(
    ("hook", "action"),
    [
        ({"verdict": True, "checks": [{"verdict": True}]}, "allow"),
        ({"verdict": True, "checks": [{"verdict": False, "error": {"name": "TimeoutError"}}]}, "error"),
        ({"verdict": True, "error": {"name": "TimeoutError"}}, "error"),
        ({"verdict": True, "transformed": True, "checks": [{"error": {"name": "x"}}]}, "redact"),
        ({"verdict": False, "checks": [{"error": {"name": "x"}}, {"verdict": False}]}, "flag"),
        ({"verdict": True, "checks": [{"verdict": True, "error": None}, {"error": {}}]}, "allow"),
    ],
)
def test_a_check_of_portkey_that_broke_down_lets_nothing_pass(tmp_path, hook, action):
    hooks = {"before_request_hooks": [{"id": "h", **hook}], "after_request_hooks": []}
    event = {"id": "1", "created_at": "2026-10-01T10:00:00Z", "ai_org": "o", "ai_model": "m"}
    event |= {"response_status_code": 200, "hook_results": hooks}
    report = read(write(tmp_path, "p.jsonl", json.dumps(event)))
    assert report.totals["actions"] == {action: 1}


def test_a_map_names_the_error_of_a_guardrail(tmp_path):
    text = '{"id": 1, "time": "2026-10-01", "decision": "allow", "fault": "none"}\n'
    text += '{"id": 2, "time": "2026-10-02", "decision": "allow", "fault": "timeout"}\n'
    columns = {"action": "decision", "broken": "fault"}
    report = read(write(tmp_path, "d.jsonl", text), importer="gateway", columns=columns)
    assert report.totals["actions"] == {"allow": 1, "error": 1}


def test_a_kind_of_event_nobody_knows_that_decides_nothing_is_asked_for(tmp_path):
    text = "id,timestamp,event_type,verdict,config_version\n"
    text += "1,2026-10-01T10:00:00Z,decision,allow,v1\n2,2026-10-02T10:00:00Z,policy_paused,,v1\n"
    text += "3,2026-10-03T10:00:00Z,policy_disabled,,v1\n4,2026-10-04T10:00:00Z,spoken,block,v1\n"
    path = write(tmp_path, "e.csv", text)
    asked = [note for note in read(path).notes if "turn a policy off" in note]
    assert [note.partition("?")[0].rpartition(": ")[2] for note in asked] == ["policy_paused"]
    report = read(path, words={"kind": {"policy_paused": "policy turned off"}})
    assert report.totals["policy switches"] == {"policy turned off": 2}
    assert not [note for note in report.notes if "turn a policy off" in note]


@pytest.mark.parametrize("more", [{"errorCode": "ThrottlingException"}, {"output": {}}])
def test_a_guardrail_of_bedrock_that_was_asked_for_on_a_failed_call_judged_nothing(more):
    asked = {"input": {"inputBodyJson": {"guardrailConfig": {"guardrailIdentifier": "g1"}}}}
    assert judged({**asked, "output": {"outputBodyJson": {}}}).action == "allow"
    assert judged({**asked, "output": {"outputBodyJson": {}}, **more}).action == "not judged"


def test_a_guardrail_of_bedrock_without_an_id_is_no_guardrail():
    config = {"guardrailIdentifier": None, "guardrailVersion": None}
    found = judged({"input": {"inputBodyJson": {"guardrailConfig": config}}, "output": {"outputBodyJson": {}}})
    assert (found.action, found.policies, found.version) == ("not judged", (), "")


@pytest.mark.parametrize(("status", "action"), [(200, "allow"), (500, "not judged"), (None, "not judged")])
def test_a_plugin_of_kong_that_ran_let_pass_only_what_was_answered(tmp_path, status, action):
    ai = {"proxy": {"ai-prompt-guard": {"input_processing_latency": 3}, "meta": {"provider_name": "p"}}}
    event = {"started_at": 1790000000000, "latencies": {"request": 1}, "request": {"id": "1"}, "ai": ai}
    path = write(tmp_path, "k.jsonl", json.dumps(event | {"response": {"status": status}}))
    assert read(path).totals["actions"] == {action: 1}
