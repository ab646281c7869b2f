"""Several engagements over one desk: each has its own scope, days and verdicts; facts of the desk are true for all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.paths import DeskPaths
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.programme import Period
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Category, EvidenceKind, Scope, SlotState, Status, Via
from grcdesk.terms.audits import EngagementKind

QUARTERLY = "AI-SEC-05"
PRIVATE = "AI-PRIV-02"
SECOND = Period(date(2026, 7, 1), date(2026, 12, 31))


def narrow(name: str = "Security only", period: Period | None = SECOND) -> EngagementPlan:
    return EngagementPlan(name, EngagementKind.SOC2_TYPE2, (Category.SECURITY,), period)


def reading(desk, name: str):
    """The same desk, asked about one engagement."""
    other = open_desk(DeskPaths(desk.paths.root), via=Via.CLI)
    other.ask_about(name)
    return other


@pytest.fixture
def two(desk, tmp_path: Path):
    """A sign-off of the first quarter, and a second engagement that begins in July."""
    for day in (date(2026, 3, 20), date(2026, 9, 20)):
        file = tmp_path / f"{day}.pdf"
        file.write_bytes(f"%PDF signed {day}".encode())
        desk.evidence.add(file, Artefact(EvidenceKind.SIGN_OFF, as_of=day), controls=[QUARTERLY])
    desk.audits.new(narrow())
    return desk


def test_a_new_engagement_is_the_current_one_and_the_first_stays_as_it_was(two):
    assert [(row.id, row.current, row.controls) for row in two.audits.list()] == [
        ("ENG-1", False, 23),
        ("ENG-2", True, 14),
    ]
    assert two.scope.show().categories == (Category.SECURITY,)
    assert two.audits.use("ENG-1").sentence.endswith("now the current engagement")
    assert len(two.scope.show().categories) == 5
    assert two.audits.use("eng-1").sentence.endswith("already the current engagement")
    assert two.log.verify().broken == ()


def test_each_has_its_own_slots_of_the_same_evidence(two):
    def slots(desk) -> dict[str, SlotState]:
        (row,) = desk.coverage.board(controls=[QUARTERLY], as_of=date(2027, 1, 31))
        return {slot.slot: slot.state for slot in row.slots}

    first = reading(two, "ENG-1")
    assert {name: state for name, state in slots(first).items() if state is SlotState.COVERED}.keys() == {
        "2026Q1",
        "2026Q3",
    }
    assert len(slots(first)) == 4
    assert slots(two) == {"2026Q3": SlotState.COVERED, "2026Q4": SlotState.GAP}
    first.close()


def test_each_has_its_own_criteria_controls_and_dates(two):
    first = reading(two, "SOC 2 Type II 2026")
    assert sum(row.in_scope for row in first.scope.criteria()) == 61
    assert sum(row.in_scope for row in two.scope.criteria()) == 33
    assert PRIVATE in {row.id for row in first.controls.list("scope:in")}
    assert PRIVATE not in {row.id for row in two.controls.list("scope:in")}
    due = [{row.id for row in desk.due.list(as_of=date(2027, 1, 31))} for desk in (first, two)]
    assert PRIVATE in due[0]
    assert PRIVATE not in due[1]
    first.close()


def test_what_is_decided_in_one_stays_out_of_the_other(two):
    two.scope.override(PRIVATE, Scope.IN, reason="a customer asks for it")
    two.scope.add_system("Support assistant")
    two.scope.exclude("Legacy chat", reason="sold")
    two.scope.declare("CC6.1", reason="read together", by="Omar Haddad")
    seen, first = two.scope.show(), reading(two, "ENG-1")
    other = first.scope.show()
    assert (seen.systems, [one.what for one in seen.exclusions], len(seen.overrides)) == (
        ("Support assistant",), ["Legacy chat"], 1,
    )  # fmt: skip
    assert (other.systems, other.exclusions, other.overrides) == ((), (), ())
    assert {row.id for row in two.scope.criteria() if row.declared_by} == {"CC6.1"}
    assert not any(row.declared_by for row in first.scope.criteria())
    first.close()


def test_what_is_said_of_a_control_is_true_for_both(two):
    two.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="no rotation"))
    first = reading(two, "ENG-1")
    assert first.controls.show("AI-SEC-01").row.status is Status.PARTIAL
    first.close()


def test_a_control_of_a_catalog_that_comes_later_has_its_place_in_each(two):
    two.catalogs.add("ai-ext")
    first = reading(two, "ENG-1")
    assert {"AI-EXT-01"} <= {row.id for row in first.controls.list("scope:in")} & {
        row.id for row in two.controls.list()
    }
    first.close()


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (narrow("  "), "needs a name"),
        (narrow("eng-1"), "there is an engagement"),
        (narrow("soc 2 type ii 2026"), "there is an engagement"),
        (narrow("Backwards", Period(date(2026, 12, 31), date(2026, 1, 1))), "ends before it begins"),
        (EngagementPlan("Day", EngagementKind.SOC2_TYPE1, None, SECOND), "judges one day"),
        (EngagementPlan("Zone", zone="Mars/Base"), "Mars/Base"),
    ],
)
def test_it_is_refused_with_the_reason_and_nothing_is_made(desk, plan, says):
    with pytest.raises(Exception, match=says) as refused:
        desk.audits.new(plan)
    assert refused.value.hint
    assert len(desk.audits.list()) == 1


def test_an_engagement_nobody_knows_is_named_with_what_is_near(desk):
    with pytest.raises(NotFound, match="engagement"):
        desk.audits.use("SOC 3")
    with pytest.raises(NotFound):
        desk.ask_about("SOC 3")
    with pytest.raises(Refused):
        desk.audits.new(narrow(""))


def test_making_one_is_undone_as_a_whole(two):
    two.log.undo()
    assert [row.id for row in two.audits.list()] == ["ENG-1"]
    assert two.audits.list()[0].current
    assert two.log.verify().broken == ()
