"""Making a database, and bringing an older one to the shape this program knows."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

from sqlalchemy import Connection, text

from grcdesk import clock
from grcdesk.disk import make_file, make_folder, sync_folder
from grcdesk.errors import Locked, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.store import database as db
from grcdesk.store import journal, place, shape
from grcdesk.store.journal import Change, Gathered, Note
from grcdesk.store.signer import Signer
from grcdesk.terms import Verb

_TRIES = 60
_PAUSE = 0.2
"""Seconds between them; each waits five seconds by itself."""
_UNFINISHED = ".unfinished"
_SCRIPTS = shape.MIGRATIONS
_MADE = "made"
"""A room of the scripts: what they make of an empty database, for it takes them a third of a second."""
_BETWEEN = ";\n\n"


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
    _upgrade(database, number)


def upgrade(database: Path) -> list[Change]:
    """Run every migration that is missing, in one transaction, and set the shape number with it.

    Its log is told nothing.

    Returns:
        What migrations changed in records.
    """
    return _upgrade(database, shape.SCHEMA)


def _upgrade(database: Path, number: int) -> list[Change]:
    with _changing(database) as connection:
        return _to(connection, number)


@contextmanager
def _changing(database: Path) -> Iterator[Connection]:
    """One transaction that changes the shape; what it wrote is in the file itself afterwards.

    Raises:
        Locked: when another process is writing.
        Unwritable, Damaged: see errors.
    """
    engine = db.make_engine(database, readonly=False)
    try:
        with db.translated(database):
            with engine.begin() as connection:
                yield connection
            # a backup or a look may come before the next writer, and reads the file alone
            db.checkpoint(engine)
    finally:
        engine.dispose()


def _to(connection: Connection, number: int) -> list[Change]:
    gathered = Gathered()
    _run(connection, gathered, f"{number:04}")
    db.mark(connection, number)
    return gathered.real()


def _log(connection: Connection, signer: Signer, about: Change, moved: list[Change]) -> None:
    """One line about the desk, and one for each record a migration changed."""
    line = Note(Verb.DESK_MIGRATE, secrets.token_hex(4))
    journal.append_note(connection, signer, line, about)
    if moved:
        journal.append(connection, signer, line, moved)


def made_file(number: int) -> Path:
    """Where the statements stand that make an empty database of a shape at once, if they were kept for that one."""
    return _SCRIPTS / _MADE / f"{number:04}.sql"


def made_by_scripts(database: Path) -> str:
    """What `made_file` of the shape of today must hold; the database is made here, by every script there is."""
    make_file(database, database.parent)
    with _changing(database) as connection:
        _run_scripts(connection, Gathered(), f"{shape.SCHEMA:04}")
        return _BETWEEN.join([*db.statements(connection), ""])


def _run(connection: Connection, moved: Gathered, revision: str) -> None:
    made = made_file(int(revision))
    if made.exists() and db.is_empty(connection):
        *statements, _ = made.read_text(encoding="utf-8").split(_BETWEEN)
        db.make(connection, statements)
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:at)"), {"at": revision})
    else:
        _run_scripts(connection, moved, revision)


def _run_scripts(connection: Connection, moved: Gathered, revision: str) -> None:
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

    One process does it. Others that come meanwhile wait, and find it done.

    Raises:
        NoDesk, Damaged, Newer, Older: see `shape.check_header`.
        Locked: when another process is writing for too long.
        Unwritable: when it must be migrated and is read-only, or there is no room.
    """
    found = shape.check_header(paths)
    if found == shape.SCHEMA:
        return
    if not place.writable(paths.database):
        raise Unwritable(
            f"{paths.database} has shape {found} and must be brought to shape {shape.SCHEMA}, but it is read-only",
            hint="copy the desk's folder to where it can be written, and open it there",
        )
    for _ in range(_TRIES):
        with suppress(Locked):
            _bring(paths, signer)
            return
        sleep(_PAUSE)  # SQLite waits by itself, but not where two want the lock at once
    raise Locked(
        "another grcdesk is bringing this desk to its new shape and has not finished", hint="try again in some minutes"
    )


def _bring(paths: DeskPaths, signer: Signer) -> None:
    """The lock first, then a look at the shape: whoever waited for another process finds the work done."""
    backup: Path | None = None
    try:
        with _changing(paths.database) as connection:
            found = db.shape_inside(connection)
            if found >= shape.SCHEMA:
                return
            # within the lock, so that nothing is written between the copy and the change
            backup = _copy_before(paths)
            facts: dict[str, journal.Value] = {"from": found, "to": shape.SCHEMA, "backup": backup.name}
            moved = _to(connection, shape.SCHEMA)
            _log(connection, signer, Change("desk", paths.root.name, "", {}, facts), moved)
    except BaseException:
        if backup is not None:  # the migration is one transaction and has rolled back; the copy is only clutter
            backup.unlink(missing_ok=True)
        raise


def _copy_before(paths: DeskPaths) -> Path:
    """A copy of the desk as it is, whole before it has its name; unfinished ones of killed processes go."""
    try:
        make_folder(paths.backups, paths.root)
        for left in paths.backups.glob(f"*{_UNFINISHED}"):
            left.unlink(missing_ok=True)
        backup = paths.backups / f"before-shape-{shape.SCHEMA}-{clock.stamp(clock.now()).replace(':', '')}.db"
        unfinished = backup.with_name(backup.name + _UNFINISHED)
        db.snapshot(paths.database, unfinished)
        unfinished.replace(backup)
        sync_folder(paths.backups)  # a migration is acknowledged only with its way back on the disk
    except OSError as error:
        raise Unwritable.of(f"{paths.backups} does not take the copy made before a new shape", error) from error
    return backup
