"""Types of columns and parameters in the engine."""

from __future__ import annotations

from grcdesk.rules.audits.roles import ColumnKind
from grcdesk.terms import ParameterKind

_NUMBER = "DECIMAL(38, 18)"
COLUMN_TYPES = {
    ColumnKind.TEXT: "TEXT",
    ColumnKind.TIME: "TIMESTAMP",
    ColumnKind.DATE: "DATE",
    ColumnKind.NUMBER: _NUMBER,
    ColumnKind.FLAG: "BOOLEAN",
}
PARAMETER_TYPES = {
    ParameterKind.NUMBER: _NUMBER,
    ParameterKind.TEXT: "TEXT",
    ParameterKind.DURATION: "BIGINT",
    ParameterKind.DATE: "DATE",
    ParameterKind.TIME: "TIMESTAMP",
}
"""A duration is a whole number of seconds."""
