"""What doctor looks at: versions, settings, database, place, terminal. Changes nothing."""

from __future__ import annotations

import os
import platform
import shlex
import sys
from collections.abc import Callable
from importlib.metadata import version

from grcdesk import __version__, settings
from grcdesk.disk import is_ours, opened_to_others, shared
from grcdesk.errors import Damaged, DeskError
from grcdesk.paths import DeskPaths
from grcdesk.schemas.desk.upkeep import DoctorLine
from grcdesk.services.common import verified
from grcdesk.store import database, place, shape
from grcdesk.store.bounds import stored_beyond
from grcdesk.store.whole import backups
from grcdesk.terms.bounds import DAYS
from grcdesk.wording import count


def doctor(paths: DeskPaths | None) -> list[DoctorLine]:
    """Versions, settings and where each came from, the database, the terminal. Changes nothing."""
    checks = [
        DoctorLine("grcdesk", None, __version__, ""),
        DoctorLine("python", None, platform.python_version(), sys.executable),
        DoctorLine(database.PRODUCT[0], None, database.PRODUCT[1], ""),
    ]
    checks += [DoctorLine(name, None, version(name), "") for name in ("textual", "sqlalchemy", "openpyxl")]
    try:
        loaded = settings.load(paths)
        checks += [
            DoctorLine(f"setting {key}", True, str(getattr(loaded.settings, key)), origin)
            for key, origin in loaded.origins.items()
        ]
    except DeskError as error:
        checks.append(DoctorLine("settings", False, str(error), error.hint))
    if paths is None:
        checks.append(DoctorLine("desk", False, "none here or above", "grcdesk init DIR makes one"))
    else:
        checks += _desk_checks(paths)
    checks.append(DoctorLine("terminal", None, os.environ.get("TERM", "none"), "TERM"))
    checks.append(DoctorLine("colours", None, "off" if os.environ.get("NO_COLOR") else "on", "NO_COLOR"))
    return checks


def _desk_checks(paths: DeskPaths) -> list[DoctorLine]:
    checks = [DoctorLine("desk", True, str(paths.root), "")]

    def look(name: str, ask: Callable[[], str], origin: str = "") -> None:
        try:
            checks.append(DoctorLine(name, True, ask(), origin))
        except DeskError as error:
            checks.append(DoctorLine(name, False, str(error), error.hint))

    look("shape", lambda: f"{shape.check_header(paths)} of {shape.SCHEMA}")
    look("database", lambda: _integrity(paths), database.CHECKED_BY)
    look("log", lambda: _log(paths))
    # a damaged desk is where doctor is asked: each look stands by itself, and none ends the others
    checks += _beyond(paths)
    try:
        checks += verified.for_doctor(paths)
    except DeskError as error:
        checks.append(DoctorLine("quick verify", False, str(error), error.hint))
    checks += _place(paths)
    checks += _privacy(paths)
    if paths.restoring.exists():
        checks.append(DoctorLine("restore", False, "was cut short", "the next command that opens the desk finishes it"))
    blobs = sum(1 for path in paths.vault.rglob("*") if path.is_file())
    checks.append(DoctorLine("vault", True, count(blobs, "file"), "grcdesk log verify hashes all of them"))
    return checks


def _place(paths: DeskPaths) -> list[DoctorLine]:
    """On what kind of disk it lies, and whether a service copies it elsewhere."""
    if place.on_network(paths.database):
        found = [DoctorLine("place", False, "network share", "one person at a time on a share")]
    else:
        found = [DoctorLine("place", True, "local disk", "")]
    synced = [part for part in paths.root.resolve().parts if part.startswith(("Dropbox", "OneDrive", "iCloud"))]
    if synced:
        # such services copy the database and its WAL at two moments, which are then no database
        cure = "a synced folder may make conflicted copies; move the desk"
        found.append(DoctorLine("cloud sync", False, synced[0], cure))
    return found


def _beyond(paths: DeskPaths) -> list[DoctorLine]:
    """Whether an older version stored dates and numbers that are out of bounds now, and each of them."""
    try:
        with database.looking(paths.database) as connection:
            found = stored_beyond(connection)
    except DeskError:
        return []  # said above
    cure = "set it anew"
    return [DoctorLine("out of bounds", False, one, cure) for one in found] or [
        DoctorLine("out of bounds", True, "no stored date or number", DAYS)
    ]


def _privacy(paths: DeskPaths) -> list[DoctorLine]:
    """Who else may look into the desk, and what stops it."""
    found = list(opened_to_others(paths.root))
    cure = f"chmod -R {'o=' if shared(paths.root) else 'go='} {shlex.quote(str(paths.root))}"
    if not found:
        who = "its owner and the group" if shared(paths.root) else "its owner alone"
        return [DoctorLine("rights", True, who, "")]
    path, whom = found[0]
    more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
    told = f"{path.relative_to(paths.root.parent)} is open to {whom}{more}"
    if not is_ours(paths.root):  # whoever may read it because of that cannot end it
        return [DoctorLine("rights", None, told, "its owner decides")]
    return [DoctorLine("rights", False, told, cure)]


def _integrity(paths: DeskPaths) -> str:
    found = database.integrity(paths.database)
    if found:
        raise Damaged("; ".join(found), hint=database.CHECKED_BY)
    return "sound"


def _log(paths: DeskPaths) -> str:
    found = backups.position(paths.database)
    return f"{found.entries} entries, head {found.head[:12]}"
