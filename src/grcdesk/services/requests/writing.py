"""Requests on their way in: what may be stored; what a change, a submission and a word of the auditor do to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.requests import AuditRequest, RequestRound
from grcdesk.rules.controls.gap import person
from grcdesk.rules.requests import moves
from grcdesk.schemas.requests.requests import AuditorWord, RequestFacts
from grcdesk.services.common import frameworks
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement
from grcdesk.services.requests.reading import RequestShelf, every, pairs, unpaired
from grcdesk.terms.requests import AuditorStatus, RequestOrigin, RequestStatus
from grcdesk.text import clean

_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""
_EXACT = frozenset({"text", "response", "blocked"})
MERGED = ("text", "title", "area", "kind", "priority", "owner", "asked", "due", "controls", "criteria")
"""Fields that both his list and we may change."""


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Controls and criteria of the desk, by their ids in small letters."""

    controls: Mapping[str, str]
    criteria: Mapping[str, str]

    @classmethod
    def of(cls, session: Session) -> KnownIds:
        """Those of the catalogs in the desk."""
        return cls(
            {name.casefold(): name for name in session.scalars(select(col(Control.id)))},
            {name.casefold(): name for name in frameworks.item_ids(session)},
        )

    def require(self, what: str, names: Sequence[str]) -> list[str]:
        """Those ids as the desk spells them, each once.

        Raises:
            NotFound: naming the first that is unknown.
        """
        known = self.controls if what == "controls" else self.criteria
        found = []
        for name in names:
            fit = known.get(name.strip().casefold())
            if fit is None:
                raise NotFound.of("control" if what == "controls" else "criterion", name, tuple(known.values()))
            found.append(fit)
        return list(dict.fromkeys(found))


def checked(name: str, value: Any, known: KnownIds) -> Any:
    """A value as it may be stored.

    Raises:
        BadInput: when it is too long, or an owner is no person.
        NotFound: naming an unknown control or criterion.
    """
    if name in ("controls", "criteria"):
        return known.require(name, value)
    # a word of a closed list is a str too, and needs no tidying
    if not isinstance(value, str) or isinstance(value, StrEnum):
        return value
    text = clean(_tidy(name, value), name)
    if len(text) > _LONG:
        raise BadInput(f"{name} has {len(text):,} characters", hint=f"at most {_LONG:,}; keep the rest in a document")
    return person(text, name) if name == "owner" else text


def _tidy(name: str, value: str) -> str:
    if name == "text":
        return value  # the auditor's own words, to the letter: his next list is held against them
    return value.strip() if name in _EXACT else " ".join(value.split())


def add(
    session: Session, facts: RequestFacts, known: KnownIds, *, origin: RequestOrigin, drafted_from: str = ""
) -> AuditRequest:
    """A new request of the engagement in force.

    Raises:
        Refused: without a text, or with a number that is taken.
    """
    values = {one.name: checked(one.name, getattr(facts, one.name), known) for one in fields(facts)}
    if not values["text"].strip():
        raise Refused("a request needs what is asked for", hint="the text as the auditor wrote it")
    refuse_taken(session, values["ref"], "")
    name, number = next_id(session, AuditRequest, "REQ")
    row = AuditRequest(
        id=name, engagement=engagement(session).id, origin=origin, drafted_from=drafted_from, position=number, **values
    )
    session.add(row)
    session.flush()
    return row


def refuse_taken(session: Session, ref: str, own: str) -> None:
    """Refuse a number of the auditor that another request has.

    Raises:
        Refused: naming that one.
    """
    if not ref:
        return
    others = (row for row in every(session) if row.id != own)
    other = next((row for row in others if row.ref.casefold() == ref.casefold()), None)
    if other is not None:
        raise Refused(f"{other.id} has the number {other.ref} already", hint=f"grcdesk requests set {other.id}")


