"""Artefacts that are to show a fix: whether each can stand behind anything at all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from grcdesk.paths import DeskPaths
from grcdesk.rules.evidence.standing import FAILED, standing
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.services.evidence import reading
from grcdesk.services.evidence.writing import unknown
from grcdesk.store import vault


def named(session: Session, given: Sequence[str]) -> list[EvidenceRow]:
    """Those artefacts, each once.

    Raises:
        NotFound: when there is no such artefact.
    """
    wanted = list(dict.fromkeys(one.strip().upper() for one in given if one.strip()))
    found = {row.id: row for row in reading.rows(session, wanted)}
    for name in wanted:
        if name not in found:
            raise unknown(session, name)
    return [found[name] for name in wanted]


def broken(paths: DeskPaths, rows: Sequence[EvidenceRow], *, look: bool = False) -> list[str]:
    """Each of them that can stand behind nothing, and why.

    Args:
        paths: the desk.
        rows: the artefacts.
        look: read their bytes now, and do not trust the last look.
    """
    return [f"{row.id}: {why}" for row in rows if (why := _why(paths, row, look=look))]


def _why(paths: DeskPaths, row: EvidenceRow, *, look: bool) -> str:
    told = standing(
        preserved=bool(row.sha256),
        integrity=row.integrity,
        rejected=row.rejected,
        superseded_by=row.superseded_by,
        kind=row.kind,
        importer=row.importer,
        result=row.result,
    )
    if told or not look:
        return told
    try:
        return "" if vault.hash_file(vault.blob(paths, row.sha256)) == row.sha256 else FAILED
    except OSError:  # gone, or not to be read: bytes nobody can look at show nothing
        return FAILED
