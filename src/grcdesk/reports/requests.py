"""A list of requests as CSV, in the layout it is asked for."""

from __future__ import annotations

from datetime import date

from grcdesk.reports.csvtext import csv_file, csv_text
from grcdesk.schemas.requests.lists import ListLayout


def request_csv(layout: ListLayout, *, raw: bool) -> bytes:
    """The file; a text that could run as a formula begins with '.

    Args:
        layout: what is written.
        raw: without that sign.
    """
    rows = (*layout.above, layout.columns, *layout.rows)
    return csv_file([[_cell(value, raw=raw) for value in row] for row in rows])


def _cell(value: str | date | None, *, raw: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return csv_text(value, raw=raw)
