"""The words about workbooks that come back, as closed lists."""

from __future__ import annotations

from enum import StrEnum


class AuditorResult(StrEnum):
    """What an auditor found of a control, as he chooses it in the control matrix."""

    NO_EXCEPTION = "no_exception_noted"
    EXCEPTION = "exception_noted"
    DID_NOT_OPERATE = "did_not_operate_in_the_period"
    NOT_TESTED = "not_tested"


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
