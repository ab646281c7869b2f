"""The mark of a cell of a workbook that comes back."""

from __future__ import annotations

from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.rules.registers.given import mark

PLAIN = RegisterColumn("text", "Text", CellKind.TEXT)
"""Of cells that are only looked at."""


def of_text(column: RegisterColumn | None, text: str) -> str:
    """The mark of what a cell shows."""
    return mark(column or PLAIN, text)
