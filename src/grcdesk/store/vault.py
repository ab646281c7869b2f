"""Evidence files by SHA-256 under vault/ab/abcdef…: bytes first, safely on disk, then the row that names them."""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, text

from grcdesk.disk import BLOB, make_folder, set_mode, sync_folder
from grcdesk.errors import BadInput, DeskError, NoDesk, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.store import journal

_BLOCK = 1 << 20
_INCOMING = "incoming-*.tmp"
_FULL = (errno.ENOSPC, errno.EDQUOT)
_FREE = "free some space on that disk; nothing was changed"


def blob(paths: DeskPaths, sha256: str) -> Path:
    """Where the bytes of that hash lie."""
    return paths.vault / sha256[:2] / sha256


def keep(paths: DeskPaths, source: Path) -> tuple[str, int, bool]:
    """Copy a file into the vault, hashing while copying.

    Returns:
        SHA-256 in hex, size in bytes, and whether the bytes were there already.

    Raises:
        BadInput: when it is no regular file, or cannot be read.
        Refused: when the desk is one as it stood.
        Unwritable: when the vault does not take it; bytes in their place, but not surely on the disk, may be left.
    """
    if paths.past:
        raise Refused(f"the desk is shown {paths.past}, and nothing is taken in there", hint="leave --at out")
    incoming = paths.vault / f"incoming-{os.getpid()}-{os.urandom(4).hex()}.tmp"
    try:
        handle = os.open(source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(source), hint="give a regular file") from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise BadInput("is not a regular file", file=str(source), hint="give the file itself, no link or pipe")
        make_folder(paths.vault, paths.root)
        name, size = _copy(handle, incoming)
        return name, size, _place(paths, incoming, name)
    except OSError as error:
        raise _not_taken(paths, source.name, error) from error
    finally:
        os.close(handle)
        with suppress(OSError):  # bytes that are in place do not get lost by it; `clear` removes what stays
            incoming.unlink(missing_ok=True)


def keep_open(paths: DeskPaths, file: BinaryIO, what: str) -> tuple[str, int, bool]:
    """The same of an open file, which is read from its beginning.

    Raises:
        Unwritable: when the vault does not take it.
    """
    incoming = paths.vault / f"incoming-{os.getpid()}-{os.urandom(4).hex()}.tmp"
    try:
        make_folder(paths.vault, paths.root)
        file.flush()
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        name, size = _copy(file.fileno(), incoming)
        return name, size, _place(paths, incoming, name)
    except OSError as error:
        raise _not_taken(paths, what, error) from error
    finally:
        with suppress(OSError):
            incoming.unlink(missing_ok=True)


