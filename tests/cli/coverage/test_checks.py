from __future__ import annotations

import pytest

FIELDS = ["id", "name", "source", "limit", "warn", "side", "as_of", "value", "unit", "state", "sentence", "items"]
ADDED = ["max_age", "lists", "series"]
"""Keys that came after the first release."""


@pytest.fixture
def keys(on, tmp_path):
    file = tmp_path / "keys.csv"
    file.write_text("key_id,created_at\nK1,2026-09-01\nK2,2026-11-01\n", encoding="utf-8")
    assert on("evidence", "add", file, "--kind", "inventory", "--as-of", "2026-11-01", "--control", "sec-01").code == 0


def test_json_of_a_check(on, keys):
    done = on("checks", "run", "--json")
    assert done.code == 4  # no month has an export
    found = {row["id"]: row for row in done.json}
    assert list(found["key-age"]) == [*FIELDS, *ADDED]
    assert found["key-age"] | {"source": ""} == {
        "id": "key-age",
        "name": "Age of keys",
        "source": "",
        "limit": 90,
        "warn": 60,
        "side": "at_most",
        "as_of": "2026-11-21",
        "value": 81,
        "unit": "days",
        "state": "warn",
        "sentence": "2 keys in use, the oldest 81 days old: K1",
        "max_age": 35,
        "lists": [
            {"evidence": "EV-1", "source": "", "last": "2026-11-01", "unread": 0, "lost": "", "page": ""},
        ],
        "series": [],
        "items": [{"id": "K1", "what": "81 days old, since 2026-09-01", "value": 81, "state": "warn"}],
    }


def test_exit_code_follows_the_breach(on, keys):
    assert on("checks", "set", "exports", "--limit", "12").code == 0
    done = on("checks", "run")
    assert done.code == 0
    assert "at most 90" in done.out
    assert "key-age: warn K1: 81 days old" in done.err
    assert on("checks", "set", "key-age", "--limit", "80").code == 0
    done = on("checks", "run")
    assert done.code == 4
    assert "7 checks, 1 with a broken limit" in done.err
    assert on("checks", "run", "--as-of", "2026-09-30").code == 0


def test_a_word_is_told_on_the_command_line(on, tmp_path):
    file = tmp_path / "tickets.csv"
    file.write_text("ticket_id,severity,opened_at,resolved_at\nT1,urgent,2026-11-20T08:00Z,2026-11-20T18:00Z\n")
    assert on("evidence", "import", file, "--as", "tickets", "--as-of", "2026-11-20", "--source", "Jira").code == 0
    told = on("checks", "run").err
    assert 'escalations: warn unknown word "urgent": 1 ticket of Jira: is it critical?' in told
    assert "grcdesk checks word escalations 'urgent' --means critical, or other" in told
    assert on("checks", "word", "escalations", "urgent").code == 2
    done = on("checks", "word", "escalations", "urgent", "--means", "critical")
    assert '"urgent" means critical in Jira' in done.err
    assert "resolved after 10 h" in on("checks", "run").err
    assert on("checks", "word", "escalations", "urgent", "--forget").code == 0
    assert "unknown word" in on("checks", "run").err


def test_limits_are_listed_set_and_reset(on):
    assert on("checks", "set", "key-age", "--max-age", "10").code == 0
    (keys,) = (row for row in on("checks", "list", "--json").json if row["id"] == "key-age")
    assert (keys["max_age"], keys["limit"]) == (10, 90)
    assert on("checks", "reset", "key-age").code == 0
    on("checks", "set", "metric:groundedness", "--limit", "0.98", "--side", "at-least", "--response-days", "5")
    (metric,) = (row for row in on("checks", "list", "--json").json if row["id"] == "metric:groundedness")
    assert (metric["limit"], metric["side"], metric["response_days"], metric["own"]) == (0.98, "at_least", 5, True)
    assert "1 with limits of this desk" in on("checks", "list").err
    assert "no limit any more" in on("checks", "reset", "metric:groundedness").err
    lost = on("checks", "set", "key-ages", "--limit", "3")
    assert lost.code == 1
    assert "key-age" in lost.err
