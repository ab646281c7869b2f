"""Text made fit for a CSV file that people open: nothing in it runs, steers a terminal or hides."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from grcdesk.reports.xmltext import visible
from grcdesk.text import harmless

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(text: str, *, raw: bool = False) -> str:
    """The text with marks for what would steer or hide; one that could run as a formula begins with '.

    Args:
        text: what is written.
        raw: without that sign.
    """
    shown = harmless(visible(text))
    return f"'{shown}" if shown.startswith(_FORMULA) and not raw else shown


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """The file, UTF-8 with a mark, so that spreadsheets know the encoding; cells are safe already, see `csv_text`."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")
