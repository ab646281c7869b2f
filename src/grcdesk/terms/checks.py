"""Words of limits that are watched."""

from __future__ import annotations

from enum import StrEnum


class CheckState(StrEnum):
    """What a check shows, worst first."""

    BREACH = "breach"
    STALE = "stale"
    WARN = "warn"
    NO_DATA = "no_data"
    OK = "ok"


class Side(StrEnum):
    """On which side of its limit a value has to stay."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
