"""The process that reads one file: a ceiling for memory and time, no network, nothing writable. `sandbox` starts it."""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from grcdesk.errors import DeskError
from grcdesk.importers.evidence import read as evidence_read  # before the walls go up: nothing is loaded behind them
from grcdesk.importers.evidence.sandbox import KEEP, ReadRequest, allowed_seconds
from grcdesk.importers.reading.confined import confine


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
        confine(request.memory, allowed_seconds(Path(request.path).stat().st_size))
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


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
