"""The vault: looking into it, verifying it, clearing away what killed commands have left in it."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, Damaged, Locked, Newer, NotFound, Refused, Unwritable
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.models.reviews import KeptFile
from grcdesk.schemas.evidence.vault import Orphan, Thoroughness, VaultFinding, VaultReport
from grcdesk.schemas.log.log import Broken
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.services.common.context import Service
from grcdesk.services.common.handing_out import Fill, MarkedIn, Outgoing, hand_out, look_at
from grcdesk.services.evidence import erasing, looks, row_samples
from grcdesk.services.evidence.writing import rows
from grcdesk.store import journal, vault_check
from grcdesk.store import vault as blobs
from grcdesk.store.replay import compare, replay
from grcdesk.terms import BlobState, Verb
from grcdesk.wording import count

FULL = Thoroughness()
_TABLES = ("evidence", "evidence_link", "evidence_test")
_READ_ONLY = 0o440
_UNSAFE = '/\\:*?"<>|'


class Vault(Service):
    """Verbs on the files behind the register."""

    def open(self, evidence: str, folder: Path | None = None, *, rows: bool = False) -> FileOutcome:
        """Put a copy of an artefact's file, under its own name, where it can be looked at.

        Args:
            evidence: its id, or that of a file an access review rests on (KF-1).
            folder: where to, which the change log is told; none: a temporary folder of this user alone.
            rows: instead of the file, the rows without text that its importer kept, as JSON Lines.

        Raises:
            NotFound: when there is no such artefact, or it has no rows.
            Refused: when it is a link, which is not preserved, or a file of that name is there already.
            Damaged: when its file is missing, or is not what was taken in.
            Unwritable: when the folder does not take it.
        """
        with self._store.read() as session:
            if rows:
                name, sha, size = _rows(session, _kept(session, evidence))
            else:
                row = session.get(KeptFile, evidence) or _kept(session, evidence)
                name, sha, size = row.file_name, row.sha256, row.size
                if row.erased:
                    raise Refused(
                        f"the file of {evidence} was {erasing.told(row)}", hint="its hash stays, its bytes do not"
                    )
        target = (folder or Path(tempfile.mkdtemp(prefix="grcdesk-"))) / _safe(name, evidence)
        if target.exists():
            raise Refused(f"{target} is already there", hint="choose another folder")
        fill = _filled(blobs.blob(self._store.paths, sha), evidence, sha)
        if folder is None:
            look_at(target, fill, mode=_READ_ONLY)
        else:
            going = Outgoing(Verb.EXPORT_EVIDENCE, target, MarkedIn.BESIDE, {"evidence": evidence})
            hand_out(self._store, going, fill, force=False, mode=_READ_ONLY)
        return FileOutcome(target, size, sha, f"{evidence} is in {target}")

    def sample(
        self, evidence: str, target: Path, *, rows: int = 25, seed: str = "", force: bool = False
    ) -> FileOutcome:
        """Draw rows that an importer kept, and hand them out: no text, each with its place in the source.

        The same rows, number and seed give the same draw; see `row_samples`.

        Args:
            evidence: the artefact.
            target: CSV or JSON Lines, by its ending.
            rows: how many.
            seed: a word of whoever asks for the sample.
            force: whether a file of that name is replaced.

        Raises:
            NotFound: when there is no such artefact, or it has no rows.
            BadInput: for a number or an ending that is none.
            Refused: when it was erased, or the file exists and `force` is not set.
            Damaged: when the rows are missing, or not those that were kept.
            Unwritable, Locked, Newer: when it cannot be written, or the log takes no line of it.
        """
        return row_samples.write(self._store, evidence, target, number=rows, seed=seed, force=force)

    def verify(
        self, how: Thoroughness = FULL, *, progress: Progress | None = None, stop: Stop | None = None
    ) -> VaultReport:
        """Match the files of the vault and the register both ways, and hash as many as asked for.

        Names what is modified, missing, unregistered or there twice, with the controls it touches; a full look also
        holds each row against the log. Repairs nothing. Is itself logged, and what it found of the bytes stands with
        each artefact from then on; the report says when the desk took neither down.

        Raises:
            BadInput: for a slice that does not exist.
        """
        if not 1 <= how.part <= how.of:
            raise BadInput(f"there is no slice {how.part} of {how.of}", hint="write it as 1/4 to 4/4")
        self._store.refuse_past("the vault is verified as it is today")
        with self._store.read() as session:
            connection = session.connection()
            seen = vault_check.check(
                self._store.paths, connection, how, day=self._today().isoformat(), progress=progress, stop=stop
            )
            report, bad = seen.report, []
            if how == FULL and not (stop and stop()):
                bad = [_row(connection, one) for one in compare(connection, replay(connection), _TABLES)]
                report = replace(report, found=(*report.found, *bad))
        facts: dict[str, journal.Value] = {"how": str(how), "files": report.files, "hashed": report.hashed}
        facts["broken"] = sum(not one.state.harmless for one in report.found)
        unrecorded = "the register is not what the change log says" if bad else ""
        try:
            # a row that is not what the log says may name other bytes: what it then seems to lack is not written down
            if not bad:
                looks.record(self._store, seen.looks)
            self._store.note(Verb.EVIDENCE_VERIFY, "evidence", "", facts)
        except (Unwritable, Locked, Newer) as error:
            unrecorded = str(error)
        return replace(report, unrecorded=unrecorded)

    def erase(self, evidence: str, *, reason: str) -> Outcome:
        """Erase the file of an artefact for good, also in the desk's own backups; see `erasing.erase`.

        Its hash, the reason and the person stay on record, and it proves nothing any more.

        Raises:
            NotFound: when there is no such artefact.
            Refused: without a reason, for a link, or when it was erased already.
            Unwritable: when the vault does not let go of it.
        """
        return erasing.erase(self._context, evidence, reason)

    def orphans(self) -> list[Orphan]:
        """Files a killed command has left in the vault; `clear` removes them."""
        self._store.refuse_past("the vault is looked after as it is today")  # later evidence would seem nobody's
        with self._store.read() as session:
            return vault_check.orphans(self._store.paths, session.connection(), clock.now())

    def clear(self) -> Outcome:
        """Remove the files a killed command has left. What any row or line of the log names stays."""
        found = self.orphans()
        if not found:
            return Outcome("nothing to remove")
        size = sum(one.size for one in found)
        facts: dict[str, journal.Value] = {"files": len(found), "size": size}
        facts["names"] = " ".join(one.path for one in found)
        # first: nothing goes that the log does not know of
        self._store.note(Verb.EVIDENCE_GC, "evidence", "", facts)
        told = {one.path for one in found}
        # a unit of work only to keep others from writing: nobody can come to name one of the files meanwhile
        with self._store.work(Verb.EVIDENCE_GC, dry_run=True) as work:
            for one in vault_check.orphans(self._store.paths, work.session.connection(), clock.now()):
                if one.path in told:
                    (self._store.paths.root / one.path).unlink(missing_ok=True)
        return Outcome(f"{count(len(found), 'file')} removed, {count(size, 'byte')}")


def _row(connection: Connection, broken: Broken) -> VaultFinding:
    """A row that is not what the log says, with the artefact and the controls it touches."""
    kind, _, name = broken.where.partition(" ")
    evidence = name if kind == "evidence" else name.rpartition("/")[2]
    controls = vault_check.touched(connection, [evidence]) if evidence else ()
    return VaultFinding(BlobState.ROW, broken.where, broken.what, (evidence,) if evidence else (), controls)


def _filled(source: Path, evidence: str, sha: str) -> Fill:
    """What copies a blob, once its bytes are known to be those that were taken in."""

    def fill(file: BinaryIO) -> None:
        try:
            if blobs.hash_file(source) != sha:
                raise Damaged(f"{evidence}: its file in the vault was modified", hint="grcdesk evidence verify")
            blob = source.open("rb")
        except OSError as error:
            raise Damaged(f"{evidence}: its file in the vault is missing", hint="grcdesk evidence verify") from error
        with blob:
            shutil.copyfileobj(blob, file)

    return fill


def _rows(session: Session, row: Evidence) -> tuple[str, str, int]:
    """Name, hash and size of the rows an importer kept."""
    found = session.get(ImportRecord, row.id)
    if found is None or not found.rows_sha256:
        raise NotFound(f"{row.id} has no rows: no importer kept any", hint=f"grcdesk evidence report {row.id}")
    name = PurePath(row.file_name.removesuffix(".report.json")).stem
    return f"{name}.rows.jsonl", found.rows_sha256, found.rows_size


def _kept(session: Session, evidence: str) -> Evidence:
    (row,) = rows(session, [evidence])
    if not row.sha256:
        raise Refused(f"{evidence} is a link and is not preserved: {row.url}", hint="open it in a browser yourself")
    return row


def _safe(name: str, evidence: str) -> str:
    """The name of the file without what could lead elsewhere or hide it."""
    plain = "".join("_" if letter in _UNSAFE or not letter.isprintable() else letter for letter in name).lstrip(".")
    return plain[-180:] or evidence
