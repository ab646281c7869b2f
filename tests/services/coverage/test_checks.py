"""Checks of a real desk: what they read, and limits a desk sets itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.features.features import FeatureAnswers
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
    assert list(found) == [
        "log-completeness",
        "policy-coverage",
        "key-age",
        "escalations",
        "exports",
        "traffic",
        "scans",
    ]
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
    assert (now.value, now.state) == (20, CheckState.WARN)
    assert [(item.id, item.what) for item in now.bad] == [("EV-2", "1 line not understood")]
    assert now.source == "newest key register of each source: EV-2 of 2026-10-31"
    assert (then.value, then.state) == (195, CheckState.BREACH)
    assert then.source == "newest key register of each source: EV-1 of 2026-06-30"
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


def test_a_register_of_one_provider_hides_none_of_another(desk, tmp_path):
    for name, made, source in (("one.csv", "2026-01-01", "Provider A"), ("two.csv", "2026-10-26", "Provider B")):
        (tmp_path / name).write_text(f"key_id,created_at\nK-{source[-1]},{made}\n")
        day = date(2026, 11, 20) if source.endswith("B") else date(2026, 11, 1)
        desk.imports.import_(tmp_path / name, said=Artefact(EvidenceKind.INVENTORY, as_of=day, source=source))
    found = by_id(desk)["key-age"]
    assert (found.value, found.state) == (324, CheckState.BREACH)
    assert [one.evidence for one in found.lists] == ["EV-2", "EV-1"]
    later = Artefact(EvidenceKind.INVENTORY, as_of=date(2026, 11, 21), source="provider a")
    (tmp_path / "three.csv").write_text("key_id,created_at\nK-A,2026-11-20\n")
    desk.imports.import_(tmp_path / "three.csv", said=later)
    assert by_id(desk)["key-age"].state is CheckState.OK
    stale = by_id(desk, as_of=date(2026, 12, 29))["key-age"]
    assert stale.state is CheckState.STALE
    assert "EV-3 stale since 2026-12-27, EV-2 stale since 2026-12-26 and K-B" in stale.sentence
    desk.checks.set("key-age", max_age=0)
    assert by_id(desk)["key-age"].state is CheckState.STALE


TICKETS = (
    "ticket_id,severity,opened_at,resolved_at\n"
    "INC-1,critical,2026-11-20T08:00:00Z,2026-11-20T09:30:00Z\n"
    "INC-2,critical,2026-11-21T08:00:00Z,2026-11-21T20:30:00Z\n"
)
FINDINGS = [
    {"id": "f-1", "type": "Recon:EC2/Port", "createdAt": "2026-11-23T10:00:00Z", "severity": 8},
    {"id": "f-2", "type": "Recon:EC2/Probe", "createdAt": "2026-11-24T10:00:00Z", "severity": 2},
]


def test_findings_of_a_scanner_change_nothing_of_the_escalations(desk, tmp_path, fake_clock):
    fake_clock.advance(days=5)
    (tmp_path / "t.csv").write_text(TICKETS)
    desk.imports.import_(tmp_path / "t.csv", said=Artefact(EvidenceKind.TICKET, as_of=date(2026, 11, 22)))
    before = by_id(desk)["escalations"]
    assert (before.state, before.items[0].what) == (CheckState.BREACH, "resolved after 12 h 30 min")
    (tmp_path / "f.jsonl").write_text("\n".join(map(json.dumps, FINDINGS)))
    desk.imports.import_(tmp_path / "f.jsonl")
    assert by_id(desk)["escalations"] == before


def test_a_word_is_asked_once_and_remembered_for_its_source(desk, tmp_path, fake_clock):
    fake_clock.advance(days=1)
    rows = TICKETS.replace("critical", "1 - Critical")
    (tmp_path / "t.csv").write_text(rows)
    said = Artefact(EvidenceKind.TICKET, as_of=date(2026, 11, 21), source="Helpdesk")
    desk.imports.import_(tmp_path / "t.csv", said=said)
    asked = by_id(desk)["escalations"]
    assert (asked.state, asked.sentence) == (
        CheckState.WARN,
        '0 critical tickets of 2: unknown word "1 - Critical"',
    )
    with pytest.raises(NotFound, match="severity 'urgent'"):
        desk.checks.say("escalations", "urgent", "critical")
    with pytest.raises(BadInput, match="critical or other"):
        desk.checks.say("escalations", "1 - Critical", "bad")
    with pytest.raises(Refused, match="judges by no words"):
        desk.checks.say("key-age", "1 - Critical", "critical")
    with pytest.raises(NotFound):
        desk.checks.say("escalation", "1 - Critical", "critical")
    done = desk.checks.say("escalations", "1 - critical", "critical")
    assert done.sentence == '"1 - critical" means critical in Helpdesk'
    assert by_id(desk)["escalations"].state is CheckState.BREACH
    (tmp_path / "later.csv").write_text(rows.replace("INC", "TCK").replace("20:30", "08:30"))
    desk.imports.import_(tmp_path / "later.csv", said=replace(said, as_of=date(2026, 11, 22)))
    assert by_id(desk)["escalations"].state is CheckState.OK, "remembered"
    (tmp_path / "other.csv").write_text(rows.replace("INC", "OTH").replace("20:30", "08:30"))
    desk.imports.import_(tmp_path / "other.csv", said=replace(said, source="Second desk"))
    assert by_id(desk)["escalations"].state is CheckState.WARN, "of that source alone"
    desk.checks.say("escalations", "1 - Critical", "other", source="Second desk")
    assert by_id(desk)["escalations"].state is CheckState.OK
    desk.checks.say("escalations", "1 - Critical", "")
    assert by_id(desk)["escalations"].state is CheckState.WARN
    desk.log.undo()
    assert by_id(desk)["escalations"].state is CheckState.OK
    assert desk.log.verify().clean


def test_a_list_whose_bytes_are_broken_is_not_passed_over(desk, put):
    put("keys.csv", "key_id,created_at\nK1,2026-11-01\n", "2026-11-20")
    (blob,) = [path for path in (desk.paths.root / "vault").rglob("*") if path.is_file()]
    blob.chmod(0o600)
    blob.write_bytes(b"")
    assert by_id(desk)["key-age"].state is not CheckState.OK


@pytest.mark.parametrize(
    ("check", "options", "error"),
    [
        ("key-ages", {"limit": 90}, NotFound),
        ("metric:", {"limit": 1}, NotFound),
        ("metric:psi", {"warn": 0.1}, Refused),
        ("key-age", {}, Refused),
        ("exports", {"max_age": 3}, Refused),
        ("key-age", {"side": Side.AT_LEAST}, Refused),
        ("key-age", {"warn": 91}, BadInput),
        ("key-age", {"limit": float("nan")}, BadInput),
    ],
)
def test_odd_limits_are_refused(desk, check, options, error):
    with pytest.raises(error):
        desk.checks.set(check, **options)


def test_a_register_with_text_in_it_is_read_from_the_rows_without_it(desk, tmp_path):
    said = "this key was made on a Friday because Omar asked for it twice and nobody was there"
    (tmp_path / "keys.csv").write_text(f"key_id,created_at,comment\nK1,2026-01-01,{said}\nK2,2026-11-01,{said} again\n")
    facts = Artefact(EvidenceKind.INVENTORY, as_of=date(2026, 11, 20), source="Vault")
    desk.imports.import_(tmp_path / "keys.csv", said=facts)
    assert desk.imports.report("EV-1").kept == "rows"
    found = by_id(desk)["key-age"]
    assert (found.value, found.state) == (324, CheckState.BREACH)
    assert [item.id for item in found.items] == ["K1"]