def sweep(paths: DeskPaths) -> None:
    """Remove the half copies that killed commands have left, as far as the folder lets them go.

    A copy that is being made is locked by the process that makes it; no dead process holds a lock.
    """
    for stump in paths.vault.glob(_INCOMING):
        with suppress(OSError):
            handle = os.open(stump, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            try:
                if claimed(handle):
                    stump.unlink()
            finally:
                os.close(handle)


def claimed(handle: int) -> bool:
    """Take the lock of an open file for as long as it is open; whether it was free.

    Where there are no such locks, an open file cannot be removed either.
    """
    try:
        import fcntl  # noqa: PLC0415  there is none on Windows
    except ImportError:  # pragma: no cover  Windows alone
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _begun(incoming: Path) -> int:
    """A new file, open and locked; once more when a sweep came between the two."""
    while True:
        with suppress(FileExistsError):  # the sweep is about to remove it
            target = os.open(incoming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, BLOB)
            if claimed(target) and os.path.lexists(incoming):
                return target
            os.close(target)


def _not_taken(paths: DeskPaths, what: str, error: OSError) -> DeskError:
    if not paths.root.is_dir():
        return NoDesk.gone(paths.root)
    cures = {errno.EACCES: "change the permissions of its vault folder", errno.EROFS: "the desk is on a read-only disk"}
    said = f"the vault does not take {what}"
    return Unwritable.of(said, error, hint=cures.get(error.errno or 0, _FREE if error.errno in _FULL else ""))


def _copy(handle: int, incoming: Path) -> tuple[str, int]:
    seen, size = hashlib.sha256(), 0
    target = _begun(incoming)
    try:
        set_mode(incoming, BLOB)
        while block := os.read(handle, _BLOCK):
            seen.update(block)
            size += len(block)
            view = memoryview(block)
            while view:
                view = view[os.write(target, view) :]
        os.fsync(target)
    finally:
        os.close(target)
    return seen.hexdigest(), size


def _place(paths: DeskPaths, incoming: Path, name: str) -> bool:
    target = blob(paths, name)
    if _holds(target, name):
        return True
    make_folder(target.parent, paths.root)
    incoming.replace(target)
    for folder in (target.parent, paths.vault):
        sync_folder(folder)
    return False


def _holds(target: Path, name: str) -> bool:
    """Whether the bytes are there, and are the right ones; wrong ones give way to those that were just read."""
    try:
        return hash_file(target) == name
    except OSError:
        return False


def hash_file(path: Path) -> str:
    """SHA-256 of a regular file, hex.

    Raises:
        OSError: when it cannot be read, or a link or folder stands there.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_text(path: Path, limit: int) -> Iterator[str]:
    """The first bytes of a blob as text, in pieces; nothing when it is no text.

    What is not valid UTF-8 (or UTF-16 with its mark) is read byte by byte: places stay right, letters may not.
    """
    with path.open("rb") as file:
        head = file.read(_BLOCK)
        marked = head[:2] in (b"\xff\xfe", b"\xfe\xff")
        if not marked and b"\x00" in head[:8192]:
            return
        decoder = codecs.getincrementaldecoder("utf-16" if marked else "utf-8")("replace")
        left = limit
        while head and left > 0:
            yield decoder.decode(head[:left])
            left -= len(head)
            head = file.read(_BLOCK)


def forget(path: Path) -> None:
    """Unlink a blob for good.

    Raises:
        OSError: when its folder does not let go of it.
    """
    path.unlink(missing_ok=True)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def named(connection: Connection) -> set[str]:
    """Hashes that a row names, or that the log has seen taken in: redo must find the bytes of what was undone."""
    return in_force(connection) | once_taken(connection)


NAMED = {"evidence": "sha256", "import_report": "rows_sha256", "kept_file": "sha256"}
"""Tables whose rows name bytes of the vault, and the column that does: artefacts, rows of imports, files of reviews."""


_NOT_ERASED = "erased = ''"


def in_force(connection: Connection) -> set[str]:
    """Hashes that a row names whose bytes were not erased."""
    kept = {"import_report": "id NOT IN (SELECT id FROM evidence WHERE erased <> '')"}
    each = " UNION ".join(
        f"SELECT {column} FROM {table} WHERE {kept.get(table, _NOT_ERASED)}"  # noqa: S608  our names
        for table, column in NAMED.items()
    )
    return set(connection.scalars(text(each))) - {""}


def erased(connection: Connection) -> set[str]:
    """Hashes of bytes that were erased and that nothing else names."""
    query = (
        "SELECT sha256 FROM evidence WHERE erased <> '' UNION SELECT sha256 FROM kept_file WHERE erased <> '' "
        "UNION SELECT rows_sha256 FROM import_report WHERE id IN (SELECT id FROM evidence WHERE erased <> '')"
    )
    return set(connection.scalars(text(query))) - in_force(connection) - {""}


def once_taken(connection: Connection) -> set[str]:
    """Hashes of all bytes that the log has ever seen taken in."""
    kinds = ", ".join(f"'{table}'" for table in NAMED)
    query = f"SELECT kind, line FROM log WHERE kind IN ({kinds}) AND changes = 1"  # noqa: S608  our names
    read = ((kind, journal.read_line(line)) for kind, line in connection.execute(text(query)))
    return {str(entry["after"].get(NAMED[kind], "")) for kind, entry in read if entry is not None}
