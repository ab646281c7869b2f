"""The lock on the folder of a desk: who has the desk open shares it, who replaces the desk has it alone.

It goes with the process that holds it, however that ends. Where the system knows no such lock there is none.
"""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Callable
from pathlib import Path

from grcdesk.errors import Locked

try:
    import fcntl
except ImportError:  # pragma: no cover  Windows has none, and tests run elsewhere
    fcntl = None  # type: ignore[assignment]

_WAIT = 5.0
"""Seconds to wait for others; as long as one waits for the database."""
_STEP = 0.05


class FolderLock:
    """A lock on a folder, held until it is released or forgotten."""

    def __init__(self, handle: int) -> None:
        self._end = weakref.finalize(self, os.close, handle)

    def release(self) -> None:
        """Let others in."""
        self._end()

    def __enter__(self) -> None:
        """Hold it."""

    def __exit__(self, *_: object) -> None:
        """Let others in."""
        self.release()


def share(folder: Path) -> FolderLock:
    """Hold the folder together with everybody who uses what lies in it.

    Raises:
        Locked: when somebody has had it alone for 5 s.
    """
    found = _take(folder, alone=False, seconds=_WAIT)
    if found is None:
        raise Locked("a restore of this desk is under way", hint="wait until it has ended, then try again")
    return found


def take(folder: Path, seconds: float = 1, *, until: Callable[[], bool] = bool) -> FolderLock | None:
    """Hold the folder alone; None when others have it for so long, or when there is no more need.

    Args:
        folder: which.
        seconds: how long to wait for others.
        until: whether there is no need for it any more.
    """
    return _take(folder, alone=True, seconds=seconds, until=until)


def _take(folder: Path, *, alone: bool, seconds: float, until: Callable[[], bool] = bool) -> FolderLock | None:
    """`bool()` is False: by default the need stays."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return FolderLock(os.open(os.devnull, os.O_RDONLY))  # not there, or no folders can be opened here
    kind = 0 if fcntl is None else (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB
    end = time.monotonic() + seconds
    while kind:
        try:
            fcntl.flock(handle, kind)
        except BlockingIOError:
            if time.monotonic() >= end or until():
                os.close(handle)
                return None
            time.sleep(_STEP)
        except OSError:  # a share that knows no locks
            break
        else:
            break
    return FolderLock(handle)
