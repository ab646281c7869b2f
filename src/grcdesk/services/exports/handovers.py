"""Hand-overs: which workbook somebody outside was given, by name. The change log holds each as an entry of its own."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.log import LogLine
from grcdesk.schemas.exports.provenance import Handover
from grcdesk.services.log.reading import entries
from grcdesk.terms import LogOutcome, Verb


def listed(session: Session) -> list[Handover]:
    """Every hand-over, the newest first."""
    query = select(LogLine).where(col(LogLine.action) == Verb.EXPORT_HANDOVER).order_by(col(LogLine.seq).desc())
    found = []
    failed = set()
    # the newest first, so that the line of a failure comes before that of the act it takes back
    for told in entries(session, session.scalars(query).all()):
        if told.outcome is not LogOutcome.SUCCESS:
            failed.add(told.batch)  # the log was told, and then the file could not be written
        if told.batch in failed:
            continue
        said = told.after
        found.append(
            Handover(
                firm=told.id,
                on=told.ts[:10],
                position=int(str(said["position"])),
                file=str(said["file"]),
                sha256=str(said["sha256"]),
                as_of=str(said["as_of"]),
                by=told.actor,
                entry=told.seq,
            )
        )
    return found


def last(session: Session, head: int) -> Handover | None:
    """The last one before data changed again, so that handing over twice gives the same file twice."""
    return next((one for one in listed(session) if one.position < head), None)
