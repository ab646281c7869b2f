"""Starting the process that reads one file, talking with it, and ending it when it takes too long.

The process is a module that hands `child.serve` its readers. The two speak JSON, a line each; `{"rows": n}` is
followed by so many bytes: normalised rows, or the file as it came where that is kept.
"""

from __future__ import annotations

import json
import stat
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any, TypeVar, cast

from grcdesk.errors import BadInput, Refused
from grcdesk.importers.keeping.rows import RowSink
from grcdesk.importers.reading.confined import MEMORY, command, environment
from grcdesk.schemas.progress import Progress, Stop

SECONDS = 30
FREE = 20 << 20
"""Bytes that are read within `SECONDS`."""
RATE = 1 << 20
"""Bytes for which each further second is granted."""
KEEP = "split the file, or keep it as it is: grcdesk evidence add"
"""What helps when a file is too much to read."""
SPLIT = "split the file, or save it as CSV"
"""The same where nothing but reading it is meant."""
_ANSWER = 64 << 20
_SENTENCE = 800
"""Characters of a message."""
Found = TypeVar("Found")


@dataclass
class JobControl:
    """How far a person goes with it."""

    progress: Progress | None = None
    """Told bytes done and bytes in all."""
    stop: Stop | None = None
    """Asked often; true ends it."""
    seconds: float = 0
    """How long it may take; 0: as `allowed_seconds`."""
    memory: int = MEMORY
    hint: str = SPLIT
    """What helps when it is too much."""


@dataclass
class KeptBytes(RowSink):
    """The file as it came, where it is kept so."""

    content: BytesIO = field(default_factory=BytesIO)

    def write(self, data: bytes) -> None:
        """Take some of it."""
        self.content.write(data)

    def restart(self) -> None:
        """Begin anew."""
        self.content = BytesIO()


def allowed_seconds(size: int) -> int:
    """How long reading a file of that size may take: 30 s, and a second for each MiB beyond 20."""
    return SECONDS + max(0, size - FREE) // RATE


def regular(path: Path) -> int:
    """The size of a file that is one.

    Raises:
        BadInput: for links, pipes, devices and folders.
    """
    try:
        found = path.lstat()
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", hint="give a regular file", file=str(path)) from error
    except ValueError as error:
        raise BadInput("is no name of a file", hint="give a regular file", file=repr(str(path))[:80]) from error
    if not stat.S_ISREG(found.st_mode):
        raise BadInput("is not a regular file", hint="give the file itself, no link or pipe", file=str(path))
    return found.st_size


def read(
    module: str, reader: str, path: Path, how: Mapping[str, Any], made: type[Found], *, job: JobControl | None = None
) -> Found:
    """What a reader makes of a file.

    Args:
        module: the one that is the process.
        reader: its name there.
        path: the file.
        how: what else the reader is told; plain values.
        made: what it makes.
        job: how far a person goes with it.

    Raises:
        BadInput: what the reader found wrong, or which ceiling was reached.
        Refused: when it was stopped.
    """
    kept = KeptBytes()
    job = job or JobControl()
    try:
        answer = ask(module, {"reader": reader, "path": str(path), "how": dict(how)}, path, job, kept)
    except BadInput:
        if job.stop is not None and job.stop():
            raise Refused("stopped: nothing was changed", hint="run it again to take all of it") from None
        raise
    found = answer["report"]
    if answer.get("kept"):
        found[answer["kept"]] = kept.content.getvalue()
    checked: Found = adapter(made).validate_python(found)  # type: ignore[arg-type]
    return checked


@cache
def adapter(made: Any) -> Any:
    """What makes such a record of plain values, each of which it checks."""
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(made)


def ask(module: str, asked: Mapping[str, Any], path: Path, job: JobControl, rows: RowSink) -> dict[str, Any]:
    """Have a process answer, once its ceilings stand. It writes nothing: it hands over what it made.

    Raises:
        BadInput: as `read`.
    """
    size = regular(path)
    limit = job.seconds or allowed_seconds(size)
    told = job.progress
    with subprocess.Popen(  # noqa: S603  our own interpreter
        command(module),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(),
    ) as process:  # fmt: skip
        ended = _Watch(process, limit, job.stop)
        try:
            answer = _talk(
                process, {**asked, "memory": job.memory, "hint": job.hint, "seconds": allowed_seconds(size)},
                lambda done: told(min(done, size), size) if told else None, rows,
            )  # fmt: skip
        finally:
            ended.done()
    # asked once more: it may have been stopped after the last look, and answered all the same
    if ended.why == "stopped" or (job.stop is not None and job.stop()):
        raise BadInput("stopped; nothing was imported", file=path.name)
    if ended.why:
        raise BadInput(f"reading took longer than {limit:g} s", hint=job.hint, file=path.name)
    return _understood(answer, path, limit, job)


class _Watch:
    """Ends the process when its time is over, or when nobody waits for it any more."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, stop: Stop | None) -> None:
        self.process, self.left, self.stop, self.why = process, seconds, stop, ""
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        # asked again and again: who stops it answers a question, and sends no signal
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


def _talk(process: subprocess.Popen[bytes], asked: dict[str, Any], progress: Any, rows: RowSink) -> dict[str, Any]:
    """Hand the request over and read until the answer comes; empty when the process ended without one."""
    ear, mouth = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    try:
        ear.write(json.dumps(asked).encode() + b"\n")
        ear.close()
    except BrokenPipeError:
        return {}
    # the process read a file of others: what it says is bounded as if it came from there
    while line := mouth.readline(_ANSWER):
        try:
            said = json.loads(line)
        except ValueError:
            return {}
        if "rows" in said:
            rows.write(mouth.read(int(said["rows"])))
        elif "again" in said:
            rows.restart()
        elif "done" in said:
            progress(int(said["done"]))
        else:
            return dict(said)
    return {}


def _short(text: str) -> str:
    """A sentence that may quote the file, cut where nobody reads on."""
    return text if len(text) <= _SENTENCE else f"{text[:_SENTENCE]}…"


def _understood(answer: dict[str, Any], path: Path, seconds: float, job: JobControl) -> dict[str, Any]:
    if "error" in answer:
        file = str(answer.get("file") or path.name)
        told, hint = _short(answer["error"]), _short(answer.get("hint") or "")
        raise BadInput(
            told, hint=hint, reasons=tuple(map(_short, answer.get("reasons", ()))), file=file, line=answer.get("line")
        )
    if "report" not in answer:
        # ended by the ceiling for processor time, or for memory inside a library
        raise BadInput(f"needs more than {job.memory >> 20} MB or {seconds:g} s to read", hint=job.hint, file=path.name)
    return answer
