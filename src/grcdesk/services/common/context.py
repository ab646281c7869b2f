"""What every service stands on: the store, the folder and settings of a desk, its calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk import clock
from grcdesk.models.base import Far
from grcdesk.paths import DeskPaths
from grcdesk.schemas.moment import LogMoment
from grcdesk.services.common.in_force import engagement, find
from grcdesk.settings import Settings
from grcdesk.store.bounds import stored_beyond
from grcdesk.store.work import Store


@dataclass
class Context:
    """One open desk without its nouns. May be shared by threads: every call opens its own session and closes it."""

    paths: DeskPaths
    settings: Settings
    store: Store

    @property
    def read_only(self) -> str:
        """Why nothing can be changed now, as a sentence; empty when it can."""
        return self.store.read_only

    @property
    def actor(self) -> str:
        """The name under which changes are logged."""
        return self.store.signer.name

    @property
    def zone(self) -> str:
        """IANA name of the zone whose calendar counts; empty: the computer's own."""
        with self.store.read() as session:
            return engagement(session).zone

    def ask_about(self, engagement: str) -> None:
        """Answer for an engagement, by id or name, in place of the current one.

        Raises:
            NotFound: when there is none of that name.
        """
        with self.store.read() as session:
            self.store.engagement = find(session, engagement).id

    def beyond(self) -> list[str]:
        """What was stored out of bounds by an older version, once something of it was read: record, field, value."""
        if not Far.met:
            return []
        with self.store.read() as session:
            return stored_beyond(session.connection())

    def today(self) -> date:
        """The calendar day in the desk's zone; of a desk as it stood the day it stood on."""
        return self.moment.day if self.moment is not None else clock.today(self.zone)

    @property
    def moment(self) -> LogMoment | None:
        """When this is a desk as it stood: up to where its records go."""
        return self.store.past.moment if self.store.past is not None else None

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


class Service:
    """The verbs of one noun. A desk makes one of each kind when it is first asked for."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self._today = context.today
