"""Exports of accounts: Entra, Google Workspace, Okta, AWS, GitHub, and any table whose columns are told.

Every row becomes an account, is merged into one that stands there already, or is named with its line and reason.
Only what a review needs is kept: phones, home addresses and passwords never leave the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
from functools import partial
from pathlib import Path

from grcdesk import clock
from grcdesk.errors import BadInput
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.inside import top
from grcdesk.importers.reading.maps import still
from grcdesk.importers.reading.times import BadTime, read_time
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.words import ToldWords, told_again
from grcdesk.importers.reviews import columns as account_columns
from grcdesk.importers.reviews import tables, texts
from grcdesk.importers.reviews.account_headings import source_of
from grcdesk.importers.reviews.account_rows import WORDS, RowReader, ToldRights, each_account
from grcdesk.importers.reviews.documents import AccountTable
from grcdesk.schemas.catalogs.makers import MakerFile
from grcdesk.schemas.registers.tables import Words
from grcdesk.schemas.reviews.accounts import AccountsFile
from grcdesk.terms.interchange import DayOrder
from grcdesk.terms.reviews import AccountSource

_DAYS = ("last_used", "created")


def read_accounts(
    path: Path, *, columns: Mapping[str, str], before: Mapping[str, str] | None = None, zone: str = "",
    words: Words | None = None, sheet: str = "", header: int = 0, dates: str = "", admins: str = "",
    more: Sequence[str] = (), makers: str = "",
) -> AccountsFile:  # fmt: skip
    """Read an export of accounts: CSV, XLSX or JSON, of one file or of all pages of one list.

    Args:
        path: the file.
        columns: what → column, as a person says; it goes before the headings, and adds to them.
        before: what was said of an earlier list; it counts where nothing else is said and the column is there.
        zone: IANA name for times that carry none; empty: UTC.
        words: what words of the list mean.
        sheet: of a workbook, which; else the one that holds the list.
        header: the row that names the columns; 0: it is found.
        dates: what stands first in days with slashes, where their column does not tell.
        admins: roles that count as those of admins beside the known ones, with ; between.
        more: the other pages of the same list.
        makers: the folder of the desk's own maker files; empty: there is none.

    Raises:
        BadInput: when it cannot be read, no column tells the account, days can be read in two ways, or the pages are
            not all of one list.
    """
    files = [(one.name, *whole_tables.read_bytes(one)) for one in (path, *map(Path, more))]
    earlier = before or {}
    named = set(filter(None, (*columns.values(), *earlier.values())))
    rows, maker = tables.read_table(files, tables.TableAsk(named, sheet, header), makers)
    source = source_of(maker)
    told = _told(columns, earlier, rows.columns)
    chosen = _choose(rows, maker, told, path.name)
    days = _days(rows, chosen, dates, path.name)
    reader = RowReader(source, chosen, _zone(zone), days, _rights(admins, words, maker))
    found, passed, nameless = each_account(reader, rows)
    if not found:
        raise BadInput("holds no account", hint=tables.EMPTY, file=path.name)
    shown = partial(account_columns.shown, told=told.values(), known=tables.known_to(maker))
    private, unknown = _unused(rows, chosen, source)
    whole = not private and not unknown and shown(rows.columns) == rows.columns
    return AccountsFile(
        source=source,
        sha256=tables.sha256_of(files),
        size=sum(len(content) for _, content, _ in files),
        rows=rows.count,
        accounts=found,
        columns=tuple(f"{what} = {' + '.join(shown(names))}" for what, names in chosen.items()),
        dropped=shown(private),
        unknown=shown(unknown),
        skipped=(*rows.skipped, *passed, *reader.sign_ins.notes),
        assumed=(
            *rows.notes,
            *days.notes,
            *told_again(words, dates),
            *reader.assumed(),
            *_assumed(source, reader, zone),
        ),
        lost=rows.lost + nameless,
        marks=rows.marks,
        stated=rows.stated,
        unsure=rows.unsure,
        raw=files[0][1] if whole and _may_be_kept(rows, chosen) else b"",
    )


def _told(columns: Mapping[str, str], earlier: Mapping[str, str], there: Sequence[str]) -> dict[str, str]:
    """What a person says of columns. A column that means something else now no longer means what it did."""
    kept = {what: name for what, name in still(earlier, there).items() if name not in columns.values()}
    return {**kept, **columns}


def _choose(rows: AccountTable, maker: MakerFile | None, told: Mapping[str, str], file: str) -> dict[str, list[str]]:
    """What → columns that tell it; which column the account is, is settled by its cells unless a person said so."""
    chosen = account_columns.choose(rows.columns, maker, told, file)
    if "account" in told:
        return chosen
    return account_columns.settle(chosen, maker, [row for _, row in rows.rows], rows.columns, file)


def _unused(
    rows: AccountTable, chosen: Mapping[str, Sequence[str]], source: AccountSource
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Columns that tell nothing here: the private ones, and the rest."""
    used = [*account_columns.ALSO_READ.get(source, ()), *(name for names in chosen.values() for name in names)]
    # of a list in a record, the record is read too
    return account_columns.split(rows.columns, [*used, *map(top, used)])


