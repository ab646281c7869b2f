"""A request goes by the auditor's number and by its own first words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.word.test_evidence_index import REQUEST


@pytest.mark.parametrize(
    ("title", "text", "asks"),
    [("Key rotation", "Show it", "Key rotation"), ("", "\n  Show it \nfor May", "Show it"), ("", " \n ", "")],
)
def test_what_it_asks_is_its_title_or_the_first_line_that_says_something(title, text, asks):
    assert replace(REQUEST, title=title, text=text).asks == asks


def test_people_call_it_by_his_number_where_he_gave_one():
    assert (REQUEST.name, replace(REQUEST, ref="").name) == ("12", "REQ-1")
