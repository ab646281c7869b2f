"""Verifying the vault: every file and row against each other, both ways. Repairs nothing."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, text

from grcdesk.models.unreadable import stored_moment
from grcdesk.paths import DeskPaths
from grcdesk.schemas.evidence.vault import BlobLook, Orphan, Thoroughness, VaultFinding, VaultReport
from grcdesk.schemas.log.log import Broken
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.store import vault
from grcdesk.terms import BlobState

FULL = Thoroughness()
_SAMPLE = 32
"""Files a quick look hashes whatever their times say."""
_SAMPLE_BYTES = 64 << 20
_SECOND_LOOK = 2.0
"""Seconds a file may be younger than its row: some file systems keep whole seconds."""
_BLOB = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = re.compile(r"incoming-\d+-[0-9a-f]{8}\.tmp")
_ORPHAN = "belongs to no evidence: left when a command was killed; grcdesk evidence gc removes it"
_ERASED = "was erased, and is here again; grcdesk evidence gc removes it"
SPOILT = "belongs to no evidence, and is not what its name says"
"""Of bytes whose artefact was undone or replaced: redo would find something else."""
SHUT = "belongs to no evidence, and cannot be read"
_HALF = "belongs to no evidence: an unfinished copy; grcdesk evidence gc removes it in an hour"
_ROWS = (
    "SELECT r.rows_sha256, r.rows_size, r.imported_at, r.id, coalesce(e.integrity, '') FROM import_report r "
    "LEFT JOIN evidence e ON e.id = r.id WHERE r.rows_sha256 <> '' AND coalesce(e.erased, '') = '' ORDER BY r.id"
)
_RUNNING = 3600.0
"""Seconds for which an unfinished copy may belong to a command that still runs."""


@dataclass(slots=True)
class _Kept:
    """One blob as the register names it."""

    sha: str
    size: int
    recorded: str
    evidence: list[str]
    rows_of: list[str] = field(default_factory=list)
    """Imports whose normalised rows it is."""
    files: list[str] = field(default_factory=list)
    """Files of access reviews with these bytes: the same list may come twice."""
    damaged: bool = False
    """Whether the last look found an artefact damaged that it belongs to."""

    @property
    def names(self) -> list[str]:
        """Everything that names it, each once."""
        return list(dict.fromkeys((*self.evidence, *self.rows_of, *self.files)))

    @property
    def artefacts(self) -> tuple[str, ...]:
        """The artefacts that rest on it: by their bytes, or by the rows that were kept of them."""
        return tuple(dict.fromkeys((*self.evidence, *self.rows_of)))


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look found, and what it saw of each file it came to."""

    report: VaultReport
    looks: tuple[BlobLook, ...]


