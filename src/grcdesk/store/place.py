"""Where a desk lies: whether this user may write there, and whether it is a network share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from grcdesk.text import show

_NETWORK_TYPES = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.rclone", "afs", "ncpfs", "ceph", "glusterfs")


def writable(database: Path) -> bool:
    """Whether this user may write the file and beside it."""
    return os.access(database, os.W_OK) and os.access(database.parent, os.W_OK)


def on_network(path: Path, mounts: Callable[[], str] | None = None) -> bool:
    """Whether the path lies on a network file system, where processes cannot share memory."""
    if sys.platform != "linux" and mounts is None:
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


def holders(database: Path) -> list[str]:
    """Other programs of this user that have the database open, as far as the system tells."""
    wanted = {str(database.resolve()) + suffix for suffix in ("", "-wal", "-shm")}
    others = [process for process in Path("/proc").glob("[0-9]*") if int(process.name) != os.getpid()]
    found = [process for process in others if not wanted.isdisjoint(_open_files(process))]
    return sorted(f"process {process.name} ({_name(process)})" for process in found)


def _open_files(process: Path) -> Iterator[str]:
    with suppress(OSError):  # it has ended, or belongs to somebody else
        for handle in (process / "fd").iterdir():
            with suppress(OSError):
                yield str(handle.readlink())


def _name(process: Path) -> str:
    with suppress(OSError):
        return str(show((process / "comm").read_text(encoding="utf-8", errors="replace").strip()))
    return "unknown"
