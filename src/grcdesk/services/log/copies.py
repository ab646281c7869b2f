"""Copies of an erased text outside the database: backups of the desk itself, drafts, and files a person put there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text

from grcdesk.errors import DeskError
from grcdesk.paths import SETTINGS_NAME, user_state
from grcdesk.reports.files import save
from grcdesk.services.log import texts_file
from grcdesk.store import database
from grcdesk.store.erasing import remains, tables
from grcdesk.store.erasing.redact import SHORT, Unwanted, needles
from grcdesk.store.journal import Note
from grcdesk.store.work import Store


def erase_in_backups(store: Store, wanted: Unwanted, about: str, note: Note) -> list[str]:
    """Erase it in every database in the backups folder; what could not be opened is told."""
    told = []
    pieces = tuple(needles(wanted.content))
    for path in sorted(store.paths.backups.rglob("*.db")):
        if path.is_symlink() or not remains.holds(path, pieces):
            continue
        try:
            _in_backup(store, path, wanted, (about, note))
        except (DeskError, OSError) as error:
            told.append(f"{_short(store, path)} holds it and could not be changed: {error}")
    return told


def _in_backup(store: Store, path: Path, wanted: Unwanted, what: tuple[str, Note]) -> None:
    engine = database.make_engine(path, readonly=False)
    try:
        with database.translated(path), engine.begin() as connection:
            tables.carry_out(connection, wanted, *what, store.signer)
    finally:
        engine.dispose()
    database.scrub(path)  # SQLite leaves the old text in free pages until they are written over
    database.settle(path)


def remaining(store: Store, content: str, *, explained: bool) -> Iterator[str]:
    """Each file of the desk that still holds it, and what can be done about it.

    Args:
        store: of the desk.
        content: the text.
        explained: whether it is told already why the database itself holds it.
    """
    yield from _drafts(content)
    yield from _beside_logs(store)
    if len(content) < SHORT:
        yield f"files were not searched for a text of fewer than {SHORT} characters"
        return
    paths = store.paths
    live = database.files_of(paths.database)
    for path in remains.holding(paths.root, content):
        if path in live and explained:
            continue
        yield f"{_short(store, path)} holds it: {_advice(store, path)}"


def _drafts(content: str) -> Iterator[str]:
    """Drafts of forms lie outside the desk; those that hold it go."""
    for path in list(remains.holding(user_state() / "drafts", content)):
        with suppress(OSError):
            path.unlink()
            yield "a draft of a form held it, and was removed"


def _beside_logs(store: Store) -> Iterator[str]:
    """Texts beside a log in the exports folder: those that were erased go from there as well."""
    path = store.paths.exports / texts_file.NAME
    if not path.is_file():
        return
    try:
        with store.read() as session:
            rest = texts_file.still_kept(session, path.read_bytes())
        if rest is not None:
            save(path, rest, force=True)
            yield f"{_short(store, path)} was written anew without it"
    except (DeskError, OSError) as error:
        yield f"{_short(store, path)} could not be written anew: {error}"


def _advice(store: Store, path: Path) -> str:
    paths = store.paths
    first = path.relative_to(paths.root).parts[0]
    if first == paths.vault.name:
        return _of_blob(store, path.name)
    if path in database.files_of(paths.database):
        return "grcdesk log texts --containing WORDS finds where"
    if first == paths.backups.name and path.suffix == ".db":
        return "a longer text or a line of its log; delete the file once it is not needed"
    advice = {
        paths.exports.name: "write the file anew, or delete it",
        paths.catalogs.name: "change the file, then grcdesk catalogs update",
        SETTINGS_NAME: "change the file",
    }
    return advice.get(first, "delete the file once it is not needed")


def _of_blob(store: Store, sha256: str) -> str:
    query = text(
        "SELECT id FROM evidence WHERE sha256 = :sha UNION SELECT id FROM kept_file WHERE sha256 = :sha "
        "UNION SELECT id FROM import_report WHERE rows_sha256 = :sha"
    )
    with store.read() as session:
        names = session.connection().scalars(query, {"sha": sha256}).all()
    named = str(names[0]) if names else f"sha256:{sha256[:16]}"
    return f"grcdesk evidence erase {named} --reason TEXT erases that file"


def _short(store: Store, path: Path) -> str:
    return path.relative_to(store.paths.root).as_posix()
