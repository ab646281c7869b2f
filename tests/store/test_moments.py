"""Which entry a day or a position means."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert

from grcdesk import clock
from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import Row, table_of
from grcdesk.models.log import LogLine
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.programme import ProgrammeNames
from grcdesk.store import moments
from grcdesk.terms import Status


def find(desk, given_: str):
    with desk.store.read() as session:
        return moments.find(session.connection(), given_)


def head(desk) -> int:
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        return int(connection.execute("SELECT max(seq) FROM log").fetchone()[0])


def change(desk, gap: str) -> int:
    desk.controls.set(["AI-SEC-01", "AI-SEC-02"], ControlChange(status=Status.PARTIAL, gap=gap))
    return head(desk)


def test_a_day_is_the_last_entry_of_it(desk, fake_clock):
    made = head(desk)
    fake_clock.advance(hours=14, minutes=59, seconds=59)  # 23:59:59
    first = change(desk, "a")
    fake_clock.advance(seconds=1)
    second = change(desk, "b")
    fake_clock.advance(days=9)
    third = change(desk, "c")
    assert find(desk, "2026-11-21").entry == first > made
    assert find(desk, "2026-11-22").entry == second
    assert find(desk, "2026-11-30") == moments.LogMoment(second, date(2026, 11, 30))
    assert find(desk, "2026-12-01") == moments.LogMoment(third, date(2026, 12, 1)), "today is a day that has begun"


def test_a_position_stands_on_its_own_day(desk, fake_clock):
    at = change(desk, "a")
    fake_clock.advance(days=4)
    change(desk, "b")
    assert find(desk, str(at)) == moments.LogMoment(at, date(2026, 11, 21))


@pytest.mark.parametrize(
    ("given_", "words", "cure"),
    [
        ("2026-11-20", "the desk was made on 2026-11-21", "--at 2026-11-21"),
        ("2026-11-22", "2026-11-22 is still to come", "a day that has begun"),
        ("0", "the desk begins with entry", "--at "),
        ("3", "the desk begins with entry", "--at "),
        ("999999", "there is no entry 999999 yet", "--at "),
    ],
)
def test_what_is_no_moment_of_the_desk_is_refused_with_its_cure(desk, given_, words, cure):
    with pytest.raises(Refused, match=words) as refused:
        find(desk, given_)
    assert cure in refused.value.hint


@pytest.mark.parametrize("given_", ["", "yesterday", "-1", "1.5", "2026-13-01", "20261121x", "٤", "9" * 40])
def test_what_is_neither_day_nor_position_is_told_so(desk, given_):
    with pytest.raises(BadInput, match="neither a day nor a position"):
        find(desk, given_)


def test_within_a_command_the_desk_never_stood(desk):
    before = head(desk)
    after = change(desk, "a")
    assert after == before + 2
    with pytest.raises(Refused, match=f"entries {before + 1} to {after}") as refused:
        find(desk, str(before + 1))
    assert f"--at {before} before it, or --at {after} after it" in refused.value.hint


def test_the_zone_is_the_one_of_its_time(desk, fake_clock):
    """At 23:30 UTC it is the next day in Auckland, and the same in UTC."""
    fake_clock.advance(hours=14, minutes=30)
    in_utc = change(desk, "a")
    fake_clock.advance(minutes=1)
    desk.scope.set(names=ProgrammeNames(zone="Pacific/Auckland"))
    changed = head(desk)
    fake_clock.advance(minutes=1)
    in_auckland = change(desk, "b")
    assert in_auckland > changed > in_utc
    assert find(desk, "2026-11-21").entry == changed, "the command that changes the zone is still of the old one"
    assert find(desk, "2026-11-22").entry == in_auckland
    assert find(desk, str(changed)).day == date(2026, 11, 21)
    assert find(desk, str(in_auckland)).day == date(2026, 11, 22)


@given(st.lists(st.integers(0, 200_000), min_size=1, max_size=12), st.integers(0, 6))
def test_no_entry_of_a_later_day_counts_and_none_before_is_lost(gaps, ahead):
    """Whatever moments the lines bear: the entry found is the last before the first line of a later day."""
    start = datetime(2026, 1, 1, 9, tzinfo=UTC)
    times = [start + timedelta(seconds=sum(gaps[: number + 1])) for number in range(len(gaps))]
    engine = create_engine("sqlite://")
    Row.metadata.tables["log"].create(engine)
    day = start.date() + timedelta(days=ahead)
    with engine.begin() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda _zone="": date(2027, 1, 1))
        connection.execute(insert(table_of(LogLine)), [_line(number, one) for number, one in enumerate(times, 1)])
        later = [number for number, one in enumerate(times, 1) if one.date() > day]
        if later[:1] == [1]:
            with pytest.raises(Refused, match="the desk was made on"):
                moments.find(connection, str(day))
        else:
            assert moments.find(connection, str(day)).entry == (later[0] - 1 if later else len(times))
    engine.dispose()


def _line(number: int, moment: datetime) -> dict[str, object]:
    named = {"hash": "", "actor": "", "action": "", "kind": "", "resource": "", "batch": str(number)}
    return {"seq": number, "line": b"{}", "ts": clock.stamp(moment), "outcome": "success", "changes": True, **named}


def test_a_programme_of_0_1_0_keeps_its_zone_when_something_else_of_it_is_set():
    engine = create_engine("sqlite://")
    Row.metadata.tables["log"].create(engine)
    said = [{"zone": "Pacific/Auckland", "organisation": "Acme"}, {"organisation": "Acme AI"}, {"zone": "Asia/Tokyo"}]
    moment = datetime(2026, 1, 1, 9, tzinfo=UTC)
    with engine.begin() as connection:
        for number, after in enumerate(said, 1):
            entry = {"resource": {"type": "programme", "id": "programme"}, "after": after}
            line = _line(number, moment) | {"kind": "programme", "line": json.dumps(entry).encode()}
            connection.execute(insert(table_of(LogLine)), [line])
        found = [(one.first, one.zone) for one in moments._stretches(connection)]
    engine.dispose()
    assert found == [(1, "Pacific/Auckland"), (4, "Asia/Tokyo")]
