"""What an unexpected failure means to the person: the disk, the folder, the memory, a damaged record; or our bug."""

from __future__ import annotations

import errno

from grcdesk.errors import DeskError, NoDesk, Unwritable
from grcdesk.store import database
from grcdesk.store.work import Store

_OURS = (errno.EBADF, errno.EINVAL)
"""What the system says of a call that makes no sense."""


def explained(error: BaseException, store: Store | None) -> DeskError | None:
    """The error as one a person can act on; None: it is a bug.

    Args:
        error: what came out of a command.
        store: of the desk it worked on, closed or open; None: of none.
    """
    if isinstance(error, DeskError):
        return error
    if isinstance(error, OSError):
        return _of_system(error, store)
    if isinstance(error, MemoryError):
        return Unwritable("the computer has no memory left", hint="close some programs, then try again")
    if store is None:
        return None
    # a row that is not what was written makes no sense to code that is right
    return database.failure(error, store.paths.database) or store.explained()


def _of_system(error: OSError, store: Store | None) -> DeskError | None:
    if error.errno is None or error.errno in _OURS:
        return None
    if store is not None and not store.paths.root.is_dir():
        return NoDesk.gone(store.paths.root)
    return Unwritable.of(f"cannot write or read {error.filename or 'a file'}", error)
