"""Counts, what lacks, who is a person, and when an accepted risk counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.rules.controls import gap
from grcdesk.rules.controls.gap import GapControl
from grcdesk.rules.time.spans import percent
from grcdesk.schemas.controls.controls import ActionRow, RiskRow
from grcdesk.terms import ActionStatus, Design, Implemented, Scope, Status, Support
from grcdesk.terms.readiness import LackKind

IN = GapControl("AI-SEC-01", Scope.IN, Status.NOT_ASSESSED)
DAY = date(2026, 11, 21)


def day(offset: int) -> date:
    return DAY + timedelta(days=offset)


controls = st.lists(
    st.builds(
        GapControl,
        id=st.from_regex(r"AI-[A-Z]{3}-[0-9]{2}", fullmatch=True),
        scope=st.sampled_from(list(Scope)),
        status=st.sampled_from(list(Status)),
        design=st.sampled_from([None, *Design]),
        implemented=st.sampled_from([None, *Implemented]),
        owner=st.sampled_from(["", "Dana Reyes"]),
        gap=st.sampled_from(["", "no log"]),
        reason=st.sampled_from(["", "no such feature"]),
        approver=st.sampled_from(["", "Sam Okoro"]),
        support=st.none() | st.sampled_from(list(Support)),
        answered=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda control: control.id,
)


@given(controls)
def test_counts_add_up_to_the_controls_in_scope(found: list[GapControl]):
    result = gap.summary(found)
    inside = [control for control in found if control.scope is Scope.IN]
    assert sum(result.counts.values()) == len(inside)
    assert result.applicable == len(inside) - result.counts[Status.NOT_APPLICABLE]
    assert len(inside) + result.optional + result.out_of_scope == len(found)


@given(controls)
def test_percentages_are_of_applicable_controls_and_add_up_to_a_hundred(found: list[GapControl]):
    result = gap.summary(found)
    assert Status.NOT_APPLICABLE not in result.percent
    total = sum(result.percent.values())
    if result.applicable:
        assert abs(total - 100) <= 0.05 * len(result.percent) + 1e-6
    else:
        assert total == 0
    for status, share in result.percent.items():
        assert share == round(share, 1)
        assert share == percent(result.counts[status], result.applicable)


@given(controls)
def test_not_applicable_leaves_the_denominator(found: list[GapControl]):
    extra = replace(IN, id="X-1", status=Status.NOT_APPLICABLE)
    before, after = gap.summary(found), gap.summary([*found, extra])
    assert before.applicable == after.applicable
    assert before.percent == after.percent
    assert after.counts[Status.NOT_APPLICABLE] == before.counts[Status.NOT_APPLICABLE] + 1


@given(controls)
def test_in_place_is_supported_or_named_as_a_claim(found: list[GapControl]):
    result = gap.summary(found)
    in_place = {control.id for control in found if control.scope is Scope.IN and control.status is Status.IN_PLACE}
    assert set(result.unsupported) <= in_place
    assert result.supported_in_place + len(result.unsupported) == len(in_place)
    assert result.supported_percent == percent(result.supported_in_place, result.applicable)


@given(controls)
def test_only_unanswered_gaps_ask_for_an_action(found: list[GapControl]):
    result = gap.summary(found)
    asked = {lack.control for lack in gap.lacking(found) if "action" in lack.what}
    assert result.actions_required == len(asked)


@given(controls)
def test_in_part_and_claims_are_counted_apart(found: list[GapControl]):
    result = gap.summary(found)
    assert sorted((*result.supported_in_part, *result.claim_only)) == sorted(result.unsupported)
    levels = {control.id: control.support for control in found}
    assert all(levels[name] is Support.SUPPORTED_IN_PART for name in result.supported_in_part)
    assert all(levels[name] in {None, Support.CLAIM_ONLY} for name in result.claim_only)


def test_nothing_at_all_sums_to_zero():
    result = gap.summary([])
    assert (result.applicable, result.supported_percent, result.unsupported) == (0, 0.0, ())
    assert set(result.counts.values()) == {0}


@pytest.mark.slow
@given(controls)
def test_only_controls_in_scope_can_lack_something(found: list[GapControl]):
    inside = {control.id for control in found if control.scope is Scope.IN}
    assert {lack.control for lack in gap.lacking(found)} <= inside


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        (IN, []),
        (replace(IN, status=Status.IN_PLACE), []),
        (
            replace(IN, status=Status.NOT_APPLICABLE),
            ["is not applicable without a reason", "is not applicable without an approver"],
        ),
        (replace(IN, status=Status.NOT_APPLICABLE, reason="none", approver="Sam Okoro"), []),
        (
            replace(IN, status=Status.PARTIAL),
            ["is partial without a gap text", "is partial without an action or an accepted risk"],
        ),
        (
            replace(IN, status=Status.MISSING, gap="no log"),
            ["is missing without an action or an accepted risk"],
        ),
        (replace(IN, status=Status.MISSING, answered=True), ["is missing without a gap text"]),
        (replace(IN, status=Status.PARTIAL, gap="no log", answered=True), []),
        (replace(IN, status=Status.PARTIAL, scope=Scope.OPTIONAL), []),
        (replace(IN, status=Status.MISSING, scope=Scope.OUT), []),
    ],
)
def test_what_keeps_a_control_from_being_final(control: GapControl, expected: list[str]):
    lacks = gap.lacking([control])
    assert [lack.what for lack in lacks] == expected
    assert all(control.id in lack.cure for lack in lacks), "every cure can be typed"


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("reason", ["", "no such feature"])
@pytest.mark.parametrize("approver", ["", "Sam Okoro"])
def test_a_draft_may_lack_anything_but_the_ground_of_not_applicable(status: Status, reason: str, approver: str):
    found = gap.check_draft(status, reason=reason, approver=approver)
    wanted = int(status is Status.NOT_APPLICABLE) * (int(not reason) + int(not approver))
    assert len(found) == wanted


@pytest.mark.parametrize(
    "name",
    [
        "Security Team",
        "team security",
        "Ops Group",
        "groups",
        "security",
        "Security",
        "security@acme.example",
        "support@acme.example",
        "info@acme.example",
        "it",
        "IT",
        "Finance department",
        "Finance dept",
        "everyone",
        "somebody",
        "anyone",
        "TBD",
        "tbd",
        "n/a",
        "N/A",
        "na",
        "unknown",
        "nobody",
        "shared inbox",
        "all",
        "devops",
        "SRE",
    ],
)
def test_a_group_an_inbox_or_a_placeholder_is_no_person(name: str):
    with pytest.raises(BadInput, match="is not a person") as caught:
        gap.person(name, "owner")
    assert "role has its own field" in caught.value.hint


@pytest.mark.parametrize(
    "name",
    ["Dana Reyes", "J. Patel", "Al Tbdson", "Nadia", "Itō Jun'ichi", "dana@acme.example", "Ali Allen", "Ms. Helper"],
)
def test_a_person_is_taken_as_written(name: str):
    assert gap.person(name, "owner") == name


@pytest.mark.parametrize(("name", "kept"), [("", ""), ("   ", ""), ("  Dana \t Reyes\n", "Dana Reyes")])
def test_blanks_around_and_within_a_name_are_tidied(name: str, kept: str):
    assert gap.person(name, "owner") == kept


@given(st.lists(st.sampled_from(list(Status))))
def test_the_worst_of_several_is_one_of_them_and_none_is_worse(found: list[Status]):
    worst = gap.worst(found)
    if not found:
        assert worst is None
    else:
        assert worst in found
        assert all(gap.WORST.index(status) >= gap.WORST.index(worst) for status in found)


def test_every_status_has_its_place_from_worst_to_best():
    assert set(gap.WORST) == set(Status)
    assert gap.worst([Status.IN_PLACE, Status.MISSING]) is Status.MISSING
    assert gap.worst([Status.NOT_APPLICABLE, Status.IN_PLACE]) is Status.IN_PLACE


@pytest.mark.parametrize(
    ("accepted", "expires", "ended", "expected"),
    [
        (0, 0, None, True),
        (0, 30, None, True),
        (-30, 0, None, True),
        (-30, -1, None, False),
        (1, 30, None, False),
        (-30, 30, 0, False),
        (-30, 30, -1, False),
        (-30, 30, 1, True),
    ],
)
def test_an_acceptance_counts_from_its_first_to_its_last_day(accepted, expires, ended, expected):
    assert gap.in_force(day(accepted), day(expires), None if ended is None else day(ended), DAY) is expected


SPAN = st.integers(-30, 30)


@given(SPAN, SPAN, st.none() | SPAN)
def test_a_risk_counts_on_no_day_before_it_was_accepted_nor_after_its_last(accepted, expires, ended):
    risk = RiskRow("RA-1", "AI-SEC-01", "small", "Sam Okoro", day(accepted), day(expires), _maybe(ended))
    last = expires if ended is None else min(expires, ended - 1)
    counts = [one for one in range(-40, 41) if gap.risk_in_force(risk, day(one))]
    assert counts == list(range(accepted, last + 1))


@given(st.none() | SPAN, st.none() | SPAN)
def test_an_action_is_open_on_no_day_before_it_was_planned_nor_from_its_closing_on(opened, closed):
    status = ActionStatus.OPEN if closed is None else ActionStatus.DONE
    action = ActionRow("ACT-1", "AI-SEC-01", "Do it", "Ada", DAY, status, _maybe(closed), "", (), _maybe(opened))
    first, end = (-40 if opened is None else opened), (41 if closed is None else closed)
    assert [one for one in range(-40, 41) if gap.open_on(action, day(one))] == list(range(first, end))


def _maybe(offset: int | None) -> date | None:
    return None if offset is None else day(offset)


def test_a_dash_is_no_reason_and_nobody():
    for told in ("", "-", " . ", "?"):
        lacks = gap.check_draft(Status.NOT_APPLICABLE, reason=told, approver=told)
        assert lacks == ["not applicable needs a reason", "not applicable needs an approver"]
    assert not gap.check_draft(Status.NOT_APPLICABLE, reason="無し", approver="M. Roy")


def test_nobody_is_no_group():
    assert gap.person("  ", "owner") == ""


@pytest.mark.parametrize(
    ("control", "kinds"),
    [
        (replace(IN, status=Status.NOT_APPLICABLE), {LackKind.NA_REASON, LackKind.NA_APPROVER}),
        (replace(IN, status=Status.NOT_APPLICABLE, reason="none", approver="-"), {LackKind.NA_APPROVER}),
        (replace(IN, status=Status.NOT_APPLICABLE, reason="?", approver="Sam"), {LackKind.NA_REASON}),
        (replace(IN, status=Status.PARTIAL, answered=True), {LackKind.GAP_TEXT}),
        (replace(IN, status=Status.MISSING, gap="no log"), {LackKind.GAP_ANSWER}),
        (replace(IN, status=Status.MISSING, gap="no log", answered=True), set()),
        (replace(IN, status=Status.PARTIAL, scope=Scope.OUT), set()),
    ],
)
def test_what_keeps_an_assessment_from_being_final_has_its_kind(control, kinds):
    assert {one.kind for one in gap.lacking([control])} == kinds
