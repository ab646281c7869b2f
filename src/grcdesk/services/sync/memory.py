"""What the desk remembers of the files of a watched folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.models.sync import SyncFile, SyncFolder
from grcdesk.schemas.sync import FoundFile, SyncedFile, SyncStatus
from grcdesk.services.common.ids import next_id
from grcdesk.terms.interchange import SyncState


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file, what became of it, and by which bytes and rule."""

    file: FoundFile
    synced: SyncedFile
    sha256: str
    rule: str


@dataclass(frozen=True, slots=True)
class LastLook:
    """A file as it was when it was last looked at."""

    size: int
    modified: str
    sha256: str
    rule: str
    synced: SyncedFile

    def same(self, file: FoundFile) -> bool:
        """Whether it has the same size and was not written since."""
        return (self.size, self.modified) == (file.size, str(file.modified))


def files(session: Session, folder: Path) -> dict[str, LastLook]:
    """By their path in the folder."""
    query = (
        select(SyncFile).join(SyncFolder, col(SyncFolder.id) == col(SyncFile.folder)).order_by(col(SyncFile.position))
    )
    rows = session.scalars(query.where(col(SyncFolder.path) == str(folder)))
    return {row.name: LastLook(row.size, row.modified, row.sha256, row.rule, _synced(row)) for row in rows}


def _synced(row: SyncFile) -> SyncedFile:
    return SyncedFile(row.name, row.state, row.evidence, row.reason, row.since)


def known(session: Session, sha256: str) -> str:
    """The artefact that was made of these bytes, whichever importer read them, set aside or taken back or not."""
    query = select(col(ImportRecord.id)).join(Evidence, col(Evidence.id) == col(ImportRecord.id))
    query = query.where(col(ImportRecord.sha256) == sha256).order_by(col(Evidence.rejected), col(Evidence.position))
    # what was undone is out of the register and still in this memory: it is not taken a second time
    taken = select(col(SyncFile.evidence)).where(col(SyncFile.sha256) == sha256, col(SyncFile.evidence) != "")
    return session.scalars(query).first() or session.scalars(taken).first() or ""


def there(session: Session, evidence: str) -> bool:
    """Whether an artefact is still in the register."""
    return session.get(Evidence, evidence) is not None


def keep(session: Session, folder: Path, judged: Iterable[SeenFile], gone: Iterable[str], today: date) -> None:
    """Remember what became of files; forget those that waited and are gone."""
    row = _folder(session, folder)
    rows = {one.name: one for one in session.scalars(select(SyncFile).where(col(SyncFile.folder) == row.id))}
    number = max((one.position for one in rows.values()), default=0) + 1
    for one in judged:
        held = rows.get(one.file.name)
        if held is None:
            held = SyncFile(id=f"{row.id}/{number}", folder=row.id, name=one.file.name, since=today, position=number)
            number += 1
            session.add(held)
        elif (held.state, held.reason, held.sha256) != (one.synced.state, one.synced.reason, one.sha256):
            held.since = today
        _set(held, _values(one))
    for name in sorted(rows.keys() & set(gone)):
        session.delete(rows[name])
    session.flush()


def _folder(session: Session, folder: Path) -> SyncFolder:
    row = session.scalar(select(SyncFolder).where(col(SyncFolder.path) == str(folder)))
    if row is None:
        name, number = next_id(session, SyncFolder, "SF")
        row = SyncFolder(id=name, path=str(folder), position=number)
        session.add(row)
    return row


def _set(held: SyncFile, values: Mapping[str, Any]) -> None:
    """Only what moved: a run over a folder in which nothing changed leaves no line in the log."""
    for name, value in values.items():
        if getattr(held, name, None) != value:
            setattr(held, name, value)


def _values(one: SeenFile) -> Mapping[str, object]:
    return {
        "size": one.file.size,
        "modified": str(one.file.modified),
        "sha256": one.sha256,
        "state": one.synced.state,
        "evidence": one.synced.evidence,
        "reason": one.synced.reason,
        "rule": one.rule,
    }


def folders(session: Session, folder: Path | None = None) -> list[SyncStatus]:
    """Watched folders with their files, those that wait first."""
    query = select(SyncFolder).order_by(col(SyncFolder.position))
    found = session.scalars(query.where(col(SyncFolder.path) == str(folder)) if folder else query).all()
    listed = select(SyncFile).order_by(col(SyncFile.state) != SyncState.WAITING, col(SyncFile.name))
    status = []
    for one in found:
        rows = session.scalars(listed.where(col(SyncFile.folder) == one.id))
        status.append(SyncStatus(one.id, one.path, tuple(map(_synced, rows))))
    return status


def waiting(session: Session) -> int:
    """How many files wait, in all folders."""
    query = select(func.count()).select_from(SyncFile).where(col(SyncFile.state) == SyncState.WAITING)
    return session.scalar(query) or 0
