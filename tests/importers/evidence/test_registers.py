"""Registers told apart by their columns, however these are called."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from grcdesk.importers.evidence.registers import KEYS, METRICS, read_register
from grcdesk.schemas.coverage.checks import KeyRecord, MetricValue, TicketRecord

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def read(tmp_path):
    def go(text, name="list.csv", form=""):
        path = tmp_path / "blob"
        path.write_text(text, encoding="utf-8")
        return read_register(path, name, UTC, BERLIN, form)

    return go


def test_a_key_counts_from_when_it_was_last_replaced(read):
    found = read(
        "Key ID,Created At,Rotated At,Revoked At,Status\n"
        "K1,2026-01-05,2026-06-30T23:30:00Z,,active\n"  # in Berlin it is 1 July
        "K2,2026-01-05,,2026-03-01,revoked\n"
        "K3,2026-01-05,,,revoked\n"
        "K4,soon,,,\n"
        ",2026-01-05,,,\n"
    )
    assert found.keys == [
        KeyRecord("K1", date(2026, 7, 1), None),
        KeyRecord("K2", date(2026, 1, 5), date(2026, 3, 1)),
    ]
    assert found.unread == [5, 6]


def test_tickets_carry_hours_in_the_desks_zone(read):
    found = read(
        "key;priority;created;resolved;metric\n"
        "T1;SEV-1;2026-10-01T10:00:00+02:00;2026-10-01 09:00;\n"
        "T2;low;2026-10-01;;groundedness\n"
        "T3;critical;2026-10-02;2026-10-01;\n"
    )
    first, second = found.tickets
    opened, done = (datetime(2026, 10, 1, hour, tzinfo=UTC) for hour in (8, 9))
    assert first == TicketRecord("T1", opened, done, critical=True, severity="SEV-1")
    assert first.opened.hour == 10
    assert (second.about, second.critical) == ("groundedness", False)
    assert found.unread == [4]


def test_a_metric_is_called_as_its_file_when_no_column_says(read):
    found = read("date,value,n\n2026-10-01,0.97,40\n2026-10-02,nan,40\n2026-10-03,,\n", "groundedness.csv")
    assert found.points == [MetricValue("groundedness", date(2026, 10, 1), 0.97, 40)]
    assert found.unread == [3, 4]


def test_other_columns_are_no_register_unless_it_is_known_what_the_file_is(read):
    changes = "id,created,author\n1,2026-10-01,Dana\n"
    assert read(changes) is None
    assert read(changes, form=KEYS).keys == [KeyRecord("1", date(2026, 10, 1), None)]
    assert read("date,score\n2026-10-01,0.5\n") is None
    assert read("date,score\n2026-10-01,0.5\n", "psi.csv", METRICS).points[0].value == 0.5
    assert read("key_id,created_at\nK1,2026-10-01\n", form=METRICS) is None


def test_a_list_is_the_same_register_in_any_form(tmp_path):
    rows = [{"key_id": "K1", "created_at": "2026-01-05", "active": True}, {"key_id": "", "created_at": "2026-01-05"}]
    forms = {
        "keys.json": json.dumps(rows),
        "keys.jsonl": "\n".join(json.dumps(row) for row in rows),
        "wrapped.json": json.dumps({"object": "list", "data": rows}),
        "keys.csv": "key_id,created_at,active\nK1,2026-01-05,true\n,2026-01-05,\n",
    }
    sheet = Workbook()
    for row in (("key_id", "created_at", "active"), ("K1", datetime(2026, 1, 5), True), (None, "2026-01-05", None)):  # noqa: DTZ001
        sheet.active.append(row)
    blob = tmp_path / "blob"  # as in the vault, without an ending
    for name, text in forms.items():
        blob.write_text(text, encoding="utf-8")
        found = read_register(blob, name, UTC, BERLIN, KEYS)
        assert (found.keys, len(found.unread)) == ([KeyRecord("K1", date(2026, 1, 5), None)], 1), name
    sheet.save(blob)
    found = read_register(blob, "keys.xlsx", UTC, BERLIN, KEYS)
    assert (found.keys, len(found.unread)) == ([KeyRecord("K1", date(2026, 1, 5), None)], 1)
    assert read_register(blob, "keys.xlsx", UTC, BERLIN, METRICS) is None
