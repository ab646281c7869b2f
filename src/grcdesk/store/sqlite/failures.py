"""What the driver says when it fails, as errors a person can act on."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from grcdesk.errors import Damaged, DeskError, Locked, NoDesk, Refused, Unwritable

_PRIMARY = 0xFF
"""The part of a code that names the kind of failure; the rest tells more of it."""
_PAGES = 64 << 10
"""A disk with less room than this takes no transaction."""
_RESTORE = "grcdesk log verify names what is broken; grcdesk restore FILE brings a backup back"


@contextmanager
def translated(database: Path) -> Iterator[None]:
    """Database errors as errors a person can act on; what is our own mistake stays what it is.

    Raises:
        Refused, Locked, Unwritable, NoDesk, Damaged: see errors.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        found = failure(error, database)
        if found is None:
            raise
        raise found from error


def failure(error: BaseException, database: Path, *, target: Path | None = None) -> DeskError | None:
    """What an error of the driver means, told apart by its code: its words may change with a release.

    Args:
        error: of the driver, or of the library above it.
        database: the file that was read, and written unless there is a target.
        target: where a copy of it was being written.

    Returns:
        None when it is none of the driver, or speaks of a mistake in the program.
    """
    if not isinstance(error, DBAPIError | sqlite3.Error):
        return None
    said = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if isinstance(error, IntegrityError) or isinstance(said, sqlite3.IntegrityError):
        return Refused(f"the database refused it: {said}", hint="nothing was changed")
    if isinstance(said, sqlite3.ProgrammingError | sqlite3.InterfaceError | sqlite3.NotSupportedError):
        return None
    whole = getattr(said, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return _of_place(whole, said, database, target or database) or _of_content(whole & _PRIMARY, said, database)


def _of_place(  # noqa: PLR0911  one return a cause reads best
    whole: int, said: BaseException, database: Path, written: Path
) -> DeskError | None:
    """What the disk, the folder or another process has done."""
    code = whole & _PRIMARY
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Locked("another grcdesk is writing to this desk and did not finish in 5 s", hint="try again")
    if whole == sqlite3.SQLITE_READONLY_DBMOVED or not database.exists():
        return NoDesk.gone(database)
    if place := _full_at(code, written, database):
        return Unwritable(f"no space left for {place}", hint="free some space on that disk; nothing was changed")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return _read_only(written)
    if code == sqlite3.SQLITE_CANTOPEN:
        return _unopened(database, written)
    if code == sqlite3.SQLITE_IOERR:
        return Unwritable(f"the disk under {written} failed: {said}", hint="nothing was changed; check that disk")
    if code == sqlite3.SQLITE_NOMEM:
        return Unwritable("the computer has no memory left", hint="close some programs, then try again")
    return None


def _full_at(code: int, written: Path, database: Path) -> Path | None:
    """The file for which there is no room. On a full disk SQLite speaks of a file it cannot open, or cannot write."""
    if code == sqlite3.SQLITE_FULL:
        return written
    if code not in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return None
    return next(filter(_full, (written, database)), None)


def _unopened(database: Path, written: Path) -> DeskError:
    if not os.access(database, os.R_OK):
        return Unwritable(f"{database} may not be read by you", hint="ask who keeps the desk for the permission")
    if not (_writable(written) and _writable(written.parent)):
        return _read_only(written)
    return NoDesk(f"{database} cannot be opened", hint="check the folder and its permissions")


def _read_only(path: Path) -> Unwritable:
    return Unwritable(f"{path} is read-only", hint="reading works; to write, change its permissions")


def _of_content(code: int, said: BaseException, database: Path) -> DeskError:
    """What is wrong with what is stored, or is to be stored."""
    if code == sqlite3.SQLITE_TOOBIG:
        return Refused("the text is longer than the database takes", hint="shorten it; nothing was changed")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Damaged(f"{database} is damaged: a page of it is not what was written ({said})", hint=_RESTORE)
    return Damaged(f"{database} is damaged: {said}", hint=_RESTORE)


def _full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _PAGES
    except OSError:
        return False


def _writable(path: Path) -> bool:
    return not path.exists() or os.access(path, os.W_OK)
