"""The board of a real desk: which controls, which evidence, which day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.schemas.controls import ControlChange
from grcdesk.schemas.coverage import Span
from grcdesk.schemas.scope import Period
from grcdesk.services.evidence import Artefact
from grcdesk.terms import Category, EvidenceKind, Frequency, Scope, SlotState, Status, Verdict

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
QUARTERLY, CONTINUOUS, EVENT = "AI-SEC-01", "AI-SEC-02", "AI-PI-01"


def report(**dates: date) -> Artefact:
    return Artefact(EvidenceKind.REPORT, **dates)


@pytest.fixture
def keep(desk, tmp_path: Path):
    """Add an artefact to a control."""

    def add(control: str, facts: Artefact) -> str:
        file = tmp_path / "artefact.txt"
        file.write_text(f"{control} {facts}", encoding="utf-8")
        desk.evidence.add(file, facts, controls=[control])
        return desk.evidence.list()[-1].id

    return add


def one(desk, control: str, as_of: date | None = None):
    (row,) = desk.coverage.board(controls=[control], as_of=as_of)
    return row


def test_the_board_lists_what_is_in_scope_and_applicable_in_order(desk):
    everything = [row.id for row in desk.coverage.board()]
    assert tuple(everything) == desk.scope.show().controls[Scope.IN]
    desk.controls.set(
        ["AI-SEC-03"],
        ControlChange(status=Status.NOT_APPLICABLE, reason="No agents are in use", approver="M. Roy"),
    )
    desk.scope.set(categories=[Category.SECURITY], period=None)
    left = [row.id for row in desk.coverage.board()]
    inside = desk.scope.show().controls[Scope.IN]
    assert left == [name for name in inside if name != "AI-SEC-03"]
    assert len(left) < len(everything) - 1
    # a control that is asked for by name is always answered
    assert one(desk, "AI-SEC-03").id == "AI-SEC-03"
    assert one(desk, "AI-CONF-03").window == YEAR


def test_an_empty_desk_has_gaps_on_the_day_of_the_clock(desk):
    found = one(desk, QUARTERLY)
    assert (found.frequency, found.window, found.share_of_period) == (Frequency.QUARTERLY, YEAR, 100.0)
    assert [slot.state.value for slot in found.slots] == ["gap", "gap", "gap", "upcoming"]
    assert (found.verdict, found.due) == (Verdict.GAP, True)
    assert one(desk, CONTINUOUS).judged_days == 325


def test_runs_come_from_the_dates_of_evidence(desk, keep):
    first = keep(QUARTERLY, report(as_of=date(2026, 3, 1)))
    keep(QUARTERLY, report(period_from=date(2026, 4, 1), period_to=date(2026, 6, 30), performed_on=date(2026, 7, 9)))
    keep(QUARTERLY, report(as_of=date(2026, 11, 1), performed_on=date(2026, 9, 30)))
    keep(CONTINUOUS, report(as_of=date(2026, 10, 1)))
    found = one(desk, QUARTERLY)
    assert [slot.state for slot in found.slots] == [
        SlotState.COVERED,
        SlotState.LATE,
        SlotState.COVERED,
        SlotState.UPCOMING,
    ]
    assert found.slots[0].evidence == (first,)
    assert (found.slots[1].performed_on, found.slots[1].days_late) == (date(2026, 7, 9), 9)
    assert (found.verdict, found.due) == (Verdict.ON_TRACK, True)
    assert one(desk, QUARTERLY, date(2027, 3, 1)).verdict is Verdict.GAP
    assert one(desk, QUARTERLY, date(2026, 7, 8)).slots[1].state is SlotState.DUE


def test_rejected_evidence_covers_nothing(desk, keep):
    name = keep(CONTINUOUS, report(period_from=YEAR.start, period_to=YEAR.end))
    assert one(desk, CONTINUOUS).verdict is Verdict.COVERED
    desk.evidence.reject(name, reason="Drawn from the wrong system")
    assert one(desk, CONTINUOUS).verdict is Verdict.GAP


def test_the_day_a_control_took_effect_opens_its_window(desk):
    desk.scope.set(categories=None, period=Period(date(2026, 1, 1), date(2026, 6, 30)))
    desk.controls.set([CONTINUOUS], ControlChange(effective_from=date(2026, 4, 1)))
    found = one(desk, CONTINUOUS)
    assert (found.window, found.share_of_period) == (Span(date(2026, 4, 1), date(2026, 6, 30)), 50.3)


def test_without_a_period_there_is_nothing_to_cover(desk_root: Path, tmp_path: Path):
    from grcdesk.services.desk import InitPlan, init_desk  # noqa: PLC0415
    from grcdesk.terms import Via  # noqa: PLC0415

    bare = init_desk(tmp_path / "bare", InitPlan("Acme AI"), via=Via.CLI)
    with pytest.raises(Refused, match="no period") as refused:
        bare.coverage.board()
    assert "--period" in refused.value.hint
    bare.close()


def test_an_unknown_control_is_named(desk):
    with pytest.raises(NotFound, match="AI-SEC-99"):
        desk.coverage.board(controls=["AI-SEC-99"])


@pytest.mark.parametrize(
    ("moment", "verdict"),
    [
        # 23:30 of 31 October in Los Angeles, and half an hour later
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), Verdict.INTERIM),
        (datetime(2026, 11, 1, 7, 0, tzinfo=UTC), Verdict.UNPROVEN),
    ],
)
def test_the_last_day_ends_where_the_desk_is(tmp_path: Path, fake_clock, moment: datetime, verdict: Verdict):
    from grcdesk.services.desk import InitPlan, init_desk  # noqa: PLC0415
    from grcdesk.terms import Via  # noqa: PLC0415

    period = Period(date(2026, 5, 1), date(2026, 10, 31))
    plan = InitPlan("Acme AI", categories=tuple(Category), period=period, zone="America/Los_Angeles")
    west = init_desk(tmp_path / "west", plan, via=Via.CLI)
    fake_clock.moment = moment
    facts = Artefact(EvidenceKind.POPULATION, period_from=period.start, period_to=period.end)
    west.evidence.add("https://acme.example/changes", facts, controls=[EVENT])
    assert one(west, EVENT).verdict is verdict
    # seen again later it is still what it was when it was pulled
    assert one(west, EVENT, date(2027, 1, 1)).verdict is verdict
    west.close()


def test_reading_changes_nothing(desk):
    before = len(desk.log.list())
    desk.coverage.board()
    assert len(desk.log.list()) == before
