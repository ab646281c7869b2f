"""Remediation actions: who does what until when, and every slip is kept."""

from __future__ import annotations

from datetime import date

import pytest
from docx import Document

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.gap import Action
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.controls import plan_writing
from grcdesk.terms import ActionStatus, DueKind, Status, Verb
from helpers.sheets import tab

DUE = date(2026, 12, 24)


@pytest.fixture
def planned(desk):
    desk.actions.add("AI-SEC-01", "  Write the policy ", owner="Sam Okoro", due=DUE)
    return desk


def test_an_action_says_who_what_and_until_when(planned):
    row = planned.actions.list()[0]
    assert (row.id, row.control, row.title, row.owner, row.due, row.status) == (
        "ACT-1",
        "AI-SEC-01",
        "Write the policy",
        "Sam Okoro",
        DUE,
        ActionStatus.OPEN,
    )
    assert (row.closed_on, row.proof, row.slips) == (None, "", ())
    assert planned.controls.show("AI-SEC-01").actions == (row,)


def test_the_sentence_names_it(desk):
    said = desk.actions.add("AI-SEC-01", "Write", owner="Sam Okoro", due=DUE)
    assert said.sentence == "ACT-1 for AI-SEC-01, Sam Okoro until 2026-12-24"
    assert said.kinds == frozenset({"action"})


@pytest.mark.parametrize(
    ("title", "owner", "reasons"),
    [
        ("", "Sam Okoro", ("what is to be done",)),
        ("Write", " ", ("an owner",)),
        (" ", "", ("what is to be done", "an owner")),
    ],
)
def test_an_action_without_title_or_owner_is_none(desk, title, owner, reasons):
    with pytest.raises(Refused, match="an action needs") as caught:
        desk.actions.add("AI-SEC-01", title, owner=owner, due=DUE)
    assert caught.value.reasons == reasons
    assert desk.actions.list() == []


def test_a_team_owns_no_action(desk):
    with pytest.raises(BadInput, match="is not a person"):
        desk.actions.add("AI-SEC-01", "Write", owner="Platform Team", due=DUE)


def test_the_control_must_exist(desk):
    with pytest.raises(NotFound, match="no control") as caught:
        desk.actions.add("AI-SEC-1", "Write", owner="Sam Okoro", due=DUE)
    assert "AI-SEC-01" in caught.value.hint


def test_actions_come_by_due_date_and_can_be_narrowed(planned):
    planned.actions.add("AI-SEC-02", "First", owner="Dana Reyes", due=date(2026, 12, 1))
    planned.actions.add("AI-SEC-01", "Same day", owner="Dana Reyes", due=DUE)
    planned.actions.close("ACT-1", proof="PR 12")
    assert [row.id for row in planned.actions.list()] == ["ACT-2", "ACT-1", "ACT-3"]
    assert [row.id for row in planned.actions.list(control="AI-SEC-01")] == ["ACT-1", "ACT-3"]
    assert [row.id for row in planned.actions.list(status=ActionStatus.OPEN)] == ["ACT-2", "ACT-3"]
    assert [row.id for row in planned.actions.list(control="AI-SEC-01", status=ActionStatus.DONE)] == ["ACT-1"]


def test_every_slip_is_kept_with_its_reason(planned):
    assert planned.actions.move("ACT-1", date(2027, 1, 10), reason=" vendor late ").sentence == (
        "ACT-1 moved from 2026-12-24 to 2027-01-10"
    )
    planned.actions.move("ACT-1", date(2027, 1, 5), reason="sooner")
    row = planned.actions.list()[0]
    assert row.due == date(2027, 1, 5)
    assert row.slips == (
        (DUE, date(2027, 1, 10), "vendor late"),
        (date(2027, 1, 10), date(2027, 1, 5), "sooner"),
    )
    assert planned.log.list(limit=1)[0].reason == "sooner"


@pytest.mark.parametrize(
    ("due", "reason", "said"),
    [(date(2027, 1, 1), "", "needs a reason"), (DUE, "why not", "is due on 2026-12-24 already")],
)
def test_a_move_needs_a_reason_and_another_day(planned, due, reason, said):
    with pytest.raises(Refused, match=said):
        planned.actions.move("ACT-1", due, reason=reason)
    assert planned.actions.list()[0].slips == ()


def test_done_needs_its_proof_and_dropped_its_reason(planned):
    with pytest.raises(Refused, match="needs its proof"):
        planned.actions.close("ACT-1")
    with pytest.raises(Refused, match="needs a reason"):
        planned.actions.close("ACT-1", dropped=True, proof="PR 12")
    assert planned.actions.list()[0].status is ActionStatus.OPEN
    assert planned.actions.close("ACT-1", proof="PR 12").sentence == "ACT-1 done on 2026-11-21"
    row = planned.actions.list()[0]
    assert (row.status, row.closed_on, row.proof) == (ActionStatus.DONE, date(2026, 11, 21), "PR 12")


def test_a_dropped_action_keeps_its_reason(planned):
    said = planned.actions.close("ACT-1", dropped=True, reason="feature removed", on=date(2026, 11, 1))
    assert said.sentence == "ACT-1 dropped on 2026-11-01"
    row = planned.actions.list()[0]
    assert (row.status, row.closed_on, row.proof) == (ActionStatus.DROPPED, date(2026, 11, 1), "feature removed")


def test_nothing_is_done_tomorrow(planned):
    with pytest.raises(Refused, match="still to come"):
        planned.actions.close("ACT-1", proof="PR 12", on=date(2026, 11, 22))


