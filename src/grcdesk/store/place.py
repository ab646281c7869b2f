"""Where a desk lies: whether this user may write there, and whether it is a network share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

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
