"""How the tables of a source are read: columns, words, order of days and zone, told once and remembered.

What is told is added to what is known: an empty column leaves one out, `forget` takes all of it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.importers.reading.apart.maps import read_map
from grcdesk.models.base import col
from grcdesk.models.remembered import RememberedColumns
from grcdesk.schemas.registers.tables import RememberedSource, TablePlan, TableWay, Words
from grcdesk.terms.interchange import DayOrder, DeskRegister
from grcdesk.text import clean

ROSTER = "list of people"
"""The list `reviews roster` reads."""


def register_of(register: DeskRegister, vendor: str = "") -> str:
    """The list that is brought into a register, of one vendor where it is his."""
    return f"list of {register}" + (f" of {vendor}" if vendor else "")


def settings_of(vendor: str) -> str:
    """The export of the settings of our account at a vendor, by its id."""
    return f"settings at {vendor}"


def requests_of(firm: str) -> str:
    """The list of requests a firm keeps."""
    return f"requests of {firm.casefold()}" if firm else "list of requests"


def evidence_of(importer: str) -> str:
    """The files an importer of evidence reads."""
    return f"evidence read as {importer}"


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a source."""

    columns: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: DayOrder | None = None
    zone: str = ""


def remembered(session: Session, source: str) -> Told:
    """As told once; empty when nothing was."""
    row = session.get(RememberedColumns, source)
    if row is None:
        return Told()
    pairs = (entry.partition(" = ") for entry in row.columns)
    words: dict[str, dict[str, str]] = {}
    for entry in row.words:
        what, _, rest = entry.partition(": ")
        theirs, _, ours = rest.rpartition(" = ")
        words.setdefault(what, {})[theirs] = ours
    dates = DayOrder(row.dates) if row.dates in set(DayOrder) else None
    return Told({what: column for what, _, column in pairs}, words, dates, row.zone)


def way(plan: TablePlan, before: Told) -> TableWay:
    """How a table is read: as a person says now, beside what was told before.

    Raises:
        BadInput: when the map cannot be read.
    """
    columns, words, dates = dict(plan.columns), plan.words, plan.dates
    if plan.map is not None:
        found = read_map(plan.map)
        columns, words = found.columns | columns, joined(found.words, words)
        dates = dates or (DayOrder(found.dates) if found.dates else None)
    return TableWay(
        columns, before.columns, joined(before.words, words), plan.sheet, plan.header, dates or before.dates
    )


def joined(first: Words, second: Words) -> dict[str, dict[str, str]]:
    """Words of both; those of the second go before."""
    return {what: {**first.get(what, {}), **second.get(what, {})} for what in (*first, *second)}


def remember(session: Session, source: str, told: TableWay, zone: str = "") -> None:
    """Keep what was told; what was not told stays as it was."""
    if not (told.columns or told.words or told.dates or zone):
        return
    row = _row(session, source)
    before = remembered(session, source)
    made = {
        "columns": _written_columns({**before.columns, **told.columns}),
        "words": _written_words(joined(before.words, told.words)),
        "dates": (told.dates or before.dates or ""),
        "zone": zone or row.zone,
    }
    _set(row, made)


def _set(row: RememberedColumns, made: Mapping[str, object]) -> None:
    """Only what moved: a list is another object each time, and setting it anew would be a line of the log."""
    for name, value in made.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _row(session: Session, source: str) -> RememberedColumns:
    row = session.get(RememberedColumns, source)
    if row is None:
        row = RememberedColumns(source=source)
        session.add(row)
    return row


def _written_columns(columns: Mapping[str, str]) -> list[str]:
    return [f"{what} = {clean(column)}" for what, column in sorted(columns.items())]


def _written_words(words: Mapping[str, Mapping[str, str]]) -> list[str]:
    return [
        f"{what}: {clean(' '.join(theirs.split()))} = {ours}"
        for what, meanings in sorted(words.items())
        for theirs, ours in sorted(meanings.items())
    ]


def sources(session: Session) -> list[RememberedSource]:
    """Everything that is remembered, by source."""
    rows = session.scalars(select(RememberedColumns).order_by(col(RememberedColumns.source)))
    return [RememberedSource(row.source, tuple(row.columns), tuple(row.words), row.dates, row.zone) for row in rows]


def forget(session: Session, source: str) -> bool:
    """Take back what was told of a source; whether anything was."""
    row = session.get(RememberedColumns, source)
    if row is not None:
        session.delete(row)
    return row is not None
