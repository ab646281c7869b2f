"""What a field may hold, by its meaning where an importer knows it, and by measure where nobody does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from grcdesk.importers.keeping import content, looks
from grcdesk.importers.keeping.looks import Reads

MAX_DISTINCT = 500
"""Different words a closed list may have."""
_SEEN = 20
"""Values from which on a word that stands there once belongs to no closed list."""
_LONGEST = 10_000
"""Characters kept of a value a person released."""


class Holds(StrEnum):
    """What a field that an importer knows holds."""

    ID = "id"
    TIME = "time"
    NUMBER = "number"
    WORD = "word"
    """One of a few words, such as a state."""
    NAME = "name"
    """Whom or what it names: people, makers, models, services, places."""
    TEXT = "text"
    """What somebody wrote: never kept unless a person releases it."""


_OF = {
    Holds.ID: "id finding commit sha256 request_id",
    Holds.TIME: "time timestamp date opened created merged resolved rotated expires last_used ended_at performed",
    Holds.NUMBER: "count value n limit lower_limit upper_limit latency_ms duration score",
    Holds.WORD: "severity status state type kind decision outcome action class metric result risk environment",
    Holds.NAME: "owner author approver provider repository route model region policy_version policy reason_code actor"
    " resource ip_address detections system service about dataset runner suite key check case counts",
    Holds.TEXT: "title details url reason",
}
HOLDS = {name: holds for holds, names in _OF.items() for name in names.split()}
"""Our name of a field → what it holds; a field an importer names and that is not listed holds a name."""


_NO_TEXT = (bool, int, float)


@dataclass(slots=True)
class Measure:
    """What was seen of one field."""

    filled: int = 0
    texts: int = 0
    """Values that read as text."""
    unfit: int = 0
    """Values that are not what the field is known to hold."""
    named: int = 0
    """Ids."""
    worded: int = 0
    words: dict[str, int] = field(default_factory=dict)

    def see(self, value: Any, times: int = 1) -> None:
        """Measure one value, which stands there so often."""
        if value is None:
            return
        if value.__class__ in _NO_TEXT:
            self.filled += times
            return
        text = str(value)
        seen = looks.look(text)
        if seen is Reads.EMPTY or text in content.EMPTY:
            return
        self.filled += times
        if seen is Reads.TEXT:
            self.texts += times
        elif seen is Reads.ID:
            self.named += times
        elif seen >= Reads.WORD:
            self.worded += times
            # beyond that it is no closed list any more, and which words there are does not matter
            if text in self.words or len(self.words) <= MAX_DISTINCT:
                self.words[text] = self.words.get(text, 0) + times

    @property
    def closed(self) -> bool:
        """Whether its words are those of a closed list: few, and each comes again."""
        if not self.worded:
            return True
        if len(self.words) > MAX_DISTINCT or len(self.words) * 2 > self.worded:
            return False
        return not any(number == 1 and (" " in word or self.worded > _SEEN) for word, number in self.words.items())

    def endless(self, few: int) -> bool:
        """Whether there are more different words than a list of so few has, most of them once: text, word by word."""
        return len(self.words) > few and len(self.words) * 2 > self.worded


def fits(holds: Holds, value: Any) -> bool:
    """Whether a value is what its field is known to hold."""
    if not isinstance(value, str):
        return True
    return _fits(holds, value) if len(value) > looks.MAX_ID else _known_to_fit(holds, value)


def _fits(holds: Holds, value: str) -> bool:
    seen = looks.look(value)
    if seen is Reads.EMPTY or value in content.EMPTY:
        return True
    if holds is Holds.NAME:
        return seen is not Reads.TEXT or all(looks.is_name(part) for part in parts(value))
    if holds is Holds.ID:
        return seen <= Reads.WORD or looks.is_id(value)
    # a list may say in a word that a time is not there
    if holds is Holds.TIME and value.strip().casefold() in looks.COMMON | _NEVER:
        return True
    return seen <= _HIGHEST[holds]


_known_to_fit = lru_cache(maxsize=1 << 14)(_fits)

_HIGHEST = {Holds.TEXT: Reads.TIME, Holds.TIME: Reads.TIME, Holds.NUMBER: Reads.ID, Holds.WORD: Reads.PHRASE}
"""How much a value may say in a field of that kind."""
_NEVER = frozenset({"-", "n/a", "na", "never", "never logged in", "no_information", "not_supported"})


def parts(value: str) -> list[str]:
    """Several names in one field, parted by commas or semicolons; a firm keeps its `, Inc.`."""
    if looks.is_name(value) or not any(sign in value for sign in ",;"):
        return [value.strip()]
    return [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]


def admitted(holds: Holds, value: Any) -> Any:
    """What of a value may be kept; None where nothing may."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return _admitted_text(holds, value) if len(value) > looks.MAX_ID else _known_text(holds, value)
    if isinstance(value, Mapping):
        return {name: one for name, one in value.items() if _is_count(name, one)} or None
    return _admitted_list(holds, value) if isinstance(value, list) else None


def _admitted_list(holds: Holds, values: list[Any]) -> list[Any] | None:
    kept = (admitted(holds, part) for part in values)
    return [one for one in kept if one is not None] or None


def _is_count(name: Any, value: Any) -> bool:
    """Whether a field of a record is a count by a word, `email: 2`: of records nothing else is kept."""
    return looks.is_name(str(name)) and isinstance(value, int | float)


def _admitted_text(holds: Holds, value: str) -> str | float | int | None:
    text = " ".join(value.split())
    if holds is Holds.NUMBER:
        return _number(text)
    return text if text and holds is not Holds.TEXT and value not in content.EMPTY and fits(holds, value) else None


_known_text = lru_cache(maxsize=1 << 14)(_admitted_text)


def _number(text: str) -> float | int | None:
    try:
        return int(text) if text.lstrip("+-").isdecimal() else float(text)
    except ValueError:
        return None


def as_it_is(value: Any) -> Any:
    """A value of a field that a person released: as it stands, of a record its leaves."""
    if isinstance(value, str):
        return value[:_LONGEST]
    if isinstance(value, Mapping):
        return {str(name): as_it_is(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_it_is(one) for one in value]
    return value
