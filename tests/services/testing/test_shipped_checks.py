"""Each check of the shipped catalogs finds what was planted in its lists, says why, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.engine.engine import default_engine
from grcdesk.engine.tables import EngineCheck
from grcdesk.rules.audits.roles import ROLES
from helpers.check_tables import built_in, made, shipped, table

FIRST, LAST, AS_OF = date(2026, 1, 1), date(2026, 6, 30), date(2026, 6, 30)
DAYS = [
    f"2026-0{month}-{day:02}" for month, days in enumerate((31, 28, 31, 30, 31, 30), 1) for day in range(1, days + 1)
]


def at(day, hour=9):
    return f"2026-{day}T{hour:02}:00:00Z"


def rows(key, plain, **cases):
    """One row a case: what it has otherwise than a plain one."""
    return [{key: name, **plain, **case} for name, case in cases.items()]


PERIODIC = (
    *("AI-SEC-05", "AI-AVL-01", "AI-AVL-02", "AI-AVL-03", "AI-PI-04", "AI-CONF-05"),
    *("AI-EXT-01", "AI-EXT-02", "AI-EXT-05"),
)
SLOTS = {
    "AI-SEC-05": "T1",
    "AI-AVL-01": "T2",
    "AI-AVL-02": "T2",
    "AI-AVL-03": "T2",
    "AI-PI-04": "T3",
    "AI-CONF-05": "T3",
    "AI-EXT-01": "T2",
    "AI-EXT-02": "T2",
    "AI-EXT-05": "T3",
}
"""The test of each periodic control that looks at its slots."""
LISTS = {
    "provider_keys": rows(
        "key_id",
        {"provider": "Anthropic", "owner": "Lin", "created_at": "2025-12-01T00:00:00Z"},
        fresh={"last_rotated_at": at("06-01")},
        young={"created_at": at("05-01")},
        young_rotated={"created_at": at("05-01"), "last_rotated_at": at("06-01")},
        old={},
        bare={"created_at": None},
        old_in_march={"revoked_at": at("04-10")},
        gone_before={"revoked_at": "2025-12-20T00:00:00Z"},
        rotated_after={"last_rotated_at": "2026-07-03T00:00:00Z"},
        alone={"created_at": at("06-10")},
        revoked_here={"created_at": at("05-02"), "revoked_at": at("06-02")},
    ),
    "keys_console": rows(
        "key_id",
        {"provider": "Anthropic", "created_at": "2025-12-01T00:00:00Z"},
        **{
            name: {}
            for name in ["fresh", "young", "young_rotated", "old", "bare", "rotated_after", "revoked_here", "stray"]
        },
        gone_before={"revoked_at": "2025-12-20T00:00:00Z"},
    ),
    "access_grants": rows(
        "grant_id",
        {
            "account": "u1",
            "system": "store",
            "approver": "Owner",
            "approved_at": at("02-01", 8),
            "granted_at": at("02-01"),
        },
        clean={},
        same_day={"approved_at": at("02-01", 12)},
        nobody={"approver": " "},
        undated={"approved_at": None},
        no_grant={"granted_at": None},
        self={"approver": "u1"},
        late={"approved_at": at("02-02")},
        unnamed={"account": None},
    ),
    "incidents": rows(
        "incident_id",
        {"class": "leak", "detected_at": at("03-01"), "contained_at": at("03-02"), "closed_at": at("03-05")},
        clean={},
        no_class={"class": ""},
        open={"closed_at": None},
        loose={"contained_at": None},
        unseen={"detected_at": None},
        backwards={"closed_at": at("03-01", 8)},
    ),
    "alerts": rows(
        "alert_id",
        {"opened_at": at("03-01"), "acknowledged_at": at("03-02"), "severity": "high"},
        on_the_dot={},
        second_late={"acknowledged_at": "2026-03-02T09:00:01Z"},
        open={"acknowledged_at": None},
        no_start={"opened_at": None},
        backwards={"acknowledged_at": at("03-01", 8)},
    ),
    "breaches": rows(
        "breach_id",
        {"opened_at": at("03-02"), "reviewed_at": at("03-09"), "closed_at": at("03-09")},
        clean={},
        late={"reviewed_at": at("03-10"), "closed_at": at("03-10")},
        never={"reviewed_at": None, "closed_at": None},
        fresh={"opened_at": at("06-25"), "reviewed_at": None, "closed_at": None},
        no_start={"opened_at": None},
        backwards={"reviewed_at": at("03-01"), "closed_at": at("03-01")},
    ),
    "agent_actions": rows(
        "action_id",
        {
            "irreversible": True,
            "approver": "Lin",
            "requester": "bot",
            "approved_at": at("02-01", 8),
            "executed_at": at("02-01"),
        },
        clean={},
        harmless={"irreversible": False, "approver": None},
        unknown={"irreversible": None, "approver": None},
        undated={"approved_at": None},
        unrun={"executed_at": None},
        own={"approver": "bot"},
        same_moment={"approved_at": at("02-01")},
        late={"approved_at": at("02-02")},
    ),
    "prompt_log_days": [
        *(
            {"day": day, "store": "main", "records": 5, "oldest_record_on": day}
            for day in DAYS
            if day not in {"2026-01-01", "2026-02-10"}
        ),
        {"day": "2026-02-10", "store": "main", "records": None, "oldest_record_on": "2026-02-10"},
        *(
            {"day": day, "store": "side", "records": 1, "oldest_record_on": day}
            for day in DAYS[120:]
            if day != DAYS[140]
        ),
        {"day": "2026-07-01", "store": "kept", "records": 9, "oldest_record_on": "2026-05-31"},
        {"day": "2026-07-02", "store": "kept", "records": 9, "oldest_record_on": "2026-05-31"},
        {"day": "2026-07-03", "store": "kept", "records": 0, "oldest_record_on": None},
        {"day": "2026-07-04", "store": "kept", "records": 9, "oldest_record_on": None},
        {"day": "2026-07-05", "store": "kept", "records": 9, "oldest_record_on": "2026-07-06"},
    ],
    "providers": rows(
        "provider",
        {
            "first_used_at": "2025-03-01T09:00:00Z",
            "agreement_effective_at": "2025-03-01T12:00:00Z",
            "last_review_on": "2026-03-01",
        },
        clean={},
        new={"first_used_at": at("04-01"), "last_review_on": "2026-03-30"},
        new_late={"first_used_at": at("04-01"), "last_review_on": "2026-04-02"},
        bare={"agreement_effective_at": None, "last_review_on": None},
        unused={"first_used_at": None},
        before={"agreement_effective_at": "2025-03-02T00:00:00Z"},
        just={"last_review_on": "2025-06-30"},
        old={"last_review_on": "2025-06-29"},
        ahead={"last_review_on": "2026-07-02"},
    ),
    "dsar_requests": rows(
        "request_id",
        {"received_at": at("03-01"), "closed_at": at("03-31"), "ai_stores_checked": True},
        clean={},
        late={"closed_at": at("04-01")},
        own_date={"due_at": at("05-01"), "closed_at": at("04-20")},
        own_late={"due_at": at("03-10"), "closed_at": at("03-11")},
        partly={"ai_stores_checked": False},
        unsaid={"ai_stores_checked": None},
        bare={"received_at": None},
        open={"received_at": at("06-20"), "closed_at": None},
        overdue={"closed_at": None},
        backwards={"closed_at": at("02-01")},
    ),
    "datasets": [
        {"dataset_id": name, "version": "1", "origin": "own", "approver": "Lin", "approved_at": at("02-01"), **more}
        for name, more in {
            "d": {},
            "no-source": {"origin": ""},
            "nobody": {"approver": None},
            "undated": {"approved_at": None},
            "late": {"approved_at": at("03-02")},
        }.items()
    ],
    "training_runs": rows(
        "run_id",
        {
            "started_at": at("03-01"),
            "dataset_id": "d",
            "dataset_version": "1",
            "customer_data": True,
            "consent_id": "C1",
        },
        clean={},
        own_data={"customer_data": False, "consent_id": None},
        no_consent={"consent_id": None},
        unsaid={"customer_data": None, "consent_id": ""},
        other_version={"dataset_version": "2"},
        no_dataset={"dataset_id": None},
        no_source={"dataset_id": "no-source"},
        nobody={"dataset_id": "nobody"},
        undated={"dataset_id": "undated"},
        late={"dataset_id": "late"},
        no_start={"started_at": None},
    ),
    "control_slots": [
        {
            "slot_id": f"{control}/{slot}",
            "control": control,
            "slot": slot,
            "required": True,
            "starts_on": "2026-01-01",
            "ends_on": "2026-03-31",
            "performed_on": "2026-03-20",
            "days_late": 0,
            "state": "covered",
            **more,
        }
        for control in PERIODIC
        for slot, more in {
            "clean": {},
            "late": {"state": "late", "performed_on": "2026-04-02"},
            "too-late": {"state": "late_beyond_grace", "performed_on": "2026-05-02"},
            "none": {"state": "gap", "performed_on": None},
            "claimed": {"state": "claimed", "performed_on": None},
            "before": {"state": "outside_period", "performed_on": None},
            "grace": {"state": "due", "performed_on": None},
            "ahead": {"state": "upcoming", "performed_on": None, "ends_on": "2026-09-30"},
            "free": {"state": "optional", "performed_on": None, "required": False},
        }.items()
    ],
    "review_systems": rows(
        "system_id",
        {"list_on": "2026-04-02", "accounts_listed": 9, "accounts_reviewed": 9, "lost": 0, "whole": True},
        clean={},
        left_out={"list_on": None, "accounts_listed": None, "accounts_reviewed": None, "lost": None, "whole": None},
        page={"whole": False},
        lossy={"lost": 1},
        short={"accounts_reviewed": 8},
    ),
    "review_accounts": rows(
        "row_id",
        {
            "subject": "Ana",
            "reviewer": "Lin",
            "decision": "keep",
            "self_review": False,
            "unauthorised": False,
            "decided_on": "2026-04-10",
            "removal_due_on": "2026-04-17",
            "done_on": "2026-04-16",
            "verified": "gone",
        },
        clean={},
        removed={"decision": "revoke"},
        changed={"decision": "modify", "verified": "changed"},
        undecided={"decision": ""},
        nobody={"reviewer": ""},
        self={"reviewer": "Ana"},
        self_flagged={"self_review": True},
        stranger={"unauthorised": True},
        not_done={"decision": "revoke", "done_on": None},
        fresh={"decision": "revoke", "done_on": None, "removal_due_on": "2026-07-03"},
        slow={"decision": "revoke", "done_on": "2026-04-18"},
        there={"decision": "revoke", "verified": "still_present"},
        unseen={"decision": "modify", "verified": None},
    ),
    "ai_features": rows(
        "feature_id",
        {
            "name": "Assistant",
            "status": "production",
            "owner": "Lin",
            "models": 1,
            "open_questions": 0,
            "fallback_named": True,
            "notice_named": True,
            "disclosure_named": True,
            "user_facing": True,
            "customer_data": True,
            "added_on": "2026-02-01",
            "last_reviewed_on": "2026-05-01",
        },
        clean={},
        idea={"status": "idea", "owner": "", "models": 0, "notice_named": False},
        inner={"user_facing": False, "notice_named": False, "customer_data": False, "disclosure_named": False},
        bare={"models": 0},
        no_way_back={"fallback_named": False},
        ownerless={"owner": " "},
        never_reviewed={"last_reviewed_on": None},
        quiet={"notice_named": False},
        unsaid={"user_facing": None, "customer_data": None},
        undisclosed={"disclosure_named": False},
        open={"open_questions": 2},
        late={"name": "Triage", "added_on": "2026-03-02"},
        pilot={"name": "Notes", "status": "pilot", "added_on": "2025-01-01"},
        gone={"name": "Old", "status": "retired"},
    ),
    "ai_services": rows(
        "service",
        {"provider": "Anthropic", "first_seen_on": "2026-03-01"},
        Assistant={},
        Triage={},
        Notes={"first_seen_on": "2025-02-01"},
        Old={},
        Stray={},
        Undated={"first_seen_on": None},
    ),
}
MISSED = {
    "too-late": "later than grace allows",
    "none": "no run on file",
    "claimed": "what is on file does not show a run",
    "before": "run before the period only",
}
FOUND = {
    "AI-SEC-01.T2": {
        "old": "older than allowed",
        "bare": "no date of creation or rotation on file",
        "old_in_march": "older than allowed",
    },
    "AI-SEC-01.T4": {
        "alone": "in the register alone",
        "revoked_here": "revoked in the register, in use in the console",
        "stray": "in the console alone",
    },
    "AI-SEC-02.T2": {
        "nobody": "no approver on file",
        "undated": "no time of approval on file",
        "no_grant": "no time of the grant on file",
        "self": "approved by who got it",
        "late": "approved after the grant",
        "unnamed": "no account on file",
    },
    "AI-AVL-03.T3": (
        incidents := {
            "no_class": "no class on file",
            "open": "no time of closing on file",
            "loose": "no time of containment on file",
            "unseen": "no time of detection on file",
            "backwards": "its times run backwards",
        }
    ),
    "AI-EXT-01.T4": incidents,
    "AI-AVL-04.T2": {
        "second_late": "acknowledged late",
        "open": "not acknowledged",
        "no_start": "no time of opening on file",
        "backwards": "acknowledged before it was opened",
    },
    "AI-PI-04.T2": {
        "late": "reviewed late",
        "never": "no review on file",
        "no_start": "no time of opening on file",
        "backwards": "reviewed before it was opened",
    },
    "AI-EXT-07.T3": {
        "late": "closed late",
        "never": "no closing on file",
        "no_start": "no time of opening on file",
        "backwards": "closed before it was opened",
    },
    "AI-PI-05.T2": {
        "unknown": "no approver on file",
        "undated": "no time of approval on file",
        "unrun": "no time of execution on file",
        "own": "approved by who asked for it",
        "same_moment": "approved after execution",
        "late": "approved after execution",
    },
    "AI-CONF-01.T2": {
        "2026-01-01": "no count on file",
        "2026-02-10": "no count on file",
        DAYS[140]: "no count of this store on file",
    },
    "AI-CONF-03.T2": {
        "2026-07-02": "older record found",
        "2026-07-04": "oldest record not on file",
        "2026-07-05": "oldest record lies ahead",
    },
    "AI-CONF-02.T1": {
        "bare": "no agreement on file",
        "unused": "no time of first use on file",
        "before": "in use before its agreement",
    },
    "AI-CONF-02.T4": {"bare": "no review on file", "old": "review too old"},
    "AI-EXT-03.T2": {"bare": "no review on file", "old": "review too old", "new_late": "reviewed after first use"},
    "AI-PRIV-02.T2": {
        "late": "closed late",
        "own_late": "closed late",
        "partly": "not every AI store confirmed",
        "unsaid": "not every AI store confirmed",
        "bare": "neither receipt nor due date on file",
        "overdue": "open past its time",
        "backwards": "closed before it was received",
    },
    "AI-PRIV-03.T1": {
        "no_consent": "no consent on file",
        "unsaid": "no consent on file",
        "other_version": "no manifest on file",
        "no_dataset": "no dataset version on file",
        "no_source": "its manifest names no source",
        "nobody": "its manifest names no approver",
    },
    "AI-EXT-04.T2": {
        "other_version": "no manifest on file",
        "no_dataset": "no manifest on file",
        "nobody": "its manifest names no approver",
        "undated": "no time of approval on file",
        "late": "approved after first use",
        "no_start": "no time of its start on file",
    },
}
FOUND |= {
    f"{control}.{test}": {f"{control}/{slot}": why for slot, why in MISSED.items()} for control, test in SLOTS.items()
}
FOUND |= {
    "AI-SEC-05.T2": {
        "left_out": "no list of its accounts",
        "page": "its list is a page of a longer one",
        "lossy": "rows of its list became no account",
        "short": "not every account was reviewed",
    },
    "AI-SEC-05.T3": {
        "undecided": "not decided",
        "nobody": "no reviewer on file",
        "self": "reviewed by its own subject",
        "self_flagged": "reviewed by its own subject",
        "stranger": "reviewer may not decide on that system",
    },
    "AI-SEC-05.T4": {
        "not_done": "not done",
        "slow": "done late",
        "there": "still there in the later list",
        "unseen": "no later list shows it",
    },
    "AI-AVL-01.T1": {
        "bare": "no model or provider",
        "no_way_back": "no fallback",
        "ownerless": "no owner",
        "never_reviewed": "no date of review",
    },
    "AI-PRIV-01.T1": {"quiet": "no notice", "unsaid": "not said whether users meet it"},
    "AI-CONF-05.T1": {"undisclosed": "no disclosure", "unsaid": "not said whether it handles customer data"},
    "AI-EXT-02.T1": {"ownerless": "no owner", "open": "questions left open"},
    "AI-EXT-02.T3": dict.fromkeys(("Old", "Stray", "Undated"), "no feature in the inventory has its name"),
    "AI-EXT-02.T4": {
        "Triage": "entered after it was first seen",
        "Stray": "not in the inventory",
        "Undated": "not in the inventory",
    },
}
UNDECIDED = {
    **{f"{control}.{test}": {f"{control}/grace"} for control, test in SLOTS.items()},
    "AI-SEC-05.T4": {"fresh"},
    "AI-SEC-01.T2": {"fresh", "rotated_after"},
    "AI-PI-04.T2": {"fresh"},
    "AI-EXT-07.T3": {"fresh"},
    "AI-CONF-02.T4": {"ahead"},
    "AI-EXT-03.T2": {"unused", "ahead"},
    "AI-PRIV-02.T2": {"open"},
}
ITEMS = {
    **dict.fromkeys((f"{control}.{test}" for control, test in SLOTS.items()), 7),
    "AI-SEC-05.T4": 7,
    "AI-AVL-01.T1": 11,
    "AI-PRIV-01.T1": 10,
    "AI-CONF-05.T1": 10,
    "AI-EXT-02.T1": 11,
    "AI-EXT-02.T4": 5,
    "AI-SEC-01.T2": 8,
    "AI-SEC-01.T4": 11,
    "AI-PI-05.T2": 7,
    "AI-CONF-01.T2": 181,
}
CHANGES = ("AI-PI-01", "AI-PI-02")
"""Their checks are held against the rule of changes."""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    checks, parameters = shipped()
    texts = [
        EngineCheck(f"{name}/{what}", sql)
        for name, check in checks.items()
        if not name.startswith(CHANGES)
        for what, sql in check.texts.items()
    ]
    tables = [table(folder, name, LISTS.get(name, [])) for name in ROLES]
    given = [*parameters, *built_in(FIRST, LAST, AS_OF, LISTS)]
    return {one.name: one.rows for one in default_engine().run(texts, [*tables, *made(FIRST, LAST, AS_OF)], given)}


def test_every_shipped_check_is_tried_here():
    checks, _ = shipped()
    assert {name for name in checks if not name.startswith(CHANGES)} == set(FOUND)
    assert {name for name, check in checks.items() if check.undecided and not name.startswith(CHANGES)} == set(
        UNDECIDED
    )
    assert {name for name, check in checks.items() if check.items and not name.startswith(CHANGES)} == set(ITEMS)


@pytest.mark.parametrize("test", sorted(FOUND))
def test_a_check_finds_what_was_planted_and_says_why(found, test):
    rows = found[f"{test}/deviations"]
    assert {row[0]: row[-1] for row in rows} == FOUND[test]
    undecided = {row[0] for row in found.get(f"{test}/undecided", ())}
    assert undecided == UNDECIDED.get(test, set())
    assert not undecided & set(FOUND[test]), "an item is a deviation or undecided, never both"
    if test in ITEMS:
        assert len({row[0] for row in found[f"{test}/items"]}) == ITEMS[test]


def test_lists_a_check_needs_are_those_it_names_but_for_what_it_can_do_without():
    checks, _ = shipped()
    assert checks["AI-PI-01.T3"].lists == ("deployments", "model_changes") == checks["AI-PI-01.T3"].needs
    assert checks["AI-PI-02.T2"].needs == ("model_changes",)
    assert set(checks["AI-PI-02.T2"].lists) == {"model_changes", "deployments", "evaluations"}
    assert checks["AI-CONF-01.T2"].lists == ("prompt_log_days",)
    assert all(set(check.lists) <= set(ROLES) and check.about for check in checks.values())
