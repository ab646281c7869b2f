"""Every column of every tab, and every word of every list: what it means, whose it is, and the look it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grcdesk.reports.labels import say
from grcdesk.reports.word_list import CONTROL_WORDS
from grcdesk.reports.word_list_audit import AUDIT_WORDS
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.lists import LISTS
from grcdesk.reports.workbook.looks import CellLook
from grcdesk.reports.workbook.tab import Kind, Shaded, Tab, TabColumn
from grcdesk.reports.workbook.tabs.fields import TabField, cells, columns
from grcdesk.reports.workbook.writing.pens import looks_of
from grcdesk.terms import Status, Support
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
_LIKE: dict[CellLook, str] = {
    looks.GOOD: say(Support.SUPPORTED),
    looks.PART: say(Support.SUPPORTED_IN_PART),
    looks.CLAIM: say(Support.CLAIM_ONLY),
    looks.HALF: say(Status.PARTIAL),
    looks.BAD: say(Status.MISSING),
    looks.OPEN: say(Status.NOT_ASSESSED),
    looks.ASIDE: say(Status.NOT_APPLICABLE),
}
_USED = 1
"""Columns that are named beside a word; more are counted."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One line."""

    kind: str
    where: str
    name: str
    whose: str
    meaning: str


_FIELDS = (
    TabField(TabColumn("What", 8, "A column of a tab, or a word that stands in columns"), lambda one: one.kind),
    TabField(TabColumn("Where", 30, "The tab of a column; the columns a word stands in"), lambda one: one.where),
    TabField(TabColumn("Name", 21, "As it reads there, in the look it has there", Kind.STATUS), lambda one: one.name),
    TabField(
        TabColumn("Whose", 8, "Who fills it in: the desk, the owner of the row, or the auditor"), lambda one: one.whose
    ),
    TabField(TabColumn("Meaning", 61, "What it says"), lambda one: one.meaning),
)


def words_tab(tabs: Iterable[Tab]) -> Tab:
    """The tab that explains the others."""
    held = list(tabs)
    rows = [*_columns(held), *_words(held), *_others()]
    return Tab(
        name=WORDS,
        table="tblWords",
        about="Each column and each word: whose it is, what it means, how it looks.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, one) for one in rows),
        count=len(rows),
        group="Where",
    )


def _columns(tabs: list[Tab]) -> Iterator[_Told]:
    for tab in tabs:
        for column in tab.columns:
            whose = "auditor" if column.input else "owner" if column.owner else "desk"
            yield _Told("column", tab.name, column.header, whose, column.meaning)


def _words(tabs: list[Tab]) -> Iterator[_Told]:
    """The words of each list, with the columns it stands in; those of two lists that are the same once."""
    for name, listed in LISTS.items():
        using = [(tab, column) for tab in tabs for column in tab.columns if column.choices == name]
        if not using:
            continue
        where = join(list(dict.fromkeys(f"{tab.name}: {column.header}" for tab, column in using)), _USED)
        known = looks_of(using[0][1])
        for word in listed:
            yield _Told("word", where, _shown(word, known.get(word)), "", MEANINGS.get(name, {}).get(word, ""))


def _shown(word: str, look: CellLook | None) -> str:
    like = _LIKE.get(look) if look is not None else None
    return Shaded(word, like) if like else word


def _others() -> Iterator[_Told]:
    """Words of columns without a list, and numbers of a scale."""
    for where, words in _UNLISTED.items():
        for name, meaning in words.items():
            yield _Told("word", where, name, "", meaning)
