"""Findings of scanners: each row accounted for, and none of them a ticket or a population."""

from __future__ import annotations

import json

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.scans import documents, tally
from grcdesk.paths import SAMPLES
from importers.reads import read, write

MAKERS = SAMPLES / "findings"
COUNTED = {  # counted by hand in the files
    "prowler-v3.csv": {"passed": 3, "failed": 1, "muted": 1},
    "prowler-v4.csv": {"passed": 4, "failed": 2, "muted": 1, "not checked": 1},
    "prowler-ocsf.json": {"passed": 4, "failed": 2, "muted": 1, "not checked": 1},
    "security-hub.json": {"passed": 2, "failed": 2, "muted": 2, "not checked": 1},
    "guardduty.json": {"failed": 2, "muted": 1},
    "powerpipe.csv": {"passed": 2, "failed": 1, "error": 1, "not checked": 2},
    "powerpipe.json": {"passed": 2, "failed": 1, "error": 1, "not checked": 2},
    "checkov.json": {"passed": 2, "failed": 1, "error": 1, "muted": 1},
    "trivy.json": {"passed": 1, "failed": 3},
    "codeql.sarif": {"failed": 2, "muted": 1, "resolved": 1},
}

SCANNER = """TIMESTAMP;ACCOUNT_UID;CHECK_ID;STATUS;SEVERITY;RESOURCE_UID
2026-10-01 10:00:00;111;key_rotated;FAIL;medium;user/a
2026-10-01 10:00:00;111;key_rotated;FAIL;medium;user/b
2026-10-01 10:00:00;111;root_mfa;PASS;high;root
"""
GUARD = [
    {"id": "f-1", "type": "Recon:EC2/PortProbe", "createdAt": "2026-11-23T10:00:00Z", "severity": 8},
    {"id": "f-2", "type": "Policy:IAMUser/Root", "createdAt": "2026-11-24T10:00:00Z", "severity": 2},
]
HUB = {
    "Findings": [
        {
            "Id": f"arn:{number}",
            "Title": "x",
            "CreatedAt": f"2026-10-0{number}T10:00:00Z",
            "Severity": {"Label": "LOW"},
            "Compliance": {"Status": status},
        }
        for number, status in enumerate(("FAILED", "PASSED", "NOT_AVAILABLE"), 1)
    ]
}
SARIF = {
    "$schema": "https://json.example/sarif-2.1.0.json",
    "version": "2.1.0",
    "runs": [
        {
            "invocations": [{"endTimeUtc": "2026-10-01T10:00:00Z"}],
            "results": [
                {"ruleId": "r1", "level": "error", "message": {"text": "what was found"}},
                {"ruleId": "r1", "kind": "pass"},
                {"ruleId": "r2", "suppressions": [{"kind": "inSource"}]},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("scanner.csv", SCANNER, {"failed": 2, "passed": 1}),
        ("guard.jsonl", "\n".join(map(json.dumps, GUARD)), {"failed": 2}),
        ("hub.json", json.dumps(HUB), {"failed": 1, "passed": 1, "not checked": 1}),
        ("scan.sarif", json.dumps(SARIF), {"failed": 1, "passed": 1, "muted": 1}),
    ],
)
def test_findings_of_each_maker_are_known_and_counted(tmp_path, name, content, found):
    report = read(write(tmp_path, name, content))
    assert (report.importer, report.totals["findings"]) == ("findings", found)
    assert report.used == sum(found.values())
    assert "what was found" not in repr(report)


def test_a_page_of_findings_is_told(tmp_path):
    report = read(write(tmp_path, "hub.json", json.dumps(HUB | {"NextToken": "x"})))
    assert report.page == ("`NextToken` names the next page",)


def test_rows_that_are_misaligned_are_refused_by_what_they_are(tmp_path):
    rows = "PROVIDER;DESCRIPTION;ACCOUNTID;REGION;CHECKID\naws;x;1;eu;c1;extra;more\naws;y;1;eu;c2;extra;more\n"
    with pytest.raises(BadInput, match="2 rows, none usable: 2 of them: 7 fields where the header has 5"):
        read(write(tmp_path, "p.csv", rows))


def test_a_word_nobody_knows_is_no_pass(tmp_path):
    rows = SCANNER + "2026-10-01 10:00:00;111;root_mfa;GRAND;high;x\n"
    report = read(write(tmp_path, "s.csv", rows))
    assert (report.rows, report.used, report.skips[0].reason) == (4, 3, "the status is a word that is not known")
    assert report.skips[0].lines == "5"


def test_a_word_is_read_as_a_person_says_that_it_is_meant(tmp_path):
    rows = SCANNER + "2026-10-01 10:00:00;111;root_mfa;GRAND;high;x\n2026-10-01 10:00:00;111;root_mfa;LATER;high;y\n"
    report = read(write(tmp_path, "s.csv", rows), words={"status": {"GRAND": "passed", "LATER": "not checked"}})
    assert report.totals["findings"] == {"failed": 2, "passed": 2, "not checked": 1}


def test_the_same_finding_twice_is_counted_once(tmp_path):
    report = read(write(tmp_path, "s.csv", SCANNER + SCANNER.splitlines()[1] + "\n"))
    assert (report.used, report.duplicates) == (3, 1)


def test_a_status_of_a_query_is_read_when_it_is_named(tmp_path):
    rows = "id,title,status,reason\n1,a,ok,fine\n2,b,error,timed out,,,\n3,c,alarm,bad\n"
    report = read(write(tmp_path, "s.csv", rows), importer="findings")
    assert report.totals["findings"] == {"error": 1, "failed": 1, "passed": 1}
    assert "1 passed, 1 failed, 1 error" in report.notes


def test_a_heading_alone_is_told(tmp_path):
    head = "AUTH_METHOD;TIMESTAMP;ACCOUNT_UID;FINDING_UID;PROVIDER;CHECK_ID;STATUS\n"
    report = read(write(tmp_path, "p.csv", head))
    assert (report.importer, report.rows) == ("findings", 0)
    assert "the list is empty: nothing was checked, or nothing found" in report.notes


@pytest.mark.parametrize("sample", COUNTED)
def test_a_sample_of_each_scanner_is_known_and_counted(sample):
    report = read(MAKERS / sample)
    assert (report.importer, report.totals["findings"]) == ("findings", COUNTED[sample])
    assert "in a sentence" not in repr(report)


def test_a_maker_whose_fields_a_file_tells_is_counted():
    report = read(SAMPLES / "makers" / "findings" / "amazon-inspector.json")
    assert (report.maker, report.totals["findings"]) == (
        "Amazon Inspector, findings (inspector2 list-findings, or its export)",
        {"failed": 1, "muted": 1, "resolved": 1},
    )
    assert {one.rule for one in report.rules} == {"CVE-2026-0001", "CVE-2026-0002", "NETWORK_REACHABILITY"}


def test_every_scanner_with_a_sample_is_counted_here():
    assert {path.name for path in MAKERS.iterdir()} - {"findings-map.yaml"} == set(COUNTED)


def test_rules_are_counted_each_with_what_a_person_tied_to_it():
    tied = {"IAM_*": ("AI-SEC-01",), "s3_bucket_public_access": ("AI-SEC-05", "AI-SEC-01")}
    report = read(MAKERS / "prowler-v4.csv", rules=tied)
    found = {one.rule: one for one in report.rules}
    keys = found["iam_rotate_access_key_90_days"]
    assert (keys.passed, keys.failed, keys.muted, keys.controls, keys.clean) == (1, 1, 1, ("AI-SEC-01",), False)
    assert found["s3_bucket_public_access"].controls == ("AI-SEC-01", "AI-SEC-05")
    assert found["account_security_contact"].not_checked == 1
    assert report.controls == ("AI-SEC-01", "AI-SEC-05")
    told = "\n".join(report.notes)
    assert "3 rules passed over 8 resources, 2 failed, 1 without a verdict" in told
    assert "3 rules tied to no control: kms_key_rotation (1 failed)" in told
    assert "AI-SEC-01: 1 of 3 rules failed: iam_rotate_access_key_90_days (1)" in told
    assert "AI-SEC-05: 1 rule, none of them failed" in told


def _sarif(tmp_path, run: object, **more):
    document = {"version": "2.1.0", "runs": [run], **more}
    return read(write(tmp_path, "s.json", json.dumps(document)))


_TOOL = {"tool": {"driver": {"name": "T", "rules": [{"id": "r", "defaultConfiguration": {"level": "note"}}]}}}


@pytest.mark.parametrize(
    ("run", "result"),
    [
        ({**_TOOL, "results": []}, "complete"),
        ({**_TOOL, "results": [], "invocations": [{"executionSuccessful": True}]}, "complete"),
        ({**_TOOL, "results": None}, "not counted"),
        (_TOOL, "not counted"),
        ({**_TOOL, "results": [], "invocations": [{"executionSuccessful": False}]}, "not counted"),
        (
            {**_TOOL, "results": [], "invocations": [{"toolExecutionNotifications": [{"level": "error"}]}]},
            "not counted",
        ),
        ({**_TOOL, "results": [], "externalPropertyFileReferences": {"results": [{}]}}, "not counted"),
        ({**_TOOL, "results": [{"ruleId": "r", "kind": "splendid"}, {"ruleId": "r"}]}, "not counted"),
    ],
)
def test_only_a_run_that_came_to_its_end_counts_as_a_scan(tmp_path, run, result):
    report = _sarif(tmp_path, run)
    assert report.result == result
    assert "passed" not in report.result


@pytest.mark.parametrize(
    ("result", "ended"),
    [
        ({}, "failed"),
        ({"kind": "pass"}, "passed"),
        ({"kind": "open"}, "not checked"),
        ({"kind": "review"}, "not checked"),
        ({"kind": "notApplicable"}, "not checked"),
        ({"level": "none"}, "not checked"),
        ({"baselineState": "absent"}, "resolved"),
        ({"baselineState": "new"}, "failed"),
        ({"suppressions": []}, "failed"),
        ({"suppressions": [{"status": "rejected"}]}, "failed"),
        ({"suppressions": [{"kind": "inSource"}]}, "muted"),
    ],
)
def test_how_a_result_of_sarif_counts(tmp_path, result, ended):
    report = _sarif(tmp_path, {**_TOOL, "results": [{"ruleIndex": 0, **result}]})
    assert report.totals["findings"] == {ended: 1}
    assert [one.rule for one in report.rules] == ["r"]


@pytest.mark.parametrize("runs", [None, [], "x"])
def test_sarif_without_a_run_says_nothing(tmp_path, runs):
    with pytest.raises(BadInput, match="says nothing"):
        read(write(tmp_path, "s.sarif", json.dumps({"version": "2.1.0", "runs": runs})))


def test_totals_of_a_report_and_its_rows_at_odds_are_named(tmp_path):
    document = json.loads((MAKERS / "powerpipe.json").read_text())
    document["summary"]["status"]["ok"] = 9
    report = read(write(tmp_path, "p.json", json.dumps(document)))
    assert report.result == "not counted"
    assert "not counted: it counts 9 ok, 2 stand in it" in report.notes


def test_a_control_in_two_groups_counts_in_each_and_one_without_an_id_by_its_title(tmp_path):
    result = {"reason": "x", "resource": "r", "status": "alarm", "dimensions": []}
    control = {"control_id": "", "title": "Buckets", "results": [result]}
    groups = [{"group_id": name, "groups": [], "controls": [control]} for name in ("a", "b")]
    summary = {"status": {"alarm": 2, "ok": 0, "info": 0, "skip": 0, "error": 0}}
    document = {"group_id": "root", "summary": summary, "groups": groups, "controls": None}
    report = read(write(tmp_path, "p.json", json.dumps(document)))
    assert (report.result, report.duplicates, [(one.rule, one.failed) for one in report.rules]) == (
        "complete",
        0,
        [("Buckets", 2)],
    )
    head = "group_id,title,description,control_id,control_title,control_description,reason,resource,status\n"
    report = read(write(tmp_path, "p.csv", head + ",,,,Buckets,,is open,r,alarm\n"))
    assert [(one.rule, one.failed) for one in report.rules] == [("Buckets", 1)]


def test_one_answer_of_security_hub_is_told_to_be_one(tmp_path):
    report = read(write(tmp_path, "hub.json", json.dumps(HUB)))
    assert report.page == ("it is one answer of get-findings: it does not say that it is the last",)
    assert report.result == "not counted"


def test_a_finding_in_an_event_is_unwrapped(tmp_path):
    event = {"version": "0", "detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": GUARD[0]}
    report = read(write(tmp_path, "e.json", json.dumps(event)))
    assert (report.importer, report.totals["findings"]) == ("findings", {"failed": 1})


def test_results_of_one_guid_at_two_places_are_two(tmp_path):
    results = [{"guid": "g", "ruleId": "r", "message": {"text": f"line {line}"}} for line in (1, 2, 2)]
    report = _sarif(tmp_path, {**_TOOL, "results": results})
    assert (report.used, report.duplicates) == (2, 1)


def test_a_rule_within_rooms_of_names_is_told_and_a_sentence_is_not(tmp_path):
    long = "java.lang.security.audit.crypto.weak-hash.use-of-md5.in-room.of-rules.once-more.deeper"
    said = "The customer told me that her card number is printed there"
    joined = "the.customer.told.me.that.her.card.is.printed.there"
    results = [{"ruleId": rule} for rule in (long, said, joined, said)]
    report = _sarif(tmp_path, {**_TOOL, "results": results})
    assert {one.rule: one.failed for one in report.rules} == {
        long: 1,
        "(rule 1 without a name)": 2 - report.duplicates,
        "(rule 2 without a name)": 1,
    }
    assert "customer" not in repr(report)


def test_sarif_is_known_by_its_name(tmp_path):
    run = {"tool": {"driver": {"name": "T" * 5000}}, "results": []}
    assert read(write(tmp_path, "late.sarif", json.dumps({"properties": {}, "runs": [run]}))).importer == "findings"


def test_an_event_of_ocsf_is_no_page_for_its_category(tmp_path):
    info = {"uid": "f1", "title": "What was found there", "types": ["TTPs/Persistence/Persistence:IAMUser-Change"]}
    event = {"class_uid": 2004, "category_name": "Findings", "finding_info": info, "time": 1791259212000}
    report = read(write(tmp_path, "e.json", json.dumps(event)))
    assert (report.page, [one.rule for one in report.rules]) == ((), ["Persistence:IAMUser-Change"])


def test_a_finding_of_inspector_is_of_its_vulnerability(tmp_path):
    findings = [
        HUB["Findings"][0]
        | {"Id": f"f{number}", "Compliance": {}, "Vulnerabilities": [{"Id": f"CVE-2026-000{number}"}]}
        for number in (1, 2)
    ]
    report = read(write(tmp_path, "hub.json", json.dumps({"Findings": findings})))
    assert [one.rule for one in report.rules] == ["CVE-2026-0001", "CVE-2026-0002"]


def test_a_rule_beyond_those_that_are_counted_is_not_lost_to_its_control(tmp_path, monkeypatch):
    monkeypatch.setattr(tally, "MAX_RULES", 1)
    report = read(write(tmp_path, "s.csv", SCANNER), rules={"key_rotated": ("AI-SEC-01",), "root*": ("AI-SEC-02",)})
    assert {(one.controls, one.failed, one.passed) for one in report.rules} == {
        (("AI-SEC-01",), 2, 0),
        (("AI-SEC-02",), 0, 1),
    }


def test_a_short_list_of_steampipe_is_known_by_its_words(tmp_path):
    text = "id,title,status,reason\n1,a,ok,fine\n2,b,error,timed out,,,\n3,c,alarm,bad\n"
    report = read(write(tmp_path, "s.csv", text))
    assert (report.importer, report.rows, report.used) == ("findings", 3, 3)
    assert report.totals["findings"] == {"passed": 1, "failed": 1, "error": 1}
    for other in (text.replace("alarm", "failed"), text.replace("fine", "x").replace("ok", "done")):
        with pytest.raises(BadInput, match="no importer knows"):
            read(write(tmp_path, "s.csv", other))


def test_trivy_of_another_version_is_kept_unread_and_what_it_holds_beside_is_no_clean_scan(tmp_path):
    document = {"SchemaVersion": 9, "CreatedAt": "2026-10-01T10:00:00Z", "ArtifactName": "a:1", "Results": []}
    report = read(write(tmp_path, "t.json", json.dumps(document)))
    assert (report.understood, report.result) == (False, "")
    document |= {"SchemaVersion": 2, "Results": [{"Target": "a", "Vulns": [{"VulnerabilityID": "CVE-1"}]}]}
    assert read(write(tmp_path, "t.json", json.dumps(document))).result == "not counted"


@pytest.mark.parametrize(
    ("number", "ended"), [(1, "passed"), (2, "failed"), (3, "failed"), (0, "error"), (99, "error")]
)
def test_a_compliance_of_ocsf_that_says_its_status_by_number(tmp_path, number, ended):
    record = {"class_uid": 2003, "finding_info": {"uid": "1"}, "time": 1790000000000, "metadata": {}}
    record["compliance"] = {"control": "c", "status_id": number}
    assert read(write(tmp_path, "o.jsonl", json.dumps(record))).totals["findings"] == {ended: 1}


def test_what_names_neither_check_nor_status_is_no_finding(tmp_path):
    matches = {"matches": [{"vulnerability": {"id": "CVE-2026-1"}, "artifact": {"name": "x"}}], "source": {}}
    path = write(tmp_path, "m.json", json.dumps(matches))
    with pytest.raises(BadInput, match="it names no check"):
        read(path, importer="findings")
    path = write(tmp_path, "m.json", json.dumps(matches["matches"]))
    assert read(path, importer="findings", columns={"check": "vulnerability.id"}).totals["findings"] == {"failed": 1}


def test_findings_cut_off_within_a_text_are_known_and_refused(tmp_path):
    text = json.dumps(HUB)
    with pytest.raises(BadInput, match="ends too early"):
        read(write(tmp_path, "hub.json", text[: text.rindex('"Title"') + 3] + "\n"))


def test_findings_of_macie_are_no_tickets(tmp_path):
    kind, severity = "SensitiveData:S3Object/Personal", {"description": "High", "score": 3}
    found = {"id": "1", "type": kind, "createdAt": "2026-10-01T10:00:00Z", "severity": severity, "archived": False}
    document = {"findings": [found, {**found, "id": "2", "archived": True}]}
    report = read(write(tmp_path, "m.json", json.dumps(document)))
    assert (report.importer, report.totals["findings"]) == ("findings", {"failed": 1, "muted": 1})
    assert report.totals["severities of failed"] == {"High": 1}


def test_a_severity_of_guardduty_with_a_point_is_counted(tmp_path):
    report = read(write(tmp_path, "g.jsonl", json.dumps({**GUARD[0], "severity": 5.0})))
    assert report.totals["severities of failed"] == {"5": 1}


@pytest.mark.parametrize("mark", ["CVE", "Resource Type", "plugin_id"])
def test_a_list_with_the_marks_of_a_scanner_is_not_guessed_to_be_tickets(tmp_path, mark):
    text = f"id,Created At,Severity,{mark}\n1,2026-10-01,High,x\n"
    with pytest.raises(BadInput, match="no importer knows"):
        read(write(tmp_path, "w.csv", text))
    assert read(write(tmp_path, "w.csv", text), importer="tickets").importer == "tickets"


def test_a_status_nobody_knows_is_named_and_asked_for_once(tmp_path):
    path = write(tmp_path, "s.csv", SCANNER.replace("PASS", "quarantined"))
    report = read(path)
    assert (report.skipped, report.totals["statuses not known"]) == (1, {"quarantined": 1})
    assert [note for note in report.notes if "mean: quarantined (1)? --map" in note]
    told = read(path, words={"status": {"quarantined": "muted"}})
    assert (told.skipped, told.totals["findings"]) == (0, {"failed": 2, "muted": 1})
    assert not [note for note in told.notes if "mean:" in note]


def told(tmp_path, document, name="s.json"):
    return read(write(tmp_path, name, json.dumps(document)), importer="findings")


def test_a_scan_of_checkov_that_found_nothing_to_look_at_is_read(tmp_path):
    nothing = {"passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0, "resource_count": 0, "checkov_version": "3"}
    assert (told(tmp_path, nothing).rows, told(tmp_path, nothing).importer) == (0, "findings")


def test_a_control_of_powerpipe_that_broke_is_an_error_by_itself(tmp_path, monkeypatch):
    broken = {"control_id": "c-1", "run_status": "error", "results": []}
    report = told(tmp_path, {"group_id": "root", "summary": {"status": {"error": 1}}, "controls": [broken]})
    assert report.totals["findings"] == {"error": 1}
    deep = {"group_id": "g", "controls": [{"control_id": "c", "results": []}]}
    monkeypatch.setattr(documents, "_MAX_DEPTH", 3)
    for _ in range(4):
        deep = {"group_id": "g", "groups": [deep]}
    notes = told(tmp_path, deep | {"summary": {"status": {}}}).notes
    assert any("its groups are nested too deep to be read" in note for note in notes)


def test_what_trivy_counts_and_does_not_list_is_told(tmp_path):
    scan = {"SchemaVersion": 2, "ArtifactName": "image", "CreatedAt": "2026-10-01T10:00:00Z"}
    notes = told(tmp_path, scan).notes
    assert any("it holds no list of results: what was scanned is not said" in note for note in notes)
    result = {
        "Target": "Dockerfile",
        "MisconfSummary": {"Successes": 20, "Failures": 0},
        "ExperimentalModifiedFindings": [{"Type": "vulnerability", "Status": "ignored"}],
    }
    report = told(tmp_path, scan | {"Results": [result]})
    assert report.totals["findings"] == {"muted": 1}
    assert any("passes of its scanner are counted there and not listed" in note for note in report.notes)


def test_a_version_of_sarif_that_is_not_known_is_no_clean_scan(tmp_path):
    report = told(tmp_path, SARIF | {"version": "3.0.0"}, "s.sarif")
    assert any("SARIF version 3.0.0 is not known here" in note for note in report.notes)


def test_a_result_of_sarif_is_of_the_rule_it_names(tmp_path):
    rules = [{"id": "r1", "defaultConfiguration": {"level": "note"}}, {"id": "r1"}, {"id": ["odd"]}, {"name": "no id"}]
    results = [{"ruleId": "r1"}, {"rule": {"id": "r1"}}, {"ruleIndex": 0}, {"ruleId": {"odd": 1}}, {}]
    run = {"tool": {"driver": {"name": "scan", "rules": rules}}, "results": results, "invocations": []}
    report = told(tmp_path, {"version": "2.1.0", "runs": [run]}, "s.sarif")
    assert report.totals["severities of failed"] == {"note": 3, "warning": 2}
