"""The process that reads one file: a ceiling for memory and time, no network, nothing writable. `sandbox` starts it."""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from grcdesk.errors import DeskError
from grcdesk.importers.evidence import read as evidence_read  # before the walls go up: nothing is loaded behind them
from grcdesk.importers.evidence.sandbox import KEEP, ReadRequest, allowed_seconds

_CLOSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.system", "os.posix_spawn", "os.remove", "os.rename")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process: ceilings first, then the file."""
    request = ReadRequest(**json.loads(asked.readline()))

    def say(thing: dict[str, Any]) -> None:
        told.write(json.dumps(thing).encode() + b"\n")
        told.flush()

    try:
        sys.dont_write_bytecode = True
        gc.disable()  # records make no circles: reference counts free them
        evidence_read.load(request.importer)
        _confine(request.memory, allowed_seconds(Path(request.path).stat().st_size))
        report = evidence_read.read(request, lambda done: say({"done": done}), _Told(told))
        say({"report": _plain(asdict(report))})
    except DeskError as error:
        say({"error": error.message, "hint": error.hint, "line": getattr(error, "line", None)})
    except MemoryError:
        say({"error": f"needs more than {request.memory >> 20} MB to read", "hint": KEEP})
    except RecursionError:
        say({"error": "is nested too deep", "hint": KEEP})
    except Exception as error:  # noqa: BLE001  a parser may fail in any way; its message could quote the file
        say({"error": f"cannot be read ({_where(error)})", "hint": KEEP})


@dataclass
class _Told:
    """Hands rows to whoever asked."""

    told: IO[bytes]

    def write(self, data: bytes) -> None:
        self.told.write(b'{"rows": %d}\n' % len(data) + data)

    def restart(self) -> None:
        self.told.write(b'{"again": true}\n')


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
