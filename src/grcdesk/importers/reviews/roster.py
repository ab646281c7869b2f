"""The list of people from human resources: who works here, who came, moved, left."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.times import BadTime
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.words import ToldWords, told_again
from grcdesk.importers.reviews import columns as account_columns
from grcdesk.importers.reviews import texts
from grcdesk.rules.reviews import people as people_rules
from grcdesk.schemas.accounts import PersonIn, RosterFile
from grcdesk.schemas.tables import Words
from grcdesk.terms.interchange import DayOrder
from grcdesk.text import clean
from grcdesk.wording import count

_ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("employeeid", "personid", "employeenumber", "staffid", "workerid", "hrid", "empid", "id"),
    "name": ("name", "fullname", "displayname", "employeename", "employee", "person", "worker", "workername"),
    "first": ("firstname", "givenname"),
    "last": ("lastname", "surname", "familyname"),
    "mail": ("email", "mail", "emailaddress", "workemail", "companyemail", "upn"),
    "aliases": ("aliases", "alias", "logins", "login", "username", "accounts", "otheremails"),
    "manager": ("manager", "manageremail", "managername", "managerid", "supervisor", "reportsto"),
    "started": (
        "started",
        "startdate",
        "hired",
        "hiredate",
        "hiredon",
        "joined",
        "joindate",
        "joinedon",
        "start",
        "dateofhire",
    ),
    "moved": ("moved", "movedate", "movedon", "transferdate", "transferred", "rolechanged", "rolechangedate"),
    "left": (
        "left",
        "lefton",
        "leavedate",
        "enddate",
        "terminationdate",
        "terminated",
        "lastday",
        "end",
        "exitdate",
        "dateoftermination",
        "lastdayofwork",
    ),
    "status": ("status", "employmentstatus", "state"),
    "event": ("event", "change", "jml", "movement"),
    "date": ("date", "eventdate", "effectivedate", "effective", "effectiveon"),
}
CONCEPTS = tuple(_ALIASES)
_HEADINGS = frozenset(name for names in _ALIASES.values() for name in names)
_GONE = re.compile(r"leaver|left|terminat|former|inactive|resigned|departed", re.IGNORECASE)
_DAYS = ("started", "moved", "left", "date")
WORDS: Mapping[str, Sequence[str]] = {"status": ("here", "left"), "event": ("joiner", "mover", "leaver")}
"""For what a column tells, our words; others are read as far as they tell it by themselves."""
_LONG_AGO = people_rules.LONG_AGO
_NO_END = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]9999|9999[./-]?\d{1,2}[./-]?\d{1,2})(?:[T ].*)?")
"""How systems of human resources write that no last day is set, 31.12.9999."""


def read_roster(
    path: Path, *, columns: Mapping[str, str], before: Mapping[str, str] | None = None, words: Words | None = None,
    sheet: str = "", header: int = 0, dates: str = "",
) -> RosterFile:  # fmt: skip
    """Read a roster: one row a person, or one row an event (joiner, mover, leaver) with its date.

    Args:
        path: CSV or XLSX.
        columns: what → column, as a person said; it goes before what the headings say, and adds to it. An empty column
            is left out.
        before: the same, as it was said of an earlier list; it counts where the column is there.
        words: what words of `status` and `event` mean: joiner, mover, leaver, here.
        sheet: of a workbook, which; else the one that holds the list.
        header: the row that names the columns; 0: it is found.
        dates: what stands first in days with slashes, where their column does not tell.

    Raises:
        BadInput: when it cannot be read, days can be read in two ways, nothing names a person, or there is
            none: an empty list says that all left.
    """
    content, sha256 = whole_tables.read_bytes(path)
    named = {column for column in (*columns.values(), *(before or {}).values()) if column}
    rows = whole_tables.read_rows(
        content, path.name, sheet=sheet, header=header, knows=lambda row: _is_heading(row, named)
    )
    kept = {what: name for what, name in (before or {}).items() if not name or name in rows.columns}
    chosen = _choose(rows.columns, {**kept, **columns}, path.name)
    order = DayOrder(dates) if dates else None
    days = DateColumns(
        rows.cells(chosen, _DAYS), told=order, file=path.name, serial=rows.first_day, months=_DAYS, names=chosen
    )
    book, columns_of = ToldWords(WORDS, words), {what: (name,) for what, name in chosen.items()}
    skipped = list(rows.skipped)
    people: dict[str, PersonIn] = {}
    read = texts.TextCells()
    for line, row in rows.rows:
        ours = book.translated(row, columns_of)
        told = {what: ours[column] for what, column in chosen.items()}
        if _NO_END.fullmatch(told.get("left", "").strip()):
            del told["left"]
        one = _person(line, told, skipped, read, days)
        if one is None:
            skipped.append(f"line {line}: names no person")
        else:
            people[one.id] = _merged(people[one.id], one) if one.id in people else one
    if not people:
        told_rows = f"{count(rows.count, 'row')}, none usable" if rows.count else "no row"
        hint = "an empty list would say that everybody has left; say the columns with --column, or export it again"
        raise BadInput(f"holds nobody: {told_rows}", hint=hint, reasons=tuple(skipped), file=path.name)
    private, unknown = account_columns.split(rows.columns, chosen.values())
    shown = partial(account_columns.shown, told=named, known=_HEADINGS)
    return RosterFile(
        sha256, len(content), rows.count, tuple(people.values()),
        tuple(f"{what} = {shown([name])[0]}" for what, name in chosen.items()),
        shown(private), shown(unknown), tuple(skipped),
        (*rows.notes, *days.notes, *told_again(words, dates), *read.told()),
    )  # fmt: skip


def _is_heading(row: Sequence[str], told: Collection[str]) -> bool:
    """Whether a row of a sheet names columns: one that was told, or two that are known."""
    plain = {plain_heading(text) for text in row if text.strip()}
    return any(text.strip() in told for text in row) or len(plain & _HEADINGS) > 1


def _choose(columns: tuple[str, ...], told: Mapping[str, str], file: str) -> dict[str, str]:
    for what, column in told.items():
        if what not in CONCEPTS:
            raise BadInput(f"a column cannot mean {what!r}", hint=did_you_mean(what, CONCEPTS))
        if column and column not in columns:
            raise BadInput(f"has no column {column!r}", hint=did_you_mean(column, columns), file=file)
    by_plain = {plain_heading(column): column for column in reversed(columns)}
    chosen = {what: column for what, column in told.items() if column}
    for what, names in _ALIASES.items():
        if what in told:
            continue
        fit = next((by_plain[name] for name in names if name in by_plain), None)
        if fit is not None and fit not in chosen.values():
            chosen[what] = fit
    if not {"id", "mail", "name", "first"} & chosen.keys():
        hint = "say which, with --column name=COLUMN (also id=, mail=, manager=, started=, left= …)"
        raise BadInput(
            f"no column names a person: {', '.join(account_columns.shown(columns[:30]))}", hint=hint, file=file
        )
    return chosen


def _person(
    line: int, row: dict[str, str], skipped: list[str], read: texts.TextCells, days: DateColumns
) -> PersonIn | None:
    def text(what: str) -> str:
        return clean(" ".join(row.get(what, "").split()), what)

    def day(what: str) -> date | None:
        try:
            return days.day(what, row.get(what, ""))
        except BadTime as error:
            if what == "left":  # somebody has left: a day that cannot be read must not keep the account unseen
                skipped.append(f"line {line}: has left, on a day that cannot be read: {error}")
                return _LONG_AGO
            skipped.append(f"line {line}: {what} left empty: {error}")
            return None

    name = read.admit("name", text("name")) or read.admit("name", f"{text('first')} {text('last')}".strip())
    mail = read.admit("mail", text("mail")).casefold()
    ident = read.admit("id", text("id")) or mail or name
    if not ident:
        return None
    event, when = text("event").casefold(), day("date")
    started, moved, left = day("started"), day("moved"), day("left")
    if event.startswith(("join", "hire", "start")):
        started = when or started
    elif event.startswith(("mov", "transfer", "change")):
        moved = when or moved
    if event.startswith(("leav", "left", "term", "exit")) or (left is None and _GONE.search(text("status"))):
        left = when or left or _LONG_AGO
        if left == _LONG_AGO:
            skipped.append(f"line {line}: {name or ident} has left, on a day that is not told")
    aliases = _aliases(text("aliases"), read)
    return PersonIn(ident, line, name, mail, aliases, read.admit("manager", text("manager")), started, moved, left)


def _aliases(text: str, read: texts.TextCells) -> tuple[str, ...]:
    """Those of one cell; none when one of them reads as text."""
    parts = tuple(part.strip() for part in re.split(r"[;,|]", text) if part.strip())
    if all(texts.fits("aliases", part) for part in parts):
        return parts
    read.counts["aliases"] += 1
    return ()


def _merged(first: PersonIn, second: PersonIn) -> PersonIn:
    return replace(
        first,
        name=second.name or first.name,
        mail=second.mail or first.mail,
        aliases=tuple(dict.fromkeys((*first.aliases, *second.aliases))),
        manager=second.manager or first.manager,
        started=second.started or first.started,
        moved=second.moved or first.moved,
        left_on=second.left_on or first.left_on,
    )
