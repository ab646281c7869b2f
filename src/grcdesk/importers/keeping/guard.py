"""The one guard of all evidence lists: which fields may be kept, and what of a value.

A field is content unless its name is known to the importer and means no free text, or its values are ids, dates,
numbers or closed words by measurement over the whole file. A value that reads as text is kept nowhere, whatever
its field is called.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.keeping import content
from grcdesk.importers.keeping.holds import HOLDS, Holds, Measure, admitted, as_it_is, fits

MAX_FIELDS = 2000
"""Different fields one file is measured for; what comes after them is measured together."""
_REST = "(further fields)"
STEP = "\x1f"
"""Between the names of a path; a dot may stand in a name."""
_DISTINCT = {Holds.WORD: 50, Holds.NAME: 500}
"""How many different values a field of that kind has at most, most of them once: more is text, word by word."""


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
            self.take(path, value)

    def take(self, path: str, value: Any, times: int = 1) -> None:
        """Measure a value that stands so often in a field."""
        found = self.measure(path)
        found.see(value, times)
        holds = self.holds(path)
        if holds is not None and not fits(holds, value):
            found.unfit += times

    def measure(self, path: str) -> Measure:
        """What was seen of a field."""
        found = self.fields.get(path)
        if found is None:
            # a file whose every record has other fields must not fill the memory
            name = path if len(self.fields) < MAX_FIELDS else _REST
            found = self.fields.setdefault(name, Measure())
        return found

    def holds(self, path: str) -> Holds | None:
        """What a field is known to hold; None: nobody knows it."""
        return self.known.get(self._meant.get(path) or self._meaning(path))

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
        if holds in _DISTINCT and measure.endless(_DISTINCT[holds]):
            self.shut.add(path)
            return measure.filled
        if holds is not None:
            return measure.unfit
        steps = path.split(STEP)
        if any(content.shown(step) == content.UNNAMED for step in steps):
            return max(measure.filled, 1)
        if self._named_as_content(steps):
            return measure.filled if measure.texts + measure.worded + measure.named else 0
        return measure.filled if measure.texts or not measure.closed else 0

    def _named_as_content(self, steps: Sequence[str]) -> bool:
        return any(content.is_content(step, free=self.free) for step in steps)

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
            elif self._named_as_content(steps[:-1]):
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
    stack: list[tuple[str, Any]] = [(str(name), value) for name, value in reversed(list(record.items()))]
    while stack:
        path, value = stack.pop()
        if isinstance(value, Mapping):
            stack.extend((f"{path}{STEP}{name}", below) for name, below in reversed(list(value.items())))
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
