"""What checks are measured by in every engagement: the days and moments of its period, and tables made of them."""

from __future__ import annotations

from datetime import date, timedelta

from grcdesk import clock
from grcdesk.engine.tables import PERIOD_COLUMNS, EngineTable, Limits, period_days
from grcdesk.rules.audits.parameters import Parameter
from grcdesk.rules.testing.checks import QUARTER_ENDS, quarter_ends
from grcdesk.settings import Settings
from grcdesk.terms import ParameterKind


def built_in(first: date, last: date, as_of: date, zone: str) -> list[Parameter]:
    """The parameters every check may name.

    Args:
        first: the first day of the period.
        last: its last day, which belongs to it.
        as_of: the day on which ages are counted.
        zone: IANA name of the zone in which the days begin and end; empty: the computer's own.
    """
    days = {"first_day": first, "last_day": last, "as_of": as_of}
    moments = {
        "period_start": clock.end_of(first - timedelta(days=1), zone),
        "period_end": clock.end_of(last, zone),
    }
    return [
        *(Parameter(name, ParameterKind.DATE, day.isoformat()) for name, day in days.items()),
        *(Parameter(name, ParameterKind.TIME, f"{at:%Y-%m-%dT%H:%M:%SZ}") for name, at in moments.items()),
    ]


def limits(
    settings: Settings, *, seconds: int | None = None, memory: int | None = None, rows: int | None = None
) -> Limits:
    """What a check may use: as it is given, else as the settings have it; memory in MiB."""
    usual = Limits(settings.check_seconds, settings.check_memory << 20)
    return Limits(
        usual.seconds if seconds is None else seconds,
        usual.memory if memory is None else memory << 20,
        usual.rows if rows is None else rows,
    )


def made(first: date, last: date, as_of: date) -> list[EngineTable]:
    """The tables every check may name: the days of the period, and the days on which a state is looked at."""
    ends = tuple((day.isoformat(),) for day in quarter_ends(first, max(first, as_of)))
    return [period_days(first, last), EngineTable(QUARTER_ENDS, PERIOD_COLUMNS, None, ends)]
