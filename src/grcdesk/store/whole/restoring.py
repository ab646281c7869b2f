"""Putting one desk in the place of another, whole: the old one or the new one, whenever it is cut short.

The new desk is made ready in a folder beside the old one. Then one file is written that says so: from that moment on
the new desk is the desk. What follows are renames, which whoever opens the desk next finishes if they were cut short.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grcdesk.disk import file_mode, make_folder, set_mode, sync_folder
from grcdesk.errors import Damaged, DeskError, Locked, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.store import database, folder_lock, journal, temporary
from grcdesk.store.verifying import anchors
from grcdesk.terms import Verb

_READY = re.compile(r"\.tmp/[0-9a-f]{16}/desk")
_KEPT = re.compile(r"backups/before-restore-[0-9TZ-]+")
_WAIT = 5.0
_LOCKED = "another grcdesk has this desk open"


@contextmanager
def opened(paths: DeskPaths) -> Iterator[None]:
    """What every command does before it looks into a desk: finish a restore, clear up, keep others from replacing it.

    Raises:
        Locked: when a restore is under way.
        Unwritable, Damaged: when one was cut short and cannot be finished.
    """
    while True:
        finish(paths)
        with folder_lock.share(paths.root):
            if not paths.restoring.exists():  # one may have begun meanwhile
                temporary.sweep(paths)
                yield
                return


@contextmanager
def alone(paths: DeskPaths) -> Iterator[None]:
    """Have the folder of a desk to oneself, a restore that was cut short being finished first.

    Raises:
        Locked: when somebody has the desk open.
        Unwritable, Damaged: when a restore was cut short and cannot be finished.
    """
    lock = folder_lock.take(paths.root)
    if lock is None:
        raise Locked(_LOCKED, hint="close it, then try again")
    with lock:
        if paths.restoring.exists():
            _finish(paths)
        temporary.sweep(paths)
        yield


def finish(paths: DeskPaths) -> None:
    """Finish a restore that was cut short; nothing when there was none, or another process does it.

    Raises:
        Locked: when it cannot be done now.
        Unwritable, Damaged: when it cannot be done.
    """
    if not paths.restoring.exists():
        return
    lock = folder_lock.take(paths.root, _WAIT, until=lambda: not paths.restoring.exists())
    if lock is None:
        if paths.restoring.exists():
            raise Locked("a restore of this desk is under way", hint="wait until it has ended, then try again")
        return
    with lock:
        if paths.restoring.exists():
            _finish(paths)


def refuse_odd_places(paths: DeskPaths) -> None:
    """Refuse what cannot be moved aside by renames within the folder.

    Raises:
        Refused: for a link, or a folder on another disk.
        Unwritable: for a folder that is not ours to move.
    """
    device = paths.root.stat().st_dev
    for path in (*there(paths), *((paths.backups,) if os.path.lexists(paths.backups) else ())):
        hint = "restore into a new folder"
        if path.is_symlink():
            raise Refused(f"{path} is a link, and what it points to could not be kept as it is", hint=hint)
        if path.lstat().st_dev != device:
            raise Refused(f"{path} lies on another disk and cannot be moved aside at once", hint=hint)
        if path.is_dir() and not os.access(path, os.W_OK):
            raise Unwritable(f"{path} is read-only and cannot be moved aside", hint="change its permissions")


def replace(paths: DeskPaths, ready: Path, kept: Path) -> None:
    """Put the desk that was made ready in the place of the one there.

    Args:
        paths: the desk to be replaced, whose folder the caller has alone.
        ready: a folder made by `temporary.folder`, and in it `desk`, synced.
        kept: where what was there goes.

    Raises:
        Unwritable: when a rename fails; the next command tries again.
    """
    told = {"ready": ready.relative_to(paths.root).as_posix(), "kept": kept.relative_to(paths.root).as_posix()}
    draft = ready.parent / paths.restoring.name
    with draft.open("w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    set_mode(draft, file_mode(paths.root))
    # one rename decides: before it the old desk is the desk, after it the new one
    draft.replace(paths.restoring)
    _finish(paths)


def _finish(paths: DeskPaths) -> None:
    ready, kept = _told(paths)
    try:
        sync_folder(paths.root)  # what was decided is on the disk before anything is moved
        _move(paths, ready, kept)
        for folder in (kept, paths.backups, paths.root):
            if folder.exists():
                sync_folder(folder)
        _remember(paths)
        paths.restoring.unlink()
        sync_folder(paths.root)
    except OSError as error:
        raise Unwritable(
            f"a restore of {paths.root} is not finished: {error.strerror}",
            hint="nothing is lost; the next command finishes it once the folder can be written to and has room",
        ) from error
    shutil.rmtree(ready.parent, ignore_errors=True)
    with suppress(OSError):
        paths.temporary.rmdir()


def _remember(paths: DeskPaths) -> None:
    """Another log begins here by an act of the program: what was noted of the one before is of that one."""
    with suppress(DeskError), database.looking(paths.database) as connection:
        head = journal.head(connection)
        at = (head.seq, head.hash, head.ts)
        anchors.keep_head(paths, connection, at)
        anchors.remember(paths, connection, (Verb.DESK_RESTORE, ""), at)


def _told(paths: DeskPaths) -> tuple[Path, Path]:
    """What the file says, which must be what `replace` writes: a desk that came from elsewhere leads nowhere else."""
    try:
        told = json.loads(paths.restoring.read_bytes()[:1000])
        ready, kept = str(told["ready"]), str(told["kept"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        ready = kept = ""
    if not (_READY.fullmatch(ready) and _KEPT.fullmatch(kept)) or paths.temporary.is_symlink():
        raise Damaged(
            f"{paths.restoring} is not what a restore writes", hint="remove it, then restore the backup once more"
        )
    return paths.root / ready, paths.root / kept


def _move(paths: DeskPaths, ready: Path, kept: Path) -> None:
    """Each part that is still to come: the old one aside, the new one in its place. May be done again at any point."""
    for old in (paths.database, paths.settings, paths.catalogs, paths.vault):
        new = ready / old.name
        if not os.path.lexists(new):
            continue  # done before
        for part in database.files_of(old) if old == paths.database else (old,):
            if os.path.lexists(part):
                make_folder(kept, paths.root)
                part.replace(_free(kept / part.name))
        new.replace(old)
    make_folder(paths.exports, paths.root)


def there(paths: DeskPaths) -> tuple[Path, ...]:
    """What lies in the folder that a restore would replace."""
    parts = (*database.files_of(paths.database), paths.settings, paths.catalogs, paths.vault)
    return tuple(path for path in parts if os.path.lexists(path))


def _free(path: Path) -> Path:
    """A name that nobody has: what comes late does not replace what was kept."""
    number = 1
    found = path
    while os.path.lexists(found):
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found
