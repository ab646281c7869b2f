"""Making a database, and bringing an older one to the shape this program knows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from grcdesk import clock
from grcdesk.disk import make_file, make_folder
from grcdesk.errors import Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.store import database as db
from grcdesk.store import journal, place, shape
from grcdesk.store.journal import Change, Gathered, Note
from grcdesk.store.signer import Signer
from grcdesk.terms import Verb

_SCRIPTS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Told:
    """What the log is told of a migration."""

    signer: Signer
    about: Change
    """The desk: from which shape to which, and the backup made before."""


def create(database: Path) -> None:
    """A new, empty database. On failure nothing is left behind.

    Raises:
        Unwritable: when the folder does not take it.
        ValueError: when a migration adds rows to it.
    """
    unfinished = database.with_name(database.name + ".new")
    db.remove(unfinished)
    try:
        make_file(unfinished, database.parent)
        moved = upgrade(unfinished)
        if moved:
            msg = f"a migration adds {moved[0].kind} {moved[0].id} to a new database, which has no log yet"
            raise ValueError(msg)
        unfinished.replace(database)
    except OSError as error:
        raise Unwritable(f"{database} cannot be made: {error.strerror}") from error
    finally:
        db.remove(unfinished)


def create_at(database: Path, number: int) -> None:
    """A new, empty database of an earlier shape, or of the one of today."""
    make_file(database, database.parent)
    _upgrade(database, number, None)


def upgrade(database: Path, told: Told | None = None) -> list[Change]:
    """Run every migration that is missing, in one transaction, and set the shape number with it.

    Args:
        database: the file.
        told: what to write into its log, in the same transaction; None: nothing.

    Returns:
        What migrations changed in records.
    """
    return _upgrade(database, shape.SCHEMA, told)


def _upgrade(database: Path, number: int, told: Told | None) -> list[Change]:
    engine = db.make_engine(database, readonly=False)
    try:
        with engine.begin() as connection:
            gathered = Gathered()
            _run(connection, gathered, f"{number:04}")
            db.mark(connection, number)
            moved = gathered.real()
            if told is not None:
                _log(connection, moved, told)
        db.checkpoint(engine)
    finally:
        engine.dispose()
    return moved


def _log(connection: Connection, moved: list[Change], told: Told) -> None:
    """One line about the desk, and one for each record a migration changed."""
    line = Note(Verb.DESK_MIGRATE, secrets.token_hex(4))
    journal.append_note(connection, told.signer, line, told.about)
    if moved:
        journal.append(connection, told.signer, line, moved)


def _run(connection: Connection, moved: Gathered, revision: str) -> None:
    # 360 ms, needed only when the shape changes
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["moves"] = moved
    command.upgrade(config, revision)


def bring_up_to_date(paths: DeskPaths, signer: Signer) -> None:
    """Migrate an older desk, after a backup into its backups folder; its log tells it.

    Raises:
        NoDesk, Damaged, Newer, Older: see `shape.check_header`.
        Unwritable: when it must be migrated and is read-only.
    """
    found = shape.check_header(paths)
    if found == shape.SCHEMA:
        return
    if not place.writable(paths.database):
        raise Unwritable(
            f"{paths.database} has shape {found} and must be brought to shape {shape.SCHEMA}, but it is read-only",
            hint="copy the desk's folder to where it can be written, and open it there",
        )
    make_folder(paths.backups, paths.root)
    backup = paths.backups / f"before-shape-{shape.SCHEMA}-{clock.stamp(clock.now()).replace(':', '')}.db"
    db.snapshot(paths.database, backup)
    facts: dict[str, journal.Value] = {"from": found, "to": shape.SCHEMA, "backup": backup.name}
    try:
        upgrade(paths.database, Told(signer, Change("desk", paths.root.name, "", {}, facts)))
    except BaseException:
        # the migration is one transaction and has rolled back; the backup is then only clutter
        backup.unlink(missing_ok=True)
        raise
