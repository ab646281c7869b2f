"""What is on record of workbooks that came back, and of what auditors wrote in them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput
from grcdesk.models.base import col
from grcdesk.models.log import LogLine
from grcdesk.models.returned import ReturnedBook
from grcdesk.schemas.exports.provenance import Handover
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.returned.returned import ReturnedBookRow, ReturnedFile, WrittenFrom
from grcdesk.services.common.in_force import engagement


def origin(session: Session, dates: TwoDates, handed: Handover | None) -> WrittenFrom:
    """What a workbook that may come back says of where it comes from.

    Args:
        session: sees the desk as the workbook shows it.
        dates: its two dates.
        handed: the last hand-over before it.
    """
    return WrittenFrom(desk_of(session), dates.entry, dates.head, engagement(session).id, handed.entry if handed else 0)


def desk_of(session: Session) -> str:
    """What names the desk: the hash of the first entry of its log."""
    return session.scalar(select(col(LogLine.hash)).order_by(col(LogLine.seq)).limit(1)) or ""


def listed(session: Session) -> list[ReturnedBookRow]:
    """Every workbook that came back, the newest first."""
    query = select(ReturnedBook).order_by(col(ReturnedBook.position).desc())
    return [
        ReturnedBookRow(
            row.id, row.book, row.file_name, row.kept, row.sha256, row.engagement, row.written_at_entry, row.filled_by,
            row.taken_by, row.taken_on, row.cells, row.left_out,
        )
        for row in session.scalars(query)
    ]  # fmt: skip


def refuse_other(session: Session, read: ReturnedFile, file: str) -> None:
    """Refuse a workbook that was written from another desk, or from entries this one does not have.

    Raises:
        BadInput: when it was.
    """
    origin = read.origin
    if origin.desk != desk_of(session):
        raise BadInput(
            "was written from another desk",
            hint="grcdesk --desk DIR import matrix takes it where it belongs",
            file=file,
        )
    found = session.scalar(select(col(LogLine.hash)).where(col(LogLine.seq) == origin.entry))
    if found != origin.head:
        raise BadInput(
            f"was written from entry {origin.entry} of the change log, which this desk does not have as it was then",
            hint="was the desk restored from a backup? take it in where it was written",
            file=file,
        )
