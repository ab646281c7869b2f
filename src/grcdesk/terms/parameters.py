"""The kinds of parameters a check of a catalog may have, as a closed list."""

from __future__ import annotations

from enum import StrEnum


class ParameterKind(StrEnum):
    """What a parameter holds, and so what it may be compared with."""

    NUMBER = "number"
    """A decimal number, compared with numbers and with days counted."""
    TEXT = "text"
    DURATION = "duration"
    """A length of time as `30m`, `24h` or `90d`; in a check a whole number of seconds."""
    DATE = "date"
    """A day as `2026-07-01`."""
    TIME = "time"
    """A moment in UTC as `2026-07-01T00:00:00Z`."""
