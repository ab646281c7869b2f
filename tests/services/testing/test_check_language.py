"""The page on the language of checks: its examples run and find what they say, and its lists are the program's own."""

from __future__ import annotations

import re
from datetime import date

import pytest

from grcdesk.engine import grammar, reading, tree, validate
from grcdesk.engine.engine import default_engine
from grcdesk.engine.tables import EngineCheck, EngineTable, Limits, period_days
from grcdesk.paths import HELP
from grcdesk.rules.audits.parameters import BUILT_IN, Parameter
from grcdesk.rules.audits.roles import ROLES, ColumnKind
from grcdesk.rules.testing.checks import MADE
from grcdesk.services.testing.measures import built_in
from grcdesk.terms import ParameterKind

PAGE = (HELP / "check-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```sql\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
ROWS = {
    "model_changes": {
        "CHG-1": {"merged_at": "2026-02-01T10:00:00Z", "author": "ana", "approver": "bo"},
        "CHG-2": {"merged_at": "2026-02-01T10:00:00Z", "author": "ana", "approver": "ana"},
        "CHG-3": {"merged_at": "2026-02-01T10:00:00Z", "author": "bo", "approver": " "},
        "CHG-4": {"merged_at": "2025-12-31T23:59:59Z", "author": "bo"},
    },
    "provider_keys": {
        "K-1": {"created_at": "2026-01-02T00:00:00Z", "owner": "ana"},
        "K-2": {"created_at": "2025-01-02T00:00:00Z", "last_rotated_at": "2026-03-30T00:00:00Z"},
        "K-3": {"created_at": "2025-01-02T00:00:00Z", "revoked_at": "2026-02-01T00:00:00Z"},
        "K-4": {"owner": "bo"},
    },
    "keys_console": {"K-1": {}, "K-2": {}, "K-3": {}, "K-9": {}},
    "prompt_log_days": {"2026-01-01": {}, "2026-01-03": {}},
    "alerts": {
        "A-1": {"opened_at": "2026-01-01T00:00:00Z", "acknowledged_at": "2026-01-01T04:00:00Z"},
        "A-2": {"opened_at": "2026-01-01T00:00:00Z", "acknowledged_at": "2026-01-01T04:00:01Z"},
        "A-3": {"opened_at": "2026-01-01T00:00:00Z"},
    },
}
FOUND = [
    [("CHG-2", "ana", "ana"), ("CHG-3", "bo", " ")],
    [("K-4", "bo", None)],
    [("2026-01-02",), ("2026-01-04",)],
    [("A-2", None, "2026-01-01T00:00:00Z", "2026-01-01T04:00:01Z"), ("A-3", None, "2026-01-01T00:00:00Z", None)],
    [("K-4", "in the register alone"), ("K-9", "in the console alone")],
]


def table(name: str) -> EngineTable:
    columns = ROLES[name].columns
    rows = tuple((key, *(row.get(one.name) for one in columns[1:])) for key, row in ROWS[name].items())
    return EngineTable(name, columns, None, rows)


def test_every_example_finds_what_it_says():
    first, last = date(2026, 1, 1), date(2026, 1, 4)
    parameters = [
        *built_in(first, last, date(2026, 4, 2), "UTC"),
        Parameter("max_key_age_days", ParameterKind.NUMBER, "90"),
        Parameter("acknowledge_within", ParameterKind.DURATION, "4h"),
    ]
    parameters[-3] = Parameter("period_end", ParameterKind.TIME, "2026-07-01T00:00:00Z")
    tables = [*map(table, ROWS), period_days(first, last)]
    checks = [EngineCheck(f"example {number}", sql) for number, sql in enumerate(EXAMPLES, 1)]
    found = default_engine().run(checks, tables, parameters)
    assert [list(one.rows) for one in found] == FOUND


@pytest.mark.parametrize("name", list(ROLES))
def test_every_role_is_listed_with_its_columns(name: str):
    line = " ".join(PAGE.partition(f"- `{name}`: ")[2].partition("\n- `")[0].partition("\n\n")[0].split())
    kinds = {
        column.name: "" if column.kind is ColumnKind.TEXT else f" ({column.kind})" for column in ROLES[name].columns
    }
    assert line == ", ".join(f"{column}{kind}" for column, kind in kinds.items())


def test_parameters_tables_and_limits_are_those_of_the_program():
    assert [name for name in BUILT_IN if f"`:{name}`" not in PAGE] == []
    assert [name for name in MADE if f"`{name}(day)`" not in PAGE] == []
    usual = Limits()
    for told in (
        f"{validate.LONGEST:,} bytes",
        f"{tree._NODES:,} parts",
        f"{tree._TABLES} tables",
        f"{reading.DEEPEST} deep",
        f"{usual.seconds} seconds",
        f"hold {usual.memory >> 30} GiB",
        f"{usual.rows:,} rows",
    ):
        assert told in " ".join(PAGE.split()), told
    assert all(kind in PAGE for kind in {name.replace("DECIMAL", "DECIMAL(p, s)") for name in grammar.CASTS.values()})
