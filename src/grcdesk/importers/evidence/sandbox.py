"""Reading a file in a process of its own: starting it, talking with it, and ending it when it takes too long.

The process is `child`. The two speak JSON, a line each; `{"rows": n}` is followed by so many bytes of normalised rows.
"""

from __future__ import annotations

import json
import stat
import subprocess
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from grcdesk.errors import BadInput
from grcdesk.importers.keeping.rows import HashedRows, RowSink
from grcdesk.importers.reading.confined import MEMORY, command, environment
from grcdesk.schemas.imports import ImportReport

SECONDS = 30
FREE = 20 << 20
"""Bytes that are read within `SECONDS`."""
RATE = 1 << 20
"""Bytes for which each further second is granted."""
_ANSWER = 64 << 20


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
    period_from: str = ""
    period_to: str = ""
    limit: float | None = None
    """What has to be reached, as a person states it."""
    keep: tuple[str, ...] = ()
    """Fields with text that a person released."""
    role: str = ""
    """What population the list is to be frozen as."""
    memory: int = MEMORY


def allowed_seconds(size: int) -> int:
    """How long reading a file of that size may take: 30 s, and a second for each MiB beyond 20."""
    return SECONDS + max(0, size - FREE) // RATE


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
    size = regular(Path(request.path))
    rows = HashedRows(into)
    limit = seconds or allowed_seconds(size)
    with subprocess.Popen(  # noqa: S603  our own interpreter
        command("grcdesk.importers.evidence.child"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as process:
        ended = _Watch(process, limit, stop)
        try:
            answer = _talk(
                process, request, lambda done: progress(min(done, size), size) if progress else None, sink or rows
            )
        finally:
            ended.done()
    if ended.why == "stopped" or (stop is not None and stop()):
        raise BadInput("stopped; nothing was imported", file=Path(request.path).name)
    if ended.why:
        raise BadInput(f"reading took longer than {limit:g} s", hint=KEEP, file=Path(request.path).name)
    return replace(_understood(answer, Path(request.path).name, limit), rows_sha256=rows.sha256, rows_size=rows.size)


KEEP = "split the file, or keep it as it is: grcdesk evidence add"
"""What helps when a file is too much to read."""


def regular(path: Path) -> int:
    """The size of a file that is one.

    Raises:
        BadInput: for links, pipes, devices and folders.
    """
    try:
        found = path.lstat()
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", hint="give a regular file", file=str(path)) from error
    if not stat.S_ISREG(found.st_mode):
        raise BadInput("is not a regular file", hint="give the file itself, no link or pipe", file=str(path))
    return found.st_size


class _Watch:
    """Ends the process when its time is over, or when nobody waits for it any more."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, stop: Callable[[], bool] | None) -> None:
        self.process, self.left, self.stop, self.why = process, seconds, stop, ""
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while not self.over.wait(0.1):
            self.left -= 0.1
            if self.stop is not None and self.stop():
                self.why = "stopped"
            elif self.left <= 0:
                self.why = "late"
            if self.why:
                self.process.kill()
                return

    def done(self) -> None:
        self.over.set()
        if self.process.poll() is None:
            self.process.kill()
        self.thread.join()


def _talk(
    process: subprocess.Popen[bytes], request: ReadRequest, progress: Callable[[int], None], rows: RowSink
) -> dict[str, Any]:
    """Hand the request over and read until the answer comes; empty when the process ended without one."""
    asked, told = process.stdin, process.stdout
    if asked is None or told is None:
        return {}
    try:
        asked.write(json.dumps(asdict(request)).encode() + b"\n")
        asked.close()
    except BrokenPipeError:
        return {}
    while line := told.readline(_ANSWER):
        try:
            said = json.loads(line)
        except ValueError:
            return {}
        if "rows" in said:
            rows.write(told.read(int(said["rows"])))
        elif "again" in said:
            rows.restart()
        elif "done" in said:
            progress(int(said["done"]))
        else:
            return dict(said)
    return {}


def _understood(answer: dict[str, Any], name: str, seconds: float) -> ImportReport:
    if "error" in answer:
        raise BadInput(answer["error"], hint=answer.get("hint", ""), file=name, line=answer.get("line"))
    if "report" not in answer:
        # ended by the ceiling for processor time, or for memory inside a library
        raise BadInput(f"needs more than {MEMORY >> 20} MB or {seconds:g} s to read", hint=KEEP, file=name)
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(ImportReport).validate_python(answer["report"])
