"""Processes that read one file for us and can do nothing else: how one is started, and the walls it puts up."""

from __future__ import annotations

import os
import sys
from typing import Any

from grcdesk.paths import PACKAGE

MEMORY = 300 << 20
"""Bytes of address space."""
_CLOSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.system", "os.posix_spawn", "os.remove", "os.rename")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def command(module: str) -> list[str]:
    """How the process is started."""
    # -P: a file in the folder one stands in must not be loaded in the place of a library
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """What the process finds around it: this program, wherever it lies."""
    here = str(PACKAGE.parent)
    there = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([here, there] if there else [here]), "PYTHONUTF8": "1"}


def confine(memory: int, seconds: int) -> None:
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

    # ceilings close no network and no files, and other walls need rights we may not have: Python is asked
    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if writes or event.startswith(_CLOSED):
            raise PermissionError("an importer reads one file and does nothing else")

    sys.addaudithook(guard)
