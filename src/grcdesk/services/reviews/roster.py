"""The list of people an access review is reconciled with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.alike import alike
from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.rosters import RosterList, RosterPerson
from grcdesk.rules.reviews import people
from grcdesk.rules.reviews import reviews as rules
from grcdesk.schemas.reviews.accounts import PersonIn, RosterFile
from grcdesk.schemas.reviews.reviews import RosterFacts
from grcdesk.services.common.ids import next_id
from grcdesk.text import clean

_COPIED = ("name", "mail", "manager", "started", "moved", "left_on")
OnRoster = TypeVar("OnRoster", RosterPerson, PersonIn)


def take(session: Session, read: RosterFile) -> tuple[int, int, int]:
    """Put the list in place of the one before; returns how many are new, changed, gone."""
    known = {row.id: row for row in session.scalars(select(RosterPerson))}
    added = changed = 0
    for number, one in enumerate(read.people, 1):
        row = known.pop(one.id, None)
        wanted = {name: getattr(one, name) for name in _COPIED} | {"aliases": list(one.aliases), "position": number}
        if row is None:
            session.add(RosterPerson(id=one.id, **wanted))
            added += 1
            continue
        moved = [name for name, value in wanted.items() if getattr(row, name) != value]
        for name in moved:
            setattr(row, name, wanted[name])
        # the list may be sorted otherwise this time: that changes nobody
        changed += bool(set(moved) - {"position"})
    for row in known.values():
        session.delete(row)
    return added, changed, len(known)


def require_people(session: Session, read: RosterFile, facts: RosterFacts, today: date) -> int:
    """How many people of the list before are gone by this one: not on it, or left by now.

    Raises:
        Refused: when it is dated ahead; when that is more than half of them, or everybody on it has left, and nobody
            says why.
    """
    if facts.pulled_on is not None and facts.pulled_on > today:
        raise Refused(f"the list cannot have been drawn on {facts.pulled_on}, which is still to come")
    before = _staying(session.scalars(select(RosterPerson)), today)
    here = _staying(read.people, today)
    known: set[str] = set().union(*map(_spellings, here))
    # by every spelling, not by id: a new staff system gives everybody a new number, and nobody has left
    gone = sum(not _spellings(row) & known for row in before)
    why = people.too_many_gone(gone=gone, before=len(before), left=len(read.people) - len(here), on_it=len(read.people))
    if why and not facts.confirm.strip():
        raise Refused(why, hint="look at its columns; if it is so, say why: --confirm TEXT")
    return gone


def _staying(rows: Iterable[OnRoster], today: date) -> list[OnRoster]:
    return [one for one in rows if one.left_on is None or one.left_on > today]


def _spellings(one: RosterPerson | PersonIn) -> frozenset[str]:
    return people.spellings(one.id, one.name, one.mail, *one.aliases)


def add_list(
    session: Session, read: RosterFile, facts: RosterFacts, *, name: str, gone: int, by: str
) -> RosterList:  # fmt: skip
    """The row of the list that is in force from now on."""
    ident, number = next_id(session, RosterList, "RL")
    one = RosterList(
        id=ident,
        source=clean(facts.source.strip(), "source"),
        file_name=clean(name),
        sha256=read.sha256,
        size=read.size,
        pulled_on=facts.pulled_on,
        pulled_by=clean(facts.puller.strip(), "puller"),
        loaded_at=clock.stamp(clock.now()),
        loaded_by=clean(by),
        rows=read.rows,
        people=len(read.people),
        columns=list(read.columns),
        dropped=list(read.dropped),
        unknown=list(read.unknown),
        skipped=list(read.skipped),
        assumed=list(read.assumed),
        gone=gone,
        confirmed=clean(facts.confirm.strip(), "reason"),
        position=number,
    )
    session.add(one)
    return one


def in_force(session: Session) -> RosterList | None:
    """The newest list of people; None: none was taken in, or by a version that kept no note of it."""
    return session.scalars(select(RosterList).order_by(col(RosterList.position).desc())).first()


def told(read: RosterFile) -> tuple[str, ...]:
    """What a person must know of how it was read."""
    said = [f"columns read: {', '.join(read.columns)}"]
    if read.dropped:
        said.append(f"dropped, not kept anywhere: {', '.join(read.dropped)}")
    if read.unknown:
        said.append(f"not used: {', '.join(read.unknown)}")
    if not any(one.left_on for one in read.people):
        left = any(text.startswith("left = ") for text in read.columns)
        said.append("nobody on it has left" if left else "no column tells who has left: leavers will not be found")
    return (*said, *rules.assumptions(read.assumed), *alike(read.skipped))