def change(row: AuditRequest, wanted: Mapping[str, Any], held: RequestShelf) -> bool:
    """Set fields; whether anything moved. What a person sets settles what his list says otherwise.

    Raises:
        Refused: for a move of our status that may not be.
    """
    moved = _moved(row, wanted)
    settled = _settle(row, wanted)
    to = wanted.get("status", row.status)
    if "response" in moved:
        _refuse_submitted(row)
    for name, value in moved.items():
        setattr(row, name, value)
    stays = to is row.status
    if not stays:
        _move(row, to, held)
    elif row.blocked and to is not RequestStatus.BLOCKED:
        raise Refused(f"{row.ref or row.id} is not blocked", hint="--status blocked goes with --blocked")
    changed = bool(moved) or settled or not stays
    row.version += changed
    return changed


def _refuse_submitted(row: AuditRequest) -> None:
    """What was handed over stays beside it as it was."""
    if row.status is RequestStatus.SUBMITTED:
        raise Refused(f"{row.ref or row.id} is submitted with what was written then", hint="the auditor can return it")


def _moved(row: AuditRequest, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that differ; the status is moved by rules of its own."""
    return {name: value for name, value in wanted.items() if name != "status" and getattr(row, name) != value}


def _move(row: AuditRequest, to: RequestStatus, held: RequestShelf) -> None:
    moves.refuse_ours(held.standing(row), to, blocked=row.blocked)
    row.status = to
    if to is not RequestStatus.BLOCKED:
        row.blocked = ""  # why it was held up is over with it


def _settle(row: AuditRequest, wanted: Mapping[str, Any]) -> bool:
    offered = pairs(row.offered)
    hit = [name for name in offered if name in wanted]
    if not hit:
        return False
    base = pairs(row.base) | {name: offered[name] for name in hit}
    row.base = unpaired(base)
    row.offered = unpaired({name: value for name, value in offered.items() if name not in hit})
    return True


def submit(session: Session, row: AuditRequest, held: RequestShelf, on: date, by: str) -> None:
    """Hand it over: the round keeps what was handed over.

    Raises:
        Refused: when an artefact can answer nothing.
    """
    bad = [f"{name} {held.faults[name]}" for name in held.evidence[row.id] if name in held.faults]
    if bad:
        hint = f"grcdesk requests evidence {row.ref or row.id} {bad[0].split()[0]} --drop"
        raise Refused(f"{row.ref or row.id} would hand over what can answer nothing", hint=hint, reasons=tuple(bad))
    row.status, row.submitted_on = RequestStatus.SUBMITTED, on
    row.version += 1
    session.add(
        RequestRound(
            id=f"{row.id}/{row.rounds}",
            request=row.id,
            number=row.rounds,
            submitted_on=on,
            submitted_by=by,
            evidence=held.evidence[row.id],
            response=row.response,
        )
    )


def round_of(session: Session, row: AuditRequest) -> RequestRound | None:
    """The round it is in; None: it was not handed over in it."""
    return session.get(RequestRound, f"{row.id}/{row.rounds}")


def tell(row: AuditRequest, held: RequestRound | None, said: AuditorWord) -> None:
    """Put down the auditor's word on a request and its round. A return begins the next; the rules were asked before."""
    row.auditor_status, row.told_by, row.told_on = said.status, said.told_by, said.on
    row.version += 1
    if said.status is AuditorStatus.RETURNED:
        row.status, row.return_reason, row.rounds = RequestStatus.GATHERING, said.reason, row.rounds + 1
    if said.status is AuditorStatus.CLOSED and row.status is RequestStatus.BLOCKED:
        row.status, row.blocked = RequestStatus.OPEN, ""
    if held is None:
        return
    # that he has it is no word on it: the round is still open
    if said.status is AuditorStatus.RECEIVED:
        held.received_on = said.on
        return
    # closing what he accepted takes nothing of the acceptance, with its day and who told it
    if said.status is AuditorStatus.CLOSED and held.word is AuditorStatus.ACCEPTED:
        return
    held.word, held.told_by, held.told_on, held.reason = said.status, said.told_by, said.on, said.reason
