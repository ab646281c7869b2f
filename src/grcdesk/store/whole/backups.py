"""A backup: the whole desk in one zip file with a list of hashes, streamed: a large vault needs no memory.

What is put into it is held against the register first, and what comes out of one likewise: bytes that are missing,
changed or unreadable are named, never passed over.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, BinaryIO

from sqlalchemy import text

from grcdesk.errors import Damaged
from grcdesk.paths import BACKUP_LIST, DATABASE_NAME, DeskPaths, possible_in_backup
from grcdesk.schemas.evidence.vault import VaultFinding
from grcdesk.store import database as db
from grcdesk.store import journal, migrate, shape, vault_check
from grcdesk.terms import BlobState

_BLOCK = 1 << 20
_LOOK = "grcdesk evidence verify names what is wrong"
_LINK = "is no regular file, and is left out"
_STATES = {vault_check.SPOILT: BlobState.MODIFIED, vault_check.SHUT: BlobState.MISSING}
"""What stands for an artefact that was undone: harmless until somebody wants it back."""
_NAME = "has a name that not every system takes, and is left out"


@dataclass(frozen=True, slots=True)
class Position:
    """Where the log of a database stands."""

    entries: int
    head: str
    changed: int
    """The last entry that changed data; what follows are notes."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a backup."""

    files: tuple[tuple[str, Path], ...]
    """Name in the backup, and where it lies."""
    damage: tuple[VaultFinding, ...]
    """What is not as the register says, or cannot be taken along."""
    strangers: tuple[str, ...]
    """Files of the vault that belong to nothing, and are left out."""


def position(database: Path) -> Position:
    """Where the log stands, read without opening the desk.

    Raises:
        Locked, Damaged: when it cannot be read, or is no desk database.
    """
    with db.looking(database) as connection:
        row = connection.execute(text("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")).first()
        changed = connection.scalar(text("SELECT max(seq) FROM log WHERE changes = 1"))
    return Position(row.seq, row.hash, changed or 0) if row else Position(0, journal.START, 0)


def contents(paths: DeskPaths, copy: Path) -> Contents:
    """Everything of a desk, held against the register.

    Args:
        paths: the desk.
        copy: a copy of its database, which goes into the backup.

    Raises:
        Locked, Damaged: when the copy cannot be read.
    """
    damage, strangers = _of_database(copy), []
    found = _of_vault(paths, copy)
    damage += found
    named = {one.where: one.state for one in found}
    files = [(paths.database.name, copy), (paths.settings.name, paths.settings)]
    for path in vault_check.files_below(paths.vault):
        name = path.relative_to(paths.root).as_posix()
        if not vault_check.is_blob(paths, path):
            strangers += [] if path.suffix == ".tmp" or name in named else [name]
        elif named.get(name) is not BlobState.MISSING:
            files.append((name, path))
    for path in vault_check.files_below(paths.catalogs):
        name = path.relative_to(paths.root).as_posix()
        if not stat.S_ISREG(path.lstat().st_mode):
            damage.append(VaultFinding(BlobState.MISSING, name, _LINK, (), ()))
        elif not possible_in_backup(name):
            damage.append(VaultFinding(BlobState.MISSING, name, _NAME, (), ()))
        else:
            files.append((name, path))
    return Contents(tuple(files), tuple(damage), tuple(strangers))


def damage_of(paths: DeskPaths, scratch: Path) -> list[VaultFinding]:
    """What is wrong with a desk that was unpacked and that nobody has opened yet.

    Args:
        paths: its folder.
        scratch: an empty folder, for a copy when its database has an older shape.

    Raises:
        Locked, Damaged: when its database cannot be read.
    """
    damage = _of_database(paths.database)
    database = paths.database
    if db.read_shape(database) != shape.SCHEMA and not damage:
        database = scratch / paths.database.name
        db.snapshot(paths.database, database)
        migrate.upgrade(database)
    return damage + _of_vault(paths, database)


def _of_database(database: Path) -> list[VaultFinding]:
    found = db.integrity(database)
    return [VaultFinding(BlobState.ROW, DATABASE_NAME, line, (), ()) for line in found]


def _of_vault(paths: DeskPaths, database: Path) -> list[VaultFinding]:
    """Missing, changed and unreadable blobs, with the artefacts and controls they touch."""
    with db.looking(database) as connection:
        found = vault_check.check(paths, connection).report.found
    return [
        replace(one, state=_STATES.get(one.what, one.state))
        for one in found
        if one.state in {BlobState.MISSING, BlobState.MODIFIED} or one.what in _STATES
    ]


def pack(what: Contents, facts: dict[str, object], target: BinaryIO) -> None:
    """Write a backup.

    Args:
        what: what goes into it.
        facts: what else its list says.
        target: an open file.

    Raises:
        Damaged: when a file cannot be read, or is no longer what it was when it was looked at.
        OSError: when the target does not take it.
    """
    spoilt = {one.where for one in what.damage}
    hashes = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in what.files:
            # how long it is stands behind it: a file beyond the old limit of zip would fail at its end
            with archive.open(_entry(name), "w", force_zip64=True) as entry:
                hashes[name] = _copy(path, entry)
            if name.startswith("vault/") and hashes[name] != path.name and name not in spoilt:
                raise Damaged(f"{name} changed while the backup was made", hint=_LOOK)
        told = {**facts, "files": hashes}
        if what.damage:
            told["damage"] = [asdict(one) for one in what.damage]
        archive.writestr(_entry(BACKUP_LIST), json.dumps(told, indent=1, sort_keys=True))


def _entry(name: str) -> zipfile.ZipInfo:
    """Who unpacks a backup by hand gets files that nobody else reads."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


def _copy(path: Path, target: IO[bytes]) -> str:
    seen = hashlib.sha256()
    for block in _blocks(path):
        seen.update(block)
        target.write(block)
    return seen.hexdigest()


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a regular file; that it cannot be read is not told as if the backup could not be written."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as source:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Damaged(f"{path} is no regular file", hint=_LOOK)
            block = source.read(_BLOCK)
            while block:
                yield block
                block = source.read(_BLOCK)
    except OSError as error:
        raise Damaged(f"{path} cannot be read: {error.strerror}", hint=_LOOK) from error
