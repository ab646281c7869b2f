"""What the driver says when it fails, as errors a person can act on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from grcdesk.errors import Damaged, DeskError, Locked, NoDesk, Refused, Unwritable


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
        raise operational(database, str(error.orig)) from error
    except DatabaseError as error:
        raise Damaged(f"{database} is damaged: {error.orig}", hint="grcdesk restore FILE, or doctor") from error


def operational(database: Path, said: str) -> DeskError:
    """The error for what the driver said; its words are all there is to tell one cause from another."""
    if "locked" in said or "busy" in said:
        return Locked("another grcdesk is writing to this desk and did not finish in 5 s", hint="try again")
    if "full" in said:
        return Unwritable(f"no space left for {database}", hint="free some space; nothing was changed")
    unopened = "unable to open" in said
    if "readonly" in said or "read-only" in said or (unopened and not os.access(database, os.W_OK)):
        return Unwritable(f"{database} is read-only", hint="reading works; to write, change its permissions")
    if unopened:
        return NoDesk(f"{database} cannot be opened", hint="check the folder and its permissions")
    if "I/O" in said:
        return Unwritable(f"the disk under {database} failed: {said}", hint="nothing was changed")
    return Damaged(f"{database}: {said}", hint="grcdesk log verify names what is broken")
