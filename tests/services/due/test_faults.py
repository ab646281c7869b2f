"""What is wrong or not known is due on a real desk, until it is mended."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import DueKind, DueState, EvidenceKind, FeatureStatus, Status
from grcdesk.terms.vendors import Tier

TODAY = date(2026, 11, 21)


def of(desk, kind, **asked):
    return {row.id: row for row in desk.due.list(kinds=[kind], **asked)}


def evaluation(tmp_path, *, passed: bool, day: str):
    file = tmp_path / f"eval-{day}.json"
    told = {
        "dataset": {"id": "d", "version": "1"}, "cases": 20, "scores": {"accuracy": 0.99 if passed else 0.5},
        "threshold": {"accuracy": 0.9}, "passed": passed, "started": f"{day}T09:00:00Z", "finished": f"{day}T09:10:00Z",
    }  # fmt: skip
    file.write_text(json.dumps(told), encoding="utf-8")
    return file


def test_a_failed_evaluation_is_due_until_a_later_one_passes(desk, tmp_path):
    desk.controls.set(["AI-PI-02"], ControlChange(owner="Lin Chen"))
    plan = ImportPlan("evaluation")
    desk.imports.import_(evaluation(tmp_path, passed=False, day="2026-11-02"), plan, controls=["AI-PI-02"])
    (row,) = of(desk, DueKind.FAILED_RUN).values()
    assert (row.due, row.owner, row.state) == (date(2026, 11, 2), "Lin Chen", DueState.OVERDUE)
    assert of(desk, DueKind.FAILED_RUN, as_of=date(2026, 11, 1)) == {}
    desk.imports.import_(evaluation(tmp_path, passed=True, day="2026-11-05"), plan, controls=["AI-PI-02"])
    assert of(desk, DueKind.FAILED_RUN) == {}


@pytest.fixture
def lettered(desk):
    answers = FeatureAnswers(
        "Letters",
        "a",
        "b",
        data_out="c",
        invoked_by="d",
        if_wrong="e",
        owner="Ann Lee",
        status=FeatureStatus.PRODUCTION,
    )
    desk.features.add(answers, models=[ModelFacts("small", "Brio AI")])
    return desk


def test_an_unknown_provider_is_due_from_the_day_it_was_named_until_a_record_knows_it(lettered, fake_clock):
    fake_clock.advance(days=3)
    (row,) = of(lettered, DueKind.UNKNOWN_PROVIDER).values()
    assert (row.id, row.owner, row.due, row.state) == ("Brio AI", "Ann Lee", TODAY, DueState.OVERDUE)
    lettered.vendors.add("Brio AI", VendorFacts(tier=Tier.HIGH))
    assert of(lettered, DueKind.UNKNOWN_PROVIDER) == {}


def test_it_reaches_the_calendar_and_can_be_acknowledged(lettered, tmp_path):
    lettered.due.calendar(tmp_path / "due.ics")
    assert "Unknown provider due: Brio AI" in (tmp_path / "due.ics").read_text(encoding="utf-8").replace("\n ", "")
    lettered.due.acknowledge(DueKind.UNKNOWN_PROVIDER, "brio ai", reason="contract is out")
    assert "contract is out" in of(lettered, DueKind.UNKNOWN_PROVIDER)["Brio AI"].why


def test_a_broken_limit_is_due_since_it_was_broken(desk):
    rows = of(desk, DueKind.BROKEN_LIMIT)
    broken = {row.id for row in desk.checks.run() if row.state.value == "breach"}
    assert set(rows) == broken != set()
    assert rows["exports"].due < TODAY
    later = of(desk, DueKind.BROKEN_LIMIT, as_of=date(2026, 12, 24))
    assert later["exports"].due == rows["exports"].due, "the day stays"


def test_a_list_that_grew_too_old_is_due_since_that_day(desk, tmp_path, fake_clock):
    file = tmp_path / "keys.csv"
    file.write_text("key_id,owner,created_at\nK1,Lin Chen,2026-11-01\n", encoding="utf-8")
    desk.imports.import_(file, ImportPlan("keys"), said=Artefact(EvidenceKind.POPULATION, as_of=TODAY))
    assert of(desk, DueKind.STALE_LIST) == {}
    fake_clock.advance(days=200)
    rows = of(desk, DueKind.STALE_LIST)
    assert set(rows) == {"key-age"}
    assert TODAY < rows["key-age"].due < TODAY + timedelta(days=200)
    later = of(desk, DueKind.STALE_LIST, as_of=TODAY + timedelta(days=260))
    assert later["key-age"].due == rows["key-age"].due, "the day stays"


def test_a_control_without_owner_is_a_row_of_one_kind_or_the_other(desk):
    desk.controls.set(["AI-SEC-01", "AI-SEC-02"], ControlChange(status=Status.PARTIAL, gap="half", due=TODAY))
    desk.controls.set(["AI-SEC-02"], ControlChange(owner="Lin Chen"))
    assert set(of(desk, DueKind.CONTROL_OWNER)) == {"AI-SEC-01"}
    reviews = of(desk, DueKind.CONTROL_REVIEW)
    assert reviews["AI-SEC-03"].why == "never assessed; nobody owns it"
    assert "nobody owns it" not in reviews["AI-SEC-02"].why


def test_a_system_in_scope_is_due_until_an_account_list_of_it_was_read(desk, tmp_path):
    desk.scope.add_system("Chat")
    (row,) = of(desk, DueKind.UNLISTED_SYSTEM).values()
    assert (row.id, row.state) == ("Chat", DueState.NEVER_REVIEWED)
    desk.reviews.open(CampaignPlan("2026Q3", owners={"Chat": "Ann Lee"}))
    assert of(desk, DueKind.UNLISTED_SYSTEM)["Chat"].owner == "Ann Lee", "an open review alone is no list"
    file = tmp_path / "accounts.csv"
    file.write_text("email,role\nann@example.test,admin\n", encoding="utf-8")
    desk.accounts.load("AR-1", "Chat", file, ListFacts("2026-10-01"))
    assert of(desk, DueKind.UNLISTED_SYSTEM) == {}
