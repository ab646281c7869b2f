"""The list of people an access review is reconciled with."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session

from grcdesk.models.reviews import RosterPerson
from grcdesk.schemas.accounts import RosterFile

_COPIED = ("name", "mail", "manager", "started", "moved", "left_on")


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
        changed += bool(set(moved) - {"position"})
    for row in known.values():
        session.delete(row)
    return added, changed, len(known)


def told(read: RosterFile) -> tuple[str, ...]:
    """What a person must know of how it was read."""
    said = [f"columns read: {', '.join(read.columns)}"]
    if read.dropped:
        said.append(f"dropped, not kept anywhere: {', '.join(read.dropped)}")
    if read.unknown:
        said.append(f"not used: {', '.join(read.unknown)}")
    return (*said, *(f"assumed: {text}" for text in read.assumed), *read.skipped)
