"""Registers that checks read row by row: keys, tickets, values of metrics. Told apart by their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from math import isfinite
from pathlib import Path
from typing import Any

from grcdesk.importers.evidence.lists import rows
from grcdesk.importers.keeping.content import plain
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.records import records
from grcdesk.importers.reading.tables import open_table
from grcdesk.importers.reading.times import read_time
from grcdesk.rules.coverage.words import severity
from grcdesk.schemas.coverage.checks import KeyRecord, MetricValue, TicketRecord


def _names(text: str) -> tuple[str, ...]:
    return tuple(map(plain, text.split()))


# the first that stands in a file counts; `key` and `id` come last, as either list may have them
_KEY_ID = _names("key_id access_key_id api_key_id credential_id key_name key name id")
_MADE = _names("created_at created issued_at issued creation_date create_date access_key_1_created")
_ROTATED = _names("rotated_at last_rotated last_rotation rotated access_key_1_last_rotated")
_UNTIL = _names("revoked_at revoked_on deleted_at disabled_at ended_at")
_STATUS = _names("status state active access_key_1_active")
_TICKET_ID = _names("ticket_id ticket issue_key number key issue id")
_OPENED = _names("opened_at opened created_at created reported escalated_at")
_RESOLVED = _names("resolved_at resolved closed_at closed done resolution_date resolutiondate")
_SEVERITY = _names("severity priority sev urgency level")
_ABOUT = _names("metric check about")
_DAY = _names("date day timestamp time ts")
_METRIC = _names("metric name series")
_VALUE = _names("value score result measurement")
_NUMBER = _names("n count samples sample_size cases")
_DELIMITED = (".csv", ".tsv")
_OUT_OF_USE = frozenset({"inactive", "false", "no", "revoked", "disabled", "deleted", "expired"})
_PROVIDER = _names("provider vendor system")
KEYS, TICKETS, METRICS = "keys", "tickets", "metrics"
FORMS = (TICKETS, KEYS, METRICS)
"""What a file can be, in the order in which it is tried."""
RegisterRow = Mapping[str, str]


@dataclass(slots=True)
class Register:
    """What one file holds."""

    keys: list[KeyRecord] = field(default_factory=list)
    tickets: list[TicketRecord] = field(default_factory=list)
    points: list[MetricValue] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    """Lines that could not be understood."""
    left_out: int = 0
    """Rows that are none: too short, too long, or no record."""
    page: tuple[str, ...] = ()
    """Signs that it is a page of a longer list."""
    form: str = ""
    """Which of `FORMS` it is."""

    @property
    def doubtful(self) -> int:
        """How many of its rows say nothing here."""
        return len(self.unread) + self.left_out


def read_register(path: Path, name: str, zone: tzinfo, home: tzinfo, form: str = "") -> Register | None:
    """The records of a list in any form an importer reads; None when its columns are those of no register.

    Args:
        path: the file.
        name: what it was called; a metric series without a column for it is called so.
        zone: of times that carry none.
        home: whose calendar days count.
        form: one of `FORMS` when it is known what the file is, else found by its columns.

    Raises:
        BadInput: when it cannot be read as a list.
    """
    found, title = Register(), Path(name.removesuffix(".gz")).stem

    def taker(columns: Iterable[str]) -> Callable[[RegisterRow], None] | None:
        return _taker(set(map(plain, columns)), found, form, title, lambda text: _moment(text, zone, home))

    if not name.casefold().endswith(_DELIMITED):
        return _any_form(path, name, found, taker)
    with path.open("rb") as handle:
        table = open_table(handle, name)
        take = taker(table.columns)
        if take is None:
            return None
        heads = {column: plain(column) for column in table.columns}
        for line, values in table:
            try:
                take({heads[column]: value.strip() for column, value in values.items()})
            except ValueError:
                found.unread.append(line)
        found.left_out = table.account.skipped
    return found


def read_rows(path: Path, title: str, zone: tzinfo, home: tzinfo, form: str) -> Register:
    """The records of the normalised rows an importer kept of a register: their columns are known.

    Raises:
        BadInput: when they cannot be read.
    """
    found = Register()
    columns = {*_TICKET_ID, *_OPENED, *_SEVERITY, *_KEY_ID, *_MADE, *_ROTATED, *_VALUE, *_DAY}
    take = _taker(columns, found, form, title, lambda text: _moment(text, zone, home))
    job = ReadingJob(path, f"{title}.jsonl", path.stat().st_size)
    try:
        for _, record in records(job):
            try:
                if take is not None:
                    take({plain(column): _said(value) for column, value in record.items()})
            except ValueError:
                found.unread.append(int(record.get("line") or 0))
    finally:
        job.close()
    return found


def _any_form(
    path: Path, name: str, found: Register, taker: Callable[[Iterable[str]], Callable[[RegisterRow], None] | None]
) -> Register | None:
    """As `read_register`, of JSON and workbooks: what a file holds is known by its first record."""
    job = ReadingJob(path, name, path.stat().st_size)
    take = None
    try:
        for line, record in rows(job):
            take = take or taker(record)
            if take is None:
                return None
            try:
                take({plain(column): _said(value) for column, value in record.items()})
            except ValueError:
                found.unread.append(line)
        take = take or (taker(job.header) if job.header else None)  # a heading alone is a list of nothing
        found.left_out, found.page = job.account.skipped, tuple(job.page)
    finally:
        job.close()
    return found if take else None


def _said(value: Any) -> str:
    """A value as a delimited file would hold it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _taker(
    columns: set[str], found: Register, form: str, name: str, at: Callable[[str], datetime | None]
) -> Callable[[RegisterRow], None] | None:
    """What takes the rows of a register with these columns; None: it is none of those that are known."""

    def has(*groups: tuple[str, ...]) -> bool:
        return all(columns & set(group) for group in groups)

    fits = {
        TICKETS: has(_TICKET_ID, _OPENED, _SEVERITY),
        KEYS: has(_KEY_ID[:5], _MADE + _ROTATED) or (form == KEYS and has(_KEY_ID, _MADE + _ROTATED)),
        METRICS: has(_VALUE[:1], _DAY) or (form == METRICS and has(_VALUE, _DAY)),
    }
    takers: dict[str, Callable[[RegisterRow], None]] = {
        TICKETS: lambda row: found.tickets.append(_ticket(row, at)),
        KEYS: lambda row: found.keys.extend(_key(row, at)),
        METRICS: lambda row: found.points.append(_point(row, name, at)),
    }
    found.form = next((one for one in FORMS if fits[one] and form in ("", one)), "")
    return takers.get(found.form)


