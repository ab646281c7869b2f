"""What the words of a list mean: a few that can mean one thing only; the others are asked for, and remembered.

No word is guessed to be a good one: `Complete` may be the auditor's or the client's, so it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from grcdesk.importers.reading import words
from grcdesk.importers.reading.words import WordBook
from grcdesk.schemas.registers.tables import Words
from grcdesk.terms.requests import AuditorStatus, RequestKind, RequestPriority, RequestStatus

TERMS: Mapping[str, type[StrEnum]] = {
    "kind": RequestKind,
    "priority": RequestPriority,
    "auditor_status": AuditorStatus,
    "status": RequestStatus,
}
"""Columns of words from a closed list."""
OURS: Mapping[str, Sequence[str]] = {what: tuple(kind) for what, kind in TERMS.items()}
USUAL: dict[str, dict[str, str]] = {
    "kind": {
        "procedure": "policy",
        "configuration": "config",
        "setting": "config",
        "sample": "sample_items",
        "samples": "sample_items",
        "management representation": "representation",
    },
    "priority": {"urgent": "high", "critical": "high", "h": "high", "normal": "medium", "m": "medium", "l": "low"},
    "auditor_status": {
        **dict.fromkeys(("open", "outstanding", "not started", "requested", "new", "not received"), "not_sent"),
        "rejected": "returned",
        **dict.fromkeys(("withdrawn", "cancelled", "canceled"), "closed"),
    },
    "status": {"not started": "open", "in progress": "gathering", "provided": "submitted", "on hold": "blocked"},
}


def word_book(told: Words) -> WordBook:
    """The words of one firm's lists.

    Raises:
        BadInput: as `WordBook`.
    """
    return WordBook(OURS, USUAL, told)


def meaning(what: str, given: str) -> str:
    """A word of ours as it is stored.

    Raises:
        BadInput: when it is none.
    """
    return words.meaning(OURS, what, given)
