"""Checks of a real desk: what they read, and limits a desk sets itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.evidence import Artefact
from grcdesk.schemas.features import FeatureAnswers
from grcdesk.terms import CheckState, EvidenceKind, FeatureStatus, Side
from services.features.test_features import CLAUDE, REPLY

YEAR = (date(2026, 1, 1), date(2026, 11, 21))


@pytest.fixture
def put(desk, tmp_path):
    """Add a list as evidence."""

    def go(name, text, as_of, kind=EvidenceKind.REPORT):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return desk.evidence.add(str(file), Artefact(kind, as_of=date.fromisoformat(as_of)), controls=["AI-SEC-01"])

    return go


def by_id(desk, **options):
    return {row.id: row for row in desk.checks.run(**options)}


def test_an_empty_desk_has_nothing_to_read_but_a_calendar(desk):
    found = by_id(desk)
    assert list(found) == ["log-completeness", "policy-coverage", "key-age", "escalations", "exports", "traffic"]
    assert {row.state for name, row in found.items() if name != "exports"} == {CheckState.NO_DATA}
    assert (found["exports"].state, found["exports"].value) == (CheckState.BREACH, 10)


def test_imported_decisions_show_days_and_routes(desk, tmp_path):
    reply = replace(REPLY, status=FeatureStatus.PRODUCTION)
    desk.features.add(reply, models=[CLAUDE])
    desk.features.add(replace(reply, name="Fraud scoring"), models=[CLAUDE])
    desk.features.add(FeatureAnswers("Churn", status=FeatureStatus.IDEA))
    days = [YEAR[0] + timedelta(days=n) for n in range((YEAR[1] - YEAR[0]).days + 1)]
    log = tmp_path / "decisions.jsonl"
    with log.open("w", encoding="utf-8") as file:
        for n, day in enumerate(days):
            if day != date(2026, 6, 10):
                event = {"id": f"e{n}", "time": f"{day}T10:00:00Z", "action": "allow"}
                file.write(json.dumps(event | {"route": "/support-reply", "policy_version": "v7"}) + "\n")
    desk.imports.import_(log)
    found = by_id(desk)
    assert (found["log-completeness"].value, found["log-completeness"].state) == (99.7, CheckState.BREACH)
    assert [item.id for item in found["log-completeness"].items] == ["2026-06-10"]
    assert [(item.id, item.what) for item in found["policy-coverage"].items] == [
        ("AIF-2", "Fraud scoring: no route in any decision log")
    ]
    assert by_id(desk, as_of=date(2025, 12, 31))["policy-coverage"].value == 0
    assert by_id(desk, as_of=date(2026, 6, 10))["log-completeness"].state is CheckState.OK  # the day is not over
    assert by_id(desk, as_of=date(2026, 6, 11))["log-completeness"].state is CheckState.BREACH
    desk.evidence.reject("EV-1", reason="another gateway")
    assert by_id(desk)["log-completeness"].state is CheckState.NO_DATA


def test_the_newest_register_is_read_and_yesterdays_board_rebuilt(desk, put):
    put("keys.csv", "key_id,created_at\nK1,2026-01-01\n", "2026-06-30")
    put("keys-2.csv", "key_id,created_at,rotated_at\nK1,2026-01-01,2026-11-01\nK2,soon,\n", "2026-10-31")
    now, then = by_id(desk)["key-age"], by_id(desk, as_of=date(2026, 7, 15))["key-age"]
    assert (now.value, now.state) == (20, CheckState.OK)
    assert now.source == "newest key register: EV-2, 1 line not understood"
    assert (then.value, then.state, then.source) == (195, CheckState.BREACH, "newest key register: EV-1")
    desk.evidence.reject("EV-2", reason="drawn from the wrong account")
    assert by_id(desk)["key-age"].state is CheckState.BREACH


def test_a_metric_is_watched_once_it_has_a_limit(desk, put):
    put("groundedness.csv", "date,value\n2026-09-30,0.99\n2026-10-31,0.97\n", "2026-10-31", EvidenceKind.METRIC_SERIES)
    bare = by_id(desk)["metric:groundedness"]
    assert (bare.state, bare.limit) == (CheckState.NO_DATA, None)
    desk.checks.set("metric:groundedness", limit=0.98, side=Side.AT_LEAST, response_days=5)
    assert by_id(desk)["metric:groundedness"].state is CheckState.BREACH
    assert by_id(desk, as_of=date(2026, 11, 3))["metric:groundedness"].state is CheckState.WARN
    header = "ticket_id,severity,opened_at,metric\n"
    put("tickets.csv", f"{header}T-7,low,2026-11-05,groundedness\n", "2026-11-10", EvidenceKind.TICKET)
    done = by_id(desk)["metric:groundedness"]
    assert (done.state, [item.what for item in done.items]) == (CheckState.OK, ["0.97: reviewed in T-7"])


def test_limits_are_the_desks_own_and_can_be_undone(desk, put):
    put("keys.csv", "key_id,created_at\nK1,2026-10-01\n", "2026-10-31")
    assert by_id(desk)["key-age"].state is CheckState.OK
    desk.checks.set("key-age", limit=50, warn=30)
    assert by_id(desk)["key-age"].state is CheckState.BREACH
    desk.checks.set("key-age", no_warn=True, limit=60)
    assert [(one.limit, one.warn, one.own) for one in desk.checks.list() if one.id == "key-age"] == [(60, None, True)]
    desk.log.undo()
    assert [(one.limit, one.warn) for one in desk.checks.list() if one.id == "key-age"] == [(50, 30)]
    desk.checks.reset("key-age")
    assert by_id(desk)["key-age"].warn == 60
    with pytest.raises(NotFound):
        desk.checks.reset("key-age")
    assert desk.log.verify().clean


@pytest.mark.parametrize(
    ("check", "options", "error"),
    [
        ("key-ages", {"limit": 90}, NotFound),
        ("metric:", {"limit": 1}, NotFound),
        ("metric:psi", {"warn": 0.1}, Refused),
        ("key-age", {}, Refused),
        ("key-age", {"side": Side.AT_LEAST}, Refused),
        ("key-age", {"warn": 91}, BadInput),
        ("key-age", {"limit": float("nan")}, BadInput),
    ],
)
def test_odd_limits_are_refused(desk, check, options, error):
    with pytest.raises(error):
        desk.checks.set(check, **options)
