"""The assessment as a whole: where it stands, what lacks, finalising, and what moved since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.gap import SnapshotControl
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import Category, Design, EvidenceKind, Implemented, Scope, Status, Support, Via
from helpers.backing import bear_out

DAY = date(2026, 11, 21)
DONE = ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES)


def finalise(desk, **more):
    return desk.gap.finalise(**{"assessor": "Dana Reyes", "reviewer": "Sam Okoro", **more})


def evidence(desk, *controls: str) -> None:
    desk.evidence.add(
        "https://acme.example/log", Artefact(EvidenceKind.LOG_EXPORT, as_of=date(2026, 6, 1)), controls=controls
    )


def test_a_fresh_desk_is_all_to_be_assessed(desk):
    result = desk.gap.summary()
    assert (result.applicable, result.counts[Status.NOT_ASSESSED], result.actions_required) == (23, 23, 0)
    assert result.percent[Status.NOT_ASSESSED] == 100.0
    assert (result.optional, result.out_of_scope) == (0, 0)


def test_the_summary_counts_what_was_set(desk, tmp_path: Path):
    keys = desk.controls.keys()
    desk.controls.set(keys[:4], DONE)
    desk.controls.set(keys[4:7], ControlChange(status=Status.PARTIAL, gap="half"))
    desk.controls.set(keys[7:8], ControlChange(status=Status.NOT_APPLICABLE, reason="no feature", approver="Sam Okoro"))
    bear_out(desk, tmp_path, keys[0])
    bear_out(desk, tmp_path, keys[1], but=1)
    evidence(desk, keys[2])
    desk.actions.add(keys[4], "Do it", owner="Dana Reyes", due=date(2026, 12, 24))
    result = desk.gap.summary()
    assert result.applicable == 22
    assert result.percent[Status.IN_PLACE] == 18.2
    assert (result.supported_in_place, result.supported_percent) == (1, 4.5)
    assert result.unsupported == tuple(keys[1:4])
    assert (result.supported_in_part, result.claim_only) == ((keys[1],), (keys[2], keys[3]))
    assert result.actions_required == 2
    assert sum(result.counts.values()) == 23


@pytest.mark.parametrize(
    "change", [ControlChange(design=Design.INADEQUATE), ControlChange(implemented=None), ControlChange(design=None)]
)
def test_evidence_alone_does_not_support_a_claim(desk, tmp_path: Path, change: ControlChange):
    bear_out(desk, tmp_path, "AI-SEC-01")
    desk.controls.set(["AI-SEC-01"], DONE)
    assert desk.gap.summary().unsupported == ()
    desk.controls.set(["AI-SEC-01"], change)
    assert desk.gap.summary().claim_only == ("AI-SEC-01",)


def test_a_snapshot_says_who_recorded_it_beside_who_is_told(desk):
    finalise(desk, assessor="Max Roy")
    (row,) = desk.gap.snapshots()
    assert (row.assessor, row.recorded_by, row.recorded_at[:10]) == ("Max Roy", desk.actor, str(DAY))


def test_a_snapshot_keeps_how_far_each_was_borne_out(desk, tmp_path: Path):
    first, second, third = desk.controls.keys()[:3]
    desk.controls.set([first, second, third], DONE)
    bear_out(desk, tmp_path, first)
    (*_, last) = bear_out(desk, tmp_path, second)
    finalise(desk)
    with desk.store.read() as session:
        kept = {row.control: row.support for row in session.scalars(select(SnapshotControl))}
    assert (kept[first], kept[second], kept[third]) == (Support.SUPPORTED, Support.SUPPORTED, Support.CLAIM_ONLY)
    desk.evidence.reject(last, reason="wrong tenant")
    (moved,) = desk.gap.compare("GAP-1")
    assert moved.fields == (("support", "supported", "supported_in_part"),)


def test_only_controls_in_scope_are_counted(desk):
    desk.scope.set(categories=[])
    result = desk.gap.summary()
    assert (sum(result.counts.values()), result.optional, result.out_of_scope) == (14, 5, 4)
    outside = desk.scope.show().controls[Scope.OUT][0]
    desk.controls.set([outside], ControlChange(status=Status.MISSING))
    assert desk.gap.lacking() == []


def test_lacking_lists_each_thing_with_its_cure(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL))
    assert [(lack.control, lack.what) for lack in desk.gap.lacking()] == [
        ("AI-SEC-01", "is partial without a gap text"),
        ("AI-SEC-01", "is partial without an action or an accepted risk"),
    ]
    with pytest.raises(Refused, match="2 things lacking") as caught:
        finalise(desk)
    assert caught.value.reasons == (
        "AI-SEC-01 is partial without a gap text",
        "AI-SEC-01 is partial without an action or an accepted risk",
    )
    assert desk.gap.snapshots() == []
    assert "2 things lacking" in desk.log.list(limit=1)[0].reason


def test_an_open_action_or_an_accepted_risk_answers_a_gap_until_it_is_over(desk, fake_clock):
    desk.controls.set(["AI-SEC-01", "AI-SEC-02"], ControlChange(status=Status.PARTIAL, gap="half"))
    desk.actions.add("AI-SEC-01", "Do it", owner="Dana Reyes", due=date(2026, 12, 24))
    desk.risks.accept("AI-SEC-02", reason="small", approver="Sam Okoro", expires=date(2026, 11, 22))
    assert desk.gap.lacking() == []
    desk.actions.close("ACT-1", proof="PR 12")
    assert [lack.control for lack in desk.gap.lacking()] == ["AI-SEC-01"]
    fake_clock.advance(days=1)
    assert [lack.control for lack in desk.gap.lacking()] == ["AI-SEC-01"]
    fake_clock.advance(days=1)
    assert [lack.control for lack in desk.gap.lacking()] == ["AI-SEC-01", "AI-SEC-02"]


def test_a_snapshot_freezes_who_when_and_how_it_stood(desk):
    desk.controls.set(desk.controls.keys()[:3], DONE)
    said = finalise(desk, on=DAY, note="readiness")
    assert said.sentence == "GAP-1: 23 controls as of 2026-11-21, assessed by Dana Reyes, reviewed by Sam Okoro"
    assert said.warnings == ("20 controls in scope not assessed",)
    row = desk.gap.snapshots()[0]
    assert (row.id, row.taken_on, row.assessor, row.reviewer, row.note) == (
        "GAP-1",
        DAY,
        "Dana Reyes",
        "Sam Okoro",
        "readiness",
    )
    assert (row.controls, row.applicable, row.counts[Status.IN_PLACE]) == (23, 23, 3)
    assert row.categories == tuple(Category)
    assert desk.log.verify().clean


@pytest.mark.slow
def test_a_day_of_the_past_is_finalised_as_the_desk_stood_then(desk, fake_clock):
    """Not as it stands today: what was set since is in no snapshot of that day."""
    first, second, *_ = desk.controls.keys()
    desk.controls.set([first, second], DONE)
    then = desk.log.list(limit=1)[0].seq
    fake_clock.advance(days=3)
    desk.controls.set([first], ControlChange(status=Status.PARTIAL, gap="it broke"))
    assert [lack.control for lack in desk.gap.lacking()] == [first]
    said = finalise(desk, on=date(2026, 11, 22))
    assert said.sentence.startswith(f"GAP-1: 23 controls as of 2026-11-22, as the desk stood then, entry {then}, ")
    (row,) = desk.gap.snapshots()
    assert (row.taken_on, row.counts[Status.IN_PLACE], row.counts[Status.PARTIAL]) == (date(2026, 11, 22), 2, 0)
    (moved,) = desk.gap.compare("GAP-1")
    assert (moved.control, moved.before, moved.after, moved.by) == (
        first,
        Status.IN_PLACE,
        Status.PARTIAL,
        "Dana Reyes",
    )
    assert desk.log.verify().clean


def test_what_lacked_then_keeps_it_from_being_finalised_though_it_is_there_today(desk, fake_clock):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="half"))
    fake_clock.advance(days=2)
    desk.actions.add("AI-SEC-01", "Do it", owner="Dana Reyes", due=date(2026, 12, 24))
    assert desk.gap.lacking() == []
    with pytest.raises(Refused, match="as it stood on 2026-11-22 is not complete: 1 thing lacking") as refused:
        finalise(desk, on=date(2026, 11, 22))
    assert "grcdesk --at 2026-11-22 gap lacking" in refused.value.hint
    assert finalise(desk, on=date(2026, 11, 23)).sentence.startswith("GAP-1")


def test_no_day_before_the_desk_is_finalised(desk):
    with pytest.raises(Refused, match="the desk was made on 2026-11-21"):
        finalise(desk, on=date(2026, 11, 20))
    assert desk.gap.snapshots() == []


def test_a_dry_run_finalises_nothing(desk):
    said = finalise(desk, dry_run=True)
    assert said.dry_run
    assert said.sentence.startswith("GAP-1")
    assert desk.gap.snapshots() == []


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ({"assessor": ""}, "needs an assessor"),
        ({"reviewer": " "}, "needs a reviewer"),
        ({"assessor": "", "reviewer": ""}, "needs an assessor and a reviewer"),
        ({"reviewer": "dana reyes"}, "cannot review their own"),
    ],
)
def test_two_persons_are_needed(desk, people, said):
    with pytest.raises(Refused, match=said):
        finalise(desk, **people)


def test_a_team_finalises_nothing(desk):
    with pytest.raises(BadInput, match="is not a person"):
        finalise(desk, reviewer="Audit Team")


def test_tomorrow_cannot_be_assessed(desk):
    with pytest.raises(Refused, match="still to come"):
        finalise(desk, on=date(2026, 11, 22))


def test_a_snapshot_is_final(desk):
    said = finalise(desk)
    with pytest.raises(Refused, match="final"):
        desk.log.undo(said.batch)
    assert len(desk.gap.snapshots()) == 1


def test_snapshots_stay_when_the_desk_moves_on(desk):
    finalise(desk)
    desk.controls.set(["AI-SEC-01"], DONE)
    desk.scope.set(categories=[])
    assert desk.gap.snapshots()[0].counts[Status.NOT_ASSESSED] == 23
    finalise(desk)
    assert [row.id for row in desk.gap.snapshots()] == ["GAP-2", "GAP-1"]
    assert desk.gap.snapshots()[0].controls == 14
    assert desk.gap.snapshots()[0].categories == (Category.SECURITY,)


def test_nothing_moved_right_after_finalising(desk):
    finalise(desk)
    assert desk.gap.compare("GAP-1") == []
    assert desk.gap.compare("GAP-1", "GAP-1") == []


def test_what_moved_says_from_what_to_what_by_whom_and_when(desk, fake_clock):
    desk.controls.set(["AI-SEC-02"], DONE)
    finalise(desk)
    fake_clock.advance(hours=1)
    with_sam = open_desk(DeskPaths(desk.paths.root), via=Via.CLI, actor="Sam Okoro")
    with_sam.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="half"))
    with_sam.close()
    fake_clock.advance(hours=1)
    desk.controls.set(["AI-SEC-02"], ControlChange(owner="Dana Reyes"))
    moved = {row.control: row for row in desk.gap.compare("GAP-1")}
    assert set(moved) == {"AI-SEC-01", "AI-SEC-02"}
    first, second = moved["AI-SEC-01"], moved["AI-SEC-02"]
    assert (first.before, first.after, first.by, first.on) == (
        Status.NOT_ASSESSED,
        Status.PARTIAL,
        "Sam Okoro",
        "2026-11-21T10:00:00.000Z",
    )
    assert first.fields == (("gap", "", "half"),)
    assert (second.before, second.after, second.by) == (Status.IN_PLACE, Status.IN_PLACE, "Dana Reyes")
    assert second.fields == (("owner", "", "Dana Reyes"),)
    assert first.title == desk.controls.show("AI-SEC-01").row.title


def test_two_snapshots_compare_in_either_direction(desk):
    finalise(desk)
    desk.controls.set(["AI-SEC-01"], DONE)
    finalise(desk)
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.MISSING, gap="gone"))
    there, back = desk.gap.compare("GAP-1", "GAP-2"), desk.gap.compare("GAP-2", "GAP-1")
    assert [(row.control, row.before, row.after) for row in there] == [
        ("AI-SEC-01", Status.NOT_ASSESSED, Status.IN_PLACE)
    ]
    assert [(row.before, row.after) for row in back] == [(Status.IN_PLACE, Status.NOT_ASSESSED)]
    assert there[0].by == back[0].by == "Dana Reyes"


def test_a_control_added_since_and_a_scope_that_changed_are_moves_too(desk):
    finalise(desk)
    desk.catalogs.add("ai-ext")
    desk.scope.override("AI-SEC-01", Scope.OUT, reason="not built yet")
    moved = {row.control: row for row in desk.gap.compare("GAP-1")}
    assert len(moved) == 9
    assert (moved["AI-EXT-01"].before, moved["AI-EXT-01"].after) == (None, Status.NOT_ASSESSED)
    assert moved["AI-SEC-01"].fields == (("scope", "in_scope", "out_of_scope"),)
    assert moved["AI-SEC-01"].by == "Dana Reyes"


def test_an_unknown_snapshot_is_not_found(desk):
    finalise(desk)
    for pair in (("GAP-11",), ("GAP-1", "GAP-11"), ("yesterday",)):
        with pytest.raises(NotFound, match="no snapshot"):
            desk.gap.compare(*pair)


def test_the_sentence_of_a_finalised_assessment_ties_with_what_is_in_scope(desk) -> None:
    desk.scope.set(categories=[Category.SECURITY])
    inside = [row.id for row in desk.controls.list() if row.scope is Scope.IN]
    said = finalise(desk)
    assert said.sentence.startswith(f"GAP-1: 23 controls, {len(inside)} of them in scope, as of ")
