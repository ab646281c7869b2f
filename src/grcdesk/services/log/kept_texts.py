"""Finding a text by what it says, so that it can be erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import table_of
from grcdesk.models.log import LogLine
from grcdesk.schemas.log.erasing import KeptText
from grcdesk.store.texts.lines import read_line
from grcdesk.store.texts.names import is_name, kept


def find(session: Session, *, record: str, containing: str, limit: int) -> list[KeptText]:
    """Texts that still exist, newest first; see `Log.texts`."""
    connection = session.connection()
    folded = containing.casefold()
    texts = {name: text for name, (_, text) in kept(connection).items() if folded in text.casefold()}
    log = table_of(LogLine)
    query = select(log.c.line).order_by(log.c.seq.desc()).execution_options(yield_per=2000)
    if record:
        query = query.where(log.c.resource == record)
    found: list[KeptText] = []
    for line in connection.scalars(query):
        entry = read_line(line)
        about = entry["resource"]
        for name, field in _named(entry):
            if name in texts:
                text = texts.pop(name)  # told once, where it was written last
                found.append(KeptText(name, entry["seq"], about["type"], about["id"], field, text))
                if len(found) == limit:
                    return found
    return found


def _named(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each text of a line with its field."""
    for side in (entry["after"], entry["before"]):
        yield from ((value, column) for column, value in side.items() if is_name(value))
    for field, value in (("reason", entry["reason"]), ("label", entry["resource"]["label"])):
        if is_name(value):
            yield value, field
