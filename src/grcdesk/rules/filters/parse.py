"""Filter text → tree, with an error that points at the place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from grcdesk.errors import did_you_mean
from grcdesk.rules.filters.fields import Field, FieldKind, find_field
from grcdesk.rules.filters.match import item_within
from grcdesk.rules.filters.tree import (
    Anything,
    Between,
    Compare,
    Equals,
    Filter,
    FilterError,
    FilterTerm,
    Nothing,
    Sort,
    Test,
    quote,
)
from grcdesk.rules.filters.words import count_word, date_word, span
from grcdesk.text import composed

# Beyond these a database may refuse the statement; no person writes such a filter.
MAX_VALUES = 200
MAX_VALUE_LENGTH = 500

_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9_]*):")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ORDERED = frozenset({FieldKind.DATE, FieldKind.COUNT})
_EMPTY: Mapping[str, Test] = {"none": Nothing(), "any": Anything()}
"""Words that ask whether anything stands there."""


@dataclass(slots=True)
class _Value:
    """One value as written: where it begins, and whether it stood in quotes."""

    text: str
    column: int
    quoted: bool


def parse(text: str, fields: Mapping[str, Field], today: date) -> Filter:
    """The tree of a filter. `today` is the day `30d` counts from when a range is checked.

    Raises:
        FilterError: for anything that cannot be understood; nothing else, whatever the text.
    """
    return _Parser(text, fields, today).run()


class _Parser:
    def __init__(self, text: str, fields: Mapping[str, Field], today: date) -> None:
        self.text = text
        self.fields = fields
        self.today = today
        self.at = 0
        self.count = 0

    def run(self) -> Filter:
        if bad := _UNSTORABLE.search(self.text):
            self.fail(f"U+{ord(bad[0]):04X} is not a character", bad.start())
        terms: list[FilterTerm] = []
        sort: list[Sort] = []
        while self.skip_blank():
            start = self.at
            negated = self.text[start] == "-"
            self.at += negated
            name = _NAME.match(self.text, self.at)
            if name and name[1].casefold() == "sort":
                if negated:
                    self.fail("sort takes no minus before it; write sort:-due for the latest first", start)
                self.at = name.end()
                sort.extend(self.sort_key(value) for value in self.values(start, "sort"))
            elif name:
                terms.append(self.term(name, negated))
            else:
                terms.append(self.bare(start, negated))
        return Filter(tuple(terms), tuple(sort))

    def fail(self, message: str, column: int) -> NoReturn:
        raise FilterError(message, self.text, column)

    def skip_blank(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    # -- terms ----------------------------------------------------------------------------------------------------

    def term(self, name: re.Match[str], negated: bool) -> FilterTerm:
        field = find_field(self.fields, name[1])
        if field is None:
            self.unknown_field(name[1], name.start())
        self.at = name.end()
        tests = tuple(self.test(field, value) for value in self.values(name.start(), field.name))
        return FilterTerm(field, tests, negated)

    def bare(self, start: int, negated: bool) -> FilterTerm:
        field = self.fields.get("text")
        if field is None:
            self.fail("this list has no text to search; write field:value", start)
        value = self.value("text")
        if not value.text:
            self.fail("nothing to search for" if value.quoted else "nothing after the minus", value.column)
        return FilterTerm(field, (Equals(value.text),), negated)

    def sort_key(self, value: _Value) -> Sort:
        descending = value.text.startswith("-")
        name = value.text[descending:]
        field = find_field(self.fields, name)
        if field is None:
            self.unknown_field(name, value.column + descending)
        if not field.sortable:
            can = ", ".join(other.name for other in self.fields.values() if other.sortable)
            self.fail(f"cannot sort by `{field.name}`; it can be sorted by {can}", value.column)
        return Sort(field, descending)

    def unknown_field(self, name: str, column: int) -> NoReturn:
        known = (*self.fields, "sort")
        near = did_you_mean(name, known).replace("'", "`")
        cure = near or f"there are {', '.join(known)}; put the words in quotes to search the text"
        self.fail(f"no field `{name}`; {cure}", column)

    # -- values ---------------------------------------------------------------------------------------------------

    def values(self, start: int, name: str) -> list[_Value]:
        """The values after `name:`, one or more, parted by commas."""
        found: list[_Value] = []
        while True:
            value = self.value(name)
            if not value.text:
                self.fail(self.empty(name), start if value.column >= len(self.text) and not found else value.column)
            found.append(value)
            if self.at >= len(self.text) or self.text[self.at] != ",":
                return found
            self.at += 1

    def empty(self, name: str) -> str:
        field = self.fields.get(name)
        if field is not None and field.words:
            return f"`{name}:` needs a value: {', '.join(field.values)}"
        if field is not None and field.kind is FieldKind.TEXT:
            return f"`{name}:` needs a value; {name}:none finds the empty ones"
        return f"`{name}:` needs a value"

    def value(self, name: str) -> _Value:
        start = self.at
        self.count += 1
        if self.count > MAX_VALUES:
            self.fail(f"too many values; a filter takes {MAX_VALUES}", start)
        quoted = self.text[start : start + 1] == '"'
        raw = self.phrase() if quoted else self.run_of_letters(name)
        text = composed(raw)
        if len(text) > MAX_VALUE_LENGTH:
            self.fail(f"a value can be {MAX_VALUE_LENGTH} characters long, this one has {len(text)}", start)
        return _Value(text, start, quoted)

    def phrase(self) -> str:
        start = self.at
        letters: list[str] = []
        at = start + 1
        while at < len(self.text) and self.text[at] != '"':
            at += self.text[at] == "\\"
            letters.append(self.text[at : at + 1])
            at += 1
        if at >= len(self.text):
            self.fail("the quote is not closed", start)
        self.at = at + 1
        if self.at < len(self.text) and self.text[self.at] != "," and not self.text[self.at].isspace():
            self.fail('a space or a comma must follow the quote; a quote inside a phrase is written \\"', self.at)
        return "".join(letters)

    def run_of_letters(self, name: str) -> str:
        start = self.at
        while self.at < len(self.text) and not self.text[self.at].isspace():
            character = self.text[self.at]
            if character == '"':
                self.fail("a quote in the middle of a word; put the whole value in quotes", self.at)
            if character == ",":
                if name == "text" and not self.text[:start].endswith((":", ",")):
                    self.fail("a comma between words of the text; leave it out, or put both words in quotes", self.at)
                break
            self.at += 1
        return self.text[start : self.at]

    # -- tests ----------------------------------------------------------------------------------------------------

    def test(self, field: Field, value: _Value) -> Test:
        # in quotes they are words like any other: a text may well hold `none`
        if not value.quoted and field.kind is not FieldKind.FLAG and (empty := _EMPTY.get(value.text.casefold())):
            return empty
        if field.kind in _ORDERED:
            return self.ordered(field, value)
        return Equals(self.of_its_words(field, value) if field.words else value.text)

    def of_its_words(self, field: Field, value: _Value) -> str:
        """The word of the field that was meant; of a list a word that one of its items may be, as it was written."""
        if field.kind is FieldKind.LIST:
            if any(item_within(word, value.text) for word in field.values):
                return value.text
            self.unknown_word(field, value)
        word = field.canonical(value.text)
        if word is None:
            self.unknown_word(field, value)
        return word

    def unknown_word(self, field: Field, value: _Value) -> NoReturn:
        words = tuple(name for names in field.words for name in names)
        near = did_you_mean(value.text, words).replace("'", "`")
        cure = near or f"it can be {', '.join(field.values)}"
        self.fail(f"`{field.name}` is never {quote(value.text)}; {cure}", value.column)

    def ordered(self, field: Field, value: _Value) -> Test:
        if value.quoted:
            return Equals(self.word(field, value.text, value.column))
        sign = re.match(r"[<>]=?", value.text)
        if sign:
            return Compare(sign[0], self.word(field, value.text[sign.end() :], value.column + sign.end()))
        if ".." not in value.text:
            return Equals(self.word(field, value.text, value.column))
        low_text, _, high_text = value.text.partition("..")
        high_column = value.column + len(low_text) + 2
        if not high_text and low_text:
            return Compare(">=", self.word(field, low_text, value.column))
        high = self.word(field, high_text, high_column)
        if not low_text:
            return Compare("<=", high)
        low = self.word(field, low_text, value.column)
        if self.backwards(field, low, high):
            self.fail(f"{low}..{high} runs backwards; write {high}..{low}", value.column)
        return Between(low, high)

    def backwards(self, field: Field, low: str, high: str) -> bool:
        if field.kind is FieldKind.COUNT:
            return int(low) > int(high)
        return span(low, self.today)[0] > span(high, self.today)[1]

    def word(self, field: Field, text: str, column: int) -> str:
        word = date_word(text) if field.kind is FieldKind.DATE else count_word(text)
        if word is None:
            cure = "write a whole number such as 3"
            if field.kind is FieldKind.DATE:
                cure = "write a day as 2026-11-30, 2026-11, 2026Q4, 2026, today, or 30d from today"
            self.fail(f"`{field.name}` cannot be compared with {quote(text)}; {cure}", column)
        return word
