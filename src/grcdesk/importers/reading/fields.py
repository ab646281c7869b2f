"""Fields of a record by what they mean: found under any of their names, however they are written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from grcdesk.importers.keeping import content, guard, measuring
from grcdesk.importers.keeping.holds import Holds
from grcdesk.importers.reading.inside import get, top
from grcdesk.importers.reading.job import ReadingJob

_SHAPES = 1000
_BLOCK = 1000
"""Records that are measured together."""
_UNREAD = "(rows that could not be read)"
Source = Callable[[ReadingJob], Iterator[tuple[int, dict[str, Any]]]]
"""Reads the records of a file."""


def row_hash(record: Mapping[str, Any]) -> bytes:
    """What tells rows apart that differ in anything; it is compared while a file is read, and never kept."""
    text = json.dumps(record, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


def survey(
    job: ReadingJob,
    names: Mapping[str, Sequence[str]],
    source: Source,
    *,
    free: bool = False,
) -> None:
    """Measure every field of the file, before a row of it is kept.

    Args:
        job: the file.
        names: our fields and what they are called elsewhere.
        source: reads its records.
        free: whether it is a log or a test of a model.

    Raises:
        BadInput: as `source`, or when a field was released that is not there.
    """
    looked = job.again()
    found = guard.Guard(guard.known_fields(with_makers(names, job), job.columns), job.keep, free=free)
    try:
        each = map(itemgetter(1), source(looked))
        while block := list(islice(each, _BLOCK)):
            measuring.see_block(found, block)
    finally:
        looked.close()
    settle(job, found, looked, unread=looked.account.skipped)


def survey_document(job: ReadingJob, document: Any, known: Iterable[str] = ()) -> None:
    """Measure a report that was read as a whole; `known` are names of it that hold names, numbers or ids."""
    names = dict.fromkeys(map(content.plain, known), Holds.NAME)
    found = guard.Guard(names, job.keep, free=True, deep=True)
    found.see(document if isinstance(document, Mapping) else {"": document})
    settle(job, found, job)


def settle(job: ReadingJob, found: guard.Guard, looked: ReadingJob, *, unread: int = 0) -> None:
    """Take over what was measured; `unread` are rows of which nobody knows what stands in them.

    Raises:
        BadInput: when a field was released that is not there.
    """
    for beside in looked.beside:
        found.see(beside)
    found.settle(job.name)
    job.guard = found
    for name, number in found.content.items():
        job.drop(name, number)
    if unread:
        job.drop(_UNREAD, unread)
    if looked is not job:
        for name, number in looked.dropped.items():
            job.dropped.setdefault(name, number)


def with_makers(names: Mapping[str, Sequence[str]], job: ReadingJob) -> Mapping[str, Sequence[str]]:
    """What our fields are called elsewhere: by the maker of the file first."""
    if job.maker is None:
        return names
    return {ours: (*job.maker.columns.get(ours, ()), *theirs) for ours, theirs in names.items()}


class Fields:
    """Finds our fields in the records of one file, and notes what is not understood."""

    def __init__(
        self,
        job: ReadingJob,
        names: Mapping[str, Sequence[str]],
        known: Sequence[str] = (),
        *,
        quiet: bool = False,
    ) -> None:
        self.job = job
        self.names = {ours: [content.plain(one) for one in (ours, *theirs)] for ours, theirs in names.items()}
        self.makers = {ours: job.maker.columns.get(ours, ()) for ours in names} if job.maker else {}
        self.known = frozenset(map(content.plain, known))
        self.quiet = quiet
        """Whether other fields are expected, and not named as unknown."""
        self.shapes: dict[tuple[str, ...], dict[str, str]] = {}

    def __call__(self, record: dict[str, Any]) -> dict[str, Any]:
        """Our field → its value, for those that are there."""
        return {ours: get(record, theirs) for ours, theirs in self.where(record).items()}

    def where(self, record: dict[str, Any]) -> dict[str, str]:
        """Our field → what it is called in a record."""
        found = self.shapes.get(tuple(record))
        return self._look(record) if found is None else found

    def has(self, record: dict[str, Any], *ours: str) -> str:
        """The first of these fields that a record has no place for; empty when it has all."""
        found = self.where(record)
        return next((name for name in ours if name not in found), "")

    def _look(self, record: dict[str, Any]) -> dict[str, str]:
        plain: dict[str, str] = {}
        for name in record:
            plain.setdefault(content.plain(name), name)
        found = {ours: name for ours in self.names if (name := self._called(ours, record, plain))}
        if len(self.shapes) >= _SHAPES:
            self.shapes.clear()
        self.shapes[tuple(record)] = found
        if not self.quiet:
            self._tell_unknown(plain, found)
        return found

    def _called(self, ours: str, record: dict[str, Any], plain: Mapping[str, str]) -> str:
        """What a field is called in a record: as a person says, as the maker has it, else by a usual name."""
        name = self.job.columns.get(ours)
        if name is None:
            there = (one for one in self.makers.get(ours, ()) if _stands(record, one))
            usual = (plain[one] for one in self.names[ours] if one in plain)
            name = next(chain(there, usual), "")
        return name if name and _stands(record, name) and name not in self.job.guard.shut else ""

    def _tell_unknown(self, plain: Mapping[str, str], found: Mapping[str, str]) -> None:
        """Note the fields of a record that are not understood."""
        used = set(map(top, found.values())) | set(found.values())
        for folded, name in plain.items():
            if name not in used and folded not in self.known and not content.is_content(name):
                self.job.unknown[content.shown(name)] = None


def _stands(record: dict[str, Any], name: str) -> bool:
    """Whether a record has that field, or the path leads to something in it."""
    return name in record or get(record, name) is not None