def check(
    paths: DeskPaths,
    connection: Connection,
    how: Thoroughness = FULL,
    *,
    day: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Checked:
    """Match blobs and rows both ways, and hash as many as asked for.

    Args:
        paths: the desk.
        connection: a plain connection to its database.
        how: how much is hashed.
        day: what the sample of a quick look turns on.
        progress: told files looked at and in all.
        stop: asked between files; what was found so far is told.
    """
    kept = _kept(connection)
    sample = _sampled(kept, day) if how.quick else set()
    found: list[VaultFinding] = []
    looks: list[BlobLook] = []
    size = 0
    for number, blob in enumerate(kept.values(), 1):
        if stop and stop():
            break
        state, what, read = _look(paths, blob, how, sample)
        looks.append(BlobLook(blob.sha, blob.artefacts, state, what, hashed=read >= 0))
        size += max(read, 0)
        if state is not BlobState.OK:
            found.append(_of(connection, state, what, paths, blob))
        if progress:
            progress(number, len(kept))
    found += _duplicates(connection, paths, kept)
    for path, what in _strangers(paths, connection):
        state = BlobState.ORPHAN if what in (_ORPHAN, _HALF) else BlobState.UNREGISTERED
        found.append(VaultFinding(state, path.relative_to(paths.root).as_posix(), what, (), ()))
    hashed = sum(one.hashed for one in looks)
    return Checked(VaultReport(how, len(kept), hashed, size, tuple(found)), tuple(looks))


def _kept(connection: Connection) -> dict[str, _Kept]:
    found: dict[str, _Kept] = {}
    query = "SELECT sha256, size, recorded_at, id, integrity FROM evidence "
    query += "WHERE sha256 <> '' AND erased = '' ORDER BY position"
    for sha, size, recorded, name, integrity in connection.execute(text(query)):
        blob = found.setdefault(sha, _Kept(sha, size, recorded, []))
        blob.evidence.append(name)
        blob.damaged |= bool(integrity)
    for sha, size, recorded, name, integrity in connection.execute(text(_ROWS)):
        blob = found.setdefault(sha, _Kept(sha, size, recorded, []))
        blob.rows_of.append(name)
        blob.damaged |= bool(integrity)
    query = "SELECT sha256, size, kept_at, id FROM kept_file WHERE erased = '' ORDER BY position"
    for sha, size, recorded, name in connection.execute(text(query)):
        found.setdefault(sha, _Kept(sha, size, recorded, [])).files.append(name)
    return found


def _sampled(kept: dict[str, _Kept], day: str) -> set[str]:
    chosen, total = set(), 0
    for sha in sorted(kept, key=lambda sha: hashlib.sha256(f"{day} {sha}".encode()).digest())[:_SAMPLE]:
        # a large one is passed over, and those behind it are looked at all the same
        if total + kept[sha].size <= _SAMPLE_BYTES:
            total += kept[sha].size
            chosen.add(sha)
    return chosen


def _look(paths: DeskPaths, blob: _Kept, how: Thoroughness, sample: set[str]) -> tuple[BlobState, str, int]:
    """State, what is wrong, and the bytes hashed; -1 when it was not hashed."""
    path = vault.blob(paths, blob.sha)
    try:
        facts = path.lstat()
        if not stat.S_ISREG(facts.st_mode):
            return BlobState.MISSING, "its file in the vault is missing: something else stands there", -1
        if facts.st_size != blob.size:
            return BlobState.MODIFIED, f"its file in the vault was modified: {facts.st_size:,} bytes", -1
        if not _chosen(blob, how, sample, facts.st_mtime):
            return BlobState.OK, "", -1
        if vault.hash_file(path) != blob.sha:
            return BlobState.MODIFIED, "its file in the vault was modified", facts.st_size
    except (OSError, ValueError) as error:
        gone = "is missing" if isinstance(error, FileNotFoundError) else "cannot be read"
        said = getattr(error, "strerror", None) or str(error)
        return BlobState.MISSING, f"its file in the vault {gone}: {said}", -1
    return BlobState.OK, "", facts.st_size


def _chosen(blob: _Kept, how: Thoroughness, sample: set[str], modified: float) -> bool:
    if blob.damaged:
        return True  # whoever brought it back need not wait for a full look
    if how.quick:
        return blob.sha in sample or _younger(modified, blob.recorded)
    return int(blob.sha[:8], 16) % how.of == how.part - 1


def _younger(modified: float, recorded: str) -> bool:
    """Whether a file was written after its row: something has touched it since."""
    if not recorded:
        return True
    return modified > stored_moment(recorded).timestamp() + _SECOND_LOOK


def _of(connection: Connection, state: BlobState, what: str, paths: DeskPaths, blob: _Kept) -> VaultFinding:
    where = vault.blob(paths, blob.sha).relative_to(paths.root).as_posix()
    return VaultFinding(state, where, what, tuple(blob.names), touched(connection, blob.names))


def touched(connection: Connection, evidence: list[str]) -> tuple[str, ...]:
    """The controls those artefacts stand behind."""
    query = text("SELECT DISTINCT control FROM evidence_link WHERE evidence IN :names ORDER BY control")
    return tuple(connection.scalars(query.bindparams(bindparam("names", evidence, expanding=True))))


def _duplicates(connection: Connection, paths: DeskPaths, kept: dict[str, _Kept]) -> list[VaultFinding]:
    said = "the same bytes are registered more than once"
    twice = [blob for blob in kept.values() if len(blob.evidence) > 1]
    return [_of(connection, BlobState.DUPLICATE, said, paths, blob) for blob in twice]


def _strangers(paths: DeskPaths, connection: Connection) -> Iterator[tuple[Path, str]]:
    """Files of the vault that belong to nothing, and what they are."""
    rows = vault.in_force(connection)
    once: set[str] | None = None
    erased = vault.erased(connection)
    for path in files_below(paths.vault):
        if path.name in rows and path == vault.blob(paths, path.name):
            continue
        if once is None:
            once = vault.once_taken(connection)
        what = _ERASED if path.name in erased else _stranger(paths, path, once)
        if what:
            yield path, what


def is_blob(paths: DeskPaths, path: Path) -> bool:
    """Whether a file lies where bytes of that name belong, and is one."""
    lies = bool(_BLOB.fullmatch(path.name)) and path == vault.blob(paths, path.name)
    return lies and stat.S_ISREG(path.lstat().st_mode)


def _stranger(paths: DeskPaths, path: Path, once: set[str]) -> str:
    if _UNFINISHED.fullmatch(path.name) and path.parent == paths.vault:
        return _HALF
    if not is_blob(paths, path):
        return "belongs to no evidence"
    if path.name not in once:
        return _ORPHAN
    # an undone or replaced artefact leaves its bytes, so that redo finds them
    try:
        return "" if vault.hash_file(path) == path.name else SPOILT
    except OSError:
        return SHUT


def files_below(folder: Path) -> Iterator[Path]:
    """Whatever is no folder, links included, in the order of names; no link is followed."""
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(Path(entry.path))
        else:
            yield Path(entry.path)


def orphans(paths: DeskPaths, connection: Connection, now: datetime) -> list[Orphan]:
    """What a killed command has left: blobs no row and no line of the log names, and copies nobody finishes."""
    return [
        Orphan(path.relative_to(paths.root).as_posix(), path.lstat().st_size)
        for path, what in _strangers(paths, connection)
        if what in (_ORPHAN, _ERASED) or (what == _HALF and _age(path, now) > _RUNNING)
    ]


def _age(path: Path, now: datetime) -> float:
    return (now.astimezone(UTC) - datetime.fromtimestamp(path.lstat().st_mtime, UTC)).total_seconds()


def harmless(report: VaultReport) -> list[Broken]:
    """What a killed command has left, as the log tells it."""
    return [Broken(one.where, one.what) for one in report.found if one.state is BlobState.ORPHAN]


def as_broken(report: VaultReport) -> list[Broken]:
    """What is damage, as the log tells it."""
    found = []
    for one in report.found:
        if one.state.harmless:
            continue
        controls = f" ({', '.join(one.controls)})" if one.controls else ""
        found.append(Broken(f"evidence {', '.join(one.evidence)}{controls}" if one.evidence else one.where, one.what))
    return found
