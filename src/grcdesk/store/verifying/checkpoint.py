"""Checkpoints: a short text that names everything a desk held at one entry of its log, for somebody outside to keep.

Four lines (whose desk, how many entries, the head, when), an empty one, then the shape, a digest of every table as
the log tells it, and one of the list of files in the vault.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from grcdesk.errors import BadInput, Damaged
from grcdesk.schemas.log.log import Broken
from grcdesk.store import journal, shape, vault
from grcdesk.store.journal import digest
from grcdesk.store.replay import Replay, replay

_ORIGIN = "grcdesk checkpoint 1 "
_HEAD = re.compile(
    r"grcdesk checkpoint 1 ([0-9a-f]{64})\n([1-9][0-9]{0,17})\n([0-9a-f]{64})\n"
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n\n"
    r"shape (\d{1,6})\n"
)
_LINE = re.compile(r"(table [a-z_]{1,64}|vault) (\d{1,18}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What such a text says."""

    mark: str
    """Hash of the first entry of the log: whose desk it is."""
    entries: int
    head: str
    at: str
    shape: int
    digests: dict[str, tuple[int, str]]
    """`table NAME` or `vault` → how many rows or files, and their digest."""


def make(connection: Connection, at: str, *, until: int | None = None) -> bytes:
    """The checkpoint of a desk as it stands.

    Args:
        connection: to it.
        at: the UTC time it tells.
        until: of the desk as it stood after that entry; None: as it is.

    Raises:
        Damaged: when its log is broken.
    """
    state = _replayed(connection, until)
    first = connection.scalar(text("SELECT hash FROM log WHERE seq = 1"))
    lines = [f"{_ORIGIN}{first}", str(state.entries), state.head, at, "", f"shape {shape.SCHEMA}"]
    lines += [f"{name} {number} {said}" for name, (number, said) in _digests(state).items()]
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def parse(content: bytes, name: str) -> Checkpoint:
    """Read one.

    Raises:
        BadInput: when it is none.
    """
    said = content.decode("ascii", "replace")
    head = _HEAD.match(said)
    rest = said[head.end() :] if head else ""
    found = {line[1]: (int(line[2]), line[3]) for line in _LINE.finditer(rest)}
    if head is None or "".join(line[0] for line in _LINE.finditer(rest)) != rest:
        raise BadInput("is no checkpoint of a desk", file=name, hint="grcdesk log checkpoint writes one")
    return Checkpoint(head[1], int(head[2]), head[3], head[4], int(head[5]), found)


def compare(connection: Connection, known: Checkpoint, name: str) -> Iterator[Broken]:
    """Everything that is not as the checkpoint says it was."""
    where = f"checkpoint {name}"
    if connection.scalar(text("SELECT hash FROM log WHERE seq = 1")) != known.mark:
        yield Broken(where, "is of another desk, or the log was told anew from its first entry on")
        return
    line = connection.scalar(text("SELECT line FROM log WHERE seq = :seq"), {"seq": known.entries})
    if line is None:
        last = journal.head(connection).seq
        yield Broken(where, f"names {known.entries} entries, and the log ends at entry {last}: it was cut or put back")
        return
    if digest(line) != known.head:
        yield Broken(where, f"names another entry {known.entries} than the log: it was told anew")
        return
    try:
        found = _digests(_replayed(connection, known.entries))
    except Damaged as error:
        yield Broken(where, str(error))
        return
    if known.shape < shape.SCHEMA:
        found = _without_later(found, known)
    for what in sorted(found.keys() | known.digests.keys()):
        if found.get(what) != known.digests.get(what):
            yield Broken(where, f"{what} is not what it was at entry {known.entries}")


def _without_later(found: dict[str, tuple[int, str]], known: Checkpoint) -> dict[str, tuple[int, str]]:
    """Without tables that came with a later shape: they had no rows then, and the checkpoint does not name them."""
    return {what: now for what, now in found.items() if now[0] or what in known.digests}


def _replayed(connection: Connection, until: int | None) -> Replay:
    state = replay(connection, until=until)
    if state.broken:
        first = state.broken[0]
        raise Damaged(
            f"the log is broken: {first.where} {first.what}", hint="grcdesk log verify names everything broken"
        )
    return state


def _digests(state: Replay) -> dict[str, tuple[int, str]]:
    found = {f"table {kind}": (len(rows), _digest(rows)) for kind, rows in sorted(state.records.items())}
    blobs = {
        str(row[column])
        for kind, column in vault.NAMED.items()
        for row in state.records.get(kind, {}).values()
        if row.get(column)
    }
    return {**found, "vault": (len(blobs), _digest(sorted(blobs)))}


def _digest(content: object) -> str:
    said = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
