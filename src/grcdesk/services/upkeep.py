"""Backups, restoring them, and what doctor looks at."""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from grcdesk import __version__, clock, settings
from grcdesk.errors import BadInput, Damaged, DeskError, Refused, Unwritable
from grcdesk.paths import SETTINGS_NAME, DeskPaths
from grcdesk.reports.files import save
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.upkeep import Check
from grcdesk.store import copies, dialect, journal
from grcdesk.store.signer import Signer
from grcdesk.store.work import Store, check_header
from grcdesk.terms import Verb, Via
from grcdesk.wording import count

_MANIFEST = "backup.json"
_LIMIT = 64 << 30
_DATABASE = "desk.db"


class Upkeep:
    """Verbs that keep the desk safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def backup(self, path: Path, *, force: bool = False) -> FileOutcome:
        """The whole desk in one zip file: database, settings, vault, own catalogs, and a manifest of hashes.

        Raises:
            Refused: when the file exists and `force` is not set.
            Unwritable: when it cannot be written; an older file stays as it was.
        """
        paths = self._store.paths
        with tempfile.TemporaryDirectory(prefix="grcdesk-") as folder:
            copy = Path(folder) / _DATABASE
            copies.snapshot(paths.database, copy)
            entries, head = _position(copy)
            data = _pack(
                paths,
                copy,
                {
                    "entries": entries,
                    "head": head,
                    "schema": dialect.SCHEMA,
                    "version": __version__,
                    "made_at": clock.stamp(clock.now()),
                },
            )
        save(path, data, force=force)
        name = hashlib.sha256(data).hexdigest()
        self._store.note(Verb.DESK_BACKUP, "file", path.name, {"sha256": name, "entries": entries})
        return FileOutcome(path, len(data), name, f"{path} holds the desk at log entry {entries}")


def _pack(paths: DeskPaths, database: Path, facts: dict[str, object]) -> bytes:
    files = [(_DATABASE, database), (paths.settings.name, paths.settings)]
    for folder in (paths.vault, paths.catalogs):
        files += [
            (str(path.relative_to(paths.root).as_posix()), path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".tmp"
        ]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        hashes = {}
        for name, path in files:
            content = path.read_bytes()
            hashes[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(name, content)
        archive.writestr(_MANIFEST, json.dumps({**facts, "files": hashes}, indent=1, sort_keys=True))
    return held.getvalue()


def restore(file: Path, paths: DeskPaths, *, via: Via, force: bool = False) -> Outcome:
    """Put a backup in the place of a desk.

    Everything is checked before anything is replaced; the database that was there is kept in `backups/`.

    Raises:
        BadInput: when the file is no backup, or not what its manifest says.
        Refused: when a desk is there and `force` is not set.
    """
    contents = _unpack(file)
    entries, head = _inspect(file, contents[_DATABASE])
    older = ""
    if paths.database.exists():
        now = _newest(paths)
        if now > entries:
            older = f"the log goes back from {now} to {entries}"
        if not force:
            raise Refused(
                f"{paths.root} already is a desk" + (f"; {older}" if older else ""),
                hint="--force replaces it; the present database is kept in backups/",
            )
    try:
        kept = _replace(paths, contents)
    except OSError as error:
        raise Unwritable(f"{paths.root} cannot be written to: {error.strerror}") from error
    check_header(paths)
    store = Store(paths, Signer(settings.load(paths).settings.name or "unknown", via))
    try:
        told: dict[str, journal.Value] = {"entries": entries, "head": head}
        store.note(Verb.DESK_RESTORE, "file", file.name, told, older)
    finally:
        store.close()
    warnings = (*((older,) if older else ()), *((f"the database before is kept as {kept}",) if kept else ()))
    return Outcome(
        f"{paths.root} restored to log entry {entries}, head {head[:12]}",
        warnings=warnings,
        kinds=frozenset({"desk"}),
    )


def _inspect(file: Path, database: bytes) -> tuple[int, str]:
    """The log position and head of the database in a backup, which must be one this program can open."""
    with tempfile.TemporaryDirectory(prefix="grcdesk-") as folder:
        copy = DeskPaths(Path(folder))
        copy.database.write_bytes(database)
        try:
            check_header(copy)
            return _position(copy.database)
        except (Damaged, sqlite3.DatabaseError) as error:
            raise BadInput(f"the database in it cannot be used: {error}", file=str(file)) from error


def _unpack(file: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(file) as archive:
            facts = json.loads(archive.read(_MANIFEST))
            hashes = facts["files"]
            names = set(archive.namelist()) - {_MANIFEST}
            whole = names == set(hashes) and {_DATABASE, SETTINGS_NAME} <= names
            if not whole or sum(item.file_size for item in archive.infolist()) > _LIMIT:
                raise BadInput("does not hold what its manifest lists", file=str(file))
            contents = {name: archive.read(name) for name in hashes}
    except FileNotFoundError:
        raise BadInput("there is no such file", file=str(file)) from None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise BadInput(f"is not a grcdesk backup: {error}", file=str(file), hint="grcdesk backup makes one") from error
    for name, content in contents.items():
        if not _safe(name):
            raise BadInput(f"holds a file with an impossible name: {name!r}", file=str(file))
        if hashlib.sha256(content).hexdigest() != hashes[name]:
            raise BadInput(f"{name} in it is damaged", file=str(file), hint="use another backup")
    return contents


def _safe(name: str) -> bool:
    parts = name.split("/")
    if name in {_DATABASE, "grcdesk.toml"}:
        return True
    return (
        parts[0] in {"vault", "catalogs"}
        and len(parts) > 1
        and not any(part in {"", ".", ".."} or ":" in part or "\\" in part or "\0" in part for part in parts)
    )


def _replace(paths: DeskPaths, contents: dict[str, bytes]) -> str:
    """The database goes by one rename: until then the old desk is whole. Files it alone knew follow it to backups/."""
    for folder in (paths.root, paths.vault, paths.catalogs, paths.exports):
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        target = paths.root / name
        if name == _DATABASE or (target.is_file() and target.read_bytes() == content):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        save(target, content, force=True)
    kept = ""
    aside = paths.backups / f"before-restore-{clock.stamp(clock.now()).replace(':', '')}"
    if paths.database.exists():
        paths.backups.mkdir(exist_ok=True)
        copies.keep_aside(paths.database, aside.with_name(aside.name + ".db"))
        kept = f"backups/{aside.name}.db"
    save(paths.database, contents[_DATABASE], force=True)
    for path in [path for path in paths.vault.rglob("*") if path.is_file()]:
        name = path.relative_to(paths.root).as_posix()
        if name not in contents:
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(aside / name)
    return kept


def _position(database: Path) -> tuple[int, str]:
    connection = sqlite3.connect(dialect.read_uri(database), uri=True)
    try:
        row = connection.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, journal.START)
    finally:
        connection.close()


def _newest(paths: DeskPaths) -> int:
    try:
        return _position(paths.database)[0]
    except sqlite3.DatabaseError:
        return 0


def doctor(paths: DeskPaths | None) -> list[Check]:
    """Versions, settings and where each came from, the database, the terminal. Changes nothing."""
    checks = [
        Check("grcdesk", None, __version__, ""),
        Check("python", None, platform.python_version(), sys.executable),
        Check("sqlite", None, sqlite3.sqlite_version, ""),
    ]
    checks += [Check(name, None, version(name), "") for name in ("textual", "sqlmodel", "sqlalchemy", "openpyxl")]
    try:
        loaded = settings.load(paths)
        checks += [
            Check(f"setting {key}", True, str(getattr(loaded.settings, key)), origin)
            for key, origin in loaded.origins.items()
        ]
    except DeskError as error:
        checks.append(Check("settings", False, str(error), error.hint))
    if paths is None:
        checks.append(Check("desk", False, "none here or above", "grcdesk init DIR makes one"))
    else:
        checks += _desk_checks(paths)
    checks.append(Check("terminal", None, os.environ.get("TERM", "none"), "TERM"))
    checks.append(Check("colours", None, "off" if os.environ.get("NO_COLOR") else "on", "NO_COLOR"))
    return checks


def _desk_checks(paths: DeskPaths) -> list[Check]:
    checks = [Check("desk", True, str(paths.root), "")]

    def look(name: str, ask: Callable[[], str], origin: str = "") -> None:
        try:
            checks.append(Check(name, True, ask(), origin))
        except (DeskError, sqlite3.DatabaseError) as error:
            checks.append(Check(name, False, str(error), getattr(error, "hint", "")))

    look("shape", lambda: f"{check_header(paths)} of {dialect.SCHEMA}")
    found = copies.integrity(paths.database)
    checks.append(Check("database", not found, "; ".join(found) or "sound", "PRAGMA integrity_check"))
    look("log", lambda: "{} entries, head {:.12}".format(*_position(paths.database)))
    network = dialect.on_network(paths.database)
    checks.append(
        Check(
            "place",
            not network,
            "network share" if network else "local disk",
            "one person at a time on a share" if network else "",
        )
    )
    synced = next(
        (part for part in paths.root.resolve().parts if part.startswith(("Dropbox", "OneDrive", "iCloud"))), ""
    )
    if synced:
        checks.append(Check("cloud sync", False, synced, "a synced folder may make conflicted copies; move the desk"))
    blobs = sum(1 for path in paths.vault.rglob("*") if path.is_file())
    checks.append(Check("vault", True, count(blobs, "file"), "grcdesk log verify hashes them"))
    return checks
