"""Erasing a file: its bytes leave the vault and the desk's own backups; its hash, the reason and the person stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import Refused, Unwritable
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.models.log import LogLine
from grcdesk.models.populations import Population
from grcdesk.models.reviews import KeptFile
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Context
from grcdesk.services.evidence.writing import rows
from grcdesk.services.log import handouts
from grcdesk.store import vault
from grcdesk.store.database import guards_aside
from grcdesk.store.erasing import remains
from grcdesk.store.work import Store
from grcdesk.terms import BlobState, Verb
from grcdesk.text import clean
from grcdesk.wording import count, join

FileRow = Evidence | KeptFile


def erase(context: Context, name: str, reason: str) -> Outcome:
    """Erase the file of an artefact, or of an access review (KF-1), for good.

    Raises:
        NotFound: when there is no such artefact.
        Refused: without a reason, for a link, or when it was erased already.
        Unwritable: when the vault does not let go of it; the register says so, and gc removes it later.
    """
    store = context.store
    said = clean(reason.strip(), "reason")
    with store.work(Verb.EVIDENCE_ERASE, said) as work:
        row = work.session.get(KeptFile, name) or rows(work.session, [name])[0]
        _check(row, said)
        held, hashes = _closure(work.session, row)
        for one in held:
            one.erased, one.erased_by, one.erased_on = said, store.signer.name, context.today()
            if isinstance(one, Evidence):
                one.integrity = BlobState.ERASED
        # the row of a kept file is guarded against every change, and this is the one there may be
        with guards_aside(work.session.connection(), str(KeptFile.__tablename__)):
            work.session.flush()
        ids = [one.id for one in held]
        first = _came_in(work.session, ids)
        stays = list(_stays(work.session, ids))
    # after the register says so: killed in between, bytes lie there that gc removes, and none are missing unsaid
    size = _remove(store, hashes)
    others = [one for one in ids if one != name]
    also = f", and with it that of {join(others)}, which has the same bytes" if others else ""
    told = [*stays, *_in_archives(store, hashes), *handouts.since(store, first)]
    return work.outcome(
        f"the file of {name} is erased ({count(size, 'byte')}){also}; its hash stays", warnings=tuple(told)
    )


def _check(row: FileRow, reason: str) -> None:
    if not row.sha256:
        raise Refused(f"{row.id} is a link: there is no file of it here", hint="grcdesk evidence reject sets it aside")
    if row.erased:
        raise Refused(f"the file of {row.id} was erased already: {told(row)}", hint="its hash and the reason stay")
    if not reason:
        raise Refused("erasing needs a reason", hint="--reason TEXT")


def told(row: Any) -> str:
    """Who erased the file of a row, when and why."""
    return f"erased on {row.erased_on} by {row.erased_by}: {row.erased}"


def _closure(session: Session, row: FileRow) -> tuple[list[FileRow], set[str]]:
    """Everything that names the same bytes or rows made of them, and the hashes of all of it."""
    # again and again, for one leads to another: rows of its own, of which a second import has the same, and so on
    held: dict[str, FileRow] = {row.id: row}
    hashes = {row.sha256}
    while True:
        known = len(held), len(hashes)
        of_rows = select(ImportRecord).where(
            col(ImportRecord.id).in_(list(held)) | (col(ImportRecord.rows_sha256).in_(hashes - {""}))
        )
        records = session.scalars(of_rows).all()
        hashes |= {one.rows_sha256 for one in records} - {""}
        same: Sequence[Evidence] = session.scalars(
            select(Evidence).where(col(Evidence.sha256).in_(hashes) | col(Evidence.id).in_([one.id for one in records]))
        ).all()
        files: Sequence[KeptFile] = session.scalars(select(KeptFile).where(col(KeptFile.sha256).in_(hashes))).all()
        held |= {one.id: one for one in same}
        held |= {one.id: one for one in files}
        hashes |= {one.sha256 for one in held.values()} - {""}
        if (len(held), len(hashes)) == known:
            return list(held.values()), hashes


def _came_in(session: Session, ids: Sequence[str]) -> int:
    """The entry with which the first of them came in."""
    kinds = (str(Evidence.__tablename__), str(KeptFile.__tablename__))
    query = select(func.min(col(LogLine.seq))).where(col(LogLine.kind).in_(kinds), col(LogLine.resource).in_(ids))
    return session.scalar(query) or 0


def _stays(session: Session, ids: Sequence[str]) -> Iterator[str]:
    """What was read of the file and stands in records."""
    read = session.scalars(select(col(ImportRecord.id)).where(col(ImportRecord.id).in_(ids))).all()
    if read:
        yield f"what was read of it stays in the import report of {join(list(read))}: counts, days, names of columns"
    lists = session.scalars(select(col(Population.id)).where(col(Population.evidence).in_(ids))).all()
    if lists:
        yield (
            f"{join(list(lists))} was frozen of it: its rows are gone too, and keys of items stay in samples and "
            "tests, where grcdesk log texts --containing KEY finds them"
        )


def _remove(store: Store, hashes: set[str]) -> int:
    """Unlink the bytes, in the vault and in what backups keep of it; returns their size."""
    size = 0
    try:
        for sha in sorted(hashes):
            path = vault.blob(store.paths, sha)
            with suppress(FileNotFoundError):
                size += path.stat().st_size
                vault.forget(path)
            for copy in [one for one in store.paths.backups.rglob(sha) if one.is_file()]:
                vault.forget(copy)
    except OSError as error:
        raise Unwritable(
            f"the register says that the file is erased, but the vault keeps it: {error.strerror}",
            hint="make the vault writable, then grcdesk evidence gc removes it",
        ) from error
    return size


def _in_archives(store: Store, hashes: set[str]) -> Iterator[str]:
    """Backups in zip files below the desk that hold the bytes."""
    for path in remains.archives_with(store.paths.root, hashes):
        short = Path(path).relative_to(store.paths.root).as_posix()
        yield f"{short} holds it: delete the file once it is not needed, and make a new backup"
