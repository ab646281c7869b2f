"""Erasing a text: from the records, from what the log keeps aside, from the desk's own backups and from its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from grcdesk.errors import Locked, Refused
from grcdesk.schemas.log.erasing import ErasurePlan
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.log import copies, handouts, targets
from grcdesk.store import database
from grcdesk.store.erasing import tables
from grcdesk.store.erasing.redact import Unwanted
from grcdesk.store.erasing.tables import WhereFound
from grcdesk.store.journal import Note
from grcdesk.store.work import Store
from grcdesk.terms import Verb
from grcdesk.wording import count, join


@dataclass(frozen=True, slots=True)
class ToErase:
    """Which text is to go, and how far."""

    text: str
    field: str = ""
    kind: str = ""
    clear: bool = False
    parts: bool = False


def plan(store: Store, asked: ToErase) -> ErasurePlan:
    """What would be done."""
    store.refuse_past("texts are erased on the desk of today")
    with store.read() as session:
        target = targets.find(session, asked.text, asked.field, asked.kind)
        found = tables.look(session.connection(), Unwanted(target.content, asked.parts))
    return ErasurePlan(target.name, tuple(found.places), len(found.names), tuple(found.parts), tuple(found.lines))


def erase(store: Store, asked: ToErase, reason: str) -> Outcome:
    """Do it; see `Log.erase`."""
    with store.work(Verb.LOG_ERASE, reason) as work:
        target = targets.find(work.session, asked.text, asked.field, asked.kind)
        if not reason.strip():
            raise Refused("erasing needs a reason", hint="--reason TEXT")
        wanted = Unwanted(target.content, asked.parts)
        note = Note(Verb.LOG_ERASE, work.batch, reason=reason)
        found = _in_desk(work.session, store, (wanted, target, note), asked)
    # after the commit: what fails from here on is told, and the records stay erased
    told = copies.erase_in_backups(store, wanted, target.name, note)
    held = _scrubbed(store)
    told += _stays(found, asked)
    told += copies.remaining(store, target.content, explained=bool(held or found.lines or found.parts))
    told += handouts.since(store, found.first)
    if held:
        raise _locked(store, f"the text of {target.name}", held, tuple(told))
    return Outcome(
        f"erased: {_sentence(found, target.name)}",
        kinds=frozenset({"private_text", *(one.kind for one in found.places)}),
        changed=tuple(dict.fromkeys(one.id for one in found.places)),
        warnings=tuple(told),
    )


def finish(store: Store) -> None:
    """Take what was erased out of the pages of the file and of its WAL.

    Raises:
        Locked: when another program holds on to them.
    """
    held = _scrubbed(store)
    if held:
        raise _locked(store, "what was erased", held, ())


def _scrubbed(store: Store) -> str:
    """Who held on to the old pages until the end; empty: they are gone."""
    try:
        if database.scrub(store.paths.database):
            return ""
    except Locked:
        pass
    return join(database.holders(store.paths.database)) or "another program"


def _locked(store: Store, what: str, who: str, reasons: tuple[str, ...]) -> Locked:
    return Locked(
        f"{what} is gone from the records, but old pages of {store.paths.database} stay while {who} reads it",
        hint="close that, then grcdesk log erase --finish",
        reasons=reasons,
    )


def _in_desk(
    session: Session, store: Store, what: tuple[Unwanted, targets.TextMeant, Note], asked: ToErase
) -> WhereFound:
    wanted, target, note = what
    connection = session.connection()
    if not asked.clear:
        standing = [one for one in tables.look(connection, wanted).places if one != target.place]
        if standing:
            more = f", and in {count(len(standing) - 1, 'more field')}" if len(standing) > 1 else ""
            raise Refused(
                f"that text still stands as {standing[0]}{more}",
                hint="--clear puts [erased] there",
                reasons=tuple(str(one) for one in standing[1:21]),
            )
    return tables.carry_out(connection, wanted, target.name, note, store.signer)


def _sentence(found: WhereFound, name: str) -> str:
    where = join([str(one) for one in found.places], 4)
    kept = f"{count(len(found.names), 'text')} beside the log"
    return f"{where} and {kept} ({name})" if where else f"{kept} ({name})"


def _stays(found: WhereFound, asked: ToErase) -> Iterator[str]:
    """What of the desk itself still holds it."""
    if found.lines:
        numbers = join([str(one) for one in found.lines], 12)
        yield (
            f"it stays in {count(len(found.lines), 'entry', 'entries')} of the log ({numbers}): an earlier version "
            "wrote texts into the lines themselves, or it is part of an id or of the name of a file"
        )
    # an id is named by other records and by lines of the log: it cannot be written anew, whatever is asked
    keys = [f"{one.kind} {one.id}" for one in found.parts if one.field == "id"]
    longer = [str(one) for one in found.parts if one.field != "id"]
    if longer and not asked.parts:
        yield f"it is part of {join(longer, 6)}, which stay there; --parts erases those too"
    if keys:
        yield f"it is part of what {join(keys, 6)} goes by, which stays"
