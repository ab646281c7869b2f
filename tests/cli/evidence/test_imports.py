"""`grcdesk evidence import` and `report`, by streams and exit codes."""

from __future__ import annotations

import json

import click
import pytest

from grcdesk.cli.evidence.imports import import_
from grcdesk.terms import IMPORTERS

LINE = '{{"id": "{0}", "time": "2026-06-0{0}T10:00:00Z", "action": "allow", "route": "/chat"}}\n'


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "decisions.jsonl"
    path.write_text(LINE.format(1) + "broken\n" + LINE.format(3))
    return path


def test_a_file_is_read_shown_and_added(on, file):
    done = on("evidence", "import", str(file), "--control", "SEC-03")
    assert done.code == 0, done.err
    assert "rows        3 in = 2 used + 0 duplicates + 1 skipped" in done.out
    assert "skipped     1 not JSON: 2" in done.out
    assert "EV-1 for AI-SEC-03: 2 events, 1 skipped; 2026-06-01..2026-06-03. Undo:" in done.err
    again = on("evidence", "report", "EV-1")
    assert "kept        its rows without text, and this report" in again.out


def test_as_json_it_is_one_document(on, file):
    done = on("evidence", "import", str(file), "--dry-run", "--json")
    found = json.loads(done.out)
    assert (found["dry_run"], found["report"]["importer"], found["report"]["rows"]) == (True, "gateway", 3)
    assert on("evidence", "list", "--json").out.strip() == "[]"


def test_what_nobody_knows_is_refused(on, tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("hello\n")
    done = on("evidence", "import", str(path))
    assert done.code == 2
    assert "no importer knows this file" in done.err
    assert "evidence add" in done.err


def test_the_importers_are_listed_and_completed(on):
    found = json.loads(on("evidence", "importers", "--json").out)
    assert {one["name"]: one["reads"] for one in found} == IMPORTERS
    assert "Okta system log" in on("evidence", "importers").out
    option = next(one for one in import_.params if one.name == "importer")
    offered = option.shell_complete(click.Context(import_), "open")
    assert [one.value for one in offered] == ["openai"]


@pytest.mark.slow
def test_a_column_of_text_is_left_out_unless_it_is_released(on, tmp_path):
    path = tmp_path / "tickets.csv"
    path.write_text("ticket_id,opened_at,severity,note\nT-1,2026-06-01,low,please call me xqzvut at five\n")
    told = json.loads(on("evidence", "import", str(path), "--dry-run", "--json").out)["report"]
    assert (told["dropped"], told["dropped_counts"], told["kept_rows"]) == (["note"], {"note": 1}, 1)
    done = on("evidence", "import", str(path), "--keep", "note")
    assert "released    note" in done.out
    assert "released    note" in on("evidence", "report", "EV-1").out
    assert on("evidence", "open", "EV-1", "--rows", "--to", str(tmp_path)).code == 0
    assert "xqzvut" in (tmp_path / "tickets.rows.jsonl").read_text()
    refused = on("evidence", "import", str(path), "--keep", "api_token")
    assert (refused.code, "never kept" in refused.err) == (2, True)


def test_a_rule_that_failed_stands_in_the_report_and_on_the_page_of_its_control(on, tmp_path):
    (tmp_path / "map.yaml").write_text("rules:\n  root_mfa: AI-SEC-01\n")
    scan = tmp_path / "scan.csv"
    scan.write_text(
        "timestamp;account_uid;check_id;status;severity;resource_uid\n"
        "2026-10-01T10:00:00Z;111;root_mfa;FAIL;high;root\n2026-10-01T10:00:00Z;111;keys;PASS;low;k1\n"
    )
    done = on("evidence", "import", str(scan), "--map", str(tmp_path / "map.yaml"))
    assert done.code == 0, done.err
    assert "rules failed          root_mfa: 1 failed; for AI-SEC-01" in done.out
    assert "1 rule tied to no control: keys" in done.out
    report = on("evidence", "report", "EV-1", "--json").json["report"]
    assert [(one["rule"], one["controls"]) for one in report["rules"]] == [("root_mfa", ["AI-SEC-01"]), ("keys", [])]
    shown = on("controls", "show", "AI-SEC-01")
    assert "Failed in scans\n  root_mfa failed on 1 finding by EV-1 of 2026-10-01" in shown.out
    assert on("controls", "show", "AI-SEC-01", "--json").json["failing"]


def test_a_limit_for_a_metric_that_is_not_there_is_refused(on, tmp_path):
    (tmp_path / "map.yaml").write_text("limits:\n  grace: 0.9\n")
    report = tmp_path / "e.json"
    report.write_text('{"results": {"t": {"acc,none": 0.9}}, "versions": {"t": 1}, "date": 1791259212}')
    done = on("evidence", "import", str(report), "--map", str(tmp_path / "map.yaml"))
    assert (done.code, "no metric 'grace' to hold a limit against" in done.err) == (2, True)
