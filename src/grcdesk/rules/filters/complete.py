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
    if not colon:
        names = [*fields, *([] if sign else ["sort"])]
        return [f"{sign}{known}:" for known in names if known.startswith(name.casefold()) and (name or text == word)]
    before, comma, last = values.rpartition(",")
    lead = f"{sign}{name}:{before}{comma}"
    used = set(before.split(","))
    if name.casefold() == "sort":
        minus = "-" if last.startswith("-") else ""
        choices = tuple(minus + field.name for field in fields.values() if field.sortable)
    else:
        field = find_field(fields, name)
        choices = _choices(field) if field else ()
    return [lead + choice for choice in choices if choice.startswith(last.casefold()) and choice not in used]


def _choices(field: Field) -> tuple[str, ...]:
    if field.kind is FieldKind.DATE:
        return _DATES
    if field.kind is FieldKind.COUNT:
        return _COUNTS
    return field.values if field.kind is FieldKind.FLAG else (*field.values, "none", "any")
