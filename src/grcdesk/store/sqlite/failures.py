"""What the driver says when it fails, as errors a person can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from grcdesk.errors import Damaged, DeskError, Locked, NoDesk, Refused, Unwritable

_PRIMARY = 0xFF
"""The part of a code that names the kind of failure; the rest tells more of it."""


@contextmanager
def translated(database: Path) -> Iterator[None]:
    """Database errors as errors a person can act on.

    Raises:
        Refused, Locked, Unwritable, NoDesk, Damaged: see errors.
    """
    try:
        yield
    except IntegrityError as error:
        raise Refused(f"the database refused it: {error.orig}", hint="nothing was changed") from error
    except OperationalError as error:
        raise operational(database, error.orig or error) from error
    except DatabaseError as error:
        raise Damaged(f"{database} is damaged: {error.orig}", hint="grcdesk restore FILE, or doctor") from error
    except sqlite3.DatabaseError as error:  # asked of the driver itself
        raise operational(database, error) from error


def operational(database: Path, error: BaseException) -> DeskError:
    """The error for what the driver could not do, told apart by its code: its words may change with a release."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Locked("another grcdesk is writing to this desk and did not finish in 5 s", hint="try again")
    if code == sqlite3.SQLITE_FULL:
        return Unwritable(f"no space left for {database}", hint="free some space; nothing was changed")
    unopened = code == sqlite3.SQLITE_CANTOPEN
    if code == sqlite3.SQLITE_READONLY or (unopened and not os.access(database, os.W_OK)):
        return Unwritable(f"{database} is read-only", hint="reading works; to write, change its permissions")
    if unopened:
        return NoDesk(f"{database} cannot be opened", hint="check the folder and its permissions")
    if code == sqlite3.SQLITE_IOERR:
        return Unwritable(f"the disk under {database} failed: {error}", hint="nothing was changed")
    return Damaged(f"{database}: {error}", hint="grcdesk log verify names what is broken")
