"""Setting what was found of controls: drafts allowed, one transaction, one batch, and the rules at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.unset import UNSET
from grcdesk.terms import Anchor, Design, DueKind, Implemented, LogOutcome, Status

PARTIAL = ControlChange(status=Status.PARTIAL)


def status(desk, *names: str) -> list[Status]:
    return [row.status for row in desk.controls.rows(names)]


def test_every_field_can_be_set_and_is_kept(desk):
    change = ControlChange(
        status=Status.MISSING,
        gap="no log",
        reason="planned",
        approver="Sam Okoro",
        owner="Dana Reyes",
        role="CISO",
        due=date(2026, 12, 24),
        design=Design.INADEQUATE,
        implemented=Implemented.NO,
        note="ask Sam",
        systems="Gateway",
        effective_from=date(2026, 3, 1),
    )
    said = desk.controls.set(["AI-SEC-01"], change)
    detail = desk.controls.show("AI-SEC-01")
    assert said.sentence == "AI-SEC-01 now missing"
    assert (said.changed, said.unchanged, said.kinds) == (("AI-SEC-01",), (), frozenset({"assessment"}))
    row = detail.row
    assert (row.status, row.design, row.implemented) == (Status.MISSING, Design.INADEQUATE, Implemented.NO)
    assert (row.owner, row.owner_role, row.due) == ("Dana Reyes", "CISO", date(2026, 12, 24))
    assert (detail.gap, detail.reason, detail.approver) == ("no log", "planned", "Sam Okoro")
    assert (detail.note, detail.systems, detail.effective_from) == ("ask Sam", "Gateway", date(2026, 3, 1))
    assert (detail.assessed_by, detail.assessed_on) == ("Dana Reyes", date(2026, 11, 21))
    assert (detail.previous_status, row.version) == (Status.NOT_ASSESSED, 2)


def test_unset_leaves_alone_and_empty_clears(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(gap="no log", due=date(2026, 12, 24), owner="Dana Reyes"))
    desk.controls.set(["AI-SEC-01"], ControlChange(due=None, owner=""))
    detail = desk.controls.show("AI-SEC-01")
    assert (detail.gap, detail.row.due, detail.row.owner) == ("no log", None, "")
    assert not UNSET
    assert repr(UNSET) == "UNSET"


def test_the_role_falls_back_to_the_catalogs(desk):
    usual = desk.controls.show("AI-SEC-01").row.owner_role
    desk.controls.set(["AI-SEC-01"], ControlChange(role="CISO"))
    assert desk.controls.show("AI-SEC-01").row.owner_role == "CISO"
    desk.controls.set(["AI-SEC-01"], ControlChange(role=""))
    assert desk.controls.show("AI-SEC-01").row.owner_role == usual != ""


def test_many_in_one_batch_and_one_undo(desk):
    keys = desk.controls.keys()
    desk.controls.set(keys[:3], PARTIAL)
    before = desk.controls.list()
    said = desk.controls.set(keys, PARTIAL)
    assert said.sentence == "20 controls now partial, 3 already were"
    assert len(said.changed) == 20
    assert said.unchanged == tuple(keys[:3])
    assert {entry.batch for entry in desk.log.list(action="control.set", limit=20)} == {said.batch}
    desk.log.undo(said.batch)
    assert [replace(row, version=0) for row in desk.controls.list()] == [replace(row, version=0) for row in before]


def test_naming_a_control_twice_changes_it_once(desk):
    said = desk.controls.set(["AI-SEC-01", "AI-SEC-01"], PARTIAL)
    assert said.changed == ("AI-SEC-01",)
    assert desk.controls.show("AI-SEC-01").row.version == 2


def test_one_that_already_was_is_said_in_the_singular(desk):
    desk.controls.set(["AI-SEC-01"], PARTIAL)
    said = desk.controls.set(["AI-SEC-01", "AI-SEC-02"], PARTIAL)
    assert said.sentence == "1 control now partial, 1 already was"


def test_nothing_changes_when_nothing_differs(desk):
    desk.controls.set(["AI-SEC-01"], PARTIAL)
    entries = len(desk.log.list(limit=0))
    again = desk.controls.set(["AI-SEC-01"], PARTIAL)
    assert (again.sentence, again.batch, again.changed) == ("AI-SEC-01 already partial", "", ())
    assert again.unchanged == ("AI-SEC-01",)
    assert len(desk.log.list(limit=0)) == entries
    assert desk.controls.show("AI-SEC-01").row.version == 2


def test_other_fields_are_named_in_the_sentence(desk):
    change = ControlChange(owner="Dana Reyes", effective_from=date(2026, 3, 1))
    assert desk.controls.set(["AI-SEC-01"], change).sentence == "owner and effective from set on AI-SEC-01"
    assert (
        desk.controls.set(["AI-SEC-01", "AI-SEC-02"], change).sentence
        == "owner and effective from set on 1 control, 1 had it already"
    )


def test_a_dry_run_says_the_same_and_does_nothing(desk):
    before, entries = desk.controls.list(), len(desk.log.list(limit=0))
    said = desk.controls.set(desk.controls.keys(), PARTIAL, dry_run=True)
    assert (said.sentence, said.dry_run, said.batch) == ("23 controls now partial", True, "")
    assert len(said.changed) == 23
    assert desk.controls.list() == before
    assert len(desk.log.list(limit=0)) == entries


def test_a_dry_run_refuses_what_the_run_would_refuse(desk):
    with pytest.raises(Refused):
        desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.NOT_APPLICABLE), dry_run=True)


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        (ControlChange(), ("a reason", "an approver")),
        (ControlChange(reason="no feature"), ("an approver",)),
        (ControlChange(approver="Sam Okoro"), ("a reason",)),
        (ControlChange(reason="  ", approver=" "), ("a reason", "an approver")),
    ],
)
def test_not_applicable_needs_reason_and_approver_at_once(desk, change, reasons):
    with pytest.raises(Refused, match="not applicable needs") as caught:
        desk.controls.set(["AI-SEC-01"], replace(change, status=Status.NOT_APPLICABLE))
    assert caught.value.reasons == tuple(f"AI-SEC-01: not applicable needs {reason}" for reason in reasons)
    assert status(desk, "AI-SEC-01") == [Status.NOT_ASSESSED]
    refused = desk.log.list(limit=1)[0]
    assert (refused.action, refused.outcome) == ("control.set", LogOutcome.DENIED)
    assert "not applicable needs" in refused.reason


def test_not_applicable_with_both_is_taken_and_cannot_lose_them(desk):
    desk.controls.set(
        ["AI-SEC-01"], ControlChange(status=Status.NOT_APPLICABLE, reason="no feature", approver="Sam Okoro")
    )
    assert status(desk, "AI-SEC-01") == [Status.NOT_APPLICABLE]
    for field in ("reason", "approver"):
        with pytest.raises(Refused):
            desk.controls.set(["AI-SEC-01"], ControlChange(**{field: ""}))
    desk.controls.set(["AI-SEC-01"], ControlChange(note="seen"))


def test_one_refused_control_keeps_all_from_changing(desk):
    desk.controls.set(["AI-SEC-02"], ControlChange(reason="no feature", approver="Sam Okoro"))
    with pytest.raises(Refused, match="2 controls not changed: AI-SEC-01"):
        desk.controls.set(["AI-SEC-02", "AI-SEC-01"], ControlChange(status=Status.NOT_APPLICABLE))
    assert status(desk, "AI-SEC-02", "AI-SEC-01") == [Status.NOT_ASSESSED] * 2


def test_other_gaps_may_be_drafted(desk):
    desk.controls.set(desk.controls.keys(), ControlChange(status=Status.MISSING))
    assert desk.gap.summary().counts[Status.MISSING] == 23


@pytest.mark.parametrize("field", ["owner", "approver"])
@pytest.mark.parametrize("name", ["Security Team", "security@acme.example", "TBD"])
def test_owner_and_approver_must_be_persons(desk, field: str, name: str):
    with pytest.raises(BadInput, match=f"{field} .* is not a person"):
        desk.controls.set(["AI-SEC-01"], ControlChange(**{field: name}))


def test_nothing_to_set_is_said(desk):
    with pytest.raises(BadInput, match="nothing to set"):
        desk.controls.set(["AI-SEC-01"], ControlChange())


def test_a_role_is_one_line(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(role="x" * 1_000))
    with pytest.raises(BadInput, match="role of assessment AI-SEC-01: 1,001 characters are too long"):
        desk.controls.set(["AI-SEC-01"], ControlChange(role="x" * 1_001))


@pytest.mark.parametrize("field", ["gap", "reason", "note", "systems"])
def test_a_text_that_would_not_fit_a_cell_is_refused(desk, field: str):
    desk.controls.set(["AI-SEC-01"], ControlChange(**{field: "x" * 32_000}))
    with pytest.raises(BadInput, match=f"{field} has 32,001 characters"):
        desk.controls.set(["AI-SEC-01"], ControlChange(**{field: "x" * 32_001}))


@pytest.mark.parametrize("field", ["gap", "reason", "note", "owner", "role", "systems", "approver"])
@pytest.mark.parametrize("bad", ["\ud800", "a\x00b"])
def test_what_is_no_character_is_refused(desk, field: str, bad: str):
    with pytest.raises(BadInput, match=f"{field} holds U"):
        desk.controls.set(["AI-SEC-01"], ControlChange(**{field: f"Dana {bad}"}))
    assert desk.controls.show("AI-SEC-01").row.version == 1


def test_texts_are_stripped_and_composed(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(gap="  e\u0301\r\nb  ", owner="  Dana   Reyes "))
    detail = desk.controls.show("AI-SEC-01")
    assert (detail.gap, detail.row.owner) == ("é\nb", "Dana Reyes")


def test_an_unknown_control_is_named_with_the_nearest_and_nothing_changes(desk):
    with pytest.raises(NotFound, match="no control 'AI-SEC-1'") as caught:
        desk.controls.set(["AI-SEC-02", "AI-SEC-1"], PARTIAL)
    assert "AI-SEC-01" in caught.value.hint
    assert status(desk, "AI-SEC-02") == [Status.NOT_ASSESSED]
    with pytest.raises(NotFound, match="no control 'ai-sec-01'") as caught:
        desk.controls.show("ai-sec-01")
    assert "did you mean 'AI-SEC-01'" in caught.value.hint


def test_only_a_judgement_names_its_assessor(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(owner="Dana Reyes", note="x", due=date(2026, 12, 1)))
    detail = desk.controls.show("AI-SEC-01")
    assert (detail.assessed_by, detail.assessed_on, detail.previous_status) == ("", None, None)


JUDGEMENTS = (
    ControlChange(status=Status.PARTIAL),
    ControlChange(design=Design.ADEQUATE),
    ControlChange(implemented=Implemented.NO),
    ControlChange(gap="no log"),
    ControlChange(reason="the gateway does it"),
)


@pytest.mark.parametrize("change", JUDGEMENTS, ids=["status", "design", "implemented", "gap", "reason"])
def test_each_part_of_a_judgement_alone_moves_who_assessed_and_when(desk, change: ControlChange, fake_clock):
    desk.controls.set(["AI-SEC-01"], change)
    detail = desk.controls.show("AI-SEC-01")
    assert (detail.assessed_by, detail.assessed_on) == ("Dana Reyes", date(2026, 11, 21))
    fake_clock.advance(days=3)
    desk.controls.set(["AI-SEC-01"], replace(change, note="seen"))
    detail = desk.controls.show("AI-SEC-01")
    assert (detail.note, detail.assessed_on) == ("seen", date(2026, 11, 21)), "said again is not judged again"


def test_a_new_reason_alone_is_a_new_judgement(desk, fake_clock):
    na = ControlChange(status=Status.NOT_APPLICABLE, reason="no feature", approver="Sam Okoro")
    desk.controls.set(["AI-SEC-01"], na)
    fake_clock.advance(days=3)
    desk.controls.set(["AI-SEC-01"], ControlChange(reason="no feature yet"))
    detail = desk.controls.show("AI-SEC-01")
    assert (detail.assessed_by, detail.assessed_on) == ("Dana Reyes", date(2026, 11, 24))
    assert (detail.previous_status, detail.row.version) == (Status.NOT_ASSESSED, 3)
    (due,) = desk.due.list(kinds=[DueKind.NA_APPROVAL])
    assert (due.id, due.due) == ("AI-SEC-01", date(2027, 11, 24))


def test_the_status_before_is_the_one_that_was_left(desk):
    for status in (Status.MISSING, Status.PARTIAL, Status.PARTIAL):
        desk.controls.set(["AI-SEC-01"], ControlChange(status=status, note=f"now {status}"))
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, note="the same"))
    assert desk.controls.show("AI-SEC-01").previous_status is Status.MISSING


def test_a_control_never_retires_before_it_takes_effect(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(effective_from=date(2026, 3, 1)))
    with pytest.raises(BadInput):
        desk.controls.set(["AI-SEC-01"], ControlChange(retired_on=date(2026, 2, 28)))
    assert desk.controls.show("AI-SEC-01").retired_on is None


def test_own_anchor_and_grace_go_before_those_of_the_catalog(desk):
    usual = desk.controls.show("AI-SEC-05")
    assert usual.own_anchor is None
    assert usual.own_grace_days is None
    other = next(anchor for anchor in Anchor if anchor is not usual.anchor)
    desk.controls.set(["AI-SEC-05"], ControlChange(anchor=other, grace_days=0))
    detail = desk.controls.show("AI-SEC-05")
    assert (detail.anchor, detail.own_anchor, detail.grace_days, detail.own_grace_days) == (other, other, 0, 0)


def test_a_private_note_enters_the_log_as_a_hash_alone(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(note="Sam is ill"))
    entry = desk.log.list(resource="AI-SEC-01", limit=1)[0]
    assert "Sam is ill" not in str(entry)
    assert str(entry.after["note"]).startswith("sha256:")


def test_a_detail_holds_all_there_is_to_know(desk):
    detail = desk.controls.show("AI-PI-01")
    assert detail.statement
    assert detail.objective
    assert detail.questions
    assert detail.tests
    assert detail.wanted
    assert detail.mappings[0].framework == "soc2-tsc-2017"
    assert detail.mappings[0].primary
    assert detail.mappings[0].item == "CC8.1" == detail.row.criteria[0]
    assert detail.mappings[0].item_label
    assert {row.framework for row in detail.mappings} == {
        "soc2-tsc-2017",
        "iso27001-2022-annex-a",
        "iso42001-2023-annex-a",
    }
    assert detail.actions == detail.risks == ()
