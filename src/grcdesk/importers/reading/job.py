"""What an importer is given, and what it collects: one job is one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from grcdesk.importers.keeping import content, holds, looks
from grcdesk.importers.keeping.guard import Guard
from grcdesk.importers.keeping.passing import Passing
from grcdesk.importers.keeping.rows import RowLines
from grcdesk.importers.reading.books.signs import SheetSigns
from grcdesk.importers.reading.days.forms import written_out
from grcdesk.importers.reading.tally import RowTally
from grcdesk.importers.reading.times import BadTime, DayForms, Moment, TwoWays, read_time
from grcdesk.schemas.catalogs.makers import MakerFile
from grcdesk.schemas.evidence.imports import RuleCount
from grcdesk.terms import SERVES, EvidenceKind
from grcdesk.terms.interchange import DayOrder

OTHER = "(other)"
MAX_WORDS = 500
"""Different words one tally remembers."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where the list stands in its file, as a person says."""

    sheet: str = ""
    """Of a workbook, which sheet; empty: it is found."""
    header: int = 0
    """The row that names the columns; 0: it is found."""


ANYWHERE = ListPlace()


@dataclass(slots=True)
class ReadingJob:
    """One file, how to read it, and what is found out while reading."""

    path: Path
    name: str
    size: int
    home: tzinfo = UTC
    """The desk's zone: whose days count."""
    zone: tzinfo | None = None
    """The zone of times that carry none."""
    zone_name: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our name → the name in the file."""
    maker: MakerFile | None = None
    """Whose export it is, where that is known: its names go before the usual ones, behind what a person told."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For a field, the word in the file → our word."""
    rules: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Of findings: the rule of a scanner, or a pattern of such → the controls a person tied it to."""
    period_from: date | None = None
    period_to: date | None = None
    limit: float | None = None
    """What a person states has to be reached: a score, or the share of cases that pass."""
    limits: Mapping[str, float] = field(default_factory=dict)
    """The same for single metrics, tasks or probes, by name."""
    progress: Callable[[int], None] = lambda _: None
    account: RowTally = field(default_factory=RowTally)
    notes: list[str] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    place: ListPlace = ANYWHERE
    """Where its list stands."""
    dates: DayOrder | None = None
    """What stands first in days with slashes, where the column itself does not tell."""
    first_day: date | None = None
    """Day 0 of numbers that stand for days; None: the file is no list of rows, a number is no day."""
    orders: dict[str, DayOrder] = field(default_factory=dict)
    """By column, what stands first in its days, where its days tell it."""
    unsure: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By column, the first day that can be read in two ways, with its line, where no other tells."""
    sheets: dict[str, SheetSigns] = field(default_factory=dict)
    """What was seen of the sheets of a workbook, so that it is looked for once."""
    asks: bool = False
    """Whether such a day was met where a time was wanted."""
    keep: tuple[str, ...] = ()
    """Fields a person releases by name."""
    role: str = ""
    """What population it is to be frozen as; empty: it is a list that is counted."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Of a frozen population the kind of each column, the key first."""
    guard: Guard = field(default_factory=Guard)
    lines: RowLines = field(default_factory=RowLines)
    dropped: dict[str, int] = field(default_factory=dict)
    """Fields that are content → how many values; the file is not kept when there are any."""
    beside: list[Mapping[str, Any]] = field(default_factory=list)
    """What stands in the file beside its records."""
    totals: dict[str, dict[str, int]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=dict)
    passing: Passing = field(default_factory=Passing)
    first: datetime | None = None
    last: datetime | None = None
    naive: bool = False
    form: str = ""
    result: str = ""
    troubles: list[str] = field(default_factory=list)
    """What keeps a scan from counting as one that came to its end."""
    rule_counts: list[RuleCount] = field(default_factory=list)
    """Findings by rule."""
    understood: bool = True
    header: tuple[str, ...] = ()
    """The columns, where a heading names them: known even of a list without a row."""
    page: dict[str, None] = field(default_factory=dict)
    """Signs by which the file says that it is a page of a longer list."""
    handles: list[IO[bytes]] = field(default_factory=list)
    """What was opened to read it; closed when it is read, or refused."""

    def judged(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row with the days of its columns written out, as far as the columns tell what stands first in them."""
        for name, order in self.orders.items():
            value = row.get(name)
            if isinstance(value, str):
                row[name] = written_out(value, order)
        return row

    def again(self) -> ReadingJob:
        """The same file, to be read once more in the same way."""
        return ReadingJob(
            self.path,
            self.name,
            self.size,
            columns=self.columns,
            maker=self.maker,
            place=self.place,
            dates=self.dates,
            orders=self.orders,
            sheets=self.sheets,
        )

    def close(self) -> None:
        """Close what was opened."""
        for handle in self.handles:
            handle.close()

    def note(self, sentence: str) -> None:
        """Something to be told, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def trouble(self, sentence: str) -> None:
        """Something that keeps a scan from counting, once."""
        if sentence not in self.troubles:
            self.troubles.append(sentence)

    def paged(self, signs: Iterable[str], total: int = 0) -> None:
        """Keep the signs that it is a page; a page proves nothing of what it does not hold."""
        self.page |= dict.fromkeys(signs)
        if self.page:
            self.note(f"one page of a longer list: {'; '.join(self.page)}")
            if total:
                self.facts["listed in all"] = f"{total:,}"

    def drop(self, name: str, number: int = 1) -> None:
        """Tell that so many values of a field are not kept."""
        self.dropped[name[:_LONGEST]] = self.dropped.get(name[:_LONGEST], 0) + number

    def put(self, line: int, row: Mapping[str, Any], record: Mapping[str, Any] | None = None) -> None:
        """Keep a row: our names → values, of which what the guard admits stays, and what a person released of it."""
        kept = {name: self.typed(name, value) for name, value in row.items()}
        self.lines.put(line, kept | self.guard.let_through(record) if record and self.guard.released else kept)

    def in_time(self, value: Any) -> Any:
        """A value nobody knows the meaning of; in UTC when it is a time, and can be told."""
        if isinstance(value, str) and looks.look(value) is looks.Reads.TIME:
            with suppress(BadTime):
                return read_time(value, self.zone) or value
        return value

    def typed(self, name: str, value: Any) -> Any:
        """A value as a row holds it: a time in UTC, a day as it was written, a number as one."""
        if isinstance(value, Moment):
            if value.day_only:
                return value.at.astimezone(self.zone or UTC).date().isoformat()
            return stamped(value.at)
        return holds.admitted(holds.HOLDS.get(name, holds.Holds.NAME), value)

    def tally(self, group: str, word: object, number: int = 1) -> None:
        """Count a word of a group. What reads as text is counted as `(other)`, and its field named."""
        counts = self.totals.setdefault(group, {})
        name = self.admit(counts, group, word)
        counts[name] = counts.get(name, 0) + number

    def admit(self, counts: Mapping[str, object], group: str, word: object) -> str:
        """The word under which a value is counted."""
        name = str(word).strip() if isinstance(word, str | int) else ""
        if name in counts:
            return name
        if name in ("", "(none)"):
            return "(none)"
        if not content.is_word(name):
            self.drop(group)
            return OTHER
        return name if len(counts) < MAX_WORDS else OTHER

    def fact(self, name: str, value: object) -> None:
        """Keep a named value, when there is one and it is a word or a number."""
        text = "" if value is None else str(value).strip()
        if text and content.is_word(text):
            self.facts[name] = text

    def time(self, value: object) -> Moment | None:
        """A time of this file.

        Raises:
            BadTime: as `read_time`.
        """
        try:
            moment = read_time(value, self.zone, _forms(self.dates, self.first_day))
        except TwoWays:
            self.asks = True
            raise
        if moment is not None and moment.naive and not moment.day_only:  # a day is that day in any zone
            self.naive = True
        return moment

    def at(self, moment: Moment) -> date:
        """Count a row at its moment; the day it fell on at home."""
        day = self.day_of(moment)
        self.days[day] = self.days.get(day, 0) + 1
        self.seen(moment)
        return day

    def day_of(self, moment: Moment) -> date:
        """The day a moment fell on at home."""
        return moment.at.astimezone(self.zone if moment.day_only and self.zone else self.home).date()

    def seen(self, moment: Moment) -> None:
        """Widen the span of moments."""
        if self.first is None or moment.at < self.first:
            self.first = moment.at
        if self.last is None or moment.at > self.last:
            self.last = moment.at

    def try_time(self, value: object, what: str) -> Moment | None:
        """A time that may be unreadable: then it is noted and None."""
        try:
            return self.time(value)
        except BadTime as error:
            self.note(f"{what}: {error}")
            return None

    def forget(self) -> None:
        """Empty everything collected, to read the file once more."""
        self.account, self.days, self.totals, self.first, self.last = RowTally(), {}, {}, None, None
        self.passing = Passing()
        self.dropped, self.beside = {}, []
        self.troubles = []
        self.lines.restart()


@dataclass(frozen=True, slots=True)
class Importer:
    """A format the program reads."""

    name: str
    title: str
    kind: EvidenceKind
    unit: str
    read: Callable[[ReadingJob], None]
    version: int = 1
    tests: tuple[str, ...] = ()
    gaps: bool = False
    """Whether a day without a row means something."""
    limits: bool = False
    """Whether a limit can be stated for what it reads."""

    @property
    def controls(self) -> tuple[str, ...]:
        """Controls that such files usually stand behind."""
        return SERVES.get(self.name, ())


def stamped(moment: datetime) -> str:
    """A moment in UTC, with parts of a second where it has any."""
    utc = moment.astimezone(UTC)
    return f"{utc.replace(tzinfo=None).isoformat()}Z"


@lru_cache
def _forms(order: DayOrder | None, serial: date | None) -> DayForms:
    return DayForms(order, serial)
