"""What a value looks like, by measure."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
