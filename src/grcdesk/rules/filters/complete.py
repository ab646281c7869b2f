"""What could come next in a filter that is being typed."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.filters.fields import Field, FieldKind, find_field

_DATES = ("today", "<today", "<30d", ">today", "none", "any")
_COUNTS = (">0", "none", "any")


def last_word(text: str) -> str:
    """The word being typed: from the last blank outside quotes to the end. Empty after a blank."""
    start = 0
    quoted = escaped = False
    for index, character in enumerate(text):
        if escaped:
            escaped = False
        elif quoted and character == "\\":
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif character.isspace() and not quoted:
            start = index + 1
    return text[start:]


def complete(text: str, fields: Mapping[str, Field]) -> list[str]:
    """Words that could stand where `last_word(text)` stands, each beginning with it; fields first in their order."""
    word = last_word(text)
    if '"' in word:
        return []
    sign = "-" if word.startswith("-") else ""
    name, colon, values = word[len(sign) :].partition(":")
    if colon:
        return [f"{sign}{name}:{value}" for value in _values(name, values, fields)]
    if not name and text != word:
        # nobody has begun a word: after each blank the whole list would come up
        return []
    names = [*fields] if sign else [*fields, "sort"]
    return [f"{sign}{known}:" for known in names if known.startswith(name.casefold())]


def _values(name: str, typed: str, fields: Mapping[str, Field]) -> list[str]:
    """What could be typed behind `name:`, with the values that stand before the last comma; none of them twice."""
    before, comma, last = typed.rpartition(",")
    used = set(before.split(","))
    choices = _sorts(last, fields) if name.casefold() == "sort" else _choices(find_field(fields, name))
    return [before + comma + one for one in choices if one.startswith(last.casefold()) and one not in used]


def _sorts(last: str, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Fields that lists can be sorted by; behind a minus, downwards."""
    minus = "-" if last.startswith("-") else ""
    return tuple(minus + field.name for field in fields.values() if field.sortable)


def _choices(field: Field | None) -> tuple[str, ...]:
    if field is None:
        return ()
    if field.kind is FieldKind.DATE:
        return _DATES
    if field.kind is FieldKind.COUNT:
        return _COUNTS
    return field.values if field.kind is FieldKind.FLAG else (*field.values, "none", "any")
