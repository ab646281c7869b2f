"""Fields of a record by what they mean: found under any of their names, however they are written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from grcdesk.importers.reading import content
from grcdesk.importers.reading.job import ReadingJob

_SHAPES = 1000


def get(event: Mapping[str, Any], name: str) -> Any:
    """A field, or with dots a field inside a field."""
    if name in event:
        return event[name]
    here: Any = event
    for step in name.split("."):
        if not isinstance(here, dict) or step not in here:
            return None
        here = here[step]
    return here


def row_hash(record: Mapping[str, Any]) -> bytes:
    """What tells rows apart that differ in anything; it is compared while a file is read, and never kept."""
    text = json.dumps(record, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


class Fields:
    """Finds our fields in the records of one file, and notes what is not understood and what must not be kept."""

    def __init__(
        self,
        job: ReadingJob,
        names: Mapping[str, Sequence[str]],
        known: Sequence[str] = (),
        *,
        quiet: bool = False,
        texts: Sequence[str] = (),
    ) -> None:
        self.job = job
        self.names = {ours: [content.plain(one) for one in (ours, *theirs)] for ours, theirs in names.items()}
        self.known = frozenset(map(content.plain, known))
        self.quiet = quiet
        self.texts = frozenset(texts)
        """Plain names of fields that only sound like content here."""
        """Whether other fields are expected, and not named as unknown."""
        self.shapes: dict[tuple[str, ...], dict[str, str]] = {}
        self.watched: dict[tuple[str, ...], list[str]] = {}

    def __call__(self, record: dict[str, Any]) -> dict[str, Any]:
        """Our field → its value, for those that are there."""
        shape = tuple(record)
        found = self.shapes.get(shape)
        if found is None:
            found = self._look(record)
        for name in self.watched[shape]:
            value = record[name]
            if value in content.EMPTY:
                continue
            if self._barred(name) and not isinstance(value, int | float):
                self._drop(shape, name, content.shown(name))
            elif isinstance(value, dict | list) and (hits := content.found_in(value, self.texts)):
                for hit in sorted(hits):
                    self._drop(shape, name, f"{content.shown(name)}.{hit}")
        return {ours: get(record, theirs) for ours, theirs in found.items()}

    def has(self, record: dict[str, Any], *ours: str) -> str:
        """The first of these fields that a record has no place for; empty when it has all."""
        found = self.shapes.get(tuple(record)) or self._look(record)
        return next((name for name in ours if name not in found), "")

    def _barred(self, name: str) -> bool:
        return content.is_content(name) and content.plain(name) not in self.texts

    def _drop(self, shape: tuple[str, ...], name: str, what: str) -> None:
        self.job.dropped[what[:80]] = None
        self.watched[shape] = [one for one in self.watched[shape] if one != name]

    def _look(self, record: dict[str, Any]) -> dict[str, str]:
        plain: dict[str, str] = {}
        for name in record:
            plain.setdefault(content.plain(name), name)
        found: dict[str, str] = {}
        for ours, theirs in self.names.items():
            given = self.job.columns.get(ours)
            name = given if given is not None else next((plain[one] for one in theirs if one in plain), "")
            if name and (name in record or get(record, name) is not None):
                found[ours] = name
        if len(self.shapes) >= _SHAPES:
            self.shapes.clear()
            self.watched.clear()
        shape = tuple(record)
        self.shapes[shape] = found
        used = {name.partition(".")[0] for name in found.values()} | set(found.values())
        self.watched[shape] = [
            name for name in record if name not in used or self._barred(name) or isinstance(record[name], dict)
        ]
        if not self.quiet:
            for folded, name in plain.items():
                if name not in used and folded not in self.known and not content.is_content(name):
                    self.job.unknown[content.shown(name)] = None
        return found
