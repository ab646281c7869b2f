"""Evidence files by SHA-256 under vault/ab/abcdef…: bytes first, safely on disk, then the row that names them."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, text

from grcdesk.errors import BadInput, Refused, Unwritable
from grcdesk.paths import DeskPaths

_BLOCK = 1 << 20


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
        paths.vault.mkdir(exist_ok=True)
        name, size = _copy(handle, incoming)
        return name, size, _place(paths, incoming, name)
    except OSError as error:
        raise Unwritable(f"the vault does not take {source.name}: {error.strerror}", hint="free some space") from error
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
        paths.vault.mkdir(exist_ok=True)
        file.flush()
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        name, size = _copy(file.fileno(), incoming)
        return name, size, _place(paths, incoming, name)
    except OSError as error:
        raise Unwritable(f"the vault does not take {what}: {error.strerror}", hint="free some space") from error
    finally:
        with suppress(OSError):
            incoming.unlink(missing_ok=True)


def _copy(handle: int, incoming: Path) -> tuple[str, int]:
    seen, size = hashlib.sha256(), 0
    target = os.open(incoming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o440)
    try:
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
    target.parent.mkdir(exist_ok=True)
    incoming.replace(target)
    for folder in (target.parent, paths.vault):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
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


_NAMED = {"evidence": "sha256", "import_report": "rows_sha256", "kept_file": "sha256"}
"""Tables whose rows name bytes of the vault, and the column that does: artefacts, rows of imports, files of reviews."""


_NOT_ERASED = "erased = ''"


def in_force(connection: Connection) -> set[str]:
    """Hashes that a row names whose bytes were not erased."""
    kept = {"import_report": "id NOT IN (SELECT id FROM evidence WHERE erased <> '')"}
    each = " UNION ".join(
        f"SELECT {column} FROM {table} WHERE {kept.get(table, _NOT_ERASED)}"  # noqa: S608  our names
        for table, column in _NAMED.items()
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
    kinds = ", ".join(f"'{table}'" for table in _NAMED)
    query = f"SELECT kind, line FROM log WHERE kind IN ({kinds}) AND changes = 1"  # noqa: S608  our names
    return {json.loads(line)["after"].get(_NAMED[kind], "") for kind, line in connection.execute(text(query))}
