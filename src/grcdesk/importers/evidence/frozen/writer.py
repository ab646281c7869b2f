"""Rows of a population on their way to be put in order.

A row is handed on as its key, its JSON and its line with tabs between, so that rows sorted as bytes are in the order
of their keys: see `sorting`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import compress
from typing import Any, NamedTuple

from grcdesk.importers.evidence.frozen import blocks, mapping
from grcdesk.importers.evidence.frozen.days import RowDays
from grcdesk.importers.evidence.frozen.values import BAD, ColumnPairs, Unreadable, Values, key_part
from grcdesk.importers.keeping import content, measuring
from grcdesk.importers.keeping.guard import Guard, said
from grcdesk.importers.keeping.holds import Holds
from grcdesk.importers.keeping.measuring import ValueForm
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.many.plain_rows import Columns
from grcdesk.rules.audits.roles import ColumnKind
from grcdesk.rules.populations.names import REGISTERS, lacking, role_of
from grcdesk.wording import count

_YEAR = 4
"""Characters of a time up to there."""


class RowKeys(NamedTuple):
    """The key of each row of a block, and the same as JSON; None for a row that lacks it."""

    texts: Sequence[str | None]
    json: Sequence[str | None]


def _woven(lines: Sequence[int], keys: RowKeys, found: Sequence[ColumnPairs], head: str) -> bytes:
    """The rows of a block. Laid out column after column and joined once: a step for each row would be felt."""
    parts: list[Sequence[Any]] = [keys.texts]
    between = f"\t{{{head}"
    for before, texts, behind in (("", keys.json, ""), *found):
        parts += [[between + before] * len(lines), texts] if between + before else [texts]
        between = behind
    parts += [[f"{between}}}\t"] * len(lines), list(map(str, lines)), ["\n"] * len(lines)]
    rows = [""] * (len(lines) * len(parts))
    for place, part in enumerate(parts):
        rows[place :: len(parts)] = part
    return "".join(rows).encode()


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
        self.days = RowDays(job.home)
        self.ends = ("", "")

    def write(self, lines: Sequence[int], columns: Columns, forms: blocks.Forms) -> None:
        """The next block; `forms` are those its columns are known to have."""
        nothing = [None] * len(lines)
        given = [columns.get(path, nothing) for path in self.paths]
        found = [
            one.block(values, forms.get(path))
            for one, values, path in zip(self.columns, given, self.paths, strict=True)
        ]
        keys = self._keys(lines, [columns.get(path, nothing) for path in self.mapped.keys], forms)
        if self.when is not None:
            self._count_days(found[self.when])
        if None in keys.texts or any(BAD in one.texts for one in found if not one.head):
            lines, keys, found = self._readable(lines, keys, found, given)
        if lines:
            self.job.account.used += len(lines)
            self.job.lines.write(_woven(lines, keys, found, self.key.head[1:]), len(lines))

    def _readable(
        self, lines: Sequence[int], keys: RowKeys, found: list[ColumnPairs], given: list[Sequence[Any]]
    ) -> tuple[Sequence[int], RowKeys, list[ColumnPairs]]:
        """The same without the rows that lack their key, or hold what cannot be read: these are told."""
        whole = []
        for place, row in enumerate(zip(keys.texts, *(one.texts for one in found), strict=True)):
            if BAD in row and row[0] is not None:
                which = row.index(BAD) - 1
                self.job.account.skip(lines[place], self.columns[which].reason(given[which][place]))
            whole.append(row[0] is not None and BAD not in row)
        kept = [one._replace(texts=list(compress(one.texts, whole))) for one in found]
        left = RowKeys(*(list(compress(one, whole)) for one in keys))
        return list(compress(lines, whole)), left, kept

    def _keys(self, lines: Sequence[int], columns: list[Sequence[Any]], forms: blocks.Forms) -> RowKeys:
        """The keys of a block; a row that lacks its own is told."""
        plain = len(columns) == 1 and self.key.column.kind is ColumnKind.TEXT
        if plain and (forms.get(self.mapped.keys[0]) is ValueForm.IDS or measuring.sure(columns[0], measuring.IDS)):
            return RowKeys(columns[0], [f'"{value}"' for value in columns[0]])
        found = [self._key(line, values) for line, values in zip(lines, zip(*columns, strict=True), strict=True)]
        return RowKeys(found, [None if key is None else json.dumps(key, ensure_ascii=False) for key in found])

    def _key(self, line: int, values: tuple[Any, ...]) -> str | None:
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
        return key

    def _count_days(self, pairs: ColumnPairs) -> None:
        """Count the rows on their days, and widen the span of moments."""
        column = self.columns[self.when or 0]
        stamps = column.stamps(pairs)
        if not stamps:
            return
        if column.column.kind is ColumnKind.DATE:
            self.days.count(stamps)
            return
        low, high = min(stamps), max(stamps)
        self.ends = (min(self.ends[0] or low, low), max(self.ends[1] or high, high))
        self.days.count_times(stamps, int(low[:_YEAR]), int(high[:_YEAR]))

    def tell(self, job: ReadingJob) -> None:
        """Tell the job what was found out: rows, days, columns, and what is to be known of them."""
        if job is not self.job:
            job.account.used += self.job.account.used
            job.naive = job.naive or self.job.naive
        job.days = self.days.counted()
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
