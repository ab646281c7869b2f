"""Reading evidence in a process of its own: what it is told, and the report that comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO, TypedDict

from grcdesk.importers.keeping.rows import HashedRows, RowSink
from grcdesk.importers.reading.apart import process
from grcdesk.importers.reading.apart.process import KEEP, JobControl
from grcdesk.importers.reading.confined import MEMORY
from grcdesk.schemas.evidence.imports import ImportReport

_CHILD = "grcdesk.importers.evidence.child"


class ToldBefore(TypedDict, total=False):
    """What was told before of files of one importer; a column counts where the file has it."""

    columns: dict[str, str]
    words: dict[str, dict[str, str]]
    dates: str


@dataclass(frozen=True)
class ReadRequest:
    """What the process is told."""

    path: str
    importer: str = ""
    home: str = "UTC"
    """The desk's zone."""
    zone: str = ""
    """The zone of times that carry none; empty: as in `zones`, else the desk's."""
    zones: dict[str, str] | None = None
    """The zone each importer was told last."""
    columns: dict[str, str] | None = None
    words: dict[str, dict[str, str]] | None = None
    rules: dict[str, tuple[str, ...]] | None = None
    """Of findings: the rule of a scanner → the controls a person tied it to."""
    period_from: str = ""
    period_to: str = ""
    limit: float | None = None
    """What has to be reached, as a person states it."""
    limits: dict[str, float] | None = None
    """The same for single metrics, tasks or probes, by name."""
    keep: tuple[str, ...] = ()
    """Fields with text that a person released."""
    sheet: str = ""
    header: int = 0
    """Where the list stands; empty: it is found."""
    dates: str = ""
    """What stands first in days with slashes, as it is told now."""
    before: dict[str, ToldBefore] | None = None
    """What was told before of files that each importer reads."""
    role: str = ""
    """What population the list is to be frozen as."""
    makers: str = ""
    """The folder of the desk's own maker files; empty: there is none."""
    memory: int = MEMORY


def parse(
    request: ReadRequest,
    *,
    seconds: float = 0,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
    into: BinaryIO | None = None,
    sink: RowSink | None = None,
) -> ImportReport:
    """Read a file in a process of its own. That process writes nothing: it hands the normalised rows over.

    Args:
        request: the file and how to read it.
        seconds: how long it may take; 0: as `allowed_seconds`.
        progress: told bytes done and bytes in all.
        stop: asked often; true ends it.
        into: where the normalised rows are written; None: only their hash is taken.
        sink: takes the rows in place of all that; the report then names no hash of them.

    Raises:
        BadInput: what the importer found wrong, or which ceiling was reached.
    """
    rows = HashedRows(into)
    job = JobControl(progress, stop, seconds, request.memory, KEEP)
    answer = process.ask(_CHILD, {"request": asdict(request)}, Path(request.path), job, sink or rows)
    report: ImportReport = process.adapter(ImportReport).validate_python(answer["report"])
    return replace(report, rows_sha256=rows.sha256, rows_size=rows.size)
