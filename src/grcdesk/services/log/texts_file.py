"""The texts that an exported log only names, in a file beside it: one JSON object a line."""

from __future__ import annotations

import json
import re
from pathlib import Path

from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.store import journal
from grcdesk.store.texts.names import kept

NAME = "texts.jsonl"
_NAMES = re.compile(rb"sha256:[0-9a-f]{64}")


def content(session: Session) -> bytes:
    """Every text that still exists, by the name the log has for it, with the salt that proves the name."""
    texts = sorted(kept(session.connection()).items())
    lines = (journal.canonical({"sha256": name, "salt": salt, "text": text}) for name, (salt, text) in texts)
    return b"".join(line + b"\n" for line in lines)


def refuse_strange(path: Path, log: bytes) -> None:
    """Refuse to replace the texts of another log.

    Raises:
        Refused: when a file lies there that this log does not explain.
    """
    if not path.exists():
        return
    known = set(_NAMES.findall(log))
    try:
        given = [json.loads(line)["sha256"].encode() for line in path.read_bytes().splitlines()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        given = [b""]
    if not known.issuperset(given):
        raise Refused(f"{path} exists already and is not of this log", hint="choose another folder, or --force")


def still_kept(session: Session, given: bytes) -> bytes | None:
    """The lines of such a file whose texts still exist; None when that is all of them, or it is no such file."""
    lines = given.splitlines(keepends=True)
    try:
        names = [json.loads(line)["sha256"] for line in lines]
    except (ValueError, KeyError, TypeError):
        return None
    known = kept(session.connection(), names)
    rest = [line for line, name in zip(lines, names, strict=True) if name in known]
    return None if len(rest) == len(lines) else b"".join(rest)


def told(log: bytes, texts: bytes, path: Path) -> str:
    """What lies beside the log."""
    here, erased = texts.count(b"\n"), len(set(_NAMES.findall(log)) - set(_NAMES.findall(texts)))
    gone = f"; {erased:,} were erased" if erased else ""
    return f"{path} beside it holds the {here:,} texts that its lines name, working notes among them{gone}"
