"""Words and days as people type them into forms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from grcdesk.clock import today
from grcdesk.errors import BadInput
from grcdesk.terms.audits import EngagementKind, Phase
from grcdesk.tui.dialogs import values
from grcdesk.tui.dialogs.values import day_of, one_of


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("type 2", "soc2-type2"),
        ("SOC 2 Type II", "soc2-type2"),
        ("soc2_type1", "soc2-type1"),
        ("Stage 2", "iso-stage2"),
        ("readi", "readiness"),
        ("soc", ""),
        ("", None),
    ],
)
def test_a_kind_is_known_however_it_is_written(typed, kind):
    if kind == "":
        with pytest.raises(BadInput, match="is not one of soc2-type1, soc2-type2"):
            one_of(typed, tuple(EngagementKind), "kind")
    else:
        assert one_of(typed, tuple(EngagementKind), "kind") == (kind or "")


def test_the_word_itself_comes_before_one_it_begins():
    assert one_of("report", (*Phase, "report due"), "phase") == "report"


@pytest.mark.parametrize(("typed", "days"), [("today", 0), ("+10d", 10), ("+3W", 21)])
def test_a_day_may_be_told_from_today(typed, days):
    assert day_of(typed) == today() + timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("+3m", date(2026, 5, 28)), ("+1m", date(2026, 3, 28)), ("-1M", date(2026, 1, 28)), ("+1y", date(2027, 2, 28))],
)
def test_so_many_months_and_years_are_counted_by_the_calendar(monkeypatch, typed: str, day: date) -> None:
    monkeypatch.setattr(values, "today", lambda: date(2026, 2, 28))
    assert day_of(typed) == day


@pytest.mark.parametrize("typed", ["+3", "3w", "+3q", "soon", "+3w+1d"])
def test_anything_else_is_no_day(typed):
    with pytest.raises(BadInput, match="is not a date"):
        day_of(typed)
