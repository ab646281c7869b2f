"""The rows of a long list, fetched a page at a time.

The keys of all rows are held; rows come in pages of 64, only those that are looked at, and old pages are let go.
So 100,000 rows cost a list of keys and a few pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

PAGE = 64
KEEP = 32
"""Pages held before the ones longest unused are dropped."""


class RowSource(Protocol):
    """Where rows come from."""

    immediate: bool
    """Whether `rows` answers at once, from memory. If not it is only called in a thread."""

    def rows(self, keys: Sequence[str]) -> Sequence[Any]:
        """The rows of these keys, in their order."""
        ...


class MemoryRows:
    """Rows already in memory."""

    immediate = True

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self._rows = rows

    def rows(self, keys: Sequence[str]) -> Sequence[Any]:
        """The rows of these keys."""
        return [self._rows[key] for key in keys]


class ServiceRows:
    """Rows a service is asked for, in a thread."""

    immediate = False

    def __init__(self, ask: Callable[[Sequence[str]], Sequence[Any]]) -> None:
        self._ask = ask

    def rows(self, keys: Sequence[str]) -> Sequence[Any]:
        """The rows of these keys, asked from the service."""
        return self._ask(keys)


class Pages:
    """Keys in order, and the pages of rows known so far."""

    def __init__(self, keys: Sequence[str] = (), source: RowSource | None = None) -> None:
        self.keys = keys
        self.source = source
        self._pages: dict[int, Sequence[Any]] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def row(self, index: int) -> Any:
        """The row at that place, or None while its page is not here yet."""
        number, place = divmod(index, PAGE)
        rows = self.fetch(number)
        return rows[place] if place < len(rows) else None

    def fetch(self, number: int) -> Sequence[Any]:
        """The rows of a page: as far as they are here, or from memory."""
        # taken out and put in again it is the page used last, and the last to be let go
        rows = self._pages.pop(number, None)
        if rows is None:
            keys = self.page_keys(number)
            if self.source is None or not self.source.immediate or not keys:
                return ()
            rows = self.source.rows(keys)
        self.fill(number, rows)
        return rows

    def fill(self, number: int, rows: Sequence[Any]) -> None:
        """Keep a page, letting the one longest unused go."""
        self._pages[number] = rows
        if len(self._pages) > KEEP:
            del self._pages[next(iter(self._pages))]

    def page(self, number: int) -> Sequence[Any]:
        """The rows of a page as far as they are here."""
        return self._pages.get(number, ())

    def known(self) -> list[int]:
        """The pages that are here."""
        return list(self._pages)

    def page_keys(self, number: int) -> Sequence[str]:
        """The keys of a page."""
        return self.keys[number * PAGE : (number + 1) * PAGE]

    def missing(self, first: int, last: int) -> list[int]:
        """Pages between two places (both ends counted) that are not here."""
        last = min(last, len(self.keys) - 1)
        return [number for number in range(max(first, 0) // PAGE, last // PAGE + 1) if number not in self._pages]

    def find(self, key: str) -> int | None:
        """Where a key stands."""
        return next((place for place, known in enumerate(self.keys) if known == key), None)
