"""Files an access review rests on, kept in the vault by hash: lists, rosters, decisions that came back, frozen rows.

A list with a column nobody knows is not kept as it came: its rows are, with the fields that were read and no other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.models.base import col
from grcdesk.models.reviews import KeptFile
from grcdesk.paths import DeskPaths
from grcdesk.schemas.reviews.accounts import AccountsFile, RosterFile, RulingsFile
from grcdesk.schemas.reviews.lists import KeptFileRow
from grcdesk.services.common.ids import next_id
from grcdesk.store import temporary, vault
from grcdesk.terms.reviews import KeptKind
from grcdesk.text import clean


@dataclass(frozen=True, slots=True)
class FileToKeep:
    """Bytes on their way into the vault, and what they are."""

    content: bytes
    what: KeptKind
    name: str
    source_sha256: str = ""
    """Of the file as it came; empty: these are its bytes."""
    rows: int = 0
    dropped: tuple[str, ...] = ()


def of_accounts(read: AccountsFile, name: str) -> FileToKeep:
    """A list of accounts: as it came when all of it is known here, else its rows."""
    if read.raw:
        return FileToKeep(read.raw, KeptKind.LIST, name, rows=read.rows)
    left_out = (*read.dropped, *read.unknown)
    head = {"rows_of": name, "sha256": read.sha256, "columns": read.columns, "left_out": left_out, "rows": read.rows}
    return FileToKeep(
        as_lines(head, map(asdict, read.accounts)),
        KeptKind.ROWS,
        f"{name}.rows.jsonl",
        read.sha256,
        read.rows,
        left_out,
    )


def of_roster(read: RosterFile, name: str) -> FileToKeep:
    """A list of people: always its rows, for nobody knows what else a staff list tells."""
    left_out = (*read.dropped, *read.unknown)
    head = {"rows_of": name, "sha256": read.sha256, "columns": read.columns, "left_out": left_out, "rows": read.rows}
    lines = as_lines(head, map(asdict, read.people))
    return FileToKeep(lines, KeptKind.ROSTER, f"{name}.rows.jsonl", read.sha256, read.rows, left_out)


def of_rulings(read: RulingsFile, name: str) -> FileToKeep:
    """A reviewer's list of decisions: as it came, or without columns nobody knows."""
    if read.raw:
        return FileToKeep(read.raw, KeptKind.DECISIONS, name, rows=len(read.lines))
    head = {"rows_of": name, "sha256": read.sha256, "left_out": read.unknown, "rows": len(read.lines)}
    lines = as_lines(head, map(asdict, read.lines))
    return FileToKeep(lines, KeptKind.DECISIONS, f"{name}.rows.jsonl", read.sha256, len(read.lines), read.unknown)


def as_lines(head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """One JSON object a line, what they are first; same rows, same bytes."""
    lines = (json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str) for one in rows)
    first = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "".join(f"{line}\n" for line in (first, *lines)).encode()


def note(session: Session, file: FileToKeep, *, about: str, campaign: str, by: str) -> str:
    """Enter it into the register; returns its id. `store` puts the bytes in place once nothing can be refused."""
    sha = hashlib.sha256(file.content).hexdigest()
    name, number = next_id(session, KeptFile, "KF")
    session.add(
        KeptFile(
            id=name,
            campaign=campaign,
            about=about,
            what=file.what,
            file_name=clean(file.name),
            sha256=sha,
            size=len(file.content),
            source_sha256=file.source_sha256 or sha,
            rows=file.rows,
            dropped=list(file.dropped),
            kept_by=clean(by),
            kept_at=clock.stamp(clock.now()),
            position=number,
        )
    )
    session.flush()
    return name


def store(paths: DeskPaths, files: Sequence[FileToKeep]) -> None:
    """Put the bytes into the vault.

    Raises:
        Unwritable: when it does not take them.
    """
    # the vault takes files, so that what lies in memory goes the same way as what somebody brings
    with temporary.folder(paths) as folder:
        for number, one in enumerate(files):
            source = folder / str(number)
            source.write_bytes(one.content)
            vault.keep(paths, source)


def of_campaign(session: Session, campaign: str, *, also: str = "") -> list[KeptFileRow]:
    """What is kept for a campaign, and for the roster named beside it, in the order it came."""
    mine = col(KeptFile.campaign) == campaign
    query = select(KeptFile).where(or_(mine, col(KeptFile.about) == also) if also else mine)
    return [row_of(one) for one in session.scalars(query.order_by(col(KeptFile.position)))]


def row_of(one: KeptFile) -> KeptFileRow:
    """A kept file as it is shown."""
    return KeptFileRow(
        one.id, one.about, one.what, one.file_name, one.sha256, one.size, one.source_sha256, one.rows, one.kept_by,
        one.kept_at,
    )  # fmt: skip
