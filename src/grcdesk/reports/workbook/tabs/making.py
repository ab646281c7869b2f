"""Tabs made of fields: a word for each kind of column, and the tab of some rows, whose ids lead to their homes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from grcdesk.reports.workbook.tab import CellLink, CellValue, Kind, Tab, TabColumn, place
from grcdesk.reports.workbook.tabs.fields import Read, TabField, cells, columns
from grcdesk.schemas.audits.sheets import AuditSheets

Homes = Mapping[str, Mapping[str, int]]
"""By tab, the row on which each id has its home."""
WrittenCells = Mapping[tuple[str, str], Mapping[str, CellValue]]
"""By tab and id of a row: what the auditor wrote there and came home, by header of the column."""

ALL_CONTROLS = "All controls"
"""Header of the column with every id, where the printed one shows the first of them."""
_IDS = 6
NOT_STATED = "not stated"
"""Where a reader looks for words and nobody gave any."""


def text(header: str, width: float, meaning: str, read: Read, **more: Any) -> TabField:
    """A column of words."""
    return TabField(TabColumn(header, width, meaning, **more), read)


def name(header: str, width: float, meaning: str, read: Read, **more: Any) -> TabField:
    """A column of ids that lead nowhere."""
    return TabField(TabColumn(header, width, meaning, Kind.ID, **more), read)


def link(header: str, width: float, meaning: str, read: Read, to: str, **more: Any) -> TabField:
    """A column of ids; where it is one alone it leads to its home on another tab."""
    return TabField(TabColumn(header, width, meaning, Kind.LINK, **more), read, to)


def number(header: str, width: float, meaning: str, read: Read, **more: Any) -> TabField:
    """A column of numbers."""
    return TabField(TabColumn(header, width, meaning, Kind.NUMBER, **more), read)


def day(header: str, meaning: str, read: Read, width: float = 8.9, **more: Any) -> TabField:
    """A column of days."""
    return TabField(TabColumn(header, width, meaning, Kind.DATE, **more), read)


def time(header: str, meaning: str, read: Callable[[Any], str], **more: Any) -> TabField:
    """A column of moments, kept as UTC texts; shown to the minute."""
    return TabField(TabColumn(header, 13.4, meaning, Kind.TIME, **more), lambda row: moment(read(row)))


def word(header: str, width: float, meaning: str, read: Read, outcomes: Mapping[str, str], **more: Any) -> TabField:
    """A column of words that say how something stands, each with the look of what it means for us."""
    return TabField(TabColumn(header, width, meaning, Kind.STATUS, outcomes=outcomes, **more), read)


def wrote(header: str) -> Read:
    """What the auditor wrote in that column of an earlier workbook; empty until it came home."""
    return lambda one: one.wrote.get(header)


def aside(*fields: TabField) -> tuple[TabField, ...]:
    """The same, not printed: they stand in the outline at the right."""
    return tuple(replace(one, column=replace(one.column, printed=False)) for one in fields)


def first_ids(found: Sequence[str], all_of_them: str) -> str:
    """Ids one below the other, as many as leave room for other rows on the page; all stand in the column named.

    Each has a line of its own: programs break a line at any hyphen, and an id in two parts is not found.
    """
    shown = found if len(found) <= _IDS + 1 else found[:_IDS]
    more = [f"and {len(found) - len(shown):,} more, see {all_of_them}"] if len(shown) < len(found) else []
    return ";\n".join((*shown, *more))


def moment(told: str) -> CellValue:
    """A stored UTC time as a moment; a day without a time, or what is no time, stays as it was told."""
    # a day alone as a moment would be its midnight, which nobody said
    if len(told) <= len("2026-01-01"):
        return told
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        return told
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def made(
    tab: str,
    about: str,
    fields: Sequence[TabField],
    rows: Sequence[Any],
    *,
    empty: str,
    group: str = "",
    homes: Homes | None = None,
) -> Tab:
    """The tab of those rows; ids lead to their homes where the workbook has them."""
    return Tab(
        name=tab,
        table=f"tbl{''.join(letter for letter in tab.title() if letter.isalnum())}",
        about=about,
        columns=columns(fields),
        rows=(cells(fields, row) for row in rows),
        count=len(rows),
        links=tuple(_links(fields, rows, homes or {})),
        empty=empty,
        group=group,
    )


def _links(fields: Sequence[TabField], rows: Sequence[Any], homes: Homes) -> list[CellLink]:
    found = []
    for column, one in enumerate(fields):
        home = homes.get(one.leads, {})
        for row, value in enumerate(rows, 2) if home else ():
            told = str(one.read(value) or "")
            if told in home:  # of several none: a cell has one link, and a linked text does not wrap everywhere
                found.append(CellLink(column, row, place(one.leads, home[told])))
    return found


def lacking(sheets: AuditSheets | None, what: str) -> str:
    """What a tab of fieldwork without rows says: in which engagement what is lacking."""
    if sheets is None:
        return f"The desk has no engagement, and so {what}."
    return f"In {sheets.named} {what}."


def days(value: date | None, other: date | None) -> str:
    """`2026-01-01 to 2026-09-30`, or the one there is."""
    return " to ".join(str(one) for one in (value, other) if one is not None)
