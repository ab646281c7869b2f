from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.reports.workbook.names import LIMIT, quoted, sheet_name
from grcdesk.reports.xmltext import units


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Mapping", "Mapping"),
        ("Chat/agent: v[2]?*\\", "Chat-agent- v-2----"),
        ("'quoted'", "quoted"),
        ("History", "History 1"),
        ("history", "history 1"),
        ("", "Sheet"),
        (" ' ", "Sheet"),
        ("x" * 40, "x" * 31),
        ("a\x1bb", "a␛b"),
    ],
)
def test_a_name_becomes_one_excel_accepts(wanted, name):
    assert sheet_name(wanted) == name


def test_a_taken_name_gets_a_number_whatever_its_case():
    assert sheet_name("Feature", ("FEATURE", "feature 2")) == "Feature 3"
    long = "x" * 31
    assert sheet_name(long, (long,)) == "x" * 29 + " 2"


@given(st.text(max_size=60))
def test_any_text_gives_a_fit_name(wanted):
    name = sheet_name(wanted, ("Sheet",))
    assert 0 < units(name) <= LIMIT
    assert not set(name) & set("\\/*?:[]\n\r\t")
    assert name[0] != "'"
    assert name[-1] != "'"
    assert name.casefold() not in {"history", "sheet"}


def test_quotes_in_a_name_are_doubled_in_formulas():
    assert quoted("Dana's") == "'Dana''s'"
