"""What a value looks like, by measure."""

from __future__ import annotations

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grcdesk.importers.keeping import looks
from grcdesk.importers.keeping.looks import Reads, is_id, is_name, look

WORDS = st.text(string.ascii_lowercase, min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=4, max_size=30), st.sampled_from([" ", "  ", "\n", " - ", ", "]))
def test_four_small_words_are_text_however_they_are_parted(words, between):
    text = between.join(words)
    assert look(text) is Reads.TEXT
    assert not is_id(text)


@given(st.lists(WORDS, min_size=1, max_size=2), st.sampled_from(["me", "my", "please", "you", "call", "was"]))
def test_a_word_of_somebody_who_speaks_makes_a_few_words_text(words, spoken):
    for place in range(len(words) + 1):
        assert look(" ".join([*words[:place], spoken, *words[place:]])) is Reads.TEXT


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=9, max_size=60))
def test_a_sentence_without_blanks_is_text(text):
    assert look(text) is Reads.TEXT


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", Reads.EMPTY),
        ("1,204", Reads.NUMBER),
        ("95 %", Reads.NUMBER),
        ("2026-10-01 09:00:00.123", Reads.TIME),
        ("Dec 11, 2017 4:01:51 PM", Reads.TIME),
        ("REL-300", Reads.ID),
        ("a.okafor@acme.example", Reads.ID),
        ("arn:aws:sts::111122223333:assumed-role/meeting-notes/session", Reads.ID),
        ("us-east-1", Reads.ID),
        ("AssumeRole", Reads.ID),
        ("success", Reads.ID),
        ("ana", Reads.WORD),
        ("Northlight Models", Reads.PHRASE),
        ("wrong answer", Reads.PHRASE),
        ("call me at five", Reads.TEXT),
        ("call-me-at-five", Reads.TEXT),
        ("hunter2 !", Reads.TEXT),
        ("sk-proj-abcdefghijklmnop1234567890", Reads.TEXT),
    ],
)
def test_values_of_every_kind(value, expected):
    assert look(value) is expected


@pytest.mark.parametrize("name", ["Amazon Web Services, Inc.", "Ministry of Health and Care", "Ada Okafor"])
def test_a_firm_may_have_up_to_five_words(name):
    assert is_name(name)
    assert not is_name(f"{name} wrote to us about it")


@pytest.mark.parametrize("text", ["e5", "E-12", "sk-123456", "ghp_1234", "npm_12345678", "hf_1"])
def test_what_is_a_number_or_a_key_is_no_id_at_first_sight(text):
    """An id is known at first sight only where the slower look says the same."""
    assert not looks._PLAIN_ID.fullmatch(text)


@given(st.from_regex(looks._PLAIN_ID, fullmatch=True))
def test_an_id_at_first_sight_is_one_at_the_second(text):
    assert next((seen for seen, fits in looks._TRIED if fits(text)), Reads.TEXT) is Reads.ID


@given(st.text(min_size=looks.MAX_ID + 1).filter(lambda text: len(text.strip()) > looks.MAX_ID))
@example("A" * 201)
@example("0" * 201)
@example("a-" * 101)
@example("é" * 201)
@example("Ab " * 70)
def test_what_is_longer_than_any_id_is_text(text):
    bare = text.strip()
    assert not any(fits(bare) for _, fits in looks._TRIED)
    assert looks.look(text) is Reads.TEXT
