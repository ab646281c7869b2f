"""What the words of a list mean: a few that can mean one thing only; the others are asked for, and remembered.

No word is guessed to be a good one: `Complete` may be the auditor's or the client's, so it is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.schemas.request_lists import UnknownWord, Words
from grcdesk.terms.requests import AuditorStatus, RequestKind, RequestPriority, RequestStatus

TERMS: Mapping[str, type[StrEnum]] = {
    "kind": RequestKind,
    "priority": RequestPriority,
    "auditor_status": AuditorStatus,
    "status": RequestStatus,
}
"""Columns of words from a closed list."""
_USUAL: dict[str, dict[str, str]] = {
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


_NOTHING = frozenset({"", "-", "n/a", "tbd"})
"""Cells that say nothing, unless somebody says what they mean."""


def plain(word: str) -> str:
    """A word as it is compared."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


class WordBook:
    """The words of one firm's lists, and those nobody knows yet."""

    def __init__(self, told: Words) -> None:
        """`told` is for what a column tells the word in the list → ours; it goes before what is usual.

        Raises:
            BadInput: for a word of ours that is none.
        """
        self._known: dict[str, dict[str, str]] = {}
        self._unknown: dict[tuple[str, str], list[int]] = defaultdict(list)
        for what, terms in TERMS.items():
            own = {plain(term.value): term.value for term in terms}
            self._known[what] = {**_USUAL[what], **own}
        for what, words in told.items():
            if what not in TERMS:
                hint = f"words are told of {', '.join(TERMS)}"
                raise BadInput(f"the column {what!r} has no words to be told", hint=hint)
            for theirs, ours in words.items():
                self._known[what][plain(theirs)] = meaning(what, ours)

    def read(self, what: str, given: str, line: int) -> str:
        """Our word for theirs; empty where nothing stands, or for a word that is not known: it is kept to be asked."""
        folded = plain(given)
        found = self._known[what].get(folded, "" if folded in _NOTHING else None)
        if found is None:
            self._unknown[what, " ".join(given.split())].append(line)
        return found or ""

    @property
    def unknown(self) -> tuple[UnknownWord, ...]:
        """What has to be asked."""
        return tuple(
            UnknownWord(what, word, tuple(lines), tuple(TERMS[what])) for (what, word), lines in self._unknown.items()
        )


def meaning(what: str, given: str) -> str:
    """A word of ours as it is stored.

    Raises:
        BadInput: when it is none.
    """
    folded = plain(given)
    found = next((term.value for term in TERMS[what] if plain(term.value) == folded), None)
    if found is None:
        known = [term.value for term in TERMS[what]]
        hint = did_you_mean(given, known) or f"words are {', '.join(known)}"
        raise BadInput(f"{what.replace('_', ' ')} cannot be {given!r}", hint=hint)
    return found
