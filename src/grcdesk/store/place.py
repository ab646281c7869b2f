"""Where a desk lies: whether this user may write there, and whether it is a network share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from grcdesk.errors import Replaced

_NETWORK_TYPES = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.rclone", "afs", "ncpfs", "ceph", "glusterfs")


class OpenedFile:
    """The database file as it was opened, to be known again."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._known = _identity(database)

    def check(self) -> None:
        """Refuse to go on when it is another one: what is open would be of two desks.

        Raises:
            Replaced: when another file has its name, or none.
        """
        lies = _identity(self._database)
        if lies is None:
            raise Replaced(
                f"{self._database} is gone: the desk was moved or removed while it was open",
                hint="put it back, or open it where it is now",
            )
        # a network share may give a file other numbers whenever it is asked anew
        if lies != self._known and not on_network(self._database):
            raise Replaced(
                f"{self._database} is another file than the one that was opened: a desk was put in its place",
                hint="nothing was changed in it; open the desk again",
            )


def _identity(database: Path) -> tuple[int, int] | None:
    try:
        found = database.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def writable(database: Path) -> bool:
    """Whether this user may write the file and beside it."""
    return os.access(database, os.W_OK) and os.access(database.parent, os.W_OK)


def on_network(path: Path, mounts: Callable[[], str] | None = None) -> bool:
    """Whether the path lies on a network file system, where processes cannot share memory."""
    if sys.platform != "linux" and mounts is None:  # pragma: no cover  where there is no list of mounts
        return str(path).startswith("\\\\")
    try:
        table = mounts() if mounts else Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    best, kind = "", ""
    target = str(path.resolve())
    for line in table.splitlines():
        parts = line.split()
        if len(parts) > 2 and len(parts[1]) >= len(best):  # noqa: PLR2004  device, folder, type
            folder = parts[1].replace("\\040", " ")
            if target == folder or target.startswith(folder.rstrip("/") + "/"):
                best, kind = folder, parts[2]
    return kind.startswith(_NETWORK_TYPES)
