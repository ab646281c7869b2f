"""Temporary copies of what a desk holds: in the desk's own folder, for its owner alone, gone when the command is.

A killed command leaves its copy behind; the next one to open the desk removes it. Whether a copy is still in use
is told by a lock on its folder, which no dead process holds.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grcdesk.disk import make_folder, sweep_drafts
from grcdesk.errors import Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.store import folder_lock
from grcdesk.store.folder_lock import FolderLock

NAME = re.compile(r"[0-9a-f]{16}")
"""What our folders are called; of what else lies there we remove nothing."""
_TRIES = 20


@contextmanager
def folder(paths: DeskPaths) -> Iterator[Path]:
    """A folder for temporary copies; of a desk that takes no writing in the system's place for them.

    Raises:
        Unwritable: when there is no room for it.
    """
    try:
        made, lock = _made(paths) if os.access(paths.root, os.W_OK) else (_elsewhere(), None)
    except OSError as error:
        told = f"there is no place for temporary copies in {paths.root}: {error.strerror}"
        raise Unwritable(told, hint="free some space") from error
    try:
        yield made
    finally:
        if not paths.restoring.exists():  # else the desk that is to come lies there, and renames are still due
            shutil.rmtree(made, ignore_errors=True)
        if lock is not None:
            lock.release()
        with suppress(OSError):
            paths.temporary.rmdir()  # unless others use it


def _elsewhere() -> Path:
    return Path(tempfile.mkdtemp(prefix="grcdesk-"))


def _made(paths: DeskPaths) -> tuple[Path, FolderLock]:
    if paths.temporary.is_symlink():
        raise NotADirectoryError(0, f"{paths.temporary.name} is a link")
    for _ in range(_TRIES):
        made = paths.temporary / os.urandom(8).hex()
        with suppress(FileNotFoundError):  # others remove the folder when it is empty
            make_folder(made, paths.root)
            lock = folder_lock.take(made, 0)
            # swept away before the lock was ours: once more
            if lock is not None and made.is_dir():
                return made, lock
    raise OSError(0, "others remove it")


def sweep(paths: DeskPaths) -> None:
    """Remove what killed commands have left, as far as the folder lets it go."""
    for written_to in (paths.root, paths.catalogs, paths.exports):
        sweep_drafts(written_to)
    place = paths.temporary
    if not place.is_dir() or place.is_symlink():
        return
    with suppress(OSError):
        for entry in list(os.scandir(place)):
            if not NAME.fullmatch(entry.name) or not entry.is_dir(follow_symlinks=False):
                continue
            lock = folder_lock.take(Path(entry.path), 0)
            if lock is not None:
                shutil.rmtree(entry.path, ignore_errors=True)
                lock.release()
        place.rmdir()
