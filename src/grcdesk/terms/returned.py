"""The words about workbooks that come back, as closed lists."""

from __future__ import annotations

from enum import StrEnum


class AuditorValue(StrEnum):
    """What a cell of an auditor's holds."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


class BookKind(StrEnum):
    """What a workbook that comes back was written as."""

    MATRIX = "matrix"
    WORKPLAN = "workplan"


class CellFate(StrEnum):
    """How a cell that came back differs."""

    FILE = "file"
    """It was changed in the file alone."""
    BOTH = "both"
    """It was changed in the file and in the desk, differently."""
