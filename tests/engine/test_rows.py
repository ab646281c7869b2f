"""Rows of a check have one text, one order and one digest."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.engine.rows import as_text, digest, in_order

CELLS = st.none() | st.text(max_size=6)
ROWS = st.integers(1, 3).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), max_size=8))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("É ", "É "),
        (True, "true"),
        (0, "0"),
        (-7, "-7"),
        (Decimal("0.880000000000000000"), "0.88"),
        (Decimal(100), "100"),
        (Decimal("100.000"), "100"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.00"), "0"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 2, 28), "2026-02-28"),
        (datetime(2026, 7, 1, 0, 0, 0), "2026-07-01T00:00:00Z"),  # noqa: DTZ001  the engine knows UTC alone
        (datetime(2026, 7, 1, 0, 0, 0, 250_000), "2026-07-01T00:00:00.250000Z"),  # noqa: DTZ001
        (datetime(2026, 7, 1, tzinfo=UTC), "2026-07-01T00:00:00Z"),
    ],
)
def test_a_value_has_one_text(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize(
    "value",
    [0.5, float("nan"), Decimal("NaN"), b"x", [1], {"a": 1}, datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=2)))],
)
def test_what_has_no_one_text_is_not_handed_back(value):
    with pytest.raises(TypeError):
        as_text(value)


@given(ROWS, st.randoms())
def test_the_order_in_which_rows_come_changes_nothing(rows, by: random.Random):
    shuffled = rows.copy()
    by.shuffle(shuffled)
    assert in_order(shuffled) == in_order(rows)
    assert digest(in_order(shuffled)) == digest(in_order(rows))


@given(ROWS.filter(bool))
def test_a_row_less_is_another_digest(rows):
    assert digest(in_order(rows[1:])) != digest(in_order(rows))


def test_rows_are_sorted_by_bytes_with_null_last():
    assert in_order([("é",), (None,), ("z",), ("Z",), ("10",), ("9",), ("",)]) == (
        *(("",), ("10",), ("9",), ("Z",), ("z",), ("é",)),
        (None,),
    )


def test_the_digest_can_be_made_outside():
    rows = (("CHG-1", None), ('a "quote"', "É"))
    assert digest(rows) == hashlib.sha256('["CHG-1",null]\n["a \\"quote\\"","É"]\n'.encode()).hexdigest()
