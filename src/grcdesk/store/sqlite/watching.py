"""Whether somebody else has written to the file: asked of one connection that stays open, and costs no query."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Lock

from grcdesk.store.sqlite.engine import read_uri
from grcdesk.store.sqlite.failures import translated


class WriteCounter:
    """A number that is another one after each commit of anybody else."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._connection: sqlite3.Connection | None = None
        self._using = Lock()

    def value(self) -> int:
        """The number.

        Raises:
            Locked, Unwritable, NoDesk, Damaged: see errors.
        """
        with translated(self._database), self._using:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    read_uri(self._database), uri=True, isolation_level=None, check_same_thread=False
                )
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        with self._using:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
