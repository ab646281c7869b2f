"""Making a database, and bringing an older one to the shape this program knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from grcdesk import clock
from grcdesk.errors import Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.store import database as db
from grcdesk.store import place, shape

_SCRIPTS = Path(__file__).parent / "migrations"


def create(database: Path) -> None:
    """A new, empty database. On failure nothing is left behind.

    Raises:
        Unwritable: when the folder does not take it.
    """
    unfinished = database.with_name(database.name + ".new")
    db.remove(unfinished)
    try:
        unfinished.touch()
        upgrade(unfinished)
        unfinished.replace(database)
    except OSError as error:
        raise Unwritable(f"{database} cannot be made: {error.strerror}") from error
    finally:
        db.remove(unfinished)


def upgrade(database: Path) -> None:
    """Run every migration that is missing, in one transaction, and set the shape number with it."""
    engine = db.make_engine(database, readonly=False)
    try:
        with engine.begin() as connection:
            _run(connection)
            db.mark(connection, shape.SCHEMA)
        db.checkpoint(engine)
    finally:
        engine.dispose()


def _run(connection: Connection) -> None:
    # 360 ms, needed only when the shape changes
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def bring_up_to_date(paths: DeskPaths) -> tuple[int, Path] | None:
    """Migrate an older desk, after a backup into its backups folder.

    Returns:
        The shape it had and the backup, or None when nothing was to be done.

    Raises:
        NoDesk, Damaged, Newer, Older: see `shape.check_header`.
        Unwritable: when it must be migrated and is read-only.
    """
    found = shape.check_header(paths)
    if found == shape.SCHEMA:
        return None
    if not place.writable(paths.database):
        raise Unwritable(
            f"{paths.database} has shape {found} and must be brought to shape {shape.SCHEMA}, but it is read-only",
            hint="copy the desk's folder to where it can be written, and open it there",
        )
    paths.backups.mkdir(exist_ok=True)
    backup = paths.backups / f"before-shape-{shape.SCHEMA}-{clock.stamp(clock.now()).replace(':', '')}.db"
    db.snapshot(paths.database, backup)
    try:
        upgrade(paths.database)
    except BaseException:
        # the migration is one transaction and has rolled back; the backup is then only clutter
        backup.unlink(missing_ok=True)
        raise
    return found, backup
