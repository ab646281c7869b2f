"""What the desk records itself becomes a list that is frozen and run over like any other."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.paths import DeskPaths
from grcdesk.rules.audits.roles import ROLES
from grcdesk.rules.testing.checks import OF_THE_DESK
from grcdesk.schemas.features.features import FeatureAnswers, FeatureChange, ModelFacts
from grcdesk.schemas.programme import Period
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts
from grcdesk.schemas.vendors.papers import AgreementFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.testing import desk_lists, freezing
from grcdesk.services.testing.desk_lists import LISTS
from grcdesk.terms import Answer, FeatureStatus, Via
from grcdesk.terms.vendors import AgreementKind, Tier
from helpers import review_story as story
from helpers.change_story import found
from helpers.lists import read_here


def kept(desk, folder):
    """A provider with a signed agreement and one without, a feature that names a third, an access review half way."""
    desk.vendors.add("Northlight", VendorFacts(tier=Tier.HIGH, model_provider=True, first_use=date(2026, 2, 10)))
    desk.vendors.add("Aster", VendorFacts(tier=Tier.HIGH, model_provider=True, first_use=date(2026, 3, 1)))
    signed = {"signed_by_us": date(2026, 1, 5), "signed_by_them": date(2026, 1, 6), "effective": date(2026, 1, 7)}
    desk.agreements.add("Northlight", AgreementFacts(AgreementKind.DPA, "DPA", **signed))
    desk.agreements.add("Aster", AgreementFacts(AgreementKind.DPA, "DPA", effective=date(2026, 2, 1)))
    desk.features.add(
        FeatureAnswers(
            name="Assistant",
            purpose="Drafts",
            data_in="Tickets",
            data_out="Replies",
            invoked_by="Agents",
            relies_on="A model",
            if_wrong="It is seen",
            owner="Lin Chen",
            status=FeatureStatus.PRODUCTION,
            user_facing=Answer.YES,
        ),
        models=[ModelFacts("big", vendor="Quillwise")],
    )
    files = story.files(folder)
    desk.scope.add_system(story.SYSTEM)
    desk.scope.add_system("Prompt log")
    desk.reviews.open(CampaignPlan("2026Q2", (story.SYSTEM,), owners={story.SYSTEM: "Lin Chen"}))
    desk.accounts.load("AR-1", story.SYSTEM, files["population"], ListFacts("2026-06-30", "all users"))
    desk.accounts.decide_file("AR-1", files["decisions"])


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    read_here(monkeypatch)


@pytest.fixture
def desk(desk_after):
    return desk_after(kept)


def rows(desk, name):
    with desk.store.read() as session:
        return list(LISTS[name](session, desk.today()))


def test_each_list_has_the_columns_of_its_role_and_keys_of_its_own(desk):
    assert tuple(LISTS) == OF_THE_DESK
    for name in OF_THE_DESK:
        found_ = rows(desk, name)
        role = ROLES[name]
        assert found_, name
        assert {column for row in found_ for column in row} <= {column.name for column in role.columns}
        keys = [row[role.key] for row in found_]
        assert len(set(keys)) == len(keys)


def test_what_is_frozen_holds_every_row(desk):
    for name in OF_THE_DESK:
        desk.testing.freeze(name)
        row = desk.populations.show(name).row
        assert (row.rows, row.skipped, row.source) == (len(rows(desk, name)), 0, "grcdesk"), name
        assert not row.final, "the period is not over"


def test_a_provider_is_in_use_before_its_agreement_until_both_have_signed(desk):
    desk.testing.freeze("providers")
    report, _ = desk.testing.run("AI-CONF-02")
    assert {row.key: row.why for row in report.results[0].rows} == {
        "Aster": "no agreement on file",
        "Quillwise": "no agreement on file",
    }


@pytest.mark.slow
def test_access_reviews_and_features_are_tested_as_they_stand(desk):
    for name in OF_THE_DESK:
        desk.testing.freeze(name)
    report, _ = desk.testing.run("AI-SEC-05")
    deviations = found(report)
    assert deviations["AI-SEC-05.T1"] == [f"AI-SEC-05/2026Q{n}" for n in (1, 2, 3)]
    assert deviations["AI-SEC-05.T2"] == ["AR-1/left-out-1"], "Prompt log is in scope and not in the review"
    assert found(desk.testing.run("AI-AVL-01")[0])["AI-AVL-01.T1"] == ["AIF-1"]
    assert found(desk.testing.run("AI-PRIV-01")[0])["AI-PRIV-01.T1"] == ["AIF-1"]


def test_an_empty_record_proves_nothing(desk_root):
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    for name in ("providers", "review_accounts", "ai_features"):
        with pytest.raises(Refused, match="proves nothing"):
            desk.testing.freeze(name)
    with pytest.raises(NotFound):
        desk.testing.freeze("model_changes")
    with pytest.raises(Refused, match="control_slots is not on file"):
        desk.testing.run("AI-PI-04", test="T3")
    desk.close()


def test_the_file_is_gone_afterwards(tmp_path):
    rows = [{"provider": "A", "last_review_on": date(2026, 1, 2)}]
    with freezing.written(DeskPaths(tmp_path), "providers", rows) as path:
        (row,) = csv.DictReader(path.read_text().splitlines())
        assert (row["provider"], row["first_used_at"], row["last_review_on"]) == ("A", "", "2026-01-02")
    assert list(tmp_path.iterdir()) == [], "the folder it lay in is gone too"


def test_a_list_of_the_desk_needs_a_period_that_has_begun(desk):
    ahead = Period(date(2027, 1, 1), date(2027, 12, 31))
    desk.scope.set(period=ahead)
    with pytest.raises(Refused, match="the period begins on 2027-01-01, which is still to come"):
        desk.testing.freeze("providers")
    with pytest.raises(NotFound, match="list of the desk"):
        desk.testing.freeze("model_changes")


def test_features_out_of_scope_and_vendors_that_left_are_no_rows(desk):
    desk.features.set(["AIF-1"], FeatureChange(in_scope=Answer.NO, reason_out="An experiment"))
    desk.vendors.offboard("Aster", on=date(2026, 11, 21), reason="replaced")
    with desk.store.read() as session:
        assert list(desk_lists.ai_features(session, date(2026, 11, 21))) == []
        names = [row["provider"] for row in desk_lists.providers(session, date(2026, 11, 21))]
    assert names == ["Northlight", "Quillwise"]
