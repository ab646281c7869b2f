"""The board of a real desk: which controls, which evidence, which day."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from grcdesk import clock
from grcdesk.errors import NotFound, Refused
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.rules.coverage import coverage as rules
from grcdesk.rules.coverage.gather import gather
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.coverage.coverage import CoverageQuestion, Span
from grcdesk.schemas.evidence.behind import BehindControl
from grcdesk.schemas.evidence.evidence import EvidenceChange
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.programme import Period
from grcdesk.services.coverage import facts as coverage_facts
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import Category, EvidenceKind, Frequency, Scope, Shows, SlotState, Status, Verb, Verdict

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
QUARTERLY, CONTINUOUS, EVENT = "AI-SEC-05", "AI-SEC-02", "AI-PI-01"


def signed(**said) -> Artefact:
    return Artefact(EvidenceKind.SIGN_OFF, **said)


def record(first: date, last: date) -> Artefact:
    facts = {"query": "all changes", "pulled_at": "2026-11-20T09:00:00Z", "completeness": "ids follow each other"}
    return Artefact(EvidenceKind.CHANGE_RECORD, period_from=first, period_to=last, **facts)


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
    first = keep(QUARTERLY, signed(as_of=date(2026, 3, 1)))
    keep(QUARTERLY, signed(as_of=date(2026, 6, 30), performed_on=date(2026, 7, 9), slot="2026Q2"))
    keep(QUARTERLY, signed(as_of=date(2026, 11, 1), performed_on=date(2026, 9, 30)))
    keep(CONTINUOUS, Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=date(2026, 10, 1)))
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
    keep(CONTINUOUS, Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=YEAR.start))
    name = keep(CONTINUOUS, record(YEAR.start, date(2026, 11, 20)))
    assert one(desk, CONTINUOUS).verdict is Verdict.PARTIAL
    assert one(desk, CONTINUOUS).gaps == (Span(date(2026, 11, 20), desk.today()),), (
        "of the day it was pulled it knows nothing"
    )
    assert one(desk, CONTINUOUS, date(2026, 11, 19)).verdict is Verdict.COVERED
    desk.evidence.reject(name, reason="Drawn from the wrong system")
    assert one(desk, CONTINUOUS).covered_days == 1


def test_a_record_of_changes_alone_shows_nothing(desk, keep):
    keep(CONTINUOUS, record(YEAR.start, date(2026, 11, 20)))
    found = one(desk, CONTINUOUS)
    assert (found.covered_days, found.verdict) == (0, Verdict.GAP)
    assert any("no snapshot of those days shows what they start from" in claim.why for claim in found.claims)
    keep(CONTINUOUS, Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=date(2026, 6, 1)))
    assert one(desk, CONTINUOUS).verdict is Verdict.PARTIAL


def test_facts_of_the_desk_cannot_be_told_other_days_and_statements_do_not_survive_them(desk, keep):
    name = keep(QUARTERLY, signed(as_of=date(2026, 2, 1)))
    with desk.store.work(Verb.EVIDENCE_SET) as work:
        work.session.get(Evidence, name).importer = "facts 1"
    with pytest.raises(Refused, match="holds facts of work done in the desk"):
        desk.evidence.set([name], EvidenceChange(as_of=date(2026, 8, 1)))
    desk.evidence.add("https://acme.example/trust", signed(as_of=date(2026, 2, 1)), controls=[QUARTERLY])
    with desk.store.work(Verb.EVIDENCE_LINK) as work:
        link = work.session.get(EvidenceLink, f"{QUARTERLY}/EV-2")
        link.shows_run, link.inspected_by, link.inspected_on = "seen", "M. Roy", date(2026, 2, 3)
    done = desk.evidence.set(["EV-2"], EvidenceChange(as_of=date(2026, 8, 1)))
    assert done.warnings[0] == f"EV-2 was inspected as it was: the statement of M. Roy for {QUARTERLY} is void"
    assert one(desk, QUARTERLY).slots[2].claims[0].why == "link only"


def test_what_came_in_cannot_be_told_a_later_day(desk, keep, fake_clock):
    name = keep(QUARTERLY, signed(as_of=date(2026, 11, 1)))
    fake_clock.advance(days=30)
    for change in (EvidenceChange(as_of=date(2026, 12, 10)), EvidenceChange(pulled_at="2026-12-10T09:00:00Z")):
        with pytest.raises(Refused, match="still to come"):
            desk.evidence.set([name], change)


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
        completeness="equals the page total",
        checked_by="Omar Haddad",
    )
    path = tmp_path / "changes.csv"
    path.write_text("change_id,what\n1,a\n2,b\n")
    west.imports.import_(path, ImportPlan("population"), said=facts, controls=[EVENT])
    assert one(west, EVENT).verdict is verdict
    # seen again later it is still what it was when it was pulled
    assert one(west, EVENT, date(2027, 1, 1)).verdict is verdict
    lists = west.coverage.board(controls=[EVENT])[0].spans
    assert lists == (Span(period.start, period.end),)
    west.close()


def test_the_database_gathers_what_the_artefacts_show(desk, tmp_path: Path):
    """Against the same told one by one, for many artefacts of every date and kind."""
    draw = random.Random(7)  # noqa: S311  a fixed sample
    kinds = [EvidenceKind.SIGN_OFF, EvidenceKind.CHANGE_RECORD, EvidenceKind.CONFIG_SNAPSHOT, EvidenceKind.POLICY]
    told: dict[str, list[BehindControl]] = {QUARTERLY: [], CONTINUOUS: []}
    today = desk.today()

    def some_day() -> date:
        return date(2026, 1, 1) + timedelta(days=draw.randrange(320))

    for number in range(1, 41):
        first, last = sorted((some_day(), some_day()))
        moment = draw.random() < 0.6
        performed, slot = draw.choice((None, some_day())), draw.choice(("", "2026Q1", "2026Q3"))
        control, kind = draw.choice(list(told)), draw.choice(kinds)
        dates = {"as_of": first} if moment else {"period_from": first, "period_to": last}
        drawn = "all" if draw.random() < 0.7 else ""
        facts = Artefact(kind, performed_on=performed, slot=slot, query=drawn, **dates)
        if draw.random() < 0.8:
            source: str | Path = tmp_path / f"{number}.txt"
            Path(source).write_text(f"{number}", encoding="utf-8")
        else:
            source = f"https://acme.example/{number}"
        desk.evidence.add(source, facts, controls=[control])
        lacks = ([] if drawn else ["the query it was drawn with"]) + [
            "when it was pulled",
            "how its completeness was checked",
        ]
        asked = {
            QUARTERLY: {EvidenceKind.SIGN_OFF: Shows.RUN},
            CONTINUOUS: {EvidenceKind.CONFIG_SNAPSHOT: Shows.STATE, EvidenceKind.CHANGE_RECORD: Shows.RECORD},
        }
        told[control].append(
            BehindControl(
                f"EV-{number}", kind, asked[control].get(kind), "" if isinstance(source, Path) else "link only",
                first, first if moment else last, term=not moment, performed=performed, slot=slot,
                seen=today, known=today - timedelta(days=1), lacks=tuple(lacks),
            )
        )  # fmt: skip
    found = {row.id: row for row in desk.coverage.board(controls=list(told))}
    for control, behind in told.items():
        with desk.store.read() as session:
            (watched,) = coverage_facts.watched(session, [control], "UTC")
        asked_of = CoverageQuestion(YEAR, today, clock.end_of(today, "UTC"), clock.end_of(YEAR.end, "UTC"))
        held = gather(((control, watched.frequency, one) for one in behind), today)[control]
        assert found[control] == rules.judge(watched, held, asked_of)
        assert held.claims
        assert held.runs or held.spans


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
    desk.evidence.add(links, signed(as_of=date(2026, 3, 1)), controls=[QUARTERLY, CONTINUOUS, EVENT])
    assert queries() == before <= 16


def test_reading_changes_nothing(desk):
    before = len(desk.log.list())
    desk.coverage.board()
    assert len(desk.log.list()) == before


def test_a_link_or_a_policy_covers_no_slot_and_the_reason_is_told(desk, keep):
    desk.evidence.add(
        "https://acme.example/policy", Artefact(EvidenceKind.POLICY, as_of=date(2026, 2, 1)), controls=[QUARTERLY]
    )
    keep(QUARTERLY, Artefact(EvidenceKind.POLICY, as_of=date(2026, 5, 1)))
    desk.evidence.add("https://acme.example/signed", signed(as_of=date(2026, 8, 1)), controls=[QUARTERLY])
    found = one(desk, QUARTERLY)
    assert [slot.state.value for slot in found.slots] == ["claimed", "claimed", "claimed", "upcoming"]
    assert [slot.claims[0].why for slot in found.slots[:3]] == ["link only", "a policy is not asked for", "link only"]
    assert (found.verdict, found.due) == (Verdict.GAP, True)


def test_a_register_of_keys_is_no_rotation(desk, keep):
    keep("AI-SEC-01", Artefact(EvidenceKind.POPULATION, as_of=date(2026, 2, 1), row_count=5))
    found = one(desk, "AI-SEC-01")
    assert found.slots[0].state is SlotState.CLAIMED
    assert found.slots[0].claims[0].why == "a population shows what happened, not that the control ran"


def test_an_april_log_said_to_be_of_half_a_year_covers_the_days_of_its_rows(desk, tmp_path: Path):
    days = [date(2026, 4, 1) + timedelta(days=number) for number in range(28)]
    lines = [f"{day}T10:00:00Z,svc-eval,object.read,tuning,success\n" for day in days]
    file = tmp_path / "reads.csv"
    file.write_text("timestamp,actor,action,resource,outcome\n" + "".join(lines), encoding="utf-8")
    plan = ImportPlan("audit-log", period_from=date(2026, 1, 1), period_to=date(2026, 6, 30))
    desk.scope.set(categories=None, period=Period(date(2026, 1, 1), date(2026, 6, 30)))
    desk.imports.import_(file, plan, controls=[CONTINUOUS])
    found = one(desk, CONTINUOUS)
    assert (found.covered_days, found.judged_days, found.percent, found.verdict) == (28, 181, 15.5, Verdict.PARTIAL)


def test_a_log_kept_unread_and_one_whose_bytes_failed_are_claims(desk, keep):
    facts = Artefact(EvidenceKind.LOG_EXPORT, period_from=date(2026, 1, 1), period_to=date(2026, 6, 30))
    keep(CONTINUOUS, facts)
    found = one(desk, CONTINUOUS)
    assert (found.covered_days, found.claims[0].why) == (0, "not read: import it")
    name = keep(QUARTERLY, signed(as_of=date(2026, 2, 1)))
    assert one(desk, QUARTERLY).slots[0].state is SlotState.COVERED
    with desk.store.work(Verb.EVIDENCE_SET) as work:
        work.session.get(Evidence, name).integrity = "modified"
    assert one(desk, QUARTERLY).slots[0].claims[0].why == "bytes failed integrity"


def test_an_artefact_that_was_superseded_shows_the_days_before_the_newer_one(desk, keep):
    old = keep(QUARTERLY, signed(as_of=date(2026, 2, 1)))
    same = keep(QUARTERLY, signed(as_of=date(2026, 2, 1), note="corrected"))
    desk.evidence.supersede(old, same)
    assert one(desk, QUARTERLY).slots[0].evidence == (same,)
    later = keep(QUARTERLY, signed(as_of=date(2026, 5, 1)))
    desk.evidence.supersede(same, later)
    assert [slot.evidence for slot in one(desk, QUARTERLY).slots[:2]] == [(same,), (later,)]


def test_a_persons_word_makes_it_a_run_and_is_told(desk):
    desk.evidence.add("https://acme.example/trust", signed(as_of=date(2026, 2, 1)), controls=[QUARTERLY])
    with desk.store.work(Verb.EVIDENCE_LINK) as work:
        link = work.session.get(EvidenceLink, f"{QUARTERLY}/EV-1")
        link.shows_run, link.inspected_by, link.inspected_on = "seen in the trust centre", "M. Roy", date(2026, 2, 3)
    found = one(desk, QUARTERLY)
    assert found.slots[0].state is SlotState.COVERED
    assert "EV-1 shows it by statement of M. Roy, 2026-02-03: seen in the trust centre" in found.warnings


def test_the_earliest_period_knows_what_the_desk_still_has_to_do(desk):
    desk.actions.add("AI-PI-04", "Set limits", owner="Lin Chen", due=date(2027, 1, 21))
    window = desk.coverage.earliest(6)
    assert window.start == date(2027, 1, 21)
    assert "not before 2027-07-21: AI-PI-04 is due 2027-01-21" in window.sentence
