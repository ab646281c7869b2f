"""What an earlier package held, told from the log: the desk is looked at as it stood then."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.log import LogLine
from grcdesk.schemas.log.log import LogEntry
from grcdesk.schemas.packages.packages import Delta, PackedItem
from grcdesk.services.common.context import Context
from grcdesk.services.log.reading import entries
from grcdesk.services.packages.gathering import listed
from grcdesk.store.rebuild import stood
from grcdesk.terms import LogOutcome, Verb
from grcdesk.terms.packages import OVERRIDE


def earlier(context: Context, since: str, now: int) -> tuple[list[PackedItem], Delta]:
    """The artefacts an earlier package held or left out, and since when is counted.

    Args:
        context: of the desk.
        since: a firm that was handed a package, or the position of an entry.
        now: the last entry that changed data.

    Raises:
        NotFound: when no package was handed to that firm.
        BadInput: for a position that is none.
        Refused: for an entry still to come.
    """
    live = context.store.live
    with live.read() as session:
        told = _of_firm(session, since) if not since.isdecimal() else None
        overrides = _overrides(session, told) if told else {}
    if told is not None:
        position, day, firm = int(str(told.after["position"])), str(told.after["as_of"]), str(told.after["firm"])
    else:
        position, day, firm = int(since), "", ""
    if not 0 < position <= now:
        raise Refused(f"entry {position} is not before this package, entry {now}", hint="name an earlier entry")
    with stood(live, str(position)) as store:
        store.engagement = context.store.engagement
        then = Context(store.paths, context.settings, store)
        at = then.moment
        if at is None:
            raise BadInput(f"{since!r} is no moment of this desk", hint="name a firm or the position of an entry")
        items = listed(then, at.day.fromisoformat(day) if day else at.day, overrides, {})
    on = told.ts[:10] if told else at.day.isoformat()
    return items, Delta(firm, position, on)


def _of_firm(session: Session, firm: str) -> LogEntry:
    """The last package that firm was handed."""
    query = select(LogLine).where(col(LogLine.action) == Verb.EXPORT_PACKAGE).order_by(col(LogLine.seq).desc())
    known: dict[str, None] = {}
    failed = set()
    for told in entries(session, session.scalars(query).all()):
        if told.outcome is not LogOutcome.SUCCESS:
            failed.add(told.batch)  # the log was told, and then the file could not be written
        name = str(told.after.get("firm") or "")
        if not name or told.batch in failed:
            continue
        if name.casefold() == " ".join(firm.split()).casefold():
            return told
        known[name] = None
    raise NotFound(
        f"no package was handed to {firm!r}",
        hint=f"packages went to {', '.join(known)}" if known else "grcdesk package build --handover FIRM records it",
    )


def _overrides(session: Session, told: LogEntry) -> dict[str, str]:
    """What went out against its label with that package."""
    query = select(LogLine).where(col(LogLine.action) == Verb.EXPORT_PACKAGE, col(LogLine.batch) == told.batch)
    found = entries(session, session.scalars(query).all())
    return {one.id: str(one.after.get("reason")) for one in found if one.kind == OVERRIDE}
