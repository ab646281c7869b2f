"""Which fields may be kept: by name where it is known, else by measurement over the whole file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.keeping.content import found_in, reads_as_text
from grcdesk.importers.keeping.guard import Guard, known_fields, refuse_secrets
from grcdesk.importers.keeping.holds import Holds, admitted, as_it_is, fits

STATES = ["open", "waiting", "closed", "on hold"]


def guarded(values, name="field", known=None, **more) -> Guard:
    guard = Guard(known or {}, **more)
    for value in values:
        guard.see({name: value})
    guard.settle("a file")
    return guard


@given(st.integers(0, 999), st.sampled_from(["call me at five", "she said no", "the parcel never came to me"]))
def test_one_text_among_a_thousand_closed_words_is_content(place, text):
    values = [STATES[number % 4] for number in range(1000)]
    assert guarded(values).content == {}
    values[place] = text
    assert guarded(values).content == {"field": 1000}


@pytest.mark.parametrize(
    "values",
    [
        [f"T-{number}" for number in range(40)],
        [str(date(2026, 1, 1) + timedelta(number)) for number in range(40)],
        [number / 7 for number in range(40)],
        ["team a", "team b"] * 20,
        [None, "", True, "***"],
    ],
)
def test_ids_dates_numbers_and_closed_words_are_no_content(values):
    assert guarded(values).content == {}


def test_text_with_a_word_in_each_row_is_content():
    text = [f"{first}{second}" for first in ("al", "be", "co", "du") for second in ("ra", "ne", "mi", "to", "lu")]
    assert guarded(text).content == {"field": 20}
    many = [f"{one}{two}" for one in text for two in ("sa", "ve", "qui", "po")]
    told = guarded(many, "status", known_fields({"status": ()}, {}))
    assert (told.content, told.shut) == ({"status": 80}, {"status"})


def test_a_field_is_content_by_its_name_unless_it_holds_numbers():
    assert guarded(["v1"] * 9, "prompt").content == {"prompt": 9}
    assert guarded([12] * 9, "prompt").content == {}
    assert guarded(["v1"] * 9, "note").content == {}
    assert guarded(["v1"] * 9, "note", free=True).content == {"note": 9}


def test_a_name_that_reads_as_text_is_content_and_not_told():
    assert guarded([1], "tell me what she paid").content == {"(unnamed)": 1}
    guard = Guard()
    guard.see({"meta": {"deep": [{"she paid it with her card": 1}]}})
    guard.settle("a file")
    assert guard.content == {"meta.deep.(unnamed)": 1}


@pytest.mark.parametrize("holds", Holds)
def test_no_known_field_admits_a_sentence(holds):
    sentence = "the customer asked us to call back about the parcel"
    assert not fits(holds, sentence)
    assert admitted(holds, sentence) is None
    assert admitted(holds, [sentence, {"a": sentence}]) is None


def test_what_a_person_released_stands_as_it_is_and_secrets_never():
    guard = guarded(["call me at five"], "Note", released=("note",))
    assert guard.content == {}
    assert guard.let_through({"Note": "call me at five", "other": 1}) == {"Note": "call me at five"}
    with pytest.raises(BadInput, match="no field 'nota' to keep"):
        guarded(["x"], "note", released=("nota",))
    for name in ("password", "Access Token", "client_secret", "x.apiKey"):
        with pytest.raises(BadInput, match="never kept"):
            refuse_secrets([name])


def test_content_is_found_at_any_depth_and_numbers_are_none():
    document = {
        "model": "a/large",
        "messages": [{"role": "user", "content": "where is my parcel"}],
        "deep": [{"output": {"text": "it left on Monday"}}, {"prompt": 0, "password": ""}],
        "api_key": "sk-1",
        "note": ["the customer was told twice"],
    }
    assert found_in(document) == {"messages", "output", "api_key"}
    assert found_in(document, ["messages", "content", "apikey"]) == {"output"}
    assert "note" in found_in(document, free=True)
    assert found_in(["she said she would not come back"], free=True) == {"text"}
    assert found_in({"prompt": {"tokens": 4, "cached": [1, 2]}}) == set()


@pytest.mark.parametrize(
    ("value", "is_text"),
    [
        ("please call me back at once", True),
        ({"a": ["", "please call me back at once"]}, True),
        (["active", 5, None], False),
        (5, False),
    ],
)
def test_a_value_reads_as_text_at_any_depth(value, is_text):
    assert reads_as_text(value) is is_text


def test_what_a_person_released_is_kept_as_it_stands():
    assert as_it_is({"a": ["x" * 20_000, {"b": 1}], 2: None}) == {"a": ["x" * 10_000, {"b": 1}], "2": None}
    assert admitted(Holds.WORD, object()) is None
    assert admitted(Holds.NAME, ["Lin Chen", {"a": "text"}, None]) == ["Lin Chen"]
