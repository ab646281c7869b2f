"""Findings of scanners: each row accounted for, and none of them a ticket or a population."""

from __future__ import annotations

import json

import pytest

from grcdesk.errors import BadInput
from importers.reads import read, write

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
        ("scan.sarif", json.dumps(SARIF), {"failed": 1, "passed": 1, "not checked": 1}),
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
