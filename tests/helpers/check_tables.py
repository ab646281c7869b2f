"""Rows typed in a test as tables the engine can read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from grcdesk.engine.tables import PERIOD_COLUMNS, EngineTable, period_days
from grcdesk.importers.catalogs.catalogs import read_catalog
from grcdesk.paths import CATALOGS
from grcdesk.rules.audits.parameters import Parameter
from grcdesk.rules.audits.roles import ROLES
from grcdesk.rules.testing.checks import QUARTER_ENDS, Check, presence, quarter_ends
from grcdesk.terms import ParameterKind


@cache
def shipped() -> tuple[dict[str, Check], tuple[Parameter, ...]]:
    """Every check of the shipped catalogs by test, and the parameters with their defaults."""
    checks: dict[str, Check] = {}
    parameters: list[Parameter] = []
    for name in ("ai-soc2", "ai-ext"):
        data = read_catalog(CATALOGS / "controls" / f"{name}.yaml").data
        parameters += [Parameter(one.name, one.kind, one.default) for one in data.parameters]
        for control in data.controls:
            for test in control.tests:
                if test.check is not None:
                    checks[test.id] = Check(
                        *(test.id, test.check, test.over or "", test.items or "", test.undecided or ""),
                        *(dict(test.without), test.rest or ""),
                    )
    return checks, tuple(parameters)


def table(folder: Path, name: str, rows: Iterable[Mapping[str, Any]]) -> EngineTable:
    """A population of that role; what a row does not name is null."""
    columns = ROLES[name].columns
    path = folder / f"{name}.jsonl"
    lines = [json.dumps({column.name: _cell(row.get(column.name)) for column in columns}) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")
    return EngineTable(name, columns, path)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value) if isinstance(value, date | Decimal) else value


def made(first: date, last: date, as_of: date) -> list[EngineTable]:
    """The tables every check may name beside populations."""
    ends = tuple((str(one),) for one in quarter_ends(first, as_of))
    return [period_days(first, last), EngineTable(QUARTER_ENDS, PERIOD_COLUMNS, None, ends)]


def built_in(first: date, last: date, as_of: date, on_file: Iterable[str]) -> list[Parameter]:
    """The parameters every check knows."""
    days = {"first_day": first, "last_day": last, "as_of": as_of}
    moments = {"period_start": f"{first}T00:00:00Z", "period_end": f"{last}T23:59:59Z"}
    return [
        *(Parameter(name, ParameterKind.DATE, str(day)) for name, day in days.items()),
        *(Parameter(name, ParameterKind.TIME, moment) for name, moment in moments.items()),
        *presence(ROLES, on_file),
    ]
