"""What was found whole, kept in the state folder of the user: out of reach of whoever holds the desk alone."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Connection, text

from grcdesk.paths import DeskPaths, user_state
from grcdesk.store.verifying.files import small_file
from grcdesk.store.verifying.since import VerifiedState

_MOST = 1 << 20


def read(paths: DeskPaths, connection: Connection) -> VerifiedState | None:
    """What is known of this desk; None when it was never verified here, or the file is not ours."""
    try:
        found = VerifiedState(**json.loads(small_file(_path(paths, connection), _MOST) or b""))
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (found.head, found.ts, found.log, found.schema)
    whole = type(found.position) is int and all(isinstance(one, str) for one in texts)
    return found if whole and isinstance(found.tables, dict) else None


def write(paths: DeskPaths, connection: Connection, found: VerifiedState) -> None:
    """Keep it for the next look. A folder that takes no writing now is passed over: the next look is a longer one."""
    path = _path(paths, connection)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            draft.write_text(json.dumps(asdict(found), sort_keys=True), encoding="utf-8")
            draft.chmod(0o600)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _path(paths: DeskPaths, connection: Connection) -> Path:
    mark = connection.scalar(text("SELECT hash FROM log WHERE seq = 1"))
    name = hashlib.sha256(f"{paths.root.resolve()}\0{mark}".encode()).hexdigest()[:32]
    return user_state() / "verified" / f"{name}.json"