def test_what_is_closed_stays_closed(planned):
    planned.actions.close("ACT-1", proof="PR 12")
    with pytest.raises(Refused, match="was closed on 2026-11-21"):
        planned.actions.close("ACT-1", proof="PR 13")
    with pytest.raises(Refused, match="was closed on"):
        planned.actions.move("ACT-1", date(2027, 1, 1), reason="late")


def test_an_unknown_action_is_not_found(planned):
    with pytest.raises(NotFound, match="no action 'ACT-2'") as caught:
        planned.actions.move("ACT-2", DUE, reason="late")
    assert "ACT-1" in caught.value.hint
    with pytest.raises(NotFound, match="no action 'ACT-2'"):
        planned.actions.close("ACT-2", proof="PR 12")


def test_closing_and_moving_can_be_undone(planned):
    before = planned.actions.list()
    for change in (
        lambda: planned.actions.move("ACT-1", date(2027, 1, 1), reason="late"),
        lambda: planned.actions.close("ACT-1", proof="PR 12"),
    ):
        planned.log.undo(change().batch)
        assert planned.actions.list() == before
    assert planned.log.verify().clean


def test_a_number_is_not_given_out_twice(planned):
    said = planned.actions.add("AI-SEC-02", "Second", owner="Dana Reyes", due=DUE)
    planned.actions.close("ACT-1", dropped=True, reason="moot")
    assert planned.actions.add("AI-SEC-02", "Third", owner="Dana Reyes", due=DUE).sentence.startswith("ACT-3")
    assert said.changed == ("ACT-2",)


@pytest.mark.parametrize("bad", ["\ud800", "a\x00b"])
def test_what_is_no_character_is_refused(planned, bad: str):
    with pytest.raises(BadInput):
        planned.actions.add("AI-SEC-01", bad, owner="Sam Okoro", due=DUE)
    with pytest.raises(BadInput):
        planned.actions.move("ACT-1", date(2027, 1, 1), reason=bad)
    with pytest.raises(BadInput):
        planned.actions.close("ACT-1", proof=bad)


@pytest.mark.slow
def test_an_action_counts_by_its_own_dates_wherever_it_is_judged(desk, fake_clock, tmp_path):
    """Planned on 21 November, done on the 25th, entered on the 27th."""
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="half"))
    desk.actions.add("AI-SEC-01", "Do it", owner="Dana Reyes", due=date(2026, 12, 24))
    assert desk.actions.list()[0].opened_on == date(2026, 11, 21)
    fake_clock.advance(days=6)
    desk.actions.close("ACT-1", on=date(2026, 11, 25), proof="ticket 12")
    for day, is_open in ((20, False), (21, True), (24, True), (25, False), (27, False)):
        on = date(2026, 11, day)
        due = [row.id for row in desk.due.list(as_of=on, within=60) if row.kind is DueKind.ACTION]
        book = desk.exports.matrix(tmp_path / f"{day}.xlsx", as_of=on).path
        (remedy,) = [row for row in tab(book, "Gap assessment") if row[0] == "AI-SEC-01"]
        paper = Document(desk.documents.write("gap-report", tmp_path / f"{day}.docx", as_of=on).path)
        told = {one.text for one in paper.paragraphs}
        assert (due == ["ACT-1"]) is is_open, day
        assert ("ACT-1" in remedy) is is_open, day
        assert f"Open actions ({int(is_open)})" in told, day
        assert ("Nothing decided yet (1)" in told) is (not is_open), day


@pytest.mark.slow
def test_a_risk_counts_by_its_own_dates_wherever_it_is_judged(desk, fake_clock, tmp_path):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="half"))
    desk.risks.accept("AI-SEC-01", reason="small", approver="Sam Okoro", expires=date(2026, 12, 31))
    fake_clock.advance(days=6)
    desk.risks.end("RA-1", on=date(2026, 11, 25))
    for day, counts in ((20, False), (21, True), (24, True), (25, False), (27, False)):
        on = date(2026, 11, day)
        book = desk.exports.matrix(tmp_path / f"{day}.xlsx", as_of=on).path
        (remedy,) = [row for row in tab(book, "Gap assessment") if row[0] == "AI-SEC-01"]
        paper = Document(desk.documents.write("gap-report", tmp_path / f"{day}.docx", as_of=on).path)
        told = {one.text for one in paper.paragraphs}
        figures = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
        (bare,) = [row[1] for row in figures if row[0] == "gap without action or accepted risk"]
        assert ("RA-1" in remedy) is counts, day
        assert f"Accepted risks ({int(counts)})" in told, day
        assert (bare == "0") is counts, "one report, one answer"
        assert ("Nothing decided yet (1)" in told) is (not counts), day


def test_an_action_is_worded_anew_or_given_away_and_is_never_nobodys(planned):
    with planned.store.work(Verb.ACTION_ADD) as work:
        row = work.session.get_one(Action, "ACT-1")
        plan_writing.change_action(row, owner="Lee Chen")
        assert (row.title, row.owner) == ("Write the policy", "Lee Chen")
        plan_writing.change_action(row, title="Write and sign it")
        assert (row.title, row.owner) == ("Write and sign it", "Lee Chen")
    with pytest.raises(Refused, match="ACT-1 needs what is to be done"), planned.store.work(Verb.ACTION_ADD) as work:
        plan_writing.change_action(work.session.get_one(Action, "ACT-1"), title=" ")
