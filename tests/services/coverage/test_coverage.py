"""The board of a real desk: which controls, which evidence, which day."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from grcdesk import clock
from grcdesk.errors import NotFound, Refused
from grcdesk.rules.coverage import coverage as rules
from grcdesk.schemas.controls import ControlChange
from grcdesk.schemas.coverage import CoverageQuestion, Span
from grcdesk.schemas.programme import Period
from grcdesk.services.coverage import facts as coverage_facts
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import Category, EvidenceKind, Frequency, Scope, SlotState, Status, Verdict
from helpers.proofs import Proof, held

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
    keep(QUARTERLY, report(as_of=date(2026, 6, 30), performed_on=date(2026, 7, 9), slot="2026Q2"))
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
    from grcdesk.services.desk.opening import InitPlan, init_desk  # noqa: PLC0415
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
        (datetime(2026, 11, 1, 7, 0, tzinfo=UTC), Verdict.FINAL),
    ],
)
def test_the_last_day_ends_where_the_desk_is(tmp_path: Path, fake_clock, moment: datetime, verdict: Verdict):
    from grcdesk.services.desk.opening import InitPlan, init_desk  # noqa: PLC0415
    from grcdesk.terms import Via  # noqa: PLC0415

    period = Period(date(2026, 5, 1), date(2026, 10, 31))
    plan = InitPlan("Acme AI", categories=tuple(Category), period=period, zone="America/Los_Angeles")
    west = init_desk(tmp_path / "west", plan, via=Via.CLI)
    fake_clock.moment = moment
    facts = Artefact(
        EvidenceKind.POPULATION,
        period_from=period.start,
        period_to=period.end,
        query="is:pr base:main",
        pulled_at=clock.stamp(moment),
        row_count=3,
        completeness="equals the page total",
    )
    west.evidence.add("https://acme.example/changes", facts, controls=[EVENT])
    assert one(west, EVENT).verdict is verdict
    # seen again later it is still what it was when it was pulled
    assert one(west, EVENT, date(2027, 1, 1)).verdict is verdict
    lists = west.coverage.board(controls=[EVENT])[0].spans
    assert lists == (Span(period.start, period.end),)
    west.close()


def test_the_database_gathers_what_the_artefacts_show(desk, tmp_path: Path):
    """Against the same gathered one by one, for many artefacts of every date and kind."""
    draw = random.Random(7)  # noqa: S311  a fixed sample
    kinds = [EvidenceKind.REPORT, EvidenceKind.CHANGE_RECORD, EvidenceKind.CONFIG_SNAPSHOT, EvidenceKind.POPULATION]
    proofs: dict[str, list[Proof]] = {QUARTERLY: [], CONTINUOUS: [], EVENT: []}

    def some_day() -> date:
        return date(2026, 1, 1) + timedelta(days=draw.randrange(320))

    for number in range(1, 31):
        first, last = sorted((some_day(), some_day()))
        as_of = some_day() if draw.random() < 0.6 else None
        period = Span(first, last) if as_of is None or draw.random() < 0.3 else None
        performed = draw.choice((None, some_day()))
        slot = draw.choice(("", "2026Q1", "2026Q3"))
        control, kind = draw.choice(list(proofs)), draw.choice(kinds)
        facts = Artefact(
            kind,
            as_of=as_of,
            period_from=period.start if period else None,
            period_to=period.end if period else None,
            performed_on=performed,
            slot=slot,
        )
        desk.evidence.add(f"https://acme.example/{number}", facts, controls=[control])
        proofs[control].append(Proof(f"EV-{number}", kind, as_of, period, performed, slot))
    found = {row.id: row for row in desk.coverage.board(controls=list(proofs))}
    for control in (QUARTERLY, CONTINUOUS):
        with desk.store.read() as session:
            (watched,) = coverage_facts.watched(session, [control], "UTC")
        asked = CoverageQuestion(YEAR, desk.today(), clock.end_of(desk.today(), "UTC"), clock.end_of(YEAR.end, "UTC"))
        assert found[control] == rules.judge(watched, held(proofs[control]), asked)
    assert found[EVENT].verdict is Verdict.INTERIM


def test_the_number_of_queries_does_not_grow(desk):
    def queries() -> int:
        seen: list[str] = []

        def count(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        with desk.store.read() as session:
            engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", count)
        try:
            desk.coverage.months()
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    before = queries()
    links = [f"https://acme.example/{number}" for number in range(40)]
    desk.evidence.add(links, report(as_of=date(2026, 3, 1)), controls=[QUARTERLY, CONTINUOUS, EVENT])
    assert queries() == before <= 9


def test_reading_changes_nothing(desk):
    before = len(desk.log.list())
    desk.coverage.board()
    assert len(desk.log.list()) == before
