"""The desk as it stood: rebuilt from its change log into a folder of its own, which goes when the desk is closed."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from grcdesk.schemas.progress import Progress
from grcdesk.services.desk.desk import Desk
from grcdesk.store import moments
from grcdesk.store.rebuild import rebuild
from grcdesk.store.work import Past, Store


class PastDesk(Desk):
    """A desk that answers as it stood. Files of the vault and settings are those of today."""

    _folder: tempfile.TemporaryDirectory[str]

    def close(self) -> None:
        """Let go of both databases, and remove the one that was made."""
        super().close()
        if self.store.past is not None:
            self.store.past.live.close()
        self._folder.cleanup()


def as_it_stood(live: Desk, when: str, *, progress: Progress | None = None) -> PastDesk:
    """The desk as it stood, in place of the live one, which it closes with itself.

    Args:
        live: the desk of today; closed when it cannot be rebuilt.
        when: a day as 2026-03-31, or the position of an entry as 412.
        progress: called with entries read and to be read.

    Raises:
        BadInput: when `when` is neither.
        Refused: before the first entry, in the time to come, or within one command.
        Damaged: when the log is broken before that moment.
    """
    folder = tempfile.TemporaryDirectory(prefix="grcdesk-at-", ignore_cleanup_errors=True)
    try:
        target = Path(folder.name) / live.paths.database.name
        with live.store.read() as session:
            moment = moments.find(session.connection(), when.strip())
            rebuild(session.connection(), live.paths.database, target, moment, progress)
        paths = replace(live.paths, database_name=str(target), past=moment.words)
        desk = PastDesk(paths, live.settings, Store(paths, live.store.signer, past=Past(moment, live.store)))
        desk._folder = folder  # noqa: SLF001  ours
    except BaseException:
        live.close()
        folder.cleanup()
        raise
    return desk
