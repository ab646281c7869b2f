"""A desk as it lies in a backup: unpacked beside the one it may replace, and read before it is let in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grcdesk import settings
from grcdesk.disk import make_folder
from grcdesk.errors import BadInput, BadSettings, Damaged
from grcdesk.importers.backups.unpack import unpack
from grcdesk.importers.catalogs.catalogs import catalog_files, read_catalog
from grcdesk.importers.reading.small_files import file_bytes
from grcdesk.paths import DeskPaths
from grcdesk.schemas.evidence.vault import VaultFinding
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.store import database, shape
from grcdesk.store.whole import backups
from grcdesk.store.whole.backups import Position
from grcdesk.terms import BlobState

_MARGIN = 16 << 20
"""Bytes left free on the disk."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a desk is that was unpacked."""

    at: Position
    damage: tuple[VaultFinding, ...]


def unpacked(
    file: Path, ready: DeskPaths, scratch: Path, *, with_damage: bool, progress: Progress | None, stop: Stop | None
) -> Unpacked:
    """Unpack a backup and read everything in it.

    Args:
        file: the backup.
        ready: where to.
        scratch: a folder that is made for copies.
        with_damage: whether something in it may be missing or changed.
        progress: told files unpacked and in all.
        stop: asked while it is unpacked; true ends it.

    Raises:
        BadInput, Damaged, Newer, Older, Unwritable: see `upkeep.restore`.
    """
    for room in (ready.root, ready.vault, ready.catalogs):
        make_folder(room, ready.root)
    free = shutil.disk_usage(ready.root).free
    unpack(file, ready.root, room=max(0, free - _MARGIN), progress=progress, stop=stop)
    found = _inspected(file, ready, scratch)
    if found.damage and not with_damage:
        raise Damaged(
            f"{file}: the desk in it is damaged",
            reasons=tuple(damage_line(one) for one in found.damage),
            hint="use another backup, or --with-damage restores what is left",
        )
    return found


def _inspected(file: Path, ready: DeskPaths, scratch: Path) -> Unpacked:
    """Settings, catalogs, database and vault of a desk that was unpacked, all of them read."""
    try:
        settings.read_file(ready.settings)
        settings.notify(ready)
    except BadSettings as error:
        told = f"the settings in it cannot be used: {error.message}"
        raise BadInput(told, file=str(file), hint=error.hint) from error
    try:
        shape.check_header(ready)
        database.refuse_unknown_kinds(ready.database)  # before a query asks them
        at = backups.position(ready.database)
        make_folder(scratch)
        damage = backups.damage_of(ready, scratch)
    except Damaged as error:
        told = f"the database in it cannot be used: {error.message}".replace(f"{ready.root}{os.sep}", "")
        raise BadInput(told, file=str(file), hint="use another backup") from error
    return Unpacked(at, (*damage, *_catalogs(ready)))


def _catalogs(ready: DeskPaths) -> Iterator[VaultFinding]:
    for path in catalog_files(ready.catalogs):
        try:
            if _begun(path):
                read_catalog(path)
        except BadInput as error:
            name = path.relative_to(ready.root).as_posix()
            yield VaultFinding(BlobState.MODIFIED, name, f"cannot be read as a catalog: {error.message}", (), ())


def _begun(path: Path) -> bool:
    """Whether there is anything in a file but comments: one that is still to be written is no bad catalog."""
    content = file_bytes(path)
    return any(line.strip() and not line.lstrip().startswith(b"#") for line in content.splitlines())


def damage_line(one: VaultFinding) -> str:
    """One finding as a person reads it."""
    who = ", ".join(one.evidence)
    controls = f" ({', '.join(one.controls)})" if one.controls else ""
    return f"{one.where}: {who}{controls}: {one.what}" if who else f"{one.where}: {one.what}"
