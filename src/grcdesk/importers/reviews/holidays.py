"""A list of days that are no business days: one date a line, what follows it is a remark."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from grcdesk import clock
from grcdesk.errors import BadInput
from grcdesk.importers.reading.whole import tables as whole_tables

_DAY = re.compile(r"\s*\"?(\d{4}-\d{2}-\d{2})\b")


def read_holidays(path: Path) -> tuple[date, ...]:
    """The days of a file, in order. Empty lines, lines with # and a heading in the first line are passed over.

    Raises:
        BadInput: when it cannot be read, or naming the first line without a date.
    """
    content, _ = whole_tables.read_bytes(path)
    found: set[date] = set()
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
        day = _DAY.match(line)
        if day:
            found.add(clock.parse_date(day[1]))
        elif line.strip() and not line.lstrip().startswith("#") and number > 1:
            raise BadInput(
                f"{line.strip()!r} has no date", file=path.name, line=number, hint="write 2026-12-25, Christmas"
            )
    if not found:
        raise BadInput("holds no date", file=path.name, hint="one date a line: 2026-12-25, Christmas")
    return tuple(sorted(found))
