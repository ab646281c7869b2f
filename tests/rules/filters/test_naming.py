"""Parts of ids and words find a record; the nearest stands first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.filters.naming import nearest

ROWS = (
    ("AI-SEC-01", "Provider keys rotated", "security"),
    ("AI-SEC-03", "Tool servers check every call", "security"),
    ("EV-3", "Rotation of keys", "key vault"),
    ("VEN-1", "Keyhole", ""),
    ("Max Roy", "Max Roy", "owns 3 controls"),
)


def found(typed: str, most: int = 0) -> list[str]:
    return [row[0] for row in nearest(typed, ROWS, lambda row: tuple(part.casefold() for part in row), most)]


def test_an_id_goes_before_words_and_a_whole_one_before_a_part():
    assert found("ev-3") == ["EV-3"]
    assert found("sec-03") == ["AI-SEC-03"]
    assert found("SEC") == ["AI-SEC-01", "AI-SEC-03"]


def test_a_title_that_begins_with_the_word_goes_before_one_that_holds_it():
    assert found("key") == ["AI-SEC-01", "EV-3", "VEN-1"]
    assert found("hole") == ["VEN-1"]


def test_every_word_must_be_there_in_any_order():
    assert found("keys rotated") == found("rotated keys") == ["AI-SEC-01"]
    assert found("keys servers") == []


def test_of_many_the_nearest_few():
    assert found("key", most=1) == ["AI-SEC-01"]
    assert found("") == [row[0] for row in ROWS]


@given(st.sampled_from(ROWS), st.data())
def test_any_part_of_any_field_finds_the_record(row, data):
    text = data.draw(st.sampled_from([part for part in row if part])).casefold()
    word = data.draw(st.sampled_from(text.split()))
    start = data.draw(st.integers(0, len(word) - 1))
    assert row[0] in found(word[start:])
