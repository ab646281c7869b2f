"""What no table takes: words off the list, impossible flags, numbers, dates, wrong types."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Column, Integer, create_engine
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session
from sqlalchemy.types import LargeBinary

from grcdesk.models.base import Amount, EnumText, Flag, IsoDate
from grcdesk.models.controls import Assessment
from grcdesk.models.tables import LOGGED, MODELS, table_of
from grcdesk.store import migrate
from grcdesk.store.sqlite import engine

COLUMNS = [(name, column) for name, model in MODELS.items() for column in table_of(model).columns]


def of_type(*types: type) -> list[object]:
    return [
        pytest.param(name, column, id=f"{name}.{column.name}")
        for name, column in COLUMNS
        if isinstance(column.type, types)
    ]


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("models") / "desk.db"
    migrate.create(path)
    connection = sqlite3.connect(path, isolation_level=None)
    engine.connect_pragmas(connection, readonly=False, journal="WAL")
    yield connection
    connection.close()


def sample(column: Column[object]) -> object:
    """A value the column takes."""
    kind = column.type
    if isinstance(kind, EnumText):
        return next(iter(kind.words)).value
    if isinstance(kind, IsoDate):
        return "2026-01-31"
    if isinstance(kind, Flag):
        return 1
    if isinstance(kind, Integer | Amount):
        return 1
    return b"x" if isinstance(kind, LargeBinary) else "x"


RULE = sqlite3.SQLITE_CONSTRAINT_CHECK
OTHER_TYPE = 3091
"""SQLITE_CONSTRAINT_DATATYPE, which Python has no name for."""


def refused(database: sqlite3.Connection, table: str, column: str, value: object) -> int:
    """Insert a row that is right but for one value; the code of what the database says."""
    row = {item.name: sample(item) for item in table_of(MODELS[table]).columns}
    row |= {
        "programme": {"id": "programme"},
        "action": {"closed_on": None},
        "vendor_policy": {"id": "policy"},
        "test_answer": {"reviewed_by": "y"},
        "remediation_slip": {"to_due": "2026-02-01"},
    }.get(table, {})
    database.execute("BEGIN")
    try:
        insert(database, table, row)  # the row itself is right
        database.execute("ROLLBACK")
        database.execute("BEGIN")
        with pytest.raises(sqlite3.IntegrityError) as error:
            insert(database, table, row | {column: value})
        return error.value.sqlite_errorcode
    finally:
        database.execute("ROLLBACK")


def insert(database: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    database.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))  # noqa: S608  our names


@pytest.mark.parametrize(("table", "column"), of_type(EnumText))
def test_a_word_off_the_list_is_refused(database, table, column):
    for rubbish in ("rubbish", "", " ", "IN_PLACE", "security\n"):
        assert refused(database, table, column.name, rubbish) == RULE


@pytest.mark.parametrize(("table", "column"), of_type(EnumText))
def test_a_word_off_the_list_is_refused_before_it_reaches_the_database(table, column):
    with pytest.raises(ValueError, match="rubbish"):
        column.type.process_bind_param("rubbish", None)


@pytest.mark.parametrize(("table", "column"), of_type(Flag))
def test_a_flag_is_0_or_1(database, table, column):
    for rubbish in (2, -1):
        assert refused(database, table, column.name, rubbish) == RULE


@pytest.mark.parametrize(("table", "column"), of_type(IsoDate))
def test_a_date_has_the_shape_of_one(database, table, column):
    for rubbish in ("31.01.2026", "2026-1-1", "", "2026-01-31T00:00"):
        assert refused(database, table, column.name, rubbish) == RULE


@pytest.mark.parametrize(("table", "column"), of_type(Integer, Amount, Flag))
def test_text_is_no_number(database, table, column):
    if not column.primary_key:
        assert refused(database, table, column.name, "many") == OTHER_TYPE


@pytest.mark.parametrize(("table", "column"), [pytest.param(*pair, id=f"{pair[0]}.{pair[1].name}") for pair in COLUMNS])
def test_bytes_go_only_where_bytes_belong(database, table, column):
    if not isinstance(column.type, LargeBinary) and not (table == "log" and column.name == "seq"):
        assert refused(database, table, column.name, b"\x00\xff")


@pytest.mark.parametrize("table", MODELS)
def test_every_table_is_strict(database, table):
    found = database.execute("SELECT strict FROM pragma_table_list WHERE name = ?", (table,)).fetchone()
    assert found == (1,)


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("programme", {}, "id", "another"),
        ("engagement", {}, "period_end", "2025-12-31"),
        ("evidence", {}, "period_to", "2025-12-31"),
        ("exclusion", {}, "reason", ""),
        ("declaration", {}, "by", ""),
        ("action_slip", {}, "reason", ""),
        ("risk_acceptance", {}, "approver", ""),
        ("snapshot", {}, "reviewer", ""),
        ("action", {}, "closed_on", "2026-02-01"),
        ("mapping", {}, "strength", 11),
        ("assessment", {}, "version", 0),
        ("vendor", {}, "offboarded", "2025-12-31"),
        ("vendor_policy", {}, "critical", 0),
    ],
)
def test_rules_that_hold_for_every_row(database, table, row, column, value):
    assert refused(database, table, column, value) == RULE


def test_evidence_without_any_date_cannot_exist(database):
    row = {item.name: sample(item) for item in table_of(MODELS["evidence"]).columns}
    undated = row | {"as_of": None, "period_from": None}
    with pytest.raises(sqlite3.IntegrityError):
        insert(database, "evidence", undated)


def test_a_row_made_of_rubbish_is_refused_by_the_orm_too(tmp_path):
    migrate.create(tmp_path / "desk.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    with Session(engine) as session:
        session.add(Assessment(control="X", status="rubbish"))  # type: ignore[arg-type]
        with pytest.raises(StatementError, match="rubbish"):
            session.flush()
    engine.dispose()


def test_only_the_log_what_it_keeps_aside_and_what_others_were_told_are_not_logged():
    assert set(MODELS) - set(LOGGED) == {"log", "private_text", "calendar_event", "sent_message"}


def test_stored_values_come_back_as_they_went():
    kind = IsoDate()
    assert kind.process_result_value(kind.process_bind_param(date(2026, 2, 28), None), None) == date(2026, 2, 28)
    assert kind.process_bind_param(None, None) is None
    assert Flag().process_bind_param(True, None) == 1
