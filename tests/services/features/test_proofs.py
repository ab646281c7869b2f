"""The confirmed inventory proves itself: each feature in use, by its owner, in the quarter; nothing less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.features.features import FeatureChange, ModelFacts
from grcdesk.terms import Answer, Applies, EvidenceKind, FeatureStatus
from grcdesk.terms.readiness import WorkPlace
from helpers.provider import late_provider

OWNER = "Ann Lee"


def answer(desk, folder):
    """One feature in production, every question answered, and the catalog that asks for the inventory."""
    desk.catalogs.add("ai-ext")
    late_provider(desk, folder)
    every = FeatureChange(
        status=FeatureStatus.PRODUCTION, owner=OWNER, personal_data=Answer.NO, user_facing=Answer.NO,
        automated_decision=Answer.NO, trains=Answer.NO, reversible=Answer.YES, stores=("tickets",),
        irreversible=("send",), fallback="by hand", notice="shown", disclosure="https://example.test/ai",
        invokers=("staff",), human_check="each",
    )  # fmt: skip
    desk.features.set(["AIF-1"], every)
    desk.features.derive()


@pytest.fixture
def feature(desk_after):
    return desk_after(answer)


def settle(desk):
    """Decide whatever the answers leave open."""
    for one in desk.features.show("AIF-1").controls:
        if one.effective is Applies.OPEN:
            desk.features.confirm("AIF-1", control=one.control, decision=Applies.APPLIES, by=OWNER)


def runs(desk):
    return [
        row
        for row in desk.evidence.list("")
        if row.importer == "facts" and "AI-EXT-02" in row.controls and not row.rejected
    ]


def test_a_confirmation_by_the_owner_is_the_run_of_the_quarter_and_undo_takes_it_back(feature):
    settle(feature)
    told = feature.features.confirm("AIF-1", by=OWNER)
    assert "stands for AI-EXT-02" in told.warnings[0]
    (run,) = runs(feature)
    assert (run.kind, run.performed_on) == (EvidenceKind.SIGN_OFF, date(2026, 11, 21))
    feature.log.undo()
    assert runs(feature) == []


def test_another_person_is_not_the_owner(feature):
    settle(feature)
    told = feature.features.confirm("AIF-1", by="Max Roy")
    assert "not: AIF-1 (confirmed by Max Roy, owned by Ann Lee)" in told.warnings[0]
    assert runs(feature) == []


def test_a_feature_nobody_confirmed_keeps_the_whole_from_being_proven(feature):
    settle(feature)
    second = feature.features.show("AIF-1").answers
    feature.features.add(replace(second, name="Second"), models=[ModelFacts("own")])
    told = feature.features.confirm("AIF-1", by=OWNER)
    assert "1 of 2 features in use confirmed by its owner since" in told.warnings[0]
    assert runs(feature) == []


def test_it_is_confirmed_again_in_the_next_quarter_and_not_twice_a_day(feature, fake_clock):
    settle(feature)
    feature.features.confirm("AIF-1", by=OWNER)
    with pytest.raises(Refused, match="confirmed already"):
        feature.features.confirm("AIF-1", by=OWNER)
    fake_clock.advance(days=60)
    feature.features.confirm("AIF-1", by=OWNER)
    assert [row.performed_on for row in runs(feature)] == [date(2026, 11, 21), date(2027, 1, 20)]
    before = feature.features.show("AIF-1").controls
    assert {one.decided_on for one in before} == {date(2026, 11, 21)}, "what was decided stays as it was"


def test_a_feature_that_is_confirmed_says_when_and_by_whom(feature):
    settle(feature)
    assert not feature.readiness.show(WorkPlace.FEATURE, "AIF-1").done
    feature.features.confirm("AIF-1", by=OWNER)
    assert feature.readiness.show(WorkPlace.FEATURE, "AIF-1").done == f"confirmed on {feature.today()} by {OWNER}"
