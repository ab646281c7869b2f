"""The days of a list's columns, judged together before a row of it is read: what stands first in 3/2/2026."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.keeping.content import shown
from grcdesk.importers.reading import records, sheets
from grcdesk.importers.reading.days.columns import CURE
from grcdesk.importers.reading.days.forms import OrderSeen
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.wording import join

_FIRST = 500
"""Rows by which it is told which columns hold such days; a list without one is read once less."""


_NO_TABLE = (b"{", b"[", b"<", b"PK\x03\x04")


def judge_days(job: ReadingJob) -> None:
    """Find what stands first in the days of each column; what is no table is left to its importer."""
    head = records.head_of(job)
    packed = sheets.is_workbook(head)
    if not packed and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_NO_TABLE):
        return
    found = _looked_over(job, packed=packed)
    job.orders = {name: seen.order for name, seen in found.items() if seen.order is not None}
    unsure = {name: seen.unsure for name, seen in found.items() if seen.unsure is not None and name not in job.orders}
    if job.dates is not None:
        job.orders |= dict.fromkeys(unsure, job.dates)
    else:
        job.unsure = unsure


def _looked_over(job: ReadingJob, *, packed: bool) -> dict[str, OrderSeen]:
    """A first reading of the file, for its days alone."""
    looked = job.again()
    try:
        return _seen(looked, sheets.records(looked) if packed else records.records(looked))
    except BadInput:
        return {}  # its importer meets the same, and says it in its own words
    finally:
        looked.close()


def _seen(looked: ReadingJob, rows: Iterator[tuple[int, dict[str, Any]]]) -> dict[str, OrderSeen]:
    """By column, what its days say."""
    found: dict[str, OrderSeen] = {}
    first = list(islice(rows, _FIRST))
    for name in looked.header:
        seen = OrderSeen()
        for line, row in first:
            if isinstance(value := row.get(name), str):
                seen.see(line, value)
        if seen.found or seen.unsure:
            found[name] = seen
    if found:
        for line, row in rows:
            for name, seen in found.items():
                if isinstance(value := row.get(name), str):
                    seen.see(line, value)
    return found


def refuse_unsure(job: ReadingJob) -> None:
    """Ask what stands first, when a time was wanted and could be read in two ways.

    Raises:
        BadInput: naming the columns.
    """
    if not job.asks:
        return
    named = [f"`{shown(name)}` {text!r} in row {line}" for name, (line, text) in job.unsure.items()]
    what = f"{join(named, 4)} can be read in two ways" if named else "days with slashes can be read in two ways"
    raise BadInput(what, hint=CURE, file=job.name)
