"""Reads a reviewer's workbook that came back."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading.books import cells
from grcdesk.importers.reading.books.book import OpenBook
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reviews.rulings import day_text
from grcdesk.schemas.reviews.files import AnswerLine, ReviewerAnswer

FACTS, DECISIONS = "Read me", "Decisions"
_NEEDED = ("System", "Account ID", "Decision", "Reason", "Ticket", "Decided on", "Done on")
_SHOWN = ("Person", "Mail", "Role", "As given")


def read_answer(path: Path) -> ReviewerAnswer:
    """The decisions of a workbook that grcdesk gave out.

    Raises:
        BadInput: when it is no such workbook, or cannot be read whole.
    """
    content, _ = whole_tables.read_bytes(path)
    if not whole_tables.is_workbook(content):
        hint = "any other list is taken in with: grcdesk reviews decide ID --from-file FILE"
        raise BadInput("is not a workbook that was given to a reviewer", file=path.name, hint=hint)
    facts = _facts(content, path.name)
    rows = whole_tables.read_rows(content, path.name, knows=lambda row: set(_NEEDED) <= set(row))
    missing = [name for name in _NEEDED if name not in rows.columns]
    if missing:
        raise BadInput(f"the sheet {DECISIONS} has no column {', '.join(missing)}", file=path.name)
    rows.refuse_skipped(path.name)
    own = {"Done on": "Done on", "Decided on": "Decided on"}
    days = DateColumns(rows.cells(own, own), serial=rows.first_day, ask=False)
    return ReviewerAnswer(
        facts["Campaign"],
        facts["Reviewer"],
        facts.get("Judged on") or facts.get("As of", ""),
        tuple(_line(number, row, days) for number, row in rows.rows if row["Account ID"].strip()),
        content,
    )


def _facts(content: bytes, file: str) -> dict[str, str]:
    """What the first sheet says of itself, whatever it is called by now and wherever it stands.

    Raises:
        BadInput: when no sheet names a campaign and a reviewer.
    """
    with closing(OpenBook(io.BytesIO(content), file)) as book:
        for page in sorted(book.pages, key=lambda page: page.title != FACTS):
            facts = _named_values(book, page)
            if facts.get("Campaign") and facts.get("Reviewer"):
                return facts
    raise BadInput(f"the sheet {FACTS} does not name its campaign and reviewer", file=file)


def _named_values(book: OpenBook, page: Any) -> dict[str, str]:
    """Names in the first column of a sheet and what stands beside them, the first of each."""
    found: dict[str, str] = {}
    for _, row in book.lines(page, []):
        texts = [" ".join(cells.text(value).split()) for value in row[:2]]
        if len(texts) > 1 and texts[0]:
            found.setdefault(texts[0], texts[1])
    return found


def _line(number: int, row: dict[str, str], days: DateColumns) -> AnswerLine:
    text = {name: " ".join(row[name].split()) for name in _NEEDED}
    return AnswerLine(
        number, text["System"], text["Account ID"], text["Decision"], text["Reason"], text["Ticket"],
        day_text(days, "Done on", text["Done on"]), day_text(days, "Decided on", text["Decided on"]),
        {name.lower(): " ".join(row[name].split()) for name in _SHOWN if name in row},
    )  # fmt: skip