def _key(row: RegisterRow, at: Callable[[str], datetime | None]) -> Iterator[KeyRecord]:
    """None for a key that is out of use since nobody knows when."""
    dates = [moment.date() for name in (*_MADE, *_ROTATED) if (moment := at(row.get(name, "")))]
    if not dates:
        raise ValueError("no date it was made")
    until = at(_first(row, _UNTIL))
    if until is not None or _first(row, _STATUS).casefold() not in _OUT_OF_USE:
        day = until.date() if until else None
        yield KeyRecord(_needed(row, _KEY_ID), max(dates), day, _first(row, _PROVIDER))


def _ticket(row: RegisterRow, at: Callable[[str], datetime | None]) -> TicketRecord:
    opened, resolved = at(_needed(row, _OPENED)), at(_first(row, _RESOLVED))
    if opened is None or (resolved is not None and resolved < opened):
        raise ValueError("resolved before it was opened, or never opened")
    told = [row[name] for name in _SEVERITY if row.get(name)]
    # of several columns the one that is critical, or that nobody knows, speaks
    word = min(told, key=lambda one: (True, None, False).index(severity(one)), default="")
    return TicketRecord(_needed(row, _TICKET_ID), opened, resolved, severity(word), _first(row, _ABOUT), severity=word)


def _point(row: RegisterRow, name: str, at: Callable[[str], datetime | None]) -> MetricValue:
    value, moment = float(_needed(row, _VALUE)), at(_needed(row, _DAY))
    if moment is None or not isfinite(value):
        raise ValueError("no day or no number")
    number = _first(row, _NUMBER)
    return MetricValue(_first(row, _METRIC) or name, moment.date(), value, int(number) if number else None)


def _first(row: RegisterRow, names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _needed(row: RegisterRow, names: tuple[str, ...]) -> str:
    found = _first(row, names)
    if not found:
        raise ValueError(names[0])
    return found


def _moment(text: str, zone: tzinfo, home: tzinfo) -> datetime | None:
    """A day or a time in the calendar of the desk; None where a list says that there is none."""
    found = read_time(text, zone)
    return found.at.astimezone(home) if found else None
