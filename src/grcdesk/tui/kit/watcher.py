"""A thread that looks twice a second whether others have written to the desk; no key press waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from grcdesk.errors import DeskError, Locked

if TYPE_CHECKING:
    from grcdesk.schemas.desk.news import News
    from grcdesk.services.desk.desk import Desk
    from grcdesk.store.sharing.watch import Watch

EVERY = 0.4
"""Seconds between two looks. What others wrote is shown within a second."""


class Watcher:
    """Looks at one desk until it is told to stop, or the desk is closed or lost."""

    def __init__(self, desk: Desk, heard: Callable[[News], object], lost: Callable[[DeskError], object]) -> None:
        """`heard` and `lost` are called in the thread."""
        self._watch: Watch = desk.watch()
        self.position = self._watch.position
        """The last entry of the log when it began."""
        self._heard = heard
        self._lost = lost
        self._stopped = threading.Event()
        # a daemon: it must not keep a program alive whose terminal is gone
        threading.Thread(target=self._run, name="desk watch", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(EVERY) and not self._watch.closed:
            try:
                news = self._watch.look()
            except Locked:
                continue  # somebody writes: the next look sees what
            except DeskError as error:
                if not self._stopped.is_set() and not self._watch.closed:
                    self._lost(error)
                break
            if news is not None and not self._stopped.is_set():
                self._heard(news)
        self._watch.close()
