"""A list of requests as CSV, in the layout it is asked for."""

from __future__ import annotations

import csv
import io
from datetime import date

from grcdesk.reports.csvtext import csv_text
from grcdesk.schemas.requests.lists import ListLayout


def request_csv(layout: ListLayout, *, raw: bool) -> bytes:
    """UTF-8 with a mark, so that spreadsheets know the encoding; a text that could run as a formula begins with '.

    Args:
        layout: what is written.
        raw: without that sign.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for above in layout.above:
        writer.writerow([_cell(text, raw=raw) for text in above])
    writer.writerow([_cell(text, raw=raw) for text in layout.columns])
    for row in layout.rows:
        writer.writerow([_cell(value, raw=raw) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: str | date | None, *, raw: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return csv_text(value, raw=raw)
