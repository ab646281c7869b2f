"""What changes in incidents, inside one unit of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.incidents import Incident, IncidentEntity, IncidentMark
from grcdesk.rules.controls import gap
from grcdesk.rules.incidents.times import disorder, told
from grcdesk.schemas.incidents import EntityFacts, IncidentChange, IncidentFacts
from grcdesk.schemas.unset import Unset
from grcdesk.services.common.ids import next_id
from grcdesk.services.features import reading as feature_reading
from grcdesk.services.incidents import reading
from grcdesk.services.vendors import reading as vendor_reading
from grcdesk.terms.incidents import EntityKind, TimeMark
from grcdesk.text import clean
from grcdesk.wording import join

_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""
_LISTS = ("tests_added", "people")
_PLAIN = ("kind", "severity", "exercise")


def add(session: Session, facts: IncidentFacts, zone: str, by: str) -> Incident:
    """A new incident with the moment it was detected.

    Raises:
        Refused: without a title; an exercise without a scenario; detected in the future.
        BadInput: for a moment, a person or a text that cannot be understood.
    """
    said = {one.name: checked(one.name, getattr(facts, one.name)) for one in fields(facts) if one.name != "detected"}
    lacks = [] if said["title"] else ["a title"]
    if said["exercise"] and not said["scenario"]:
        lacks.append("its scenario: what is played")
    if lacks:
        raise Refused(
            f"{'an exercise' if said['exercise'] else 'an incident'} needs {join(lacks)}", reasons=tuple(lacks)
        )
    if said["scenario"] and not said["exercise"]:
        raise Refused("a scenario is played in an exercise", hint="say that it is one, or what happened instead")
    name, number = next_id(session, Incident, "INC")
    row = Incident(id=name, detected_at=moment(facts.detected, zone), position=number, **said)
    refuse_disorder(reading.times(row))
    session.add(row)
    session.flush()
    entry(session, row, TimeMark.DETECTED, row.detected_at, note="", by=by)
    return row


def change(row: Incident, said: IncidentChange) -> bool:
    """Set what is said; whether anything moved.

    Raises:
        Refused: when a title or the scenario of an exercise would be emptied.
        BadInput: for a person or a text that cannot be understood.
    """
    moved: dict[str, Any] = {}
    for one in fields(said):
        value = getattr(said, one.name)
        if isinstance(value, Unset):
            continue
        value = checked(one.name, value)
        if getattr(row, one.name) != value:
            moved[one.name] = value
    if moved.get("title") == "":
        raise Refused("an incident needs a title")
    if "scenario" in moved and bool(moved["scenario"]) is not row.exercise:
        raise Refused(
            f"{row.id} is {'an exercise: it needs its scenario' if row.exercise else 'no exercise: it has no scenario'}"
        )
    for name, value in moved.items():
        setattr(row, name, value)
    if moved:
        row.version += 1
    return bool(moved)


def checked(name: str, value: Any) -> Any:
    """A value as it is stored.

    Raises:
        BadInput: when it is too long, cannot be stored, or names no person.
    """
    if name in _PLAIN:
        return value
    if name in _LISTS:
        kept = [clean(" ".join(one.split()), name) for one in value if one.strip()]
        return list(dict.fromkeys(gap.person(one, name) if name == "people" else one for one in kept))
    if name == "lead":
        return gap.person(clean(value), "lead")
    if len(value) > _LONG:
        raise BadInput(f"{name} has {len(value):,} characters", hint=f"at most {_LONG:,}: a cell holds no more")
    return clean(value.strip(), name)


def moment(given: str, zone: str) -> str:
    """A moment as people write it, as UTC; empty: now. Without a zone of its own it is in that zone.

    Raises:
        BadInput: when it is none.
    """
    return clock.stamp(clock.parse_moment(given, zone) if given.strip() else clock.now())


def refuse_disorder(times: Mapping[TimeMark, str]) -> None:
    """Refuse moments in the wrong order.

    Raises:
        Refused: naming the two.
    """
    why = disorder(times, clock.stamp(clock.now()))
    if why:
        raise Refused(why, hint="detected, contained and assessed, remediated, closed: in this order, none ahead")


def mark(session: Session, row: Incident, which: TimeMark, at: str, *, note: str, reason: str, by: str) -> str:
    """Put a moment on the timeline; what it was before, or nothing.

    Raises:
        Refused: in the wrong order, or when it is on record already and no reason says why it is told anew.
    """
    before = ""
    if which is not TimeMark.NOTE:
        before = reading.times(row)[which]
        if before and before != at and not reason.strip():
            raise Refused(
                f"{row.id} was {which} at {told(before)}", hint="--reason TEXT tells it anew; the old entry stays"
            )
        # held against the other moments as they would be then, also where one is only told anew
        refuse_disorder(reading.times(row) | {which: at})
        setattr(row, f"{which.value}_at", at)
    elif at > clock.stamp(clock.now()):
        raise Refused(f"{told(at)} is still to come")
    row.version += 1
    entry(session, row, which, at, note=note or reason, by=by)
    return before if before != at else ""


def entry(session: Session, row: Incident, which: TimeMark, at: str, *, note: str, by: str) -> None:
    """One line of the timeline."""
    query = select(func.count()).select_from(IncidentMark).where(col(IncidentMark.incident) == row.id)
    number = (session.scalar(query) or 0) + 1
    session.add(
        IncidentMark(
            id=f"{row.id}/t{number}", incident=row.id, mark=which, at=at, note=checked("note", note), by=clean(by),
            recorded_at=clock.stamp(clock.now()), position=number,
        )
    )  # fmt: skip


def _known(session: Session, kind: EntityKind, entity: str) -> str:
    """Features and vendors go by their id in the desk; systems by the name they are given."""
    if not entity:
        raise Refused("what was touched?", hint="name a feature, a vendor or a system")
    if kind is EntityKind.FEATURE:
        return feature_reading.find(session, entity).id
    if kind is EntityKind.VENDOR:
        return vendor_reading.find(session, entity).id
    return entity


def add_entity(session: Session, row: Incident, facts: EntityFacts, zone: str) -> IncidentEntity:
    """A feature, vendor or system that was touched.

    Raises:
        NotFound: for an unknown feature or vendor.
        Refused: without a name, or when it ends before it begins.
        BadInput: for a moment that is none.
    """
    entity = _known(session, facts.kind, checked("entity", facts.entity))
    since, until = (moment(one, zone) if one.strip() else "" for one in (facts.since, facts.until))
    if until and (not since or until < since):
        raise Refused(
            f"{told(until)} ends before {told(since) or 'anything'} begins", hint="say since when, then until"
        )
    query = select(IncidentEntity).where(col(IncidentEntity.incident) == row.id)
    number = max((one.position for one in session.scalars(query)), default=0) + 1
    made = IncidentEntity(
        id=f"{row.id}/e{number}", incident=row.id, kind=facts.kind, entity=entity, since=since, until=until,
        position=number,
    )  # fmt: skip
    session.add(made)
    row.version += 1
    return made


def dropped(session: Session, name: str, known: Sequence[str]) -> IncidentEntity:
    """The entity of that id.

    Raises:
        NotFound: when there is none.
    """
    row = session.get(IncidentEntity, name)
    if row is None:
        raise NotFound.of("entry of what was touched", name, tuple(known))
    return row