def _may_be_kept(rows: AccountTable, chosen: Mapping[str, Sequence[str]]) -> bool:
    """Whether the file itself may be: a table alone, no row of it left out, no cell a text that somebody wrote."""
    meant = {name: what for what, names in chosen.items() for name in names}
    return rows.plain and not rows.skipped and not texts.any_in(rows.rows, meant)


def _days(rows: AccountTable, chosen: Mapping[str, Sequence[str]], dates: str, file: str) -> DateColumns:
    cells = {name: [(line, row[name]) for line, row in rows.rows] for what in _DAYS for name in chosen.get(what, ())}
    return DateColumns(cells, told=DayOrder(dates) if dates else None, file=file, serial=rows.first_day, months=cells)


def _rights(admins: str, words: Words | None, maker: MakerFile | None) -> ToldRights:
    also = frozenset(one.strip() for one in admins.split(";") if one.strip())
    return ToldRights(also, ToldWords(WORDS, words), maker.words if maker else {})


def _zone(name: str) -> tzinfo:
    """The zone of times that carry none."""
    return clock.find_zone(name) if name else UTC


def moment(text: str, zone: str = "") -> str:
    """A time as UTC text; a bare day is its first moment.

    Raises:
        BadInput: when it cannot be understood.
    """
    try:
        found = read_time(text.strip(), _zone(zone))
    except BadTime as error:
        raise BadInput(f"{text!r} is not a time: {error}", hint="write 2026-07-01 or 2026-07-01T09:00Z") from None
    if found is None:
        raise BadInput("when the list was pulled is not told", hint="--pulled-at 2026-07-01T09:00Z")
    if found.day_only:
        return f"{text.strip().replace('/', '-')[:10]}T00:00:00.000Z"
    return clock.stamp(found.at)


def _assumed(source: AccountSource, reader: RowReader, zone: str) -> list[str]:
    told = []
    if reader.sign_ins.naive:
        told.append(f"times without a zone are {zone or 'UTC'}")
    if source is AccountSource.ENTRA and (lacking := _lacking_of_entra(reader.chosen)):
        told.append(f"this export tells {lacking}: take them from their own reports")
    if source is AccountSource.AWS:
        told.append("rights are not in this report: only the root account counts as admin")
    return told


def _lacking_of_entra(chosen: Mapping[str, Sequence[str]]) -> str:
    """What an export of Entra leaves out; the type of a user, member or guest, is no role."""
    without_roles = "admin" not in chosen and all(plain_heading(name) == "usertype" for name in chosen.get("role", ()))
    without_use = "last_used" not in chosen
    if without_roles and without_use:
        return "neither roles nor the last sign-in"
    if without_roles:
        return "no roles"
    return "no last sign-in" if without_use else ""
