from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.evidence.frozen.kinds import BadNumber, KindSeen, decimal
from grcdesk.rules.audits.roles import ColumnKind


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0.880", "0.88"), (0.1, "0.1"), (1e-7, "0.0000001"), ("1e3", "1000"), ("-0.0", "0"), ("93 %", "0.93"),
     ("0,91", "0.91"), ("+7", "7"), (3, "3"), ("", None), (None, None), ("n/a", None), ("007", "7"),
     (0.1 + 0.2, "0.30000000000000004"), (1 / 3e5, "0.000003333333333333"), (1e15, "1" + "0" * 15)],
)  # fmt: skip
def test_a_number_is_the_same_text_however_it_is_written(written, meant):
    assert decimal(written) == meant


@pytest.mark.parametrize(
    "written",
    ["1,234", "0.9.1", "high", True, "1" * 19, "0." + "1" * 19, "1e40", "nan", "Infinity", "9" * 100, "1 000", "٣"],
)
def test_what_can_be_read_in_two_ways_or_in_none_is_refused(written):
    with pytest.raises(BadNumber) as error:
        decimal(written)
    assert str(written) not in str(error.value)


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_no_digit_is_lost(whole, parts):
    assert Decimal(decimal(f"{whole}.{parts:018}")) == Decimal(f"{whole}.{parts:018}")


VALUES = st.sampled_from(
    [
        "2026-03-01",
        "2026-03-01T10:00:00Z",
        "3",
        "3.5",
        "yes",
        "no",
        "true",
        "A-1",
        "some",
        "",
        None,
        7,
        0.5,
        True,
        "007",
    ]
)


@given(st.lists(VALUES, max_size=12), st.randoms())
def test_the_kind_of_a_column_hangs_not_on_the_order_of_rows(values, chance):
    moved = list(values)
    chance.shuffle(moved)
    seen = KindSeen(asked=True), KindSeen(asked=True)
    seen[0].see(values)
    seen[1].see(moved)
    assert seen[0].kind == seen[1].kind
    assert [seen[0].may_be(kind) for kind in ColumnKind] == [seen[1].may_be(kind) for kind in ColumnKind]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["2026-03-01", "2026-03-02"], ColumnKind.DATE),
        (["2026-03-01", "2026-03-02T10:00:00Z"], ColumnKind.TIME),
        (["yes", "no", ""], ColumnKind.FLAG),
        (["1", "2.5"], ColumnKind.NUMBER),
        (["001", "002"], ColumnKind.TEXT),
        (["1", "high"], ColumnKind.TEXT),
        (["", None], ColumnKind.TEXT),
    ],
)
def test_a_column_nobody_knows_is_what_all_of_its_values_are(values, kind):
    seen = KindSeen()
    seen.see(values)
    assert seen.kind is kind
