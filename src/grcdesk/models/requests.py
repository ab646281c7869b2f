"""What auditors ask for: requests, their rounds and evidence, and the lists they came with."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, flag, key, term, words
from grcdesk.models.base import number as whole
from grcdesk.models.base import text as string
from grcdesk.terms.requests import AuditorStatus, RequestKind, RequestOrigin, RequestPriority, RequestStatus


class AuditRequest(Row):
    """One thing an auditor asks for in an engagement."""

    __tablename__ = "request"
    __table_args__ = (
        CheckConstraint("text <> ''"),
        # a word of his comes with who told it to us and when: the desk gives none in his place
        CheckConstraint("auditor_status = 'not_sent' OR told_by <> '' AND told_on IS NOT NULL"),
        CheckConstraint("auditor_status <> 'returned' OR return_reason <> ''"),
        CheckConstraint("status <> 'blocked' OR blocked <> ''"),
        # handed over on a day, unless he has it by his own word
        CheckConstraint("status <> 'submitted' OR submitted_on IS NOT NULL OR auditor_status <> 'not_sent'"),
    )
    id: str = key()
    engagement: str = string(index=True)
    ref: str = string()
    """The auditor's number."""
    area: str = string()
    title: str = string()
    text: str = string()
    """As the auditor wrote it."""
    controls: list[str] = words()
    criteria: list[str] = words()
    kind: RequestKind | None = term(RequestKind, "kind", null=True)
    priority: RequestPriority | None = term(RequestPriority, "priority", null=True)
    owner: str = string()
    asked: date | None = day("asked")
    due: date | None = day("due")
    status: RequestStatus = term(RequestStatus, "status", default=RequestStatus.OPEN)
    blocked: str = string()
    """What it waits for."""
    auditor_status: AuditorStatus = term(AuditorStatus, "auditor_status", default=AuditorStatus.NOT_SENT)
    told_by: str = string()
    told_on: date | None = day("told_on")
    submitted_on: date | None = day("submitted_on")
    return_reason: str = string()
    rounds: int = whole(1, low=1, name="rounds")
    response: str = string()
    origin: RequestOrigin = term(RequestOrigin, "origin", default=RequestOrigin.ADDED)
    drafted_from: str = string(index=True)
    """The wanted kind or test it was drafted from: `wanted:AI-PI-01/2`, `test:AI-PI-01.T1`."""
    source_list: str = string()
    """The list it stood on last."""
    list_row: int = whole(name="list_row")
    listed: bool = flag("listed")
    """Whether it stands on the last list that came."""
    cells: list[str] = words()
    """Its row on that list, cell by cell."""
    base: list[str] = words()
    """What that list said, as `what = value`: against it both sides are compared the next time."""
    offered: list[str] = words()
    """What the last list says otherwise where we had changed it too, as `what = value`."""
    position: int = whole(name="position")
    version: int = whole(1, low=1, name="version")


class RequestRound(Row):
    """One time a request was handed over, and what the auditor said of it."""

    __tablename__ = "request_round"
    __table_args__ = (
        CheckConstraint("word IS NULL OR told_by <> '' AND told_on IS NOT NULL"),
        CheckConstraint("word IS NULL OR word <> 'returned' OR reason <> ''"),
    )
    id: str = key()
    """`request/number`."""
    request: str = string(index=True)
    number: int = whole(1, low=1, name="number")
    submitted_on: date | None = day("submitted_on")
    submitted_by: str = string()
    evidence: list[str] = words()
    response: str = string()
    received_on: date | None = day("received_on")
    word: AuditorStatus | None = term(AuditorStatus, "word", null=True)
    told_by: str = string()
    told_on: date | None = day("told_on")
    reason: str = string()


class RequestEvidence(Row):
    """An artefact that answers a request."""

    __tablename__ = "request_evidence"
    id: str = key()
    """`request/evidence`."""
    request: str = string(index=True)
    evidence: str = string(index=True)


class RequestList(Row):
    """A list of requests that was taken in."""

    __tablename__ = "request_list"
    id: str = key()
    engagement: str = string(index=True)
    firm: str = string()
    file_name: str = string()
    sha256: str = string()
    sheet: str = string()
    heading: int = whole(name="heading")
    """Row of the heading."""
    above: list[list[str]] = words()
    """Rows above it."""
    between: list[list[str]] = words()
    """Rows among the requests that ask for nothing, each with its number before its cells."""
    columns: list[str] = words()
    meaning: list[str] = words()
    """`what = column`."""
    rows: int = whole(name="rows")
    dated: date = day("dated", null=False)
    """The day of the list."""
    position: int = whole(name="position")


class RequestWord(Row):
    """What a word of a firm's lists means, told once."""

    __tablename__ = "request_word"
    id: str = key()
    """`firm/what/word` in small letters."""
    firm: str = string(index=True)
    what: str = string()
    word: str = string()
    meaning: str = string()
