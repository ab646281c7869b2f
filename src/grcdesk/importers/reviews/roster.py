"""The list of people from human resources: who works here, who came, moved, left."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.maps import still
from grcdesk.importers.reading.times import BadTime
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.whole.choosing import add_by_headings, as_told, by_heading
from grcdesk.importers.reading.words import ToldWords, told_again
from grcdesk.importers.reviews import columns as account_columns
from grcdesk.importers.reviews import texts
from grcdesk.rules.reviews import people as people_rules
from grcdesk.schemas.registers.tables import Words
from grcdesk.schemas.reviews.accounts import PersonIn, RosterFile
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
_EVENTS = {
    "started": ("join", "hire", "start"),
    "moved": ("mov", "transfer", "change"),
    "left": ("leav", "left", "term", "exit"),
}
"""The day that an event tells, and how the words for it begin."""
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
    chosen = _choose(rows.columns, {**still(before or {}, rows.columns), **columns}, path.name)
    order = DayOrder(dates) if dates else None
    days = DateColumns(
        rows.cells(chosen, _DAYS), told=order, file=path.name, serial=rows.first_day, months=_DAYS, names=chosen
    )
    roster = _Roster(days, list(rows.skipped))
    roster.take_all(rows, chosen, ToldWords(WORDS, words))
    if not roster.people:
        told_rows = f"{count(rows.count, 'row')}, none usable" if rows.count else "no row"
        hint = "an empty list would say that everybody has left; say the columns with --column, or export it again"
        raise BadInput(f"holds nobody: {told_rows}", hint=hint, reasons=tuple(roster.skipped), file=path.name)
    private, unknown = account_columns.split(rows.columns, chosen.values())
    shown = partial(account_columns.shown, told=named, known=_HEADINGS)
    return RosterFile(
        sha256, len(content), rows.count, tuple(roster.people.values()),
        tuple(f"{what} = {shown([name])[0]}" for what, name in chosen.items()),
        shown(private), shown(unknown), tuple(roster.skipped),
        (*rows.notes, *days.notes, *told_again(words, dates), *roster.cells.told()),
    )  # fmt: skip


def _is_heading(row: Sequence[str], told: Collection[str]) -> bool:
    """Whether a row of a sheet names columns: one that was told, or two that are known."""
    plain = {plain_heading(text) for text in row if text.strip()}
    return any(text.strip() in told for text in row) or len(plain & _HEADINGS) > 1


def _choose(columns: tuple[str, ...], told: Mapping[str, str], file: str) -> dict[str, str]:
    chosen = as_told(told, CONCEPTS, columns, file)
    wanted = [(what, names) for what, names in _ALIASES.items() if what not in told]
    add_by_headings(chosen, wanted, by_heading(columns))
    if not {"id", "mail", "name", "first"} & chosen.keys():
        hint = "say which, with --column name=COLUMN (also id=, mail=, manager=, started=, left= …)"
        raise BadInput(
            f"no column names a person: {', '.join(account_columns.shown(columns[:30]))}", hint=hint, file=file
        )
    return chosen


@dataclass
class _Roster:
    """The people of a list, taken row by row."""

    days: DateColumns
    skipped: list[str]
    """What is to be said of rows, and of days in them, that were not taken as they stand."""
    people: dict[str, PersonIn] = field(default_factory=dict)
    """By id; several rows may tell of one person."""
    cells: texts.TextCells = field(default_factory=texts.TextCells)
    """Which cells read as text, and are left out."""

    def take_all(self, rows: whole_tables.WholeTable, chosen: Mapping[str, str], words: ToldWords) -> None:
        """Take every row, its words as a person says what they mean; `chosen` is what → column."""
        columns_of = {what: (name,) for what, name in chosen.items()}
        for line, row in rows.rows:
            ours = words.translated(row, columns_of)
            self.take(line, {what: ours[column] for what, column in chosen.items()})

    def take(self, line: int, told: Mapping[str, str]) -> None:
        """Take one row: who it names, and what became of that person."""
        row = _Row(line, told)
        name = self.cells.admit("name", row.text("name")) or self.cells.admit("name", row.full_name)
        mail = self.cells.admit("mail", row.text("mail")).casefold()
        ident = self.cells.admit("id", row.text("id")) or mail or name
        if not ident:
            self.skipped.append(f"line {line}: names no person")
            return
        started, moved, left = self._course(row, name or ident)
        aliases = self._aliases(row.text("aliases"))
        manager = self.cells.admit("manager", row.text("manager"))
        one = PersonIn(ident, line, name, mail, aliases, manager, started, moved, left)
        self.people[ident] = _merged(self.people[ident], one) if ident in self.people else one

    def _course(self, row: _Row, who: str) -> tuple[date | None, date | None, date | None]:
        """When somebody came, moved and left: an event with its date goes before the columns of these days."""
        told, when = _event(row.text("event").casefold()), self._day(row, "date")
        days = {what: self._day(row, what) for what in ("started", "moved", "left")}
        if told:
            days[told] = when or days[told]
        if told == "left" or (days["left"] is None and _GONE.search(row.text("status"))):
            # somebody who has left on a day nobody knows must not pass for one who works here
            days["left"] = when or days["left"] or _LONG_AGO
            if days["left"] == _LONG_AGO:
                self.skipped.append(f"line {row.line}: {who} has left, on a day that is not told")
        return days["started"], days["moved"], days["left"]

    def _day(self, row: _Row, what: str) -> date | None:
        text = row.told.get(what, "")
        if what == "left" and _NO_END.fullmatch(text.strip()):
            return None
        try:
            return self.days.day(what, text)
        except BadTime as error:
            if what == "left":  # somebody has left: a day that cannot be read must not keep the account unseen
                self.skipped.append(f"line {row.line}: has left, on a day that cannot be read: {error}")
                return _LONG_AGO
            self.skipped.append(f"line {row.line}: {what} left empty: {error}")
            return None

    def _aliases(self, text: str) -> tuple[str, ...]:
        """Those of one cell; none when one of them reads as text."""
        parts = tuple(part.strip() for part in re.split(r"[;,|]", text) if part.strip())
        if all(texts.fits("aliases", part) for part in parts):
            return parts
        self.cells.counts["aliases"] += 1
        return ()


def _event(word: str) -> str:
    """Which day an event tells; empty: none that is known."""
    return next((what for what, words in _EVENTS.items() if word.startswith(words)), "")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the list, by what its columns tell."""

    line: int
    told: Mapping[str, str]

    def text(self, what: str) -> str:
        """A cell as one line; empty where no column tells it."""
        return clean(" ".join(self.told.get(what, "").split()), what)

    @property
    def full_name(self) -> str:
        """First and last name, where they have columns of their own."""
        return f"{self.text('first')} {self.text('last')}".strip()


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
