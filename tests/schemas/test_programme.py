"""The period and the categories of a programme, as people type them."""

from __future__ import annotations

import pytest

from grcdesk.errors import BadInput
from grcdesk.schemas.programme import Period, read_categories
from grcdesk.terms import Category


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", (Category.SECURITY,)),
        ("C PI", (Category.SECURITY, Category.PROCESSING_INTEGRITY, Category.CONFIDENTIALITY)),
        ("conf, Processing integrity", (Category.SECURITY, Category.PROCESSING_INTEGRITY, Category.CONFIDENTIALITY)),
        ("all", tuple(Category)),
    ],
)
def test_names_beginnings_and_codes_are_read(text, found):
    assert read_categories(text) == found


@pytest.mark.parametrize("text", ["pr", "secrecy"])
def test_what_is_no_category_or_could_be_two_is_refused(text):
    with pytest.raises(BadInput, match=f"no category '{text}'"):
        read_categories(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026", "'2026' is not a period"),
        ("2026-01-01..2026-02-30", "2026-02-30"),
        ("2026-12-31..2026-01-01", "ends before it starts"),
    ],
)
def test_what_is_no_period_is_refused_with_the_form_of_one(text, message):
    with pytest.raises(BadInput, match=message) as refused:
        Period.read(text)
    assert "2026-01-01..2026-12-31" in refused.value.hint


def test_a_comma_too_many_names_no_category():
    assert read_categories("confidentiality,,") == (Category.SECURITY, Category.CONFIDENTIALITY)
