"""Every column and every word any tab can show is explained."""

from __future__ import annotations

import re

from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.order import tabs_of
from grcdesk.reports.workbook.tab import Kind
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
    told = {(where, one.name): (whose, one.meaning) for where, whose, what in TOLD for one in what.named}
    for name, tab in TABS.items():
        if name == WORDS:
            continue
        months = [column.header for column in tab.columns if column.kind is Kind.MONTH]
        for column in tab.columns:
            header = f"{months[0]} to {months[-1]}" if column.header in months else column.header
            whose, meaning = told[name, header]
            assert meaning == column.meaning != ""
            desks = "desk" if column.printed else "not printed"
            assert whose == ("auditor" if column.input else "owner" if column.owner else desks)


def test_on_paper_stand_the_columns_that_are_on_paper_and_all_words():
    printed = TABS[WORDS].printed_rows
    assert printed is not None
    assert 0 < printed < len(TOLD)
    assert [whose == "not printed" for _, whose, _ in TOLD] == [row >= printed for row in range(len(TOLD))]


def test_a_cell_holds_what_its_names_say():
    for _, _, what in TOLD:
        assert str(what) == "  ·  ".join(f"{one.name}: {one.meaning}" for one in what.named)


def parts(value: object) -> list[str]:
    """`in place, supported in part (1 of 2)` is two words; one with a comma of its own is one."""
    told = re.sub(r" \(\d+ of \d+\)$", "", value) if isinstance(value, str) else ""
    return (
        [told] if told in {word for words in MEANINGS.values() for word in words} else told.split(", ") if told else []
    )


def test_every_coloured_word_that_stands_in_a_tab_is_explained():
    explained = {one.name for _, whose, what in TOLD if whose == "words" for one in what.named}
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


def test_words_have_the_colour_they_have_in_their_column():
    inks = {(where, one.name): one.ink for where, whose, what in TOLD if whose == "words" for one in what.named}
    claims = {ink for (_, name), ink in inks.items() if name == "claim only"}
    assert claims == {looks.CLAIM.ink}
    assert {ink for (_, name), ink in inks.items() if name == "supported"} == {looks.GOOD.ink}
