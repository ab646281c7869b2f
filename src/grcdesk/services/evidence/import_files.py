"""What of an imported file lies in the vault: the file, or its report; and beside either the rows without content."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from grcdesk.errors import BadInput, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.schemas.evidence.imports import ImportReport
from grcdesk.schemas.progress import Stop
from grcdesk.services.evidence import intake
from grcdesk.services.evidence.intake import StoredFile
from grcdesk.store import temporary, vault
from grcdesk.store.work import Store

_CHANGED = "changed after it was read"


@dataclass(slots=True)
class Spool:
    """The normalised rows of the file that was read last, in a file without a name: it goes when the program ends."""

    file: BinaryIO | None = None
    sha256: str = ""

    def begin(self) -> BinaryIO:
        """Make room for another file, and hand it over to be written.

        Raises:
            Unwritable: when there is no place for temporary files.
        """
        if self.file is not None:
            self.file.close()
        self.sha256 = ""
        try:
            self.file = tempfile.TemporaryFile()  # noqa: SIM115  it lives until the next file
        except OSError as error:
            said = f"there is no place for temporary files: {error.strerror}"
            raise Unwritable(said, hint="free some space; TMPDIR names another folder") from error
        return self.file

    def __del__(self) -> None:
        if self.file is not None:
            self.file.close()

    def holds(self, report: ImportReport) -> bool:
        """Whether it holds the rows of that report."""
        return not report.rows_sha256 or self.sha256 == report.rows_sha256


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken into the vault for one import."""

    file: StoredFile
    """The file, or the report of it."""
    rows: StoredFile = field(default_factory=lambda: StoredFile(""))

    @property
    def new(self) -> list[str]:
        """Hashes the vault did not hold before."""
        return intake.new((self.file, self.rows))

    def there(self, paths: DeskPaths) -> bool:
        """Whether all of it still lies in the vault."""
        return all(vault.blob(paths, one.sha256).exists() for one in (self.file, self.rows) if one.sha256)


def kept(report: ImportReport) -> str:
    """What is kept of a file: `file`, or without it `rows`, or `report` alone."""
    if not report.dropped:
        return "file"
    return "rows" if report.rows_sha256 else "report"


def as_bytes(report: ImportReport) -> bytes:
    """A report as it is kept: JSON, the same for the same report."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1, default=str).encode() + b"\n"


def take(store: Store, file: Path, report: ImportReport, spool: Spool, stop: Stop | None) -> Taken:
    """The bytes that were read, or of a file with content the report of it; and the rows.

    Raises:
        BadInput: when the file is another one by now.
        Unwritable: when the vault does not take it.
    """
    first = _file(store, file, report, stop) if kept(report) == "file" else _report(store, file, report, stop)
    try:
        return Taken(first, _rows(store, report, spool))
    except BaseException:
        intake.let_go(store, Taken(first).new)
        raise


def _file(store: Store, file: Path, report: ImportReport, stop: Stop | None) -> StoredFile:
    (taken,) = intake.take(store, [file], None, stop)
    if taken.sha256 != report.sha256:
        intake.let_go(store, Taken(taken).new)
        raise BadInput(_CHANGED, file=str(file), hint="import it again")
    return taken


def _report(store: Store, file: Path, report: ImportReport, stop: Stop | None) -> StoredFile:
    try:
        # the report tells of the bytes that were read: of others it would tell something untrue
        if vault.hash_file(file) != report.sha256:
            raise BadInput(_CHANGED, file=str(file), hint="import it again")
        with temporary.folder(store.paths) as folder:
            written = folder / f"{Path(report.file).stem}.report.json"
            written.write_bytes(as_bytes(report))
            (taken,) = intake.take(store, [written], None, stop)
    except OSError as error:
        said = f"the report of {report.file} cannot be made: {error.strerror}"
        raise Unwritable(said, hint="free some space") from error
    return taken


def _rows(store: Store, report: ImportReport, spool: Spool) -> StoredFile:
    name = f"{Path(report.file).stem}.rows.jsonl"
    if not report.rows_sha256 or spool.file is None:
        return StoredFile("")
    sha, size, known = vault.keep_open(store.paths, spool.file, f"the rows of {report.file}")
    return StoredFile(name, sha256=sha, size=size, known=known)
