"""A text as our sheets show it, so that what comes back can be held against it."""

from __future__ import annotations

from grcdesk.reports.xmltext import fit, is_fit


def shown(text: str) -> str:
    """What stands in the cell: signs made visible, and cut where a cell holds no more."""
    return text if is_fit(text) else fit(text).text
