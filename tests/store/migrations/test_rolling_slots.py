"""Labels of rolling cycles become their dates when a desk is brought to shape 22; what cannot be told is cleared."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from grcdesk.models.due import DueNote
from grcdesk.models.evidence import Evidence
from grcdesk.paths import DeskPaths
from grcdesk.rules.time.slots import slots_of
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.services.desk.opening import init_desk, open_desk
from grcdesk.store import migrate
from grcdesk.terms import Anchor, DueMark, EvidenceKind, Frequency, Verb, Via

HALVES = "AI-AVL-02"
"""Half-yearly, from the start of its window."""
YEARLY = "AI-AVL-03"
QUARTERS = "AI-SEC-05"
"""By the calendar."""
MONTHS = "AI-PI-04"
FIRST, SECOND = "2026-01-01..2026-06-30", "2026-07-01..2026-12-31"


def put_back(database: Path) -> None:
    """Bring a database to shape 21, when a desk had one programme: what it held then, of what it holds now."""
    now = database.with_name("now.db")
    database.rename(now)
    migrate.create_at(database, 21)
    with closing(sqlite3.connect(now)) as connection, connection:
        connection.execute("UPDATE wanted_evidence SET facts = NULL")  # words it knows came later
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("ATTACH ? AS now", (str(now),))
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'alembic%'"
        for (table,) in connection.execute(tables).fetchall():
            columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info('{table}')")]
            here = [row[1] for row in connection.execute(f"PRAGMA now.table_info('{table}')")]
            if table == "programme":
                connection.execute(
                    "INSERT INTO programme SELECT p.id, p.organisation, e.name, e.categories, e.period_start,"
                    " e.period_end, e.zone FROM now.programme p JOIN now.engagement e ON e.id = p.engagement"
                )
                continue
            listed = ", ".join(f'"{column}"' for column in columns if column in here)
            connection.execute(f'INSERT INTO main."{table}" ({listed}) SELECT {listed} FROM now."{table}"')  # noqa: S608
    now.unlink()


@pytest.fixture
def old(tmp_path, plan):
    """Make a desk of shape 21, do something on it, and open it with the program of today."""
    opened = []

    def make(deed, period=plan.period):
        desk = init_desk(tmp_path / "old", replace(plan, period=period), via=Via.CLI)
        deed(desk)
        desk.close()
        put_back(desk.paths.database)
        opened.append(open_desk(DeskPaths(tmp_path / "old"), via=Via.CLI))
        return opened[-1]

    yield make
    for desk in opened:
        desk.close()


def run(desk, label: str, *controls: str, on: date = date(2026, 2, 3)) -> None:
    """A link with a label as an earlier program took it."""
    facts = Artefact(EvidenceKind.TEST_RECORD, as_of=on)
    (name,) = (
        one
        for one in desk.evidence.add(f"https://x.example/{label}", facts, controls=controls).changed
        if "/" not in one
    )
    with desk.store.work(Verb.EVIDENCE_SET) as work:
        work.session.get_one(Evidence, name).for_slot = label


def note(desk, record: str) -> None:
    with desk.store.work(Verb.DUE_SNOOZE) as work:
        work.session.add(
            DueNote(
                id=f"evidence_slot/{record}",
                kind="evidence_slot",
                record=record,
                mark=DueMark.SNOOZED,
                due=date(2026, 12, 31),
                until=date(2026, 12, 1),
                reason="ill",
                said_by="Dana Reyes",
                said_on=date(2026, 11, 21),
            )
        )


def labels(desk) -> list[str]:
    return [row.for_slot for row in desk.evidence.list()]


@pytest.mark.slow
def test_a_number_becomes_the_dates_of_its_cycle_and_the_log_tells_it(old):
    def deed(desk):
        run(desk, "1", HALVES)
        run(desk, "2", HALVES)
        run(desk, "2026Q1", QUARTERS)
        run(desk, "", HALVES)

    desk = old(deed)
    assert labels(desk) == [FIRST, SECOND, "2026Q1", ""]
    lines = desk.log.list(action=Verb.DESK_MIGRATE, resource=["EV-1", "EV-2", "EV-3"], newest_first=False)
    assert [(line.id, line.before, line.after) for line in lines] == [
        ("EV-1", {"for_slot": "1"}, {"for_slot": FIRST}),
        ("EV-2", {"for_slot": "2"}, {"for_slot": SECOND}),
    ]
    known = [slot.slot for slot in desk.coverage.board(controls=[HALVES])[0].slots]
    assert known == [FIRST, SECOND], "as coverage names them"


@pytest.mark.slow
def test_the_window_of_the_control_counts(old):
    def deed(desk):
        desk.controls.set([HALVES], ControlChange(effective_from=date(2026, 1, 21)))
        desk.controls.set([MONTHS], ControlChange(anchor=Anchor.ROLLING, effective_from=date(2026, 1, 31)))
        run(desk, "2", HALVES)
        run(desk, "2", MONTHS)

    desk = old(deed)
    assert labels(desk) == ["2026-07-21..2027-01-20", "2026-02-28..2026-03-30"]
    for control, label in ((HALVES, labels(desk)[0]), (MONTHS, labels(desk)[1])):
        assert label in [slot.slot for slot in desk.coverage.board(controls=[control])[0].slots]


@pytest.mark.slow
def test_what_cannot_be_told_is_cleared_and_the_run_goes_by_its_day(old):
    def deed(desk):
        run(desk, "1", HALVES, YEARLY)  # two cycles of that number
        run(desk, "3", HALVES)  # the window has no third
        run(desk, "1", QUARTERS)  # the calendar has no numbers
        run(desk, "1")  # behind nothing
        run(desk, "1", HALVES, QUARTERS)  # only one of them has numbers

    assert labels(old(deed)) == ["", "", "", "", FIRST]


@pytest.mark.slow
def test_without_a_period_nothing_can_be_told(old):
    def deed(desk):
        run(desk, "1", HALVES)
        note(desk, f"{HALVES}/1")

    desk = old(deed, period=None)
    assert labels(desk) == [""]
    assert desk.due.notes() == []


@pytest.mark.slow
def test_what_was_put_off_stays_put_off(old):
    def deed(desk):
        note(desk, f"{HALVES}/2")
        note(desk, f"{QUARTERS}/2026Q4")
        note(desk, f"{HALVES}/7")

    desk = old(deed)
    assert sorted(one.id for one in desk.due.notes()) == [f"{HALVES}/{SECOND}", f"{QUARTERS}/2026Q4"]


@pytest.mark.parametrize("frequency", [Frequency.WEEKLY, Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.ANNUAL])
@pytest.mark.parametrize("start", [date(2026, 1, 31), date(2024, 2, 29), date(2026, 5, 1)])
def test_the_names_are_those_of_coverage(frequency, start):
    migration = import_module("grcdesk.store.migrations.versions.0022_rolling_slots_by_their_dates")
    window = Span(start, date(start.year + 1, 1, 15))
    slots = slots_of(frequency, Anchor.ROLLING, window)
    assert list(migration._named(frequency.value, window.start, window.end).values()) == [one.name for one in slots]
