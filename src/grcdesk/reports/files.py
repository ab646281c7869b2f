"""Writing a file so that a reader sees the old one or the new one, never something between."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from grcdesk.errors import Refused, Unwritable


def save(path: Path, data: bytes, *, force: bool, check: Callable[[Path], None] | None = None) -> None:
    """Write to a temporary name in the same folder, sync, check, rename.

    Args:
        path: the file; its folder must exist.
        data: its whole content.
        force: replace an existing file.
        check: looks at the finished temporary file and raises when it is not as it should be.

    Raises:
        Refused: when the file exists and `force` is not set.
        Unwritable: when the disk or folder does not take it; an older file stays as it was.
    """
    if path.exists() and not force:
        raise Refused(f"{path} exists already", hint="--force replaces it")
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        if check is not None:
            check(draft)
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Unwritable(
            f"{path} cannot be written: {error.strerror}", hint="free space, or choose another place"
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a loss of power."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
