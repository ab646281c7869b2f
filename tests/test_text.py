"""Nothing from the database can steer a terminal, and nothing unstorable is taken in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.text import clean, composed, is_link, plain_number, show, whole_number

NASTY = [
    "\x1b[2Jgone",
    "\x1b]0;title\x07",
    "\x9b31mred",
    "a\rb",
    "\u202egnp.exe",
    "zero\u200bwidth",
    "\ufeffbom",
    "\u2028line",
    "\U000e0041tag",
    "\ufffe",
    "\x7f",
    "soft\u00adhyphen",
    "\u3164filler",
    "\ud800lone",
]
STEERS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize("text", NASTY)
def test_what_could_steer_or_mislead_is_made_visible(text: str):
    shown = show(text)
    assert not [character for character in shown if unicodedata.category(character) in STEERS]
    assert "\u3164" not in shown
    assert show(shown) == shown


@given(st.text(alphabet=st.characters(), max_size=200))
def test_no_control_character_survives(text: str):
    shown = show(text)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert "\x1b" not in shown
    shown.encode()


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Nd"]), max_size=50))
def test_plain_words_stay_as_they_are(text: str):
    assert show(text) == unicodedata.normalize("NFC", text)


def test_markup_is_text():
    assert show("[red]x[/red]") == "[red]x[/red]"


def test_line_ends_become_blanks_unless_wanted():
    assert show("a\nb\tc") == "a b c"
    assert show("a\nb\tc", newlines=True) == "a\nb c"


def test_the_marks_say_which_character_it_was():
    assert show("\x1b") == "␛"
    assert show("\x7f") == "␡"
    assert show("\u202e") == "\\u{202e}"


def test_anything_can_be_shown():
    assert show(None) == "None"
    assert show(3.5) == "3.5"


def test_text_is_kept_composed_with_plain_line_ends():
    assert clean("e\u0301\r\nb\rc") == "é\nb\nc"


@pytest.mark.parametrize(("text", "named"), [("a\x00b", "U+0000"), ("\ud800", "U+D800"), ("x\udfff", "U+DFFF")])
def test_what_cannot_be_stored_is_refused_by_name(text: str, named: str):
    with pytest.raises(BadInput, match=f"gap holds {named.replace('+', '[+]')}"):
        clean(text, "gap")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_cleaning_twice_is_cleaning_once_and_can_be_encoded(text: str):
    kept = clean(text)
    assert clean(kept) == kept
    kept.encode()


@given(st.text(st.sampled_from("ae\u0301\u0316\u0323\u0345é"), max_size=200))
def test_text_is_composed_as_unicode_says_in_groups_of_accents(text):
    assert composed(text) == composed(composed(text))
    assert unicodedata.is_normalized("NFC", composed(text))
    assert composed(text).replace("\u034f", "")[:1] == unicodedata.normalize("NFC", text)[:1]
    if len(text) <= 30:
        assert composed(text) == unicodedata.normalize("NFC", text)


def test_a_heap_of_accents_on_one_letter_takes_no_time():
    heap = "a" + "\u0301\u0316" * 50_000
    assert composed(heap).count("\u034f") > 3_000
    assert "\u034f" not in show(heap)
    assert clean(heap)


@pytest.mark.parametrize("text", ["", "-1", "1e308", "9" * 5000, "٣", "1.0", "11"])
def test_a_whole_number_has_its_bounds(text: str):
    with pytest.raises(BadInput, match="does not fit"):
        whole_number(text, 10, "amount")


@pytest.mark.parametrize("text", ["", "nan", "inf", "-inf", "1e308", "1e13", "many", "9" * 5000])
def test_a_number_that_fits_is_finite_and_no_larger_than_anybody_means(text: str):
    with pytest.raises(BadInput, match="is not a number that fits"):
        plain_number(text, "limit")
    assert plain_number("-0.5", "limit") == -0.5


@pytest.mark.parametrize(("typed", "link"), [
    ("https://status.example", True), ("HTTP://status.example/a b", True), ("https://", False), ("https:// x", False),
    ("http:///etc/passwd", False), ("ftp://status.example", False), ("status.example", False), ("see https://a", False),
])  # fmt: skip
def test_a_link_is_an_address_of_the_web(typed, link):
    assert is_link(typed) is link
