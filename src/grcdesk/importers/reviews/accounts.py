"""Exports of accounts: Entra, Google Workspace, Okta, AWS, GitHub, and any table whose columns are told.

Every row becomes an account, is merged into one that stands there already, or is named with its line and reason.
Only what a review needs is kept: phones, home addresses and passwords never leave the file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC
from functools import partial
from pathlib import Path

from grcdesk import clock
from grcdesk.errors import BadInput
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.times import BadTime, read_time
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.words import ToldWords, told_again
from grcdesk.importers.reviews import columns as account_columns
from grcdesk.importers.reviews import texts
from grcdesk.importers.reviews.account_rows import WORDS, RowReader, each_account
from grcdesk.schemas.accounts import AccountsFile
from grcdesk.schemas.tables import Words
from grcdesk.terms.reviews import AccountSource
from grcdesk.terms.tables import DayOrder

_DAYS = ("last_used", "created")


def read_accounts(
    path: Path, *, columns: Mapping[str, str], before: Mapping[str, str] | None = None, zone: str = "",
    words: Words | None = None, sheet: str = "", header: int = 0, dates: str = "",
) -> AccountsFile:  # fmt: skip
    """Read an export of accounts: CSV, XLSX or JSON.

    Args:
        path: the file.
        columns: what → column, as a person says; it goes before the headings, and adds to them.
        before: what was said of an earlier list; it counts where nothing else is said and the column is there.
        zone: IANA name for times that carry none; empty: UTC.
        words: what words of the list mean.
        sheet: of a workbook, which; else the one that holds the list.
        header: the row that names the columns; 0: it is found.
        dates: what stands first in days with slashes, where their column does not tell.

    Raises:
        BadInput: when it cannot be read, no column tells the account, or days can be read in two ways.
    """
    content, sha256 = whole_tables.read_bytes(path)
    named = {column for column in (*columns.values(), *(before or {}).values()) if column}
    rows = _rows(content, path.name, named, sheet, header)
    source = account_columns.source_of(rows.columns)
    kept = {what: name for what, name in (before or {}).items() if not name or name in rows.columns}
    told = {**{what: name for what, name in kept.items() if name not in columns.values()}, **columns}
    chosen = account_columns.choose(rows.columns, source, told, path.name)
    if "account" not in told:
        chosen = account_columns.settle(chosen, source, [row for _, row in rows.rows], rows.columns, path.name)
    cells = {name: [(line, row[name]) for line, row in rows.rows] for what in _DAYS for name in chosen.get(what, ())}
    days = DateColumns(
        cells, told=DayOrder(dates) if dates else None, file=path.name, serial=rows.first_day, months=cells
    )
    reader = RowReader(source, chosen, clock.find_zone(zone) if zone else UTC, days, ToldWords(WORDS, words))
    found, passed, nameless = each_account(reader, rows.rows)
    if not found:
        raise BadInput("holds no account", hint="an empty list proves nothing; export it again", file=path.name)
    used = [*account_columns.ALSO_READ.get(source, ()), *(name for names in chosen.values() for name in names)]
    private, unknown = account_columns.split(rows.columns, used)
    shown = partial(account_columns.shown, told=told.values())
    whole = rows.plain and not (private or unknown or rows.skipped) and shown(rows.columns) == rows.columns
    meant = {name: what for what, names in chosen.items() for name in names}
    return AccountsFile(
        source=source,
        sha256=sha256,
        size=len(content),
        rows=rows.count,
        accounts=found,
        columns=tuple(f"{what} = {' + '.join(shown(names))}" for what, names in chosen.items()),
        dropped=shown(private),
        unknown=shown(unknown),
        skipped=(*rows.skipped, *passed, *reader.notes),
        assumed=(
            *rows.notes,
            *days.notes,
            *told_again(words, dates),
            *reader.texts.told(),
            *_assumed(source, reader, zone),
        ),
        lost=rows.lost + nameless,
        marks=rows.marks,
        stated=rows.stated,
        raw=content if whole and not texts.any_in(rows.rows, meant) else b"",
    )


def moment(text: str, zone: str = "") -> str:
    """A time as UTC text; a bare day is its first moment.

    Raises:
        BadInput: when it cannot be understood.
    """
    try:
        found = read_time(text.strip(), clock.find_zone(zone) if zone else UTC)
    except BadTime as error:
        raise BadInput(f"{text!r} is not a time: {error}", hint="write 2026-07-01 or 2026-07-01T09:00Z") from None
    if found is None:
        raise BadInput("when the list was pulled is not told", hint="--pulled-at 2026-07-01T09:00Z")
    if found.day_only:
        return f"{text.strip().replace('/', '-')[:10]}T00:00:00.000Z"
    return clock.stamp(found.at)


def _rows(
    content: bytes, name: str, told: Collection[str], sheet: str, header: int
) -> whole_tables.WholeTable:  # fmt: skip
    from grcdesk.importers.reading.whole.objects import is_json, read_objects  # noqa: PLC0415

    if is_json(content):
        return read_objects(content, name)
    return whole_tables.read_rows(
        content, name, sheet=sheet, header=header, knows=lambda row: account_columns.is_heading(row, told)
    )


def _assumed(source: AccountSource, reader: RowReader, zone: str) -> list[str]:
    told = []
    if reader.naive:
        told.append(f"times without a zone are {zone or 'UTC'}")
    if source is AccountSource.ENTRA:
        lacking = "no roles" if "last_used" in reader.chosen else "neither roles nor the last sign-in"
        told.append(f"this export tells {lacking}: take them from their own reports")
    if source is AccountSource.AWS:
        told.append("rights are not in this report: only the root account counts as admin")
    return told
