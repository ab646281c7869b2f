"""Folders that are watched, and what became of each file in them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, key, number, term, text
from grcdesk.terms.bounds import MOST_BYTES
from grcdesk.terms.interchange import SyncState


class SyncFolder(Row):
    """A folder that was synced at least once."""

    __tablename__ = "sync_folder"
    __table_args__ = (CheckConstraint("path <> ''"), Index("ix_sync_folder_path", "path", unique=True))
    id: str = key()
    path: str = text()
    position: int = number(name="position")


class SyncFile(Row):
    """A file of a watched folder, as it was when it was last looked at."""

    __tablename__ = "sync_file"
    __table_args__ = (
        CheckConstraint("state <> 'waiting' OR reason <> ''"),
        CheckConstraint("state = 'waiting' OR sha256 <> ''"),
        Index("ix_sync_file_folder", "folder"),
    )
    id: str = key()
    """`folder/n`."""
    folder: str = text()
    name: str = text()
    """Its path in the folder."""
    size: int = number(name="size", most=MOST_BYTES)
    modified: str = text()
    """When it was last written: nanoseconds since 1970, as the system says it."""
    sha256: str = text(index=True)
    """Empty when it could not even be read."""
    state: SyncState = term(SyncState, "state")
    evidence: str = text()
    """The artefact that was made of its bytes."""
    reason: str = text()
    """Why it waits."""
    rule: str = text()
    """Digest of the rule it was judged by; under another one it is tried again."""
    since: date = day("since", null=False)
    """The first day it was so."""
    position: int = number(name="position")
