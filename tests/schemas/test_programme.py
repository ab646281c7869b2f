"""Categories as people type them: a beginning counts where it is that of one alone."""

from __future__ import annotations

import pytest

from grcdesk.errors import BadInput
from grcdesk.schemas.programme import read_categories
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
