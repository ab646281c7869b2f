"""Reading a small file of a folder that anybody may have filled: a pipe is not waited for, a link not followed."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def small_file(path: Path, most: int, *, end: bool = False) -> bytes | None:
    """The bytes of a regular file; None when there is none, it cannot be read, or it is larger.

    Args:
        path: the file.
        most: so many bytes are read at most.
        end: of a larger file the last ones are read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return None
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or (facts.st_size > most and not end):
            return None
        with os.fdopen(handle, "rb", closefd=False) as file:
            file.seek(max(0, facts.st_size - most))
            return file.read(most)
    except OSError:
        return None
    finally:
        os.close(handle)
