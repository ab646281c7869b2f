"""Parsing apart: in a process of its own, with a ceiling for memory, time and size, no network and nothing writable.

`parse` starts the process and waits; run as a module, this is that process. They speak JSON, a line each.
"""

from __future__ import annotations

import gc
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from grcdesk.errors import BadInput, DeskError
from grcdesk.schemas.imports import ImportReport

MEMORY = 512 << 20
"""Bytes of address space."""
SECONDS = 30
FREE = 20 << 20
"""Bytes that are read within `SECONDS`."""
RATE = 1 << 20
"""Bytes for which each further second is granted."""
_ANSWER = 64 << 20
_CLOSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.system", "os.posix_spawn", "os.remove", "os.rename")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Request:
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
    memory: int = MEMORY


def allowed_seconds(size: int) -> int:
    """How long reading a file of that size may take: 30 s, and a second for each MiB beyond 20."""
    return SECONDS + max(0, size - FREE) // RATE


def parse(
    request: Request,
    *,
    seconds: float = 0,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> ImportReport:
    """Read a file in a process of its own.

    Args:
        request: the file and how to read it.
        seconds: how long it may take; 0: as `allowed_seconds`.
        progress: told bytes done and bytes in all.
        stop: asked often; true ends it.

    Raises:
        BadInput: what the importer found wrong, or which ceiling was reached.
    """
    size = regular(Path(request.path))
    limit = seconds or allowed_seconds(size)
    environment = os.environ | {"PYTHONPATH": _python_path(), "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", "-m", "grcdesk.importers.evidence.child"]
    with subprocess.Popen(  # noqa: S603  our own interpreter
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        ended = _Watch(process, limit, stop)
        try:
            answer = _talk(process, request, lambda done: progress(min(done, size), size) if progress else None)
        finally:
            ended.done()
    if ended.why == "stopped" or (stop is not None and stop()):
        raise BadInput("stopped; nothing was imported", file=Path(request.path).name)
    if ended.why:
        raise BadInput(f"reading took longer than {limit:g} s", hint=_KEEP, file=Path(request.path).name)
    return _understood(answer, Path(request.path).name, limit)


_KEEP = "split the file, or keep it as it is: grcdesk evidence add"


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


def _python_path() -> str:
    here = str(Path(__file__).parents[3])
    there = os.environ.get("PYTHONPATH")
    return os.pathsep.join([here, there] if there else [here])


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


def _talk(process: subprocess.Popen[bytes], request: Request, progress: Callable[[int], None]) -> dict[str, Any]:
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
        if "done" not in said:
            return dict(said)
        progress(int(said["done"]))
    return {}


def _understood(answer: dict[str, Any], name: str, seconds: float) -> ImportReport:
    if "error" in answer:
        raise BadInput(answer["error"], hint=answer.get("hint", ""), file=name, line=answer.get("line"))
    if "report" not in answer:
        # ended by the ceiling for processor time, or for memory inside a library
        raise BadInput(f"needs more than {MEMORY >> 20} MB or {seconds:g} s to read", hint=_KEEP, file=name)
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(ImportReport).validate_python(answer["report"])


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process: ceilings first, then the file."""
    request = Request(**json.loads(asked.readline()))

    def say(thing: dict[str, Any]) -> None:
        told.write(json.dumps(thing).encode() + b"\n")
        told.flush()

    try:
        from grcdesk.importers.evidence import reading  # noqa: PLC0415  before the walls go up

        sys.dont_write_bytecode = True
        gc.disable()  # records make no circles: reference counts free them
        reading.load(request.importer)
        _confine(request.memory, allowed_seconds(Path(request.path).stat().st_size))
        report = reading.read(request, lambda done: say({"done": done}))
        say({"report": _plain(asdict(report))})
    except DeskError as error:
        say({"error": error.message, "hint": error.hint, "line": getattr(error, "line", None)})
    except MemoryError:
        say({"error": f"needs more than {request.memory >> 20} MB to read", "hint": _KEEP})
    except RecursionError:
        say({"error": "is nested too deep", "hint": _KEEP})
    except Exception as error:  # noqa: BLE001  a parser may fail in any way; its message could quote the file
        say({"error": f"cannot be read ({_where(error)})", "hint": _KEEP})


def _where(error: BaseException) -> str:
    trace, place = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "grcdesk" in code.co_filename:
            place = f" in {Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return type(error).__name__ + place


def _plain(thing: Any) -> Any:
    if isinstance(thing, dict):
        return {str(key): _plain(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_plain(value) for value in thing]
    return thing.isoformat() if isinstance(thing, date) else thing


def _confine(memory: int, seconds: int) -> None:
    """From here on: so much memory, so much time, no file written, no connection, no other process."""
    try:
        import resource  # noqa: PLC0415  not on every system; the parent watches the clock there too
    except ImportError:
        pass
    else:
        for kind, limit in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (limit if hard < 0 else min(limit, hard), hard))

    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if writes or event.startswith(_CLOSED):
            raise PermissionError("an importer reads one file and does nothing else")

    sys.addaudithook(guard)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
