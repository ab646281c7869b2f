"""The desk as it stood, with all its nouns."""

from __future__ import annotations

from contextlib import ExitStack

from grcdesk.schemas.progress import Progress
from grcdesk.services.desk.desk import Desk
from grcdesk.store.rebuild import stood


class PastDesk(Desk):
    """A desk that answers as it stood. Files of the vault and settings are those of today."""

    behind: ExitStack
    """What goes when it is closed: the database that was made, and the desk of today."""

    def close(self) -> None:
        """Let go of both databases, and remove the one that was made."""
        self.behind.close()


def as_it_stood(live: Desk, when: str, *, progress: Progress | None = None) -> PastDesk:
    """The desk as it stood, in place of the live one, which it closes with itself. Arguments and errors as `stood`."""
    with ExitStack() as stack:
        stack.callback(live.close)
        store = stack.enter_context(stood(live.store, when, progress))
        desk = PastDesk(store.paths, live.settings, store)
        desk.behind = stack.pop_all()
    return desk
