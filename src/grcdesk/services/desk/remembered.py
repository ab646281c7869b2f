"""What was told of the tables of each source: columns, words, days and zones; seen, and taken back."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.requests import RequestWord
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.registers.tables import RememberedSource
from grcdesk.services.common import column_maps
from grcdesk.services.common.context import Service
from grcdesk.terms import Verb


class Remembered(Service):
    """Verbs on what is remembered of lists."""

    def list(self) -> list[RememberedSource]:
        """Everything that was told, by source."""
        with self._store.read() as session:
            return _sources(session)

    def forget(self, source: str) -> Outcome:
        """Take back what was told of a source; the next list of it goes by its headings, and asks.

        Raises:
            NotFound: when nothing is remembered of it.
        """
        with self._store.work(Verb.TABLE_FORGET) as work:
            known = [one.source for one in _sources(work.session)]
            name = next((one for one in known if one.casefold() == source.strip().casefold()), "")
            if not name:
                raise NotFound.of("remembered source", source, tuple(known))
            column_maps.forget(work.session, name)
            for row in _words(work.session):
                if column_maps.requests_of(row.firm) == name:
                    work.session.delete(row)
        return work.outcome(f"nothing is remembered of {name} any more")


def _words(session: Session) -> list[RequestWord]:
    return list(session.scalars(select(RequestWord).order_by(col(RequestWord.id))))


def _sources(session: Session) -> list[RememberedSource]:
    found = {one.source: one for one in column_maps.sources(session)}
    for row in _words(session):
        name = column_maps.requests_of(row.firm)
        one = found.get(name, RememberedSource(name))
        if row.what == "dates":
            found[name] = replace(one, dates=row.meaning)
        else:
            found[name] = replace(one, words=(*one.words, f"{row.what}: {row.word} = {row.meaning}"))
    return [found[name] for name in sorted(found)]
