"""Backups, and restoring them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from grcdesk import __version__, clock, settings
from grcdesk.disk import make_folder, sync_folder
from grcdesk.errors import Damaged, DeskError, Refused, Unwritable
from grcdesk.paths import MOST_IN_BACKUP, DeskPaths
from grcdesk.schemas.evidence.vault import VaultFinding
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.services.common.context import Service
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.desk.unpacked import Unpacked, damage_line, unpacked
from grcdesk.store import database, journal, shape, temporary
from grcdesk.store.signer import Signer
from grcdesk.store.whole import backups, restoring
from grcdesk.store.whole.backups import Position
from grcdesk.store.work import Store
from grcdesk.terms import Verb, Via
from grcdesk.wording import count, join

_NAMED = 20
"""Damaged files named in the log; a person is told all of them."""


class Upkeep(Service):
    """Verbs that keep the desk safe."""

    def backup(self, path: Path, *, force: bool = False, with_damage: bool = False) -> FileOutcome:
        """The whole desk in one zip file: database, settings, vault, own catalogs, and a list of hashes.

        Args:
            path: the file; only its owner may read it.
            force: replace an existing file.
            with_damage: make it of a damaged desk too, the damage being named in it.

        Raises:
            Refused: when the file exists and `force` is not set.
            Damaged: naming each file that is missing, changed or unreadable.
            Unwritable: when it cannot be written; an older file stays as it was.
            BadSettings: when the address of a channel stands in the settings.
        """
        self._store.refuse_past("a backup is made of the desk of today")
        settings.notify(self._store.paths)  # refuses an address of a channel in the file: it must not travel
        paths = self._store.paths
        with temporary.folder(paths) as folder:
            copy = folder / paths.database.name
            database.snapshot(paths.database, copy)
            at = backups.position(copy)
            what = backups.contents(paths, copy)
            if what.damage and not with_damage:
                said = count(len(what.damage), "thing")
                raise Damaged(
                    f"no backup was made: {said} in the desk would come back damaged",
                    reasons=tuple(damage_line(one) for one in what.damage),
                    hint="mend them, or --with-damage makes a backup that names them",
                )
            if len(what.files) > MOST_IN_BACKUP:
                said = f"the desk holds {len(what.files):,} files, and a backup at most {MOST_IN_BACKUP:,}"
                raise Refused(said, hint="copy its folder while nobody has it open")
            facts = {
                "entries": at.entries,
                "head": at.head,
                "schema": shape.SCHEMA,
                "version": __version__,
                "made_at": clock.stamp(clock.now()),
            }
            told: dict[str, journal.Value] = {"entries": at.entries, **_damage_facts(what.damage)}
            going = Outgoing(Verb.DESK_BACKUP, path, MarkedIn.BESIDE, told)
            done = hand_out(
                self._store, going, lambda target: backups.pack(what, facts, target), force=force, mode=0o600
            )
        notes = (
            *(f"damaged: {damage_line(one)}" for one in what.damage),
            *(f"left out: {name} belongs to no evidence" for name in what.strangers),
        )
        return FileOutcome(path, done.size, done.sha256, f"{path} holds the desk at log entry {at.entries}", notes)


def restore(
    file: Path,
    paths: DeskPaths,
    *,
    via: Via,
    force: bool = False,
    with_damage: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Outcome:
    """Put a backup in the place of a desk.

    Everything is unpacked beside the desk and checked, and the log of the new desk gets its line, before anything is
    replaced. Then the new desk takes the place of the old one as a whole, and what it replaces is kept.

    Args:
        file: the backup.
        paths: where to; the folder need not be there.
        via: which face of the program does it.
        force: replace a desk that is there.
        with_damage: restore what is left of a desk that was damaged when the backup was made.
        progress: told files unpacked and in all.
        stop: asked while it is unpacked; true ends it.

    Raises:
        BadInput: when the file is no backup, or not what its list says.
        Damaged: naming each file that is missing in it or changed, when `with_damage` is not set.
        Refused: when a desk is there and `force` is not set, or its folders cannot be moved aside.
        Newer, Older: when it holds a desk of a shape this program does not take.
        Locked: when somebody has the desk open.
        Unwritable: when the folder does not take it.
    """
    with _written_to(paths), restoring.alone(paths), temporary.folder(paths) as scratch:
        ready = DeskPaths(scratch / "desk")
        found = unpacked(file, ready, scratch / "copy", with_damage=with_damage, progress=progress, stop=stop)
        before = _position(paths)
        older = _older(before, found.at)
        there = restoring.there(paths)
        if there and not force:
            what = "already is a desk" if paths.exists() else f"holds {join([one.name for one in there])} already"
            raise Refused(
                f"{paths.root} {what}" + (f"; {older}" if older else ""),
                hint="--force replaces it; everything that is replaced is kept in backups/",
            )
        kept = _place_aside(paths, there)
        _note(ready, file, via, _restore_facts(paths, found, before, kept), older)
        restoring.replace(paths, ready.root, kept or _free_name(paths))
    return _restored(paths, found, older, kept)


def _restore_facts(
    paths: DeskPaths, found: Unpacked, before: Position | None, kept: Path | None
) -> dict[str, journal.Value]:
    """What the log of the restored desk is told."""
    facts: dict[str, journal.Value] = {"entries": found.at.entries, "head": found.at.head}
    if before is not None:
        facts |= {"replaced_entries": before.entries, "replaced_head": before.head}
    if kept is not None:
        facts["kept"] = kept.relative_to(paths.root).as_posix()
    return facts | _damage_facts(found.damage)


def _restored(paths: DeskPaths, found: Unpacked, older: str, kept: Path | None) -> Outcome:
    warnings = (
        *((older,) if older else ()),
        *((f"everything that was there before is kept in {kept}",) if kept is not None else ()),
        *(f"damaged: {damage_line(one)}" for one in found.damage),
    )
    return Outcome(
        f"{paths.root} restored to log entry {found.at.entries}, head {found.at.head[:12]}",
        warnings=warnings,
        kinds=frozenset({"desk"}),
    )


@contextmanager
def _written_to(paths: DeskPaths) -> Iterator[None]:
    """The folder of the desk, which goes again when it was not there and nothing comes into it.

    Raises:
        Unwritable: for whatever the disk refuses inside.
    """
    # innermost first, so that each is empty when its turn comes to go
    missing = [one for one in (paths.root, *paths.root.parents) if not one.exists()]
    try:
        make_folder(paths.root)
        yield
    except OSError as error:
        told = f"{paths.root} cannot be written to: {error.strerror or error}"
        hint = "free some space" if error.errno == errno.ENOSPC else "check the folder, its disk and its permissions"
        raise Unwritable(told, hint=f"{hint}; the desk there is as it was") from error
    finally:
        with suppress(OSError):
            for one in missing:
                one.rmdir()  # as long as nothing is in it


def _position(paths: DeskPaths) -> Position | None:
    """Where the log of the desk stands that is to be replaced; None when it cannot be told."""
    if not paths.database.exists():
        return None
    try:
        return backups.position(paths.database)
    except DeskError:
        return None


def _older(before: Position | None, at: Position) -> str:
    """What would be lost: a change after the backup, not a note such as that of the backup itself."""
    if before is None or before.changed <= at.entries:
        return ""
    return f"the log goes back from {before.entries} to {at.entries}"


def _place_aside(paths: DeskPaths, there: Sequence[Path]) -> Path | None:
    """Where what is replaced goes; None when there is nothing. Who has the database open otherwise is told here.

    Raises:
        Locked, Refused, Unwritable: see `restore`.
    """
    restoring.refuse_odd_places(paths)
    if paths.database.exists():
        with suppress(Damaged, Unwritable):  # it is kept as it is
            database.settle(paths.database)
    return _free_name(paths) if there else None


def _free_name(paths: DeskPaths) -> Path:
    """A dated folder that is not there yet."""
    found = first = paths.backups / f"before-restore-{clock.stamp(clock.now()).replace(':', '').replace('.', '-')}"
    number = 1
    while os.path.lexists(found):
        number += 1
        found = first.with_name(f"{first.name}-{number}")
    return found


def _note(ready: DeskPaths, file: Path, via: Via, facts: dict[str, journal.Value], older: str) -> None:
    """The line of the restore, in the log of the desk that is to come."""
    store = Store(ready, Signer(settings.load(ready).settings.name or "unknown", via))
    store.in_place = False
    try:
        store.note(Verb.DESK_RESTORE, "file", file.name, facts, older)
    finally:
        store.close()
    database.settle(ready.database)
    for folder in (ready.root, ready.root.parent):
        sync_folder(folder)


def _damage_facts(damage: Sequence[VaultFinding]) -> dict[str, journal.Value]:
    if not damage:
        return {}
    return {"damaged": len(damage), "damaged_files": " ".join(one.where for one in damage[:_NAMED])}
