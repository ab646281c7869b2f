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
