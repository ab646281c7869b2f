"""Evidence files by SHA-256 under vault/ab/abcdef…: bytes first, safely on disk, then the row that names them."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

from grcdesk.errors import BadInput, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.schemas.log import Broken

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
        Unwritable: when the vault does not take it; nothing is left behind.
    """
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
    if target.exists():
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


def hash_file(path: Path) -> str:
    """SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(
    paths: DeskPaths, connection: sqlite3.Connection, stop: Callable[[], bool] | None = None
) -> tuple[int, list[Broken]]:
    """Hash every blob and match blobs and rows both ways.

    Returns:
        The number of blobs hashed, and what is modified, missing or unregistered, each with the controls it touches.
    """
    rows: dict[str, list[str]] = {}
    for sha, name in connection.execute("SELECT sha256, id FROM evidence WHERE sha256 <> '' ORDER BY position"):
        rows.setdefault(sha, []).append(name)
    broken = []
    hashed = 0
    for sha, names in rows.items():
        if stop and stop():
            break
        where = f"evidence {', '.join(names)}{_touched(connection, names)}"
        try:
            hashed += 1
            if hash_file(blob(paths, sha)) != sha:
                broken.append(Broken(where, "its file in the vault was modified"))
        except OSError as error:
            broken.append(Broken(where, f"its file in the vault is missing: {error.strerror}"))
    if paths.vault.is_dir():
        undone = _once_taken(connection) - rows.keys()
        for path in sorted(paths.vault.rglob("*")):
            if not path.is_file() or path.name in rows:
                continue
            # an undone or replaced artefact leaves its bytes, so that redo finds them
            if path.name not in undone or hash_file(path) != path.name:
                broken.append(Broken(f"vault/{path.relative_to(paths.vault)}", "belongs to no evidence"))
    return hashed, broken


def named(connection: sqlite3.Connection) -> set[str]:
    """Hashes that a row names, or that the log has seen taken in: redo must find the bytes of what was undone."""
    rows = {sha for (sha,) in connection.execute("SELECT DISTINCT sha256 FROM evidence WHERE sha256 <> ''")}
    return rows | _once_taken(connection)


def _once_taken(connection: sqlite3.Connection) -> set[str]:
    """Hashes of all artefacts the log has ever seen taken in."""
    lines = connection.execute("SELECT line FROM log WHERE kind = 'evidence' AND changes")
    return {json.loads(line)["after"].get("sha256", "") for (line,) in lines}


def _touched(connection: sqlite3.Connection, names: list[str]) -> str:
    marks = ", ".join("?" * len(names))
    query = f"SELECT DISTINCT control FROM evidence_link WHERE evidence IN ({marks}) ORDER BY control"  # noqa: S608
    controls = [row[0] for row in connection.execute(query, names)]
    return f" ({', '.join(controls)})" if controls else ""
