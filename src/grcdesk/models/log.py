"""The change log as it is stored, and the private texts it keeps aside."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Index

from grcdesk.models.base import Row, flag, key, raw, term, text
from grcdesk.terms import LogOutcome


class LogLine(Row):
    """One entry. `line` is the truth; the other columns are read from it, to be searched."""

    __logged__: ClassVar[bool] = False
    __tablename__ = "log"
    __table_args__ = (Index("ix_log_resource", "kind", "resource", "seq"),)
    seq: int = key(text=False)
    line: bytes = raw()
    hash: str = text()
    ts: str = text(index=True)
    actor: str = text()
    action: str = text()
    kind: str = text()
    resource: str = text()
    batch: str = text(index=True)
    outcome: LogOutcome = term(LogOutcome, "outcome")
    changes: bool = flag("changes")
    """Whether the entry changed data."""


class PrivateText(Row):
    """A personal free text. The log names only its salted hash, so erasing it does not break the chain."""

    __logged__: ClassVar[bool] = False
    __tablename__ = "private_text"
    sha256: str = key()
    salt: str = text()
    content: str = text()
