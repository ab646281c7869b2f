"""What every service stands on: the store, the folder and settings of a desk, its calendar."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from grcdesk import clock
from grcdesk.models.base import Far
from grcdesk.paths import DeskPaths
from grcdesk.schemas.log.moment import LogMoment
from grcdesk.services.common.in_force import engagement, find
from grcdesk.settings import Settings
from grcdesk.store.bounds import stored_beyond
from grcdesk.store.sharing.overtaken import as_seen
from grcdesk.store.work import Store

if TYPE_CHECKING:
    from grcdesk.store.sharing.watch import Watch


@dataclass
class Context:
    """One open desk without its nouns. May be shared by threads: every call opens its own session and closes it."""

    paths: DeskPaths
    settings: Settings
    store: Store
    _zone: tuple[tuple[int, str], str] | None = field(default=None, init=False, repr=False, compare=False)
    """The zone, and the state of the desk it was read of."""

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
        # every screen asks for the day with every row it draws: a transaction each would be felt under the keys
        state = (self.store.changes, self.store.engagement)
        if self._zone is None or self._zone[0] != state:
            with self.store.read() as session:
                self._zone = (state, engagement(session).zone)
        return self._zone[1]

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

    def watch(self) -> Watch:
        """What tells, whenever it is asked, what other processes did meanwhile.

        Raises:
            Locked, Damaged, Replaced: see errors.
        """
        from grcdesk.store.sharing.watch import Watch  # noqa: PLC0415  a command does without

        return Watch(self.store)

    def as_seen(self, position: int) -> AbstractContextManager[None]:
        """What is changed inside was decided on the desk as it stood at that entry of the log.

        A change of a field that another process has changed since is refused.
        """
        return as_seen(position)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


class Service:
    """The verbs of one noun. A desk makes one of each kind when it is first asked for."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self._today = context.today
