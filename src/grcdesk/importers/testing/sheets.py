"""Reads a work sheet: a CSV or a workbook with one line for each test and item."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.times import BadTime
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.whole.choosing import by_heading
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.terms.audits import ItemResult

FIELDS = ("test", "item", "result", "note", "evidence", "tested_by", "tested_on")
"""Columns of a work sheet that are read; others are for people."""
_WORDS = {
    "pass": ItemResult.PASS,
    "passed": ItemResult.PASS,
    "yes": ItemResult.PASS,
    "y": ItemResult.PASS,
    "fail": ItemResult.FAIL,
    "failed": ItemResult.FAIL,
    "no": ItemResult.FAIL,
    "n": ItemResult.FAIL,
    "n/a": ItemResult.NOT_APPLICABLE,
    "na": ItemResult.NOT_APPLICABLE,
    "-": ItemResult.NOT_APPLICABLE,
    "not tested": ItemResult.NOT_TESTED,
    "not_tested": ItemResult.NOT_TESTED,
}


def read_sheet(path: Path) -> list[AnswerIn]:
    """The answers of a work sheet; rows without a result are passed over.

    Raises:
        BadInput: with file, line and cure, when it cannot be read whole.
    """
    content, _ = whole_tables.read_bytes(path)
    rows = whole_tables.read_rows(content, path.name)
    there = by_heading(rows.columns)
    chosen = {name: there.get(plain_heading(name), "") for name in FIELDS}
    lacking = [name for name in ("test", "result") if not chosen[name]]
    if lacking:
        raise BadInput(
            f"has no column {' and '.join(lacking)}", hint=f"its columns are {', '.join(FIELDS)}", file=path.name
        )
    rows.refuse_skipped(path.name)
    days = DateColumns(rows.cells(chosen, ("tested_on",)), serial=rows.first_day, ask=False)
    found = []
    for line, row in rows.rows:
        text = {name: " ".join(row.get(column, "").split()) for name, column in chosen.items()}
        if text["result"]:
            found.append(_answer(path.name, line, text, days))
    return found


def _answer(file: str, line: int, text: dict[str, str], days: DateColumns) -> AnswerIn:
    result = _WORDS.get(text["result"].casefold())
    if result is None:
        hint = "pass, fail, n/a or not tested"
        raise BadInput(f"{text['result'][:40]!r} is no result", hint=hint, file=file, line=line)
    return AnswerIn(
        text["test"],
        text["item"],
        result,
        text["tested_by"],
        text["note"],
        tuple(text["evidence"].replace(",", " ").split()),
        _day(file, line, text["tested_on"], days),
    )


def _day(file: str, line: int, text: str, days: DateColumns) -> date | None:
    try:
        return days.day("tested_on", text)
    except BadTime:
        raise BadInput(f"{text[:40]!r} is no day", hint="write it as 2026-01-31", file=file, line=line) from None
