"""The days of a register: each column is judged as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC

from grcdesk.errors import BadInput
from grcdesk.importers.reading import slashes
from grcdesk.importers.reading.slashes import SlashOrder
from grcdesk.importers.reading.times import BadTime, day_of, read_time


class RegisterDays:
    """Reads the days of some columns."""

    def __init__(self, columns: Mapping[str, Iterable[str]]) -> None:
        """`columns` are their cells, by name."""
        self._orders = {what: slashes.order(texts) for what, texts in columns.items()}

    def day(self, what: str, given: str) -> str:
        """The day as 2026-01-31; empty where none stands.

        Raises:
            BadInput: when it is no day, or can be read in two ways; its message goes on after the name of the column.
        """
        text = slashes.written_out(given, self._orders.get(what, SlashOrder.UNKNOWN))
        try:
            found = read_time(text, UTC)
        except BadTime as error:
            raise BadInput(f"is no day: {error}; write 2026-01-31") from error
        return day_of(found, UTC).isoformat() if found else ""
