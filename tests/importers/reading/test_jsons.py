"""JSON Lines: many at once say what each says alone, and each what the strict parser says."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.reading import jsons

LONGEST = 30
"""Bytes of a line, in the test of long ones."""
GOOD = [
    '{"id": 1}',
    '{"id": 2, "of": {"a": [1, {"b": null}]}}',
    '{"id": 3, "text": "he said \\": and left : here"}',
    '{ "id" :4,"b"\t: 5}',
    '{"id": 5, "say": "a : b"}',
    "{}",
]
BAD = [
    '{"id": 1, "id": 2}',
    '{"id": 1, "id": 2, "b" :3}',
    '{"a": {"x": 1, "x": 2}, "b"\t:3}',
    '{"id": NaN}',
    '{"id": "\\ud800"}',
    '{"id": 1',
    '{"id": 1},{"id": 2}',
    '{"a":[{"x":1}',
    '{"y":2}]}',
    "[1]",
    "17",
    "not JSON",
]


def read(raw):
    """What a line says: a value or the reason why it is none."""
    try:
        return jsons.line(raw)
    except jsons.BadJson as error:
        return str(error)


@pytest.mark.parametrize("text", GOOD + BAD)
def test_a_line_is_what_the_strict_parser_says(text):
    raw = text.encode()
    try:
        expected = jsons.loads(raw)
    except jsons.BadJson as error:
        expected = str(error)
    assert read(raw) == expected


@given(st.lists(st.sampled_from(GOOD + BAD), min_size=2, max_size=8))
def test_lines_together_are_what_each_is_alone(texts):
    raw = [text.encode() for text in texts]
    found = jsons.together(raw)
    alone = [read(one) for one in raw]
    assert found is None or found == alone
    if not set(texts) & {*BAD, GOOD[2], GOOD[3]}:
        assert found == alone


def test_what_one_line_opens_no_other_closes():
    opened, closed = b'{"a":[{"x":1}', b'{"y":2}]}'
    for more in (b'{"b":1},{"c":2}', b'{"b":1},{"c":2},{"d":3}', b'{"b":1},0,{"d":3}'):
        assert jsons.together([opened, closed, more]) is None


@given(st.lists(st.sampled_from(["", " \t", '{"id": 1}', "x" * 40, "y" * 9]), max_size=12), st.integers(1, 30))
def test_lines_keep_their_numbers_whatever_the_blocks(rows, block):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsons, "_TOGETHER", block)
        patch.setattr(jsons, "MAX_ITEM", LONGEST)
        found = [one for batch in jsons.lines(io.BytesIO("\n".join(rows).encode())) for one in batch]
    expected = [(place, row) for place, row in enumerate(rows, 1) if row.strip()]
    assert [place for place, _ in found] == [place for place, _ in expected]
    for (_, raw), (_, row) in zip(found, expected, strict=True):
        assert raw == row.encode() or (raw is None and len(row) > LONGEST)


def test_keys_of_records_inside_are_counted_too():
    row = json.dumps({f"k{number}": {"k": number} for number in range(50)}).encode()
    assert jsons.together([row] * 100) == [json.loads(row)] * 100


VALUES = st.recursive(
    st.sampled_from(["", 'he said "{', "]}", "a\\", "\\", ",", "[", 1, None, True]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from('a"{]\\'), inner, max_size=3),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=6), st.integers(1, 40), st.sampled_from([None, 1]))
def test_a_list_is_cut_where_its_records_end_whatever_the_blocks(records, block, indent):
    text = json.dumps(records, indent=indent).encode().lstrip()[1:]
    behind = bytearray()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsons, "_BLOCK", block)
        patch.setattr(jsons, "_TOGETHER", block)
        batches = list(jsons.batches(jsons.items(io.BytesIO(text + b' , "next": 1}'), behind)))
    found = [one for batch in batches for one in batch]
    assert [place for place, _ in found] == list(range(1, len(records) + 1))
    assert [json.loads(raw) for _, raw in found] == records
    assert behind.strip() == b', "next": 1}'
    assert all(sum(map(len, (raw for _, raw in batch[:-1]))) < block for batch in batches)
