"""A field of the inventory as a file writes it, in its type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from grcdesk import clock
from grcdesk.errors import BadInput, did_you_mean
from grcdesk.terms import Answer, FeatureStatus

LISTS = frozenset({"data_classes", "stores", "invokers", "irreversible", "segments", "links"})
DATES = frozenset({"last_reviewed", "dated"})
TERMS: Mapping[str, type[StrEnum]] = {
    "status": FeatureStatus,
    **dict.fromkeys(
        (
            *("personal_data", "customer_data", "reversible", "user_facing"),
            *("automated_decision", "trains", "in_scope"),
        ),
        Answer,
    ),
}
"""Answers that are words of a closed list."""


def value(name: str, raw: Any, file: str, line: int | None = None) -> Any:
    """The value of a field in its type.

    Raises:
        BadInput: when it cannot be that.
    """
    if name in LISTS:
        return _texts(name, raw, file, line)
    if not isinstance(raw, str):
        raise BadInput(f"{name} is a text", hint=f"{name}: TEXT", file=file, line=line)
    text = raw.strip()
    if name in DATES:
        return _day(name, text, file, line)
    if name in TERMS:
        return _term(name, text, file, line)
    return text


def _texts(name: str, raw: Any, file: str, line: int | None) -> tuple[str, ...]:
    """A list of texts; one text alone is a list of one."""
    alone = [raw] if raw else []
    parts = raw if isinstance(raw, list) else alone
    if not all(isinstance(part, str) for part in parts):
        raise BadInput(f"{name} is a list of texts", hint=f"{name}: [a, b]", file=file, line=line)
    return tuple(parts)


def _day(name: str, text: str, file: str, line: int | None) -> date | None:
    if not text:
        return None
    try:
        return clock.parse_date(text)
    except BadInput as error:
        raise BadInput(f"{name}: {error.message}", hint=error.hint, file=file, line=line) from None


def _term(name: str, text: str, file: str, line: int | None) -> StrEnum | None:
    """A word of a closed list. A status and a scope are always said; any other question may be left open."""
    if not text and name not in {"status", "in_scope"}:
        return None
    words = tuple(word.value for word in TERMS[name])
    if text.casefold() not in words:
        hint = did_you_mean(text, words) or f"one of {', '.join(words)}"
        raise BadInput(f"{name} is {text!r}", hint=hint, file=file, line=line)
    return TERMS[name](text.casefold())
