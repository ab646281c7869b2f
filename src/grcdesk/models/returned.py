"""Workbooks that came back: which file, filled in by whom; and what an auditor wrote beside a control."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, number, term, text
from grcdesk.terms.returned import AuditorValue, BookKind


class ReturnedBook(Row):
    """A control matrix or a work plan that came back and changed something. The log knows who took it in, and when."""

    __tablename__ = "returned_book"
    __table_args__ = (CheckConstraint("filled_by <> '' AND sha256 <> '' AND kept <> ''"),)
    id: str = key()
    book: BookKind = term(BookKind, "book")
    file_name: str = text()
    kept: str = text()
    """Id of the file in the vault."""
    sha256: str = text()
    engagement: str = text(index=True)
    written_at_entry: int = number(name="written_at_entry")
    """Up to which entry of the log the records went that it was written from."""
    filled_by: str = text()
    """Who filled it in, as whoever took it in says."""
    taken_by: str = text()
    """Who took it in."""
    taken_on: date = day("taken_on", null=False)
    cells: int = number(name="cells")
    """How many of its cells were taken."""
    left_out: int = number(name="left_out")
    """How many cells a person left out."""
    position: int = number(name="position")


class AuditorCell(Row):
    """What an auditor wrote into one cell of a workbook of an engagement. It is his, and judged by nobody here."""

    __tablename__ = "auditor_cell"
    __table_args__ = (CheckConstraint("told_by <> '' AND told <> ''"),)
    id: str = key()
    """Engagement, tab, row and column, as `ENG-1/Control matrix/AI-SEC-01/Auditor ref`."""
    engagement: str = text(index=True)
    tab: str = text()
    record: str = text(index=True)
    """Id of its row."""
    header: str = text()
    kind: AuditorValue = term(AuditorValue, "kind")
    told: str = text()
    """What it says, canonical."""
    told_by: str = text()
    """Who filled it in."""
    told_on: date = day("told_on", null=False)
    """The day it came."""
