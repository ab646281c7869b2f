"""Text made fit for a CSV file that people open: nothing in it runs, steers a terminal or hides."""

from __future__ import annotations

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
