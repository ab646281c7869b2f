"""The log as OCSF events: each entry once, and read back as many."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import Refused
from grcdesk.reports.ocsf import event, milliseconds
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.terms import Status


def _line(**more):
    return {
        "action": "control.set",
        "actor": {"name": "Lin Chen", "os_user": "lin", "host": "desk-1"},
        "resource": {"id": "AI-SEC-01", "type": "assessment", "label": "sha256:" + "0" * 64},
        "source": {"via": "cli", "version": "1.0"},
        "batch": "b1",
        "seq": 4,
        "ts": "2026-10-05T10:00:00.123Z",
        "outcome": "success",
        "before": {},
        "after": {"status": "partial"},
        **more,
    }


@pytest.mark.parametrize(
    ("more", "activity", "status"),
    [
        ({}, 1, 1),
        ({"before": {"status": "missing"}}, 3, 1),
        ({"before": {"status": "missing"}, "after": {}}, 4, 1),
        ({"action": "log.export", "after": {"entries": 3}}, 2, 1),
        ({"after": {}, "outcome": "denied"}, 99, 2),
        ({"after": {}, "outcome": "failure"}, 99, 2),
    ],
)
def test_what_was_done_and_how_it_ended(more, activity, status):
    found = json.loads(event(_line(**more), "abc"))
    assert (found["activity_id"], found["type_uid"], found["status_id"]) == (activity, 600300 + activity, status)
    assert (found["class_uid"], found["category_uid"], found["time"]) == (6003, 6, 1791194400123)
    assert (found["metadata"]["uid"], found["metadata"]["product"]["name"]) == ("abc", "grcdesk")
    assert found["resources"] == [{"type": "assessment", "uid": "AI-SEC-01"}]
    assert found["src_endpoint"]["hostname"] == "desk-1"


@given(st.integers(0, 4_102_444_800_000))
def test_a_moment_is_told_to_the_millisecond(number):
    moment = datetime.fromtimestamp(number // 1000, UTC).replace(microsecond=number % 1000 * 1000)
    assert milliseconds(f"{moment:%Y-%m-%dT%H:%M:%S}.{number % 1000:03}Z") == number


def test_the_export_is_read_back_with_as_many_events(desk, tmp_path):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="No register of keys"))
    before = desk.log.list(limit=0)
    done = desk.log.export_ocsf(tmp_path / "log.ocsf.jsonl")
    lines = (tmp_path / "log.ocsf.jsonl").read_text().splitlines()
    assert len(lines) == len(before)
    assert "No register of keys" not in "\n".join(lines)
    assert "events in" in done.sentence
    newest = desk.log.list(limit=1)[0]
    assert newest.action == "log.export"
    report = desk.imports.preview(tmp_path / "log.ocsf.jsonl").report
    assert (report.importer, report.rows, report.used, report.duplicates) == ("audit-log", len(lines), len(lines), 0)
    actions = {entry.action.value for entry in before}
    assert set(report.totals["actions"]) == actions
    assert sum(report.totals["actions"].values()) == len(lines)
    assert report.totals["outcomes"] == {"success": len(lines)}
    with pytest.raises(Refused):
        desk.log.export_ocsf(tmp_path / "log.ocsf.jsonl")
    assert desk.log.verify().clean
