"""Rows of a population on their way to be put in order.

A row is handed on as its key, its JSON and its line with tabs between, so that rows sorted as bytes are in the order
of their keys: see `sorting`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import repeat
from typing import Any

from grcdesk.importers.evidence.frozen import blocks, mapping
from grcdesk.importers.evidence.frozen.values import BAD, Unreadable, Values, key_part
from grcdesk.importers.keeping import content, measuring
from grcdesk.importers.keeping.guard import Guard, said
from grcdesk.importers.keeping.holds import Holds
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.rules.audits.roles import ColumnKind
from grcdesk.rules.populations.names import REGISTERS, lacking, role_of
from grcdesk.wording import count

_HOUR, _MINUTE, _DAY = 13, 16, 10
"""Characters of a time up to there."""


class Writer:
    """Hands rows on, a block at a time."""

    def __init__(self, job: ReadingJob, mapped: mapping.Mapped, spelt: dict[str, str], guard: Guard) -> None:
        self.job, self.mapped = job, mapped
        self.key = Values(mapped.key, Holds.ID, job)
        self.columns = [
            Values(
                placed.column,
                placed.holds,
                job,
                job.words.get(placed.column.name, {}),
                spelt,
                guard.is_released(placed.path),
            )
            for placed in mapped.columns
        ]
        self.paths = [placed.path for placed in mapped.columns]
        times = {ColumnKind.TIME, ColumnKind.DATE}
        known = set() if job.role in REGISTERS else {column.name for column in role_of(job.role).columns}
        self.when = next(
            (place for place, one in enumerate(self.columns) if one.column.kind in times and one.column.name in known),
            None,
        )
        self.zone_days = _Days(job)
        self.ends = ("", "")

    def write(self, lines: list[int], columns: blocks.Columns, forms: blocks.Forms) -> None:
        """The next block; `forms` are those its columns are known to have."""
        nothing = [None] * len(lines)
        given = [columns.get(path, nothing) for path in self.paths]
        found = [
            one.block(values, forms.get(path))
            for one, values, path in zip(self.columns, given, self.paths, strict=True)
        ]
        keys = self._keys(lines, [columns.get(path, nothing) for path in self.mapped.keys], forms)
        head = self.key.head
        rest: Iterable[tuple[str, ...]] = zip(*found, strict=True) if found else repeat((), len(lines))
        text = []
        for place, (line, key, row) in enumerate(zip(lines, keys, rest, strict=True)):
            if key is None:
                continue
            if BAD in row:
                which = row.index(BAD)
                self.job.account.skip(line, self.columns[which].reason(given[which][place]))
                continue
            pairs = ",".join(filter(None, row))
            text.append(f"{key[0]}\t{{{head}{key[1]}{',' if pairs else ''}{pairs}}}\t{line}\n")
        if self.when is not None:
            self._count_days(found[self.when])
        if text:
            self.job.account.used += len(text)
            self.job.lines.write("".join(text).encode(), len(text))

    def _keys(
        self, lines: list[int], columns: list[Sequence[Any]], forms: blocks.Forms
    ) -> list[tuple[str, str] | None]:
        """The key of each row, and the same as JSON; None for a row that lacks it, which is told."""
        plain = len(columns) == 1 and self.key.column.kind is ColumnKind.TEXT
        if plain and (forms.get(self.mapped.keys[0]) is measuring.IDS or measuring.sure(columns[0], measuring.IDS)):
            return [(value, f'"{value}"') for value in columns[0]]
        return [self._key(line, values) for line, values in zip(lines, zip(*columns, strict=True), strict=True)]

    def _key(self, line: int, values: tuple[Any, ...]) -> tuple[str, str] | None:
        named = " + ".join(content.shown(said(path)) for path in self.mapped.keys)
        try:
            if self.key.column.kind is ColumnKind.TEXT:
                key = ",".join(map(key_part, values))
            else:
                key = str(self.key.said(values[0]) or "")
                if not key:
                    raise Unreadable("")
        except ValueError as error:
            self.job.account.skip(line, f"its {named} {error}" if str(error) else f"no {named}")
            return None
        return key, json.dumps(key, ensure_ascii=False)

    def _count_days(self, pairs: list[str]) -> None:
        """Count the rows on their days, and widen the span of moments."""
        column = self.columns[self.when or 0]
        begin = len(column.head) + 1
        stamps = [pair[begin:-1] for pair in pairs if pair and pair != BAD]
        if not stamps:
            return
        for day, number in self.zone_days.count(stamps, column.column.kind):
            self.job.days[day] = self.job.days.get(day, 0) + number
        if column.column.kind is ColumnKind.TIME:
            low, high = min(stamps), max(stamps)
            self.ends = (min(self.ends[0] or low, low), max(self.ends[1] or high, high))

    def tell(self, job: ReadingJob) -> None:
        """Tell the job what was found out: rows, days, columns, and what is to be known of them."""
        if job is not self.job:
            job.account.used += self.job.account.used
            job.days, job.naive = self.job.days, job.naive or self.job.naive
        job.facts["population"] = job.role
        job.facts["key column"] = " + ".join(content.shown(said(path)) for path in self.mapped.keys)
        kept = [self.mapped.key, *(one.column for one in self.columns)]
        job.kinds = {column.name: column.kind.value for column in kept}
        job.lines.fields |= dict.fromkeys(job.kinds)
        if lacks := lacking(role_of(job.role), kept):
            job.facts["it lacks"] = f"{', '.join(lacks)}: tests that need them show nothing"
        if all(self.ends):
            job.first, job.last = map(datetime.fromisoformat, self.ends)
        for one in self.columns:
            if one.days_only:
                job.note(
                    f"`{one.column.name}`: {count(one.days_only, 'day')} without an hour, read as their first moment"
                    f" in {job.zone_name}: the order of things within such a day is not shown"
                )


class _Days:
    """The day of a time at home, found once for each hour."""

    def __init__(self, job: ReadingJob) -> None:
        self.home = job.home
        self.known: dict[str, date] = {}

    def count(self, stamps: list[str], kind: ColumnKind) -> Iterator[tuple[date, int]]:
        """How many fall on which day."""
        found: dict[date, int] = {}
        if kind is ColumnKind.DATE:
            for stamp in stamps:
                day = self.known.get(stamp)
                if day is None:
                    day = self.known[stamp] = date.fromisoformat(stamp)
                found[day] = found.get(day, 0) + 1
            return iter(found.items())
        for stamp in stamps:
            hour = stamp[:_HOUR]
            day = self.known.get(hour)
            if day is None:
                day = self._day(stamp)
            found[day] = found.get(day, 0) + 1
        return iter(found.items())

    def _day(self, stamp: str) -> date:
        at = datetime.fromisoformat(f"{stamp[:_MINUTE]}:00+00:00").astimezone(self.home)
        offset = at.utcoffset()
        if offset is not None and not offset.seconds % 3600:
            self.known[stamp[:_HOUR]] = at.date()
        return at.date()
