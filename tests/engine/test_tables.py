"""Columns of any heading get names a check can write."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.engine import grammar
from grcdesk.engine.tables import period_days, sql_names
from grcdesk.rules.audits.roles import ROLES, RoleColumn


def named(*headings: str) -> tuple[str, ...]:
    return sql_names(tuple(map(RoleColumn, headings)))


def test_headings_become_names():
    assert named("Change ID", "change_id", "2nd look", "Größe (MB)", "", "***", "commit") == (
        *("change_id", "change_id_2", "_2nd_look", "gr_sse_mb", "column", "column_2", "commit"),
    )


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_heading_can_be_written_and_each_name_stands_once(headings):
    names = named(*headings)
    assert len(set(names)) == len(headings)
    assert all(grammar.NAME.fullmatch(name) for name in names)


def test_columns_of_roles_keep_their_names():
    assert all(sql_names(role.columns) == tuple(column.name for column in role.columns) for role in ROLES.values())


def test_days_of_a_period_include_both_ends():
    table = period_days(date(2026, 2, 27), date(2026, 3, 1))
    assert table.rows == (("2026-02-27",), ("2026-02-28",), ("2026-03-01",))
