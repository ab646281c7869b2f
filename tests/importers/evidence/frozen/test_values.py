"""The keys that tell the rows of a frozen list apart."""

from __future__ import annotations

import pytest

from grcdesk.importers.evidence.frozen.values import Unreadable, key_part


@pytest.mark.parametrize(
    ("value", "key"), [("CHG-1", "CHG-1"), ("  a   b ", "a b"), (3, "3"), (3.0, "3"), (0.5, "0.5")]
)
def test_a_key_is_one_text(value, key):
    assert key_part(value) == key


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (("a", "b"), "no single value"),
        (True, "no single value"),
        (None, ""),
        (" ", ""),
        ("please call me back at once", "reads as text"),
    ],
)
def test_what_is_no_key_says_why(value, why):
    with pytest.raises(Unreadable) as error:
        key_part(value)
    assert str(error.value) == why
