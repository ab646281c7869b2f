"""Removals as a CSV for the ticket system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from grcdesk.reports.csvtext import csv_file, csv_text
from grcdesk.schemas.reviews.files import Removal

COLUMNS = tuple(field.name for field in fields(Removal))


def removals_csv(rows: Sequence[Removal]) -> bytes:
    """The file; a text that could run as a formula begins with '."""
    return csv_file([COLUMNS, *([_text(getattr(row, name)) for name in COLUMNS] for row in rows)])


def _text(value: Any) -> str:
    if value is None:
        return ""
    # a word of ours, and a text all the same: it needs no guard
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (date, int)):
        return str(value)
    return csv_text(str(value))
