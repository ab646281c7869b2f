"""Backups, and restoring them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from grcdesk import __version__, clock, settings
from grcdesk.errors import BadInput, Damaged, DeskError, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.reports.files import save_from
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.services.common.context import Service
from grcdesk.store import backups, database, journal, shape
from grcdesk.store.backups import Backup, Position
from grcdesk.store.signer import Signer
from grcdesk.store.work import Store
from grcdesk.terms import Verb, Via


class Upkeep(Service):
    """Verbs that keep the desk safe."""

    def backup(self, path: Path, *, force: bool = False) -> FileOutcome:
        """The whole desk in one zip file: database, settings, vault, own catalogs, and a manifest of hashes.

        Raises:
            Refused: when the file exists and `force` is not set.
            Unwritable: when it cannot be written; an older file stays as it was.
            BadSettings: when the address of a channel stands in the settings.
        """
        self._store.refuse_past("a backup is made of the desk of today")
        settings.notify(self._store.paths)  # refuses an address of a channel in the file: it must not travel
        paths = self._store.paths
        with tempfile.TemporaryDirectory(prefix="grcdesk-") as folder:
            copy = Path(folder) / backups.DATABASE
            database.snapshot(paths.database, copy)
            at = backups.position(copy)
            facts = {
                "entries": at.entries,
                "head": at.head,
                "schema": shape.SCHEMA,
                "version": __version__,
                "made_at": clock.stamp(clock.now()),
            }
            sha256 = save_from(path, lambda target: backups.pack(paths, copy, facts, target), force=force)
        size = path.stat().st_size
        self._store.note(Verb.DESK_BACKUP, "file", path.name, {"sha256": sha256, "entries": at.entries})
        return FileOutcome(path, size, sha256, f"{path} holds the desk at log entry {at.entries}")


def restore(file: Path, paths: DeskPaths, *, via: Via, force: bool = False) -> Outcome:
    """Put a backup in the place of a desk.

    Everything is checked before anything is replaced; the database that was there is kept in `backups/`.

    Raises:
        BadInput: when the file is no backup, or not what its manifest says.
        Refused: when a desk is there and `force` is not set.
    """
    with backups.opened(file) as backup, tempfile.TemporaryDirectory(prefix="grcdesk-") as folder:
        at = _inspect(file, backup, DeskPaths(Path(folder)))
        older = _older(paths, at)
        if paths.database.exists() and not force:
            raise Refused(
                f"{paths.root} already is a desk" + (f"; {older}" if older else ""),
                hint="--force replaces it; the present database is kept in backups/",
            )
        try:
            kept = _replace(paths, backup)
        except OSError as error:
            raise Unwritable(f"{paths.root} cannot be written to: {error.strerror}") from error
    shape.check_header(paths)
    store = Store(paths, Signer(settings.load(paths).settings.name or "unknown", via))
    try:
        told: dict[str, journal.Value] = {"entries": at.entries, "head": at.head}
        store.note(Verb.DESK_RESTORE, "file", file.name, told, older)
    finally:
        store.close()
    warnings = (*((older,) if older else ()), *((f"the database before is kept as {kept}",) if kept else ()))
    return Outcome(
        f"{paths.root} restored to log entry {at.entries}, head {at.head[:12]}",
        warnings=warnings,
        kinds=frozenset({"desk"}),
    )


def _inspect(file: Path, backup: Backup, copy: DeskPaths) -> Position:
    """The log position of the database in a backup, which must be one this program can open."""
    with copy.database.open("wb") as target:
        backup.copy(backups.DATABASE, target)
    try:
        shape.check_header(copy)
        return backups.position(copy.database)
    except Damaged as error:
        raise BadInput(f"the database in it cannot be used: {error}", file=str(file)) from error


def _older(paths: DeskPaths, at: Position) -> str:
    """What would be lost: a change after the backup, not a note such as that of the backup itself."""
    if not paths.database.exists():
        return ""
    try:
        now = backups.position(paths.database)
    except DeskError:
        return ""
    return f"the log goes back from {now.entries} to {at.entries}" if now.changed > at.entries else ""


def _replace(paths: DeskPaths, backup: Backup) -> str:
    """The database goes by one rename: until then the old desk is whole. Files it alone knew follow it to backups/."""
    for folder in (paths.root, paths.vault, paths.catalogs, paths.exports):
        folder.mkdir(parents=True, exist_ok=True)
    for name in backup.files:
        target = paths.root / name
        if not backup.holds(name, target):
            target.parent.mkdir(parents=True, exist_ok=True)
            _put(backup, name, target)
    kept = ""
    aside = paths.backups / f"before-restore-{clock.stamp(clock.now()).replace(':', '')}"
    if paths.database.exists():
        paths.backups.mkdir(exist_ok=True)
        database.keep_aside(paths.database, aside.with_name(aside.name + ".db"))
        kept = f"backups/{aside.name}.db"
    _put(backup, backups.DATABASE, paths.database)
    known = set(backup.files)
    for path in [path for path in paths.vault.rglob("*") if path.is_file()]:
        name = path.relative_to(paths.root).as_posix()
        if name not in known:
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(aside / name)
    return kept


def _put(backup: Backup, name: str, target: Path) -> None:
    save_from(target, lambda file: backup.copy(name, file), force=True)
