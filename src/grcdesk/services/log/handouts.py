"""What left the house since a text or a file came in, and may hold it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from grcdesk.models.base import table_of
from grcdesk.models.log import LogLine
from grcdesk.store.work import Store
from grcdesk.terms import LogOutcome, Verb
from grcdesk.verbs import HANDED_OUT
from grcdesk.wording import count, join

_TAKEN = (*HANDED_OUT, Verb.DESK_BACKUP, Verb.EXPORT_CALENDAR)
_SHOWN = 12


def since(store: Store, entry: int) -> Iterator[str]:
    """The files that were written since that entry, by name and day; nothing when there were none."""
    log = table_of(LogLine)
    query = (
        select(log.c.resource, log.c.ts, log.c.action)
        .where(log.c.seq > entry, log.c.action.in_(_TAKEN), log.c.outcome == LogOutcome.SUCCESS)
        .order_by(log.c.seq)
    )
    with store.read() as session:
        found = [f"{name or action} ({ts[:10]})" for name, ts, action in session.execute(query)]
    if found:
        named = join(list(dict.fromkeys(found)), _SHOWN)
        verb = "was" if len(found) == 1 else "were"
        yield f"{count(len(found), 'file')} {verb} written since it came in and may hold it where they lie now: {named}"
