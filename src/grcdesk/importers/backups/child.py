"""The process that reads a backup: a ceiling for memory, no network, nothing writable. `unpack` starts it.

It is told the path on a line, and answers in lines of JSON: the list of what is in the backup, then each file as
`{"file": name}`, `{"bytes": n}` followed by so many bytes, and at the end `{"end": true}`; or `{"error": …}`.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from typing import IO, Any

from grcdesk.errors import BadInput
from grcdesk.importers.backups import archive as archives
from grcdesk.importers.reading.confined import confine
from grcdesk.paths import BACKUP_LIST

_MEMORY = 300 << 20
"""Bytes of address space: enough for a list of the most files a backup takes."""
_SECONDS = 24 * 3600
"""Of processor time; whoever asked ends it much earlier, when nothing comes any more."""


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process: ceilings first, then the file."""
    path = json.loads(asked.readline())["path"]

    def say(thing: dict[str, Any], data: bytes = b"") -> None:
        told.write(json.dumps(thing).encode() + b"\n")
        told.write(data)
        told.flush()

    try:
        confine(_MEMORY, _SECONDS)
        _read(path, say)
    except BadInput as error:
        say({"error": error.message, "hint": error.hint})
    except MemoryError:
        say({"error": f"needs more than {_MEMORY >> 20} MB to read", "hint": "it was not made by grcdesk"})
    except Exception as error:  # noqa: BLE001  a parser may fail in any way; its message could quote the file
        say({"error": f"is not a grcdesk backup ({type(error).__name__})", "hint": "grcdesk backup makes one"})


def _read(path: str, say: Any) -> None:
    """Tell what the archive lists, then the bytes of each file in it."""
    # without O_NONBLOCK a pipe would wait for its other end
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", hint="check its permissions") from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise BadInput("is not a regular file", hint="give the file itself, no pipe or folder")
        archive = archives.opened(file)
        say({"list": archives.listed(archive)})
        for one in archive.infolist():
            if one.filename != BACKUP_LIST:
                say({"file": one.filename})
                archives.unpack(archive, one.filename, lambda data: say({"bytes": len(data)}, data))
        say({"end": True})


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
