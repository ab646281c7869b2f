"""Rows in the order of their keys, however many there are, and what names them: written once, hashed on the way.

A chunk at a time is sorted in memory and laid aside; at the end the chunks are merged. Rows of the same key must be the
same in everything that is kept: then they are counted once; else the column is no key.
"""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any, BinaryIO

from grcdesk.errors import BadInput, Unwritable

CHUNK = 24 << 20
"""Bytes of rows that are sorted at once; in memory they take about twice that."""
_BATCH = 8192
_NO_KEY = "--key COLUMN names another, or several: --key run_id,attempt"


@dataclass(frozen=True, slots=True)
class SortedRows:
    """What was written."""

    rows: int
    doubled: int
    """Rows left out because they are the same as another."""
    population_sha256: str
    """Of the keys, as `rules.populations.hashing`."""
    rows_sha256: str
    size: int
    """Bytes."""


@dataclass(slots=True)
class KeySorter:
    """Takes the bytes of rows as `freeze` hands them on; a sink of the process that reads."""

    chunk: int = CHUNK
    _parts: list[bytes] = field(default_factory=list)
    _held: int = 0
    _aside: list[tuple[bytes, bytes, BinaryIO]] = field(default_factory=list)
    """Of each chunk its first and last row, and the file it lies in."""

    def write(self, data: bytes) -> None:
        """The next rows, whole."""
        self._parts.append(data)
        self._held += len(data)
        if self._held >= self.chunk:
            self._lay_aside()

    def restart(self) -> None:
        """Forget what was written."""
        self._parts.clear()
        self._held = 0
        self.close()

    def close(self) -> None:
        """Let go of what was laid aside."""
        for _, _, file in self._aside:
            file.close()
        self._aside.clear()

    def finish(self, into: BinaryIO, name: str) -> SortedRows:
        """Write every row once, in the order of keys by their bytes.

        Args:
            into: an open file.
            name: of the list, for messages.

        Raises:
            BadInput: when two rows of one key differ.
            Unwritable: when there is no place for temporary files.
        """
        try:
            return _written(self._merged(), into, name)
        except OSError as error:
            raise _no_place(error) from error
        finally:
            self.close()

    def _sorted(self) -> list[bytes]:
        found = b"".join(self._parts).splitlines(keepends=True)
        self._parts.clear()
        self._held = 0
        # a row begins with its key: as lines of bytes they come in the order of keys
        found.sort()
        return found

    def _lay_aside(self) -> None:
        found = self._sorted()
        try:
            file = tempfile.TemporaryFile()  # noqa: SIM115  it lives until the rows are written
            file.writelines(found)
            file.seek(0)
        except OSError as error:
            raise _no_place(error) from error
        self._aside.append((found[0], found[-1], file))

    def _merged(self) -> Iterator[bytes]:
        rest = self._sorted() if self._held else []
        if not self._aside:
            return iter(rest)
        if rest:
            self._parts.append(b"".join(rest))
            self._held = len(self._parts[0])
            rest.clear()
            self._lay_aside()
        ordered = sorted(self._aside, key=lambda one: one[0])

        if all(before[1] <= after[0] for before, after in pairwise(ordered)):
            return chain.from_iterable(file for _, _, file in ordered)  # the list came in order
        return heapq.merge(*(file for _, _, file in ordered))


@dataclass(slots=True)
class _Out:
    """Rows on their way into the file, written and hashed by the batch."""

    into: BinaryIO
    keys: list[bytes] = field(default_factory=list)
    rows: list[bytes] = field(default_factory=list)
    size: int = 0
    keys_hash: Any = field(default_factory=hashlib.sha256)
    rows_hash: Any = field(default_factory=hashlib.sha256)

    def add(self, key: bytes, row: bytes) -> None:
        """One more row."""
        self.keys.append(key + b"\n")
        self.rows.append(row + b"\n")
        if len(self.rows) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        data = b"".join(self.rows)
        self.keys_hash.update(b"".join(self.keys))
        self.rows_hash.update(data)
        self.into.write(data)
        self.size += len(data)
        self.keys.clear()
        self.rows.clear()


def _written(merged: Iterable[bytes], into: BinaryIO, name: str) -> SortedRows:
    """Write each row once, in the order of the keys; a key that stands in two rows that differ is none."""
    out = _Out(into)
    number = doubled = 0
    last_key, last_row, last_line = b"", b"", b""
    for raw in merged:
        key, row, line = raw.split(b"\t")
        if key != last_key:
            number += 1
            last_key, last_row, last_line = key, row, line
            out.add(key, row)
            continue
        # two rows of one key that differ are two things, and one of them would be lost
        if row != last_row:
            lines = sorted((int(last_line), int(line)))
            said = f"it is no key: lines {lines[0]} and {lines[1]} have the same one and differ"
            raise BadInput(said, hint=_NO_KEY, file=name)
        doubled += 1
    out.flush()
    return SortedRows(number, doubled, out.keys_hash.hexdigest(), out.rows_hash.hexdigest(), out.size)


def _no_place(error: OSError) -> Unwritable:
    said = f"there is no place for temporary files: {error.strerror}"
    return Unwritable(said, hint="free some space; TMPDIR names another folder")
