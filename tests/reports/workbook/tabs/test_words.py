"""Every column and every word any tab can show is explained."""

from __future__ import annotations

import re

from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.tab import Shaded
from grcdesk.reports.workbook.tabs.front.words import MEANINGS, WORDS
from grcdesk.reports.workbook.writing.pens import looks_of
from reports.factory import matrix

TABS = tabs_of(matrix())
TOLD = list(TABS[WORDS].rows)


def test_every_word_of_every_list_has_a_meaning_and_no_other_word_has():
    assert {name: sorted(words) for name, words in LISTS.items()} == {
        name: sorted(words) for name, words in MEANINGS.items()
    }
    assert [word for words in MEANINGS.values() for word, meaning in words.items() if not meaning.strip()] == []


def test_every_column_of_every_tab_is_there_with_whose_it_is():
    told = {(where, name): (whose, meaning) for what, where, name, whose, meaning in TOLD if what == "column"}
    for name, tab in TABS.items():
        if name == WORDS:
            continue
        for column in tab.columns:
            whose, meaning = told[name, column.header]
            assert meaning == column.meaning != ""
            assert whose == ("auditor" if column.input else "owner" if column.owner else "desk")


def parts(value: object) -> list[str]:
    """`in place, supported in part (1 of 2)` is two words; one with a comma of its own is one."""
    told = re.sub(r" \(\d+ of \d+\)$", "", value) if isinstance(value, str) else ""
    return (
        [told] if told in {word for words in MEANINGS.values() for word in words} else told.split(", ") if told else []
    )


def test_every_coloured_word_that_stands_in_a_tab_is_explained():
    explained = {str(name) for what, _, name, _, _ in TOLD if what == "word"}
    missing = set()
    for tab in tabs_of(matrix()).values():
        if tab.name == WORDS:
            continue
        rows = list(tab.rows)
        for number, column in enumerate(tab.columns):
            if not (looks_of(column) or column.choices):
                continue
            for row in rows:
                for word in parts(row[number]):
                    if word not in explained and word not in column.meaning:
                        missing.add((tab.name, column.header, word))
    assert missing == set()


def test_words_have_the_look_they_have_in_their_column():
    likes = {(where, str(name)): getattr(name, "like", None) for what, where, name, _, _ in TOLD if what == "word"}
    assert any(isinstance(name, Shaded) for _, _, name, _, _ in TOLD)
    claims = [like for (where, name), like in likes.items() if name == "claim only"]
    assert claims
    assert "supported" not in claims
