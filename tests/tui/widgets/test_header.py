"""The header: what gives way first where there is little room."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.tui.kit.looks import Glyphs
from grcdesk.tui.widgets.header import Header, Heading

HEADING = Heading(
    "Northwind Assurance", "SOC 2 2026", date(2026, 1, 1), date(2026, 12, 31), date(2026, 11, 28), sample=True
)


def line(heading: Heading, width: int) -> str:
    header = Header((), Glyphs(), "today")
    header.say(heading, "today")
    return header._whose(width).plain


@pytest.mark.parametrize(
    ("width", "gone"),
    [
        (120, []),
        (84, ["grcdesk"]),
        (70, ["grcdesk", "2026-01-01..2026-12-31"]),
        (42, ["grcdesk", "2026-01-01..2026-12-31", "Northwind Assurance"]),
    ],
)
def test_product_period_and_organisation_give_way_in_this_order(width: int, gone: list[str]) -> None:
    told = line(HEADING, width)
    assert len(told) == width
    assert told.endswith("day 332 of 365")
    words = ["grcdesk", "sample", "Northwind Assurance", "SOC 2 2026", "2026-01-01..2026-12-31"]
    assert [word for word in words if word not in told] == [word for word in words if word in gone]


def test_something_stands_there_however_narrow_it_is() -> None:
    assert line(Heading(), 5).startswith("grcd")


@pytest.mark.parametrize(
    ("heading", "days", "day"),
    [
        (Heading(), "", ""),
        (Heading(start=date(2026, 6, 30), end=date(2026, 6, 30), today=date(2026, 7, 1)), "", "as of 2026-06-30"),
        (
            Heading(start=date(2026, 1, 1), end=date(2026, 3, 31), today=date(2026, 4, 1)),
            "2026-01-01..2026-03-31",
            "outside the period",
        ),
    ],
)
def test_days_and_where_today_lies(heading: Heading, days: str, day: str) -> None:
    assert (heading.days, heading.day) == (days, day)
