"""Filters of every shape, for the property tests of the parser and of the SQL."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from grcdesk.rules.filters.fields import Field, FieldKind
from grcdesk.rules.filters.filters import (
    Anything,
    Between,
    Compare,
    Equals,
    Filter,
    FilterTerm,
    Nothing,
    Sort,
    item_within,
)
from grcdesk.rules.filters.words import span
from helpers.frameworks import CONTROL_FIELDS

TODAY = date(2026, 11, 21)

TRICKY = ("none", "any", "-7d", "..", "a..b", "<3", "sort:due", "tsc:CC6", '"', "\\", ",", "100%", "a_b", "/", "É", "İ")

phrases = st.one_of(
    st.sampled_from(TRICKY),
    st.text(st.sampled_from('aAbBzZ019 %_/\\",:-<>.é É'), min_size=1, max_size=8),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20),
).map(lambda text: unicodedata.normalize("NFC", text))

items = st.sampled_from(["CC6", "cc6.1", "CC", "C", "C1", "P", "PI1.3", "A.5.17", "A.5", "A", "CC6.", "5", "%", "_"])

date_words = st.one_of(
    st.just("today"),
    st.integers(-99999, 99999).map(lambda days: f"{days}d"),
    st.integers(-60, 60).map(lambda days: f"{days}d"),
    st.sampled_from(["2026", "2026Q1", "2026Q3", "2026Q4", "2026-10", "2026-11", "2026-12", "2027-01"]),
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: f"{day.year:04d}Q{(day.month + 2) // 3}"),
    st.dates(date(2026, 1, 1), date(2027, 3, 1)).map(str),
    st.integers(1, 9999).map(lambda year: f"{year:04d}"),
)
count_words = st.integers(0, 6).map(str) | st.integers(0, 999_999_999).map(str)


def _ranges(words: st.SearchStrategy[str], kind: FieldKind) -> st.SearchStrategy[Between]:
    def rising(pair: tuple[str, str]) -> bool:
        if kind is FieldKind.COUNT:
            return int(pair[0]) <= int(pair[1])
        return span(pair[0], TODAY)[0] <= span(pair[1], TODAY)[1]

    return (
        st.tuples(words, words)
        .map(lambda pair: pair if rising(pair) else (pair[1], pair[0]))
        .filter(rising)
        .map(lambda pair: Between(*pair))
    )


def _tests(field: Field) -> st.SearchStrategy:
    unset = st.sampled_from([Nothing(), Anything()])
    if field.kind is FieldKind.FLAG:
        return st.sampled_from(field.values).map(Equals)
    if field.kind in {FieldKind.DATE, FieldKind.COUNT}:
        words = date_words if field.kind is FieldKind.DATE else count_words
        compare = st.builds(Compare, st.sampled_from(["<", "<=", ">", ">="]), words)
        return st.one_of(unset, words.map(Equals), compare, _ranges(words, field.kind))
    if field.kind is FieldKind.LIST:
        known = items.filter(lambda item: not field.values or any(item_within(word, item) for word in field.values))
        return unset | (st.sampled_from(field.values) if field.values else known).map(Equals)
    return unset | (st.sampled_from(field.values) if field.words else phrases).map(Equals)


def terms(fields: Mapping[str, Field]) -> st.SearchStrategy[FilterTerm]:
    return st.sampled_from(list(fields.values())).flatmap(
        lambda field: st.builds(
            FilterTerm, st.just(field), st.lists(_tests(field), min_size=1, max_size=3).map(tuple), st.booleans()
        )
    )


def trees(fields: Mapping[str, Field] = CONTROL_FIELDS) -> st.SearchStrategy[Filter]:
    sortable = st.sampled_from([field for field in fields.values() if field.sortable])
    keys = st.lists(st.builds(Sort, sortable, st.booleans()), max_size=3).map(tuple)
    return st.builds(Filter, st.lists(terms(fields), max_size=4).map(tuple), keys)
