"""Which column of a kind of file means what: told once, remembered for the next time."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from grcdesk.models.reviews import RememberedColumns

VENDORS = "list of vendors"
"""The list `vendors import` reads."""


def settings_of(vendor: str) -> str:
    """The export of the settings of our account at a vendor, by its id."""
    return f"settings at {vendor}"


def requests_of(firm: str) -> str:
    """The list of requests a firm keeps."""
    return f"requests of {firm.casefold()}" if firm else "list of requests"


def remembered(session: Session, source: str) -> tuple[dict[str, str], str]:
    """What → column, and the zone of times, as told once; empty when nothing was."""
    row = session.get(RememberedColumns, source)
    if row is None:
        return {}, ""
    pairs = (entry.partition(" = ") for entry in row.columns)
    return {what: column for what, _, column in pairs}, row.zone


def remember(session: Session, source: str, columns: Mapping[str, str], zone: str = "") -> None:
    """Keep what was told; what was not told stays as it was."""
    if not columns and not zone:
        return
    row = session.get(RememberedColumns, source)
    if row is None:
        row = RememberedColumns(source=source)
        session.add(row)
    if columns:
        row.columns = [f"{what} = {column}" for what, column in sorted(columns.items())]
    row.zone = zone or row.zone
