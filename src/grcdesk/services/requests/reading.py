"""Reading the requests of the engagement in force, by a fixed number of queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.requests import AuditRequest, RequestEvidence, RequestList, RequestRound
from grcdesk.rules.requests import moves
from grcdesk.rules.requests.metrics import is_overdue
from grcdesk.schemas.requests.requests import RequestDetail, RequestRow, RoundRow
from grcdesk.services.common.in_force import in_force
from grcdesk.terms import BlobState

_CHUNK = 500
_BROKEN = {BlobState.MODIFIED.value, BlobState.MISSING.value, BlobState.ERASED.value}


@dataclass(slots=True)
class RequestShelf:
    """Some requests and what hangs on them."""

    requests: list[AuditRequest]
    evidence: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Ids of artefacts by request, in the order of their numbers."""
    faults: dict[str, str] = field(default_factory=dict)
    """Of artefacts that can answer nothing: why."""

    def standing(self, row: AuditRequest) -> moves.RequestStanding:
        """A request as the rules look at it."""
        usable = sum(name not in self.faults for name in self.evidence[row.id])
        return moves.RequestStanding(
            row.ref or row.id,
            row.status,
            row.auditor_status,
            row.rounds,
            usable,
            row.response,
            row.submitted_on,
            row.told_on,
        )

    def row(self, row: AuditRequest, today: date) -> RequestRow:
        """A request as lists show it."""
        return RequestRow(
            id=row.id,
            ref=row.ref,
            title=row.title,
            area=row.area,
            text=row.text,
            controls=tuple(row.controls),
            criteria=tuple(row.criteria),
            kind=row.kind,
            priority=row.priority,
            owner=row.owner,
            asked=row.asked,
            due=row.due,
            status=row.status,
            auditor_status=row.auditor_status,
            evidence=tuple(self.evidence[row.id]),
            rounds=row.rounds,
            submitted_on=row.submitted_on,
            return_reason=row.return_reason,
            blocked=row.blocked,
            response=row.response,
            origin=row.origin,
            listed=row.listed,
            conflicts=tuple(f"{what}: the list says {value}" for what, value in pairs(row.offered).items()),
            overdue=is_overdue(row.status, row.auditor_status, row.due, today),
            version=row.version,
        )


def pairs(stored: Iterable[str]) -> dict[str, str]:
    """`what = value` as a mapping."""
    return {what: value for what, _, value in (entry.partition(" = ") for entry in stored)}


def unpaired(found: dict[str, str]) -> list[str]:
    """A mapping as it is stored."""
    return [f"{what} = {value}" for what, value in found.items()]


def every(session: Session) -> list[AuditRequest]:
    """The requests of the engagement in force, in the order they came."""
    query = select(AuditRequest).where(col(AuditRequest.engagement) == in_force(session))
    return list(session.scalars(query.order_by(col(AuditRequest.position))))


def shelf(session: Session, requests: Sequence[AuditRequest]) -> RequestShelf:
    """Those requests with their artefacts."""
    made = RequestShelf(list(requests))
    ids = [row.id for row in requests]
    links: list[tuple[str, str]] = []
    for start in range(0, len(ids), _CHUNK):
        query = select(col(RequestEvidence.request), col(RequestEvidence.evidence)).where(
            col(RequestEvidence.request).in_(ids[start : start + _CHUNK])
        )
        links += [(request, evidence) for request, evidence in session.execute(query)]
    # by number: EV-10 comes after EV-9
    for request, evidence in sorted(links, key=lambda one: _number(one[1])):
        made.evidence[request].append(evidence)
    made.faults = faults(session, sorted({evidence for _, evidence in links}))
    return made


def _number(name: str) -> tuple[int, str]:
    last = name.rpartition("-")[2]
    return (int(last), name) if last.isdigit() else (0, name)


def faults(session: Session, evidence: Sequence[str]) -> dict[str, str]:
    """Of those artefacts the ones that can answer nothing: rejected, superseded, or their bytes are not as recorded."""
    found: dict[str, str] = {}
    for start in range(0, len(evidence), _CHUNK):
        some = evidence[start : start + _CHUNK]
        newer = select(col(Evidence.supersedes), col(Evidence.id)).where(
            col(Evidence.supersedes).in_(some), col(Evidence.rejected) == ""
        )
        found |= {old: f"superseded by {new}" for old, new in session.execute(newer)}
        columns = (col(Evidence.id), col(Evidence.rejected), col(Evidence.integrity))
        for name, rejected, integrity in session.execute(select(*columns).where(col(Evidence.id).in_(some))):
            if rejected:
                found[name] = f"rejected: {rejected}"
            elif integrity in _BROKEN:
                found[name] = f"its bytes are {integrity}"
    return found


def named(session: Session, names: Sequence[str]) -> list[AuditRequest]:
    """Requests of the engagement in force by our number or the auditor's, each once; case does not matter.

    Raises:
        NotFound: naming the first that does not exist, or when none is named.
    """
    if not names:
        raise NotFound("which request?", hint="grcdesk requests list shows them")
    rows = every(session)
    known = {row.ref.casefold(): row for row in reversed(rows) if row.ref} | {row.id.casefold(): row for row in rows}
    found: dict[str, AuditRequest] = {}
    for name in names:
        row = known.get(" ".join(name.split()).casefold())
        if row is None:
            raise NotFound.of("request", name, tuple(one for row in rows for one in (row.ref, row.id) if one))
        found[row.id] = row
    return list(found.values())


def rounds(session: Session, requests: Sequence[str]) -> dict[str, list[RoundRow]]:
    """The rounds of those requests, in order."""
    found: dict[str, list[RoundRow]] = {name: [] for name in requests}
    for start in range(0, len(requests), _CHUNK):
        query = select(RequestRound).where(col(RequestRound.request).in_(requests[start : start + _CHUNK]))
        for row in session.scalars(query.order_by(col(RequestRound.number))):
            found[row.request].append(_round(row))
    return found


def _round(row: RequestRound) -> RoundRow:
    return RoundRow(
        row.number,
        row.submitted_on,
        row.submitted_by,
        tuple(row.evidence),
        row.response,
        row.word,
        row.told_by,
        row.told_on,
        row.reason,
    )


def detail(session: Session, row: AuditRequest, today: date) -> RequestDetail:
    """Everything about one request."""
    held = shelf(session, [row])
    source = session.get(RequestList, row.source_list) if row.source_list else None
    place = f"{source.file_name}, row {row.list_row}" if source else ""
    cells = tuple(zip(source.columns, row.cells, strict=False)) if source else ()
    return RequestDetail(
        row=held.row(row, today),
        told_by=row.told_by,
        told_on=row.told_on,
        file=place if row.listed or not place else f"{place}; not on the list that came after",
        cells=cells,
        history=tuple(rounds(session, [row.id])[row.id]),
        next=moves.next_step(held.standing(row)),
    )


def last_list(session: Session) -> RequestList | None:
    """The list that came last in the engagement in force."""
    query = select(RequestList).where(col(RequestList.engagement) == in_force(session))
    return session.scalars(query.order_by(col(RequestList.position).desc()).limit(1)).first()
