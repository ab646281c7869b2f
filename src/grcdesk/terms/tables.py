"""Words about tables that people keep."""

from __future__ import annotations

from enum import StrEnum


class DayOrder(StrEnum):
    """What stands first in days with slashes."""

    DAY = "day"
    MONTH = "month"
