"""Every column of every tab, and every word of every list: what it means, whose it is, and the look it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from grcdesk.reports.word_list import CONTROL_WORDS
from grcdesk.reports.word_list_audit import AUDIT_WORDS
from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.looks import CellLook
from grcdesk.reports.workbook.tab import ExplainedWord, Glossary, Kind, Tab, TabColumn
from grcdesk.reports.workbook.tabs.fields import TabField, cells, columns
from grcdesk.reports.workbook.writing.pens import looks_of
from grcdesk.wording import join

WORDS = "Columns and words"
MEANINGS = {**CONTROL_WORDS, **AUDIT_WORDS}
"""By list and word."""
_UNLISTED = {
    "Mapping: Strength": {
        "0": "looked at, and nothing is shared",
        "1-3": "the control touches the item",
        "4-6": "does a good part of it",
        "7-9": "does most of it",
        "10": "does all of it",
    },
    "SoA: Implemented": {
        "yes": "somebody says so; what bears it out stands beside: supported, supported in part, claim only",
        "partly": "some of it is there",
        "no": "it is not there",
        "not said": "nobody has said",
        "drafted": "taken over from the controls that map to it; no person has said so",
    },
}
"""Words by their column; they stand together, with commas between."""
_WORDS, _ASIDE = "words", "not printed"
_USED = 1
"""Columns that are named beside words; more are counted."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One line: what belongs together."""

    where: str
    whose: str
    named: tuple[ExplainedWord, ...]


_FIELDS = (
    TabField(TabColumn("Where", 15, "The tab of columns; the columns in which words stand"), lambda one: one.where),
    TabField(
        TabColumn(
            "What",
            7.4,
            "Columns, by who fills them in: the desk, the owner of a row, or the auditor; and those of the desk that "
            "are not printed. Or words, in the colour they have there",
        ),
        lambda one: one.whose,
    ),
    TabField(TabColumn("Meaning", 105, "Each with what it says"), lambda one: Glossary(one.named)),
)


def words_tab(tabs: Iterable[Tab]) -> Tab:
    """The tab that explains the others."""
    held = list(tabs)
    told = list(_columns(held))
    aside = [one for one in told if one.whose == _ASIDE]
    rows = [*(one for one in told if one.whose != _ASIDE), *_words(held), *_others(), *aside]
    return Tab(
        name=WORDS,
        table="tblWords",
        about="Each column and each word, and what it means. Columns that are not printed stand below what is printed.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, one) for one in rows),
        count=len(rows),
        group="Where",
        printed_rows=len(rows) - len(aside),
    )


def whose(column: TabColumn) -> str:
    """Who fills a column in, or that it is not on paper."""
    if column.input or column.owner:
        return "auditor" if column.input else "owner"
    return "desk" if column.printed else _ASIDE


def _columns(tabs: list[Tab]) -> Iterator[_Told]:
    for tab in tabs:
        by: dict[str, list[TabColumn]] = {}
        for column in tab.columns:
            by.setdefault(whose(column), []).append(column)
        for who, held in by.items():
            yield _Told(tab.name, who, tuple(_named(held)))


def _named(held: list[TabColumn]) -> Iterator[ExplainedWord]:
    """The columns; months in a row that mean the same are told together."""
    for (kind, meaning), alike in groupby(held, key=lambda one: (one.kind, one.meaning)):
        headers = [one.header for one in alike]
        if kind is Kind.MONTH:
            yield ExplainedWord(" to ".join(dict.fromkeys((headers[0], headers[-1]))), meaning)
        else:
            yield from (ExplainedWord(header, meaning) for header in headers)


def _words(tabs: list[Tab]) -> Iterator[_Told]:
    """The words of each list, with the columns it stands in."""
    for name, listed in LISTS.items():
        using = [(tab, column) for tab in tabs for column in tab.columns if column.choices == name]
        if not using:
            continue
        where = join(list(dict.fromkeys(f"{tab.name}: {column.header}" for tab, column in using)), _USED)
        known = looks_of(using[0][1])
        meanings = MEANINGS.get(name, {})
        yield _Told(
            where, _WORDS, tuple(ExplainedWord(word, meanings.get(word, ""), _ink(known.get(word))) for word in listed)
        )


def _ink(look: CellLook | None) -> str:
    return look.ink if look is not None else ""


def _others() -> Iterator[_Told]:
    """Words of columns without a list, and numbers of a scale."""
    for where, words in _UNLISTED.items():
        yield _Told(where, _WORDS, tuple(ExplainedWord(name, meaning) for name, meaning in words.items()))
