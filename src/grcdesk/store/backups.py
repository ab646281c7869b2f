"""A backup: the whole desk in one zip file with a manifest of hashes, streamed: a large vault needs no memory."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from sqlalchemy import text

from grcdesk.errors import BadInput
from grcdesk.paths import SETTINGS_NAME, DeskPaths
from grcdesk.store import journal
from grcdesk.store.database import looking

DATABASE = DeskPaths(Path()).database.name
_MANIFEST = "backup.json"
_LIMIT = 64 << 30
_BLOCK = 1 << 20
_NO_BACKUP = (zipfile.BadZipFile, OSError, KeyError, ValueError, TypeError, EOFError)


@dataclass(frozen=True, slots=True)
class Position:
    """Where the log of a database stands."""

    entries: int
    head: str
    changed: int
    """The last entry that changed data; what follows are notes."""


def position(database: Path) -> Position:
    """Where the log stands, read without opening the desk.

    Raises:
        Locked, Damaged: when it cannot be read, or is no desk database.
    """
    with looking(database) as connection:
        row = connection.execute(text("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")).first()
        changed = connection.scalar(text("SELECT max(seq) FROM log WHERE changes = 1"))
    return Position(row.seq, row.hash, changed or 0) if row else Position(0, journal.START, 0)


def pack(paths: DeskPaths, database: Path, facts: dict[str, object], target: BinaryIO) -> None:
    """Write the desk's files and a copy of its database."""
    files = [(DATABASE, database), (paths.settings.name, paths.settings)]
    for folder in (paths.vault, paths.catalogs):
        files += [
            (path.relative_to(paths.root).as_posix(), path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".tmp"
        ]
    hashes = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files:
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as entry:
                hashes[name] = _copy(source, entry)
        archive.writestr(_MANIFEST, json.dumps({**facts, "files": hashes}, indent=1, sort_keys=True))


class Backup:
    """A backup that holds exactly what its manifest lists, each file unharmed."""

    def __init__(self, archive: zipfile.ZipFile, hashes: dict[str, str]) -> None:
        self._archive = archive
        self._hashes = hashes

    @property
    def files(self) -> list[str]:
        """What it holds besides the database, as paths within the desk."""
        return [name for name in self._hashes if name != DATABASE]

    def holds(self, name: str, path: Path) -> bool:
        """Whether that file lies there already as it is in the backup."""
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self._hashes[name]

    def copy(self, name: str, target: BinaryIO) -> None:
        """Write one of its files.

        Raises:
            BadInput: when it is not what it was when the backup was opened.
        """
        with self._archive.open(name) as source:
            if _copy(source, target) != self._hashes[name]:
                raise BadInput(f"{name} in it is damaged", file=str(self._archive.filename), hint="use another backup")


@contextmanager
def opened(file: Path) -> Iterator[Backup]:
    """A backup whose every file has been hashed; nothing is written.

    Raises:
        BadInput: when it is no backup, lists what it does not hold, or a file in it is damaged.
    """
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(file))
            hashes = _listed(archive, file)
            for name in hashes:
                _check(archive, name, hashes[name], file)
        except _NO_BACKUP as error:
            raise _refusal(file, error) from error
        yield Backup(archive, hashes)


def _refusal(file: Path, error: Exception) -> BadInput:
    if isinstance(error, FileNotFoundError):
        return BadInput("there is no such file", file=str(file))
    return BadInput(f"is not a grcdesk backup: {error}", file=str(file), hint="grcdesk backup makes one")


def _listed(archive: zipfile.ZipFile, file: Path) -> dict[str, str]:
    hashes: dict[str, str] = json.loads(archive.read(_MANIFEST))["files"]
    listed = archive.namelist()
    names = set(listed) - {_MANIFEST}
    whole = names == set(hashes) and len(listed) == len(names) + 1 and {DATABASE, SETTINGS_NAME} <= names
    if not whole or sum(item.file_size for item in archive.infolist()) > _LIMIT:
        raise BadInput("does not hold what its manifest lists", file=str(file))
    return hashes


def _check(archive: zipfile.ZipFile, name: str, expected: str, file: Path) -> None:
    if not _safe(name):
        raise BadInput(f"holds a file with an impossible name: {name!r}", file=str(file))
    try:
        with archive.open(name) as entry:
            found = hashlib.file_digest(entry, "sha256").hexdigest()  # type: ignore[arg-type]  # reads like a file
    except zipfile.BadZipFile as error:
        raise BadInput(f"{name} in it is damaged: {error}", file=str(file), hint="use another backup") from error
    if found != expected:
        raise BadInput(f"{name} in it is damaged", file=str(file), hint="use another backup")


def _safe(name: str) -> bool:
    parts = name.split("/")
    if name in {DATABASE, SETTINGS_NAME}:
        return True
    return (
        parts[0] in {"vault", "catalogs"}
        and len(parts) > 1
        and not any(part in {"", ".", ".."} or ":" in part or "\\" in part or "\0" in part for part in parts)
    )


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    seen = hashlib.sha256()
    while block := source.read(_BLOCK):
        seen.update(block)
        target.write(block)
    return seen.hexdigest()
