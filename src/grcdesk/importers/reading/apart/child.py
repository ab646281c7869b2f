"""What the process does that reads one file: a ceiling for memory and time, no network, nothing writable."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import IO, Any

from grcdesk.errors import DeskError
from grcdesk.importers.reading.confined import confine
from grcdesk.schemas.unset import Unset

Reader = Callable[..., Any]
"""Reads a file: its path, and what else it is told by name."""


@dataclass
class Mouth:
    """Says things to whoever asked, and hands rows over."""

    told: IO[bytes]

    def say(self, thing: Mapping[str, Any]) -> None:
        """One thing, a line."""
        self.told.write(json.dumps(thing).encode() + b"\n")
        self.told.flush()

    def write(self, data: bytes) -> None:
        """Rows, or the file as it came."""
        self.told.write(b'{"rows": %d}\n' % len(data) + data)

    def restart(self) -> None:
        """What was handed over does not count."""
        self.told.write(b'{"again": true}\n')


def serve(asked: IO[bytes], told: IO[bytes], readers: Mapping[str, Reader]) -> None:
    """Read one file with the reader that is asked for."""
    request = json.loads(asked.readline())
    mouth = Mouth(told)

    def read() -> None:
        made = readers[request["reader"]](Path(request["path"]), **request["how"])
        names = [one.name for one in fields(made)] if is_dataclass(made) else []
        kept = next((name for name in names if isinstance(getattr(made, name), bytes)), "")
        if kept:
            mouth.write(getattr(made, kept))
        mouth.say({"report": plain(made), "kept": kept})

    behind_walls(mouth, read, request)


def behind_walls(mouth: Mouth, read: Callable[[], None], request: Mapping[str, Any]) -> None:
    """Do the reading under its ceilings, and say in one sentence why it could not be done."""
    memory, hint = request["memory"], request["hint"]
    try:
        sys.dont_write_bytecode = True
        gc.disable()  # records make no circles: reference counts free them

        confine(memory, request["seconds"])
        read()
    except DeskError as error:
        told = {"error": error.message, "hint": error.hint, "reasons": list(error.reasons)}
        mouth.say(told | {"line": getattr(error, "line", None), "file": getattr(error, "file", "")})
    except MemoryError:
        mouth.say({"error": f"needs more than {memory >> 20} MB to read", "hint": hint})
    except RecursionError:
        mouth.say({"error": "is nested too deep", "hint": hint})
    except Exception as error:  # noqa: BLE001  a parser may fail in any way; its message could quote the file
        mouth.say({"error": f"cannot be read ({_where(error)})", "hint": hint})


def _where(error: BaseException) -> str:
    trace, place = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "grcdesk" in code.co_filename:
            place = f" in {Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return type(error).__name__ + place


def _told(thing: Any) -> Iterator[tuple[str, Any]]:
    return ((one.name, getattr(thing, one.name)) for one in fields(thing))


def plain(thing: Any) -> Any:
    """A record as JSON holds it. What is not said, and bytes, are left out."""
    if is_dataclass(thing):
        return {name: plain(value) for name, value in _told(thing) if not isinstance(value, Unset | bytes)}
    if isinstance(thing, Mapping):
        return {str(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple | frozenset):
        return [plain(value) for value in thing]
    if isinstance(thing, Enum):
        return thing.value
    return thing.isoformat() if isinstance(thing, date) else thing
