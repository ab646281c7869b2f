"""Normalised rows: what is kept of the rows of a list, as JSON Lines; the same source gives the same bytes.

`line` is where a row stands in the source; the other fields bear our names. They are handed on in blocks, so that a
million rows need no memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic_core import to_json

_BLOCK = 1 << 16
_MAX_FIELDS = 200


class RowSink(Protocol):
    """Takes the bytes of rows."""

    def write(self, data: bytes) -> None:
        """The next bytes."""

    def restart(self) -> None:
        """Forget what was written: the file is read once more."""


class HashedRows:
    """A sink that keeps the hash and the size alone, or hands the bytes on as well."""

    def __init__(self, into: Any = None) -> None:
        self.into = into
        """An open binary file; None: the bytes are let go."""
        self.restart()

    def write(self, data: bytes) -> None:
        """The next bytes."""
        self.seen.update(data)
        self.size += len(data)
        if self.into is not None:
            self.into.write(data)

    def restart(self) -> None:
        """Forget what was written."""
        self.seen, self.size = hashlib.sha256(), 0
        if self.into is not None:
            self.into.seek(0)
            self.into.truncate()

    @property
    def sha256(self) -> str:
        """Of all rows; empty when there are none."""
        return self.seen.hexdigest() if self.size else ""


@dataclass(slots=True)
class RowLines:
    """Writes rows."""

    sink: RowSink = field(default_factory=HashedRows)
    count: int = 0
    fields: dict[str, None] = field(default_factory=dict)
    """Names of the fields that stand in any row."""
    _block: list[bytes] = field(default_factory=list)
    _size: int = 0

    def put(self, line: int, row: Mapping[str, Any]) -> None:
        """Write a row without what is empty."""
        filled = {name: value for name, value in row.items() if value is not None and value != ""}
        if not filled.keys() <= self.fields.keys() and len(self.fields) < _MAX_FIELDS:
            self.fields |= dict.fromkeys(filled)
        self.write(to_json({"line": line} | filled, inf_nan_mode="null") + b"\n", 1)

    def write(self, data: bytes, number: int) -> None:
        """Write so many rows that are JSON Lines already."""
        self.count += number
        self._block.append(data)
        self._size += len(data)
        if self._size >= _BLOCK:
            self.flush()

    def flush(self) -> None:
        """Hand on what waits."""
        if self._block:
            self.sink.write(b"".join(self._block))
            self._block.clear()
            self._size = 0

    def restart(self) -> None:
        """Forget every row: the file is read once more."""
        self._block.clear()
        self._size = self.count = 0
        self.fields.clear()
        self.sink.restart()
