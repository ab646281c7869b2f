"""A block of a column is measured as its values are one by one: what is kept hangs on it."""

import re
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.evidence.frozen import blocks
from grcdesk.importers.evidence.frozen.kinds import KindSeen
from grcdesk.importers.keeping import looks, measuring
from grcdesk.importers.keeping.guard import Guard
from grcdesk.importers.keeping.holds import Holds

SURE = st.from_regex(r"(?:[A-Za-z]{1,12}[-_#/.]?[0-9]{1,12}|[0-9a-f]{40})", fullmatch=True)
TIMES = st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}Z") | st.just("2026-02-30T10:00:00Z")
OTHER = st.sampled_from(
    ["", None, True, 1, 1.0, 0, "approved", "call me at once please", "sk-12345678", "e5", "Mara Roy", "7", "***",
     "2026-03-01", "ghp_12", "x1\ny2"]
)  # fmt: skip
NAMES = st.sampled_from("abc")
COLUMNS = (
    st.lists(SURE, min_size=70, max_size=90)
    | st.lists(TIMES, min_size=70, max_size=90)
    | st.lists(SURE | TIMES | OTHER, max_size=90)
)


@pytest.mark.slow
@given(COLUMNS, st.sampled_from([None, *Holds]))
def test_a_block_is_measured_as_row_by_row(values, holds):
    known = {} if holds is None else {"c": holds}
    one, other = Guard(known), Guard(known)
    kinds, each = KindSeen(asked=True), KindSeen(asked=True)
    blocks.see_column(one, kinds, "c", values)
    for value in values:
        other.see({"c": value})
        each.see((value,))
    assert {path: astuple(seen) for path, seen in one.fields.items()} == {
        path: astuple(seen) for path, seen in other.fields.items()
    }
    assert kinds.kind == each.kind
    one.settle("f")
    other.settle("f")
    assert (one.content, one.bad, one.shut) == (other.content, other.bad, other.shut)


LEAVES = SURE | TIMES | OTHER
NESTED = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))


@pytest.mark.slow
@given(st.lists(st.dictionaries(NAMES, NESTED, max_size=3) | st.fixed_dictionaries({"a": NESTED, "b": LEAVES})))
def test_records_together_are_measured_as_one_by_one(records):
    known = {"a": Holds.ID, "b": Holds.NAME, "c": Holds.TIME}
    one, other = Guard(known), Guard(known)
    measuring.see_block(one, records)
    for record in records:
        other.see(record)
    assert {path: astuple(seen) for path, seen in one.fields.items()} == {
        path: astuple(seen) for path, seen in other.fields.items()
    }


@given(SURE)
def test_an_id_beyond_doubt_is_one(value):
    if measuring.sure([value], measuring.IDS):
        assert looks.measured(value) is looks.Reads.ID


@given(st.lists(SURE | OTHER, min_size=1, max_size=6), st.sampled_from([measuring.IDS, measuring.HEX]))
def test_a_form_is_that_of_every_value(values, form):
    assert measuring.sure(values, form) == all(isinstance(one, str) and bool(form.fullmatch(one)) for one in values)


@pytest.mark.parametrize("value", ["ghp_123", "ask-12", "E5", "e-5", "hf_1", "a1\n"])
def test_what_could_be_a_key_or_a_number_is_no_id_beyond_doubt(value):
    assert not measuring.sure([value], measuring.IDS)


def test_days_that_are_none_are_no_times():
    assert measuring.times(["2026-01-31T00:00:00Z", "2028-02-29T23:59:59Z"])
    good = "2026-01-01T23:59:59Z"
    for wrong in (
        *("2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T30:00:00Z", "2026-01-01T00:60:00Z"),
        *("2026-01-01T00:00:60Z", "2026-01-01T00:00:00z", "2026-01-01", "0026-01-01T00:00:00Z", "3026-01-01T00:00:00Z"),
        *("2026-01-01T00:00:0٠Z", f"{good}\n{good}", "", None),
    ):
        assert not measuring.times([good, wrong])
        assert not measuring.times([wrong, good])


def test_records_inside_records_get_columns_of_their_own():
    records = [
        {"id": "1", "user": {"login": "lin"}, "labels": [{"name": "a"}, {"name": "b"}]},
        {"id": "2", "reviews": [{"state": "APPROVED", "user": {"login": "Omar"}}, {"state": "DISMISSED", "user": "x"}]},
    ]
    found = blocks.columns(records, frozenset({"reviews"}))
    assert {re.sub("\x1f", ".", path): values for path, values in found.items()} == {
        "id": ["1", "2"],
        "user.login": ["lin", None],
        "labels.name": [("a", "b"), None],
        "reviews": [None, "omar"],
    }
