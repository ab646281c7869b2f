"""Checks made at random: what the reader lets through runs, or is stopped by a limit, and says so."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.conftest import CHANGES, RELEASES
from grcdesk.engine.engine import CheckStopped, DuckEngine
from grcdesk.engine.tables import EngineCheck, EngineTable
from grcdesk.engine.validate import compile_check

SCHEMA = {"model_changes": CHANGES, "releases": RELEASES}
ROWS = tuple(
    (f"CHG-{number}", "2026-03-01T10:00:00Z", "2026-03-01", "ana", None, f"c{number % 7}", f"0.{number}", "true")
    for number in range(30)
)
TABLES = [
    EngineTable("model_changes", CHANGES, None, ROWS),
    EngineTable("releases", RELEASES, None, tuple((f"R-{number}", f"CHG-{number}") for number in range(20))),
]
TEXTS = st.sampled_from(["m.change_id", "m.author", "m.approver", "m.commit", "'ana'", "''", "NULL"])
NUMBERS = st.sampled_from(["m.score", "0.88", "90", "-1", "LENGTH(m.author)"])
TIMES = st.sampled_from(["m.merged_at", "CAST(m.day AS TIMESTAMP)", "CAST('2026-01-01' AS TIMESTAMP)"])
SIGNS = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])


def _more_text(inner):
    return st.one_of(
        st.builds("COALESCE({}, {})".format, inner, inner),
        st.builds("NULLIF({}, {})".format, inner, inner),
        st.builds("TRIM({})".format, inner),
        st.builds("CASE WHEN {} = {} THEN {} ELSE {} END".format, inner, inner, inner, inner),
    )


def _more_number(inner):
    return st.one_of(
        st.builds("({} + {})".format, inner, inner),
        st.builds("({} - {})".format, inner, inner),
        st.builds("ABS({})".format, inner),
        st.builds("CAST({} AS DECIMAL(12, 3))".format, inner),
        st.builds("DATE_DIFF('second', CAST({} AS TIMESTAMP), CAST({} AS TIMESTAMP))".format, TIMES, TIMES),
    )


def _more_truth(inner):
    return st.one_of(
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("NOT {}".format, inner),
        st.builds("EXISTS (SELECT 1 FROM releases AS r WHERE r.change_id = m.change_id AND {})".format, inner),
    )


text = st.recursive(TEXTS, _more_text, max_leaves=4)
number = st.recursive(NUMBERS, _more_number, max_leaves=4)
truth = st.recursive(
    st.one_of(
        st.builds("{} {} {}".format, text, SIGNS, text),
        st.builds("{} {} {}".format, number, SIGNS, number),
        st.builds("{} {} {}".format, TIMES, SIGNS, TIMES),
        st.builds("{} IS NULL".format, text),
        st.builds("{} IN ({}, {})".format, text, text, text),
        st.builds("{} BETWEEN {} AND {}".format, number, number, number),
        st.just("m.passed"),
    ),
    _more_truth,
    max_leaves=5,
)
sources = st.one_of(
    st.just("model_changes AS m"),
    st.builds("model_changes AS m JOIN releases AS s ON s.change_id = m.change_id AND {}".format, truth),
    st.builds("model_changes AS m LEFT JOIN releases AS s ON {}".format, truth),
    st.builds("model_changes AS m JOIN model_changes AS n ON {} JOIN model_changes AS o ON 1 = 1".format, truth),
)
selects = st.one_of(
    st.builds("SELECT m.change_id AS k, {} AS a, {} AS b FROM {} WHERE {}".format, text, number, sources, truth),
    st.builds(
        "SELECT m.commit AS k, COUNT(*) AS n, SUM({}) AS s, MAX({}) AS x FROM {} WHERE {} GROUP BY m.commit".format,
        *(number, text, sources, truth),
    ),
    st.builds(
        "SELECT m.change_id AS k, ROW_NUMBER() OVER (PARTITION BY {} ORDER BY m.change_id) AS n FROM {}".format,
        *(text, sources),
    ),
)
SETS = st.sampled_from(["UNION", "UNION ALL", "EXCEPT", "INTERSECT"])
checks = st.one_of(
    selects,
    st.builds("SELECT m.change_id AS k FROM {} {} SELECT m.author FROM {}".format, sources, SETS, sources),
    st.builds("WITH p AS ({}) SELECT p.k FROM p".format, selects),
)


@pytest.mark.slow
@settings(max_examples=40 if os.environ.get("THOROUGH") == "1" else 2)
@given(st.lists(checks, min_size=30, max_size=30))
def test_what_passes_the_reader_runs_or_is_stopped(statements):
    for sql in statements:
        compile_check(sql, SCHEMA, {})
    found = DuckEngine().faults([EngineCheck(f"C{n}", sql) for n, sql in enumerate(statements)], TABLES, [])
    wrong = {name: error for name, error in found.items() if not isinstance(error, CheckStopped)}
    assert wrong == {}
