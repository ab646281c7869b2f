"""The one guard of all evidence lists: which fields may be kept, and what of a value.

A field is content unless its name is known to the importer and means no free text, or its values are ids, dates,
numbers or closed words by measurement over the whole file. A value that reads as text is kept nowhere, whatever
its field is called.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.keeping import content, looks
from grcdesk.importers.keeping.looks import Look

MAX_FIELDS = 2000
"""Different fields one file is measured for; what comes after them is measured together."""
MAX_DISTINCT = 500
"""Different words a closed list may have."""
_SEEN = 20
"""Values from which on a word that stands there once belongs to no closed list."""
_LONGEST = 10_000
"""Characters kept of a value a person released."""
_REST = "(further fields)"
STEP = "\x1f"
"""Between the names of a path; a dot may stand in a name."""
_FEW_WORDS, _MANY_NAMES = 50, 500


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
    Holds.WORD: "severity status state type decision outcome action class metric result risk environment",
    Holds.NAME: "owner author approver provider repository route model policy_version actor resource ip_address"
    " detections system service about dataset runner suite key check case counts",
    Holds.TEXT: "title details url reason",
}
HOLDS = {name: holds for holds, names in _OF.items() for name in names.split()}
"""Our name of a field → what it holds; a field an importer names and that is not listed holds a name."""


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

    def see(self, value: Any) -> None:
        """Measure one value."""
        if value is None or value is True or value is False or value.__class__ in (int, float):
            self.filled += value is not None
            return
        text = str(value)
        seen = looks.look(text)
        if seen is Look.EMPTY or text in content.EMPTY:
            return
        self.filled += 1
        if seen is Look.TEXT:
            self.texts += 1
        elif seen is Look.ID:
            self.named += 1
        elif seen >= Look.WORD:
            self.worded += 1
            if text in self.words or len(self.words) <= MAX_DISTINCT:
                self.words[text] = self.words.get(text, 0) + 1

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


class Guard:
    """Which fields of one file may be kept. Shown every record of it first, then asked for each row."""

    def __init__(
        self,
        known: Mapping[str, Holds] | None = None,
        released: Iterable[str] = (),
        *,
        free: bool = False,
        deep: bool = False,
    ) -> None:
        self.known = dict(known or {})
        """Plain name → what it holds."""
        self.released = {content.plain(name): name for name in released}
        self.free = free
        """Whether it is a log or a test of a model: then more names stand for text."""
        self.deep = deep
        """Whether a field is known by its last name, at any depth, as in a report that is read as a whole."""
        self.fields: dict[str, Measure] = {}
        self.content: dict[str, int] = {}
        """Fields that are content, as they may be told → how many values; those a person released left out."""
        self.bad: set[str] = set()
        """Their paths."""
        self.shut: set[str] = set()
        """Of these the known ones of which no value may be kept."""
        self._folded: dict[str, str] = {}
        self._meant: dict[str, str] = {}

    def see(self, record: Mapping[str, Any]) -> None:
        """Measure every value of a record, at any depth."""
        for path, value in leaves(record):
            found = self.fields.get(path)
            if found is None:
                name = path if len(self.fields) < MAX_FIELDS else _REST
                found = self.fields.setdefault(name, Measure())
            found.see(value)
            holds = self.known.get(self._meant.get(path) or self._meaning(path))
            if holds is not None and not fits(holds, value):
                found.unfit += 1

    def settle(self, name: str) -> None:
        """Judge every field, now that the whole file is measured.

        Raises:
            BadInput: when a field was released that the file does not have.
        """
        there = {self._plain(path) for path in self.fields}
        for folded, given in self.released.items():
            if not any(one == folded or one.startswith(folded) for one in there):
                raise BadInput(f"no field {given!r} to keep", hint="name it as the file does", file=name)
        for path, measure in self.fields.items():
            if (number := self._bad(path, measure)) and not self.is_released(path):
                self.bad.add(path)
                name = self._told(path)
                self.content[name] = self.content.get(name, 0) + number

    def _told(self, path: str) -> str:
        """A path as it is told, of a field called as content is no further than to there."""
        if self.known.get(self._meaning(path)) is not None:
            return said(path)
        steps = path.split(STEP)
        ends = [place for place, step in enumerate(steps, 1) if content.is_content(step, free=self.free)]
        return said(STEP.join(steps[: ends[0]] if ends else steps))

    def _bad(self, path: str, measure: Measure) -> int:
        """How many values of a field are content."""
        holds = self.known.get(self._meaning(path))
        if holds in (Holds.WORD, Holds.NAME) and measure.endless(_FEW_WORDS if holds is Holds.WORD else _MANY_NAMES):
            self.shut.add(path)
            return measure.filled
        if holds is not None:
            return measure.unfit
        steps = path.split(STEP)
        if any(content.shown(step) == content.UNNAMED for step in steps):
            return max(measure.filled, 1)
        if any(content.is_content(step, free=self.free) for step in steps):
            return measure.filled if measure.texts + measure.worded + measure.named else 0
        return measure.filled if measure.texts or not measure.closed else 0

    def is_released(self, path: str) -> bool:
        """Whether a person released it, or what it stands in, by name."""
        if not self.released:
            return False
        steps = path.split(STEP)
        return any(self._plain(STEP.join(steps[:number])) in self.released for number in range(1, len(steps) + 1))

    def let_through(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """What a person released of a record."""
        return {name: as_it_is(value) for name, value in record.items() if self._plain(name) in self.released} | {
            said(path): as_it_is(value)
            for path, value in leaves(record)
            if STEP in path and self.is_released(path) and self._plain(path.split(STEP)[0]) not in self.released
        }

    def rest(self, record: Mapping[str, Any], used: Container[str]) -> dict[str, Any]:
        """Fields nobody knows whose values are ids, dates, numbers or closed words; under their own names."""
        return {
            said(path): admitted(Holds.WORD, value)
            for path, value in leaves(record)
            if path not in self.bad and path.split(STEP)[0] not in used and path in self.fields
        }

    def _meaning(self, path: str) -> str:
        """The name by which a field is known."""
        found = self._meant.get(path)
        if found is None:
            steps = path.split(STEP)
            if not self.deep:
                found = self._plain(path)
            elif any(content.is_content(step, free=self.free) for step in steps[:-1]):
                found = STEP  # within content nothing is known
            else:
                found = content.plain(steps[-1])
            self._meant[path] = found
        return found

    def _plain(self, path: str) -> str:
        found = self._folded.get(path)
        if found is None:
            found = self._folded[path] = content.plain(path)
        return found


def said(path: str) -> str:
    """A path as it may be told: `reviews.body`."""
    return ".".join(content.shown(step) for step in path.split(STEP))


def fits(holds: Holds, value: Any) -> bool:
    """Whether a value is what its field is known to hold."""
    if not isinstance(value, str):
        return True
    seen = looks.look(value)
    if seen is Look.EMPTY or value in content.EMPTY:
        return True
    match holds:
        case Holds.TEXT:
            return seen <= Look.TIME
        case Holds.TIME:
            return seen <= Look.TIME or value.strip().casefold() in looks.COMMON | _NEVER
        case Holds.NUMBER:
            return seen <= Look.ID
        case Holds.ID:
            return looks.is_id(value)
        case Holds.WORD:
            return seen is not Look.TEXT
        case _:
            return all(looks.is_name(part) for part in parts(value))


_NEVER = frozenset({"-", "n/a", "na", "never", "never logged in", "no_information", "not_supported"})


def parts(value: str) -> list[str]:
    """Several names in one field, parted by commas or semicolons; a firm keeps its `, Inc.`."""
    if looks.is_name(value) or not any(sign in value for sign in ",;"):
        return [value.strip()]
    return [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]


def admitted(holds: Holds, value: Any) -> Any:
    """What of a value may be kept; None where nothing may."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        text = " ".join(value.split())
        if holds is Holds.NUMBER:
            return _number(text)
        return text if text and holds is not Holds.TEXT and value not in content.EMPTY and fits(holds, value) else None
    if isinstance(value, Mapping):
        return {name: one for name, one in value.items() if looks.is_name(str(name)) and isinstance(one, int | float)}
    if isinstance(value, list):
        kept = [one for one in (admitted(holds, part) for part in value) if one is not None]
        return kept or None
    return None


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


def refuse_secrets(names: Iterable[str]) -> None:
    """Refuse to release what is called as secrets are.

    Raises:
        BadInput: with the name.
    """
    for name in names:
        if content.is_secret(name):
            raise BadInput(f"{content.shown(name)!r} is never kept: it is called as secrets are", hint="leave it out")


def leaves(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every value of a record with the path that leads to it; those of a list have one path."""
    stack: list[tuple[str, Any]] = [(str(name), value) for name, value in reversed(record.items())]
    while stack:
        path, value = stack.pop()
        if isinstance(value, Mapping):
            stack.extend((f"{path}{STEP}{name}", below) for name, below in reversed(value.items()))
            if not value:
                yield path, None
        elif isinstance(value, list):
            stack.extend((path, below) for below in reversed(value))
        else:
            yield path, value


def known_fields(names: Mapping[str, Sequence[str]], columns: Mapping[str, str]) -> dict[str, Holds]:
    """Plain names of all fields an importer knows, those a column map names with them, and what each holds."""
    found: dict[str, Holds] = {}
    for ours, theirs in names.items():
        holds = HOLDS.get(ours, Holds.NAME)
        for name in (columns.get(ours, ours), ours, *theirs):
            found.setdefault(content.plain(name), holds)
    return found
