from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.reports.xmltext import (
    CELL_LIMIT,
    CONTINUED,
    code_points,
    escape,
    fit,
    is_fit,
    pieces,
    unescape,
    units,
    visible,
)
from reports.nasty import EVERY, ILLEGAL, KEPT

RUNS = st.text(alphabet=st.sampled_from("ab_x0041F \n\t👩\x1b\ud800"), max_size=80)


@pytest.mark.parametrize("text", KEPT)
def test_legal_text_is_not_changed(text):
    assert visible(text) == text
    assert fit(text).text == text
    assert fit(text).replaced == ()


@pytest.mark.parametrize("text", ILLEGAL)
def test_illegal_characters_become_visible_and_are_named(text):
    fitted = fit(text)
    assert fitted.text.encode("utf-8")
    assert fitted.replaced == code_points(text) != ()
    assert len(fitted.text) >= len(text)
    assert not is_fit(text)


def test_the_marks_are_those_of_the_interface():
    assert visible("\x1b[1m\x00") == "␛[1m␀"
    assert visible("\ud800\uffff") == "\\u{d800}\\u{ffff}"


def test_what_a_workbook_would_read_as_a_character_is_spelled_out():
    assert escape("_x0041_") == "_x005F_x0041_"
    assert escape("_x00") == "_x00"


@given(RUNS)
def test_spelling_out_is_undone_by_unescape(text):
    assert unescape(escape(text)) == text


@given(RUNS, st.integers(min_value=2, max_value=12))
def test_pieces_join_to_the_text_and_fit(text, limit):
    found = pieces(text, limit)
    assert "".join(found) == text
    assert all(0 < units(piece) <= limit for piece in found)


@given(RUNS, st.integers(min_value=120, max_value=140), st.integers(min_value=1, max_value=6))
def test_nothing_is_lost_when_a_text_does_not_fit(text, limit, times):
    whole = text * times
    fitted = fit(whole, limit=limit)
    assert units(fitted.text) <= limit
    first = unescape(fitted.text)
    if fitted.rest:
        assert first.endswith(CONTINUED)
        first = first.removesuffix(CONTINUED)
    assert first + "".join(fitted.rest) == visible(whole)
    assert all(units(escape(piece)) <= limit for piece in fitted.rest)


def test_an_emoji_counts_as_two():
    assert units("👩a") == 3
    many = "👩" * CELL_LIMIT
    assert units(fit(many).text) <= CELL_LIMIT
    assert len(fit(many).rest) == 2


def test_long_text_is_cut_at_a_word():
    fitted = fit("word " * 10_000)
    assert fitted.text.endswith("word … continued, see Notes")
    assert units(fitted.text) <= CELL_LIMIT


def test_text_of_exactly_the_limit_is_left_alone():
    text = "x" * CELL_LIMIT
    assert fit(text) == (text, (), ())


@pytest.mark.parametrize("text", EVERY)
def test_the_quick_look_never_says_yes_to_what_must_change(text):
    if is_fit(text):
        assert fit(text) == (text, (), ())
