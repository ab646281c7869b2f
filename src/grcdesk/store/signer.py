"""Who writes a line of the change log, as far as a local program can know."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass
from functools import cache
from typing import Any

from grcdesk import __version__, clock
from grcdesk.disk import os_user
from grcdesk.terms import Via


@dataclass(frozen=True, slots=True)
class Signer:
    """Who writes: the name they set, and what the computer knows."""

    name: str
    via: Via

    def actor(self) -> dict[str, Any]:
        """The `actor` object of a line."""
        return {"name": self.name, **_machine()}

    def source(self) -> dict[str, Any]:
        """The `source` object: through which door; a local program has no honest network address."""
        return {
            "via": self.via.value,
            "tty": _tty(),
            "ssh_client": os.environ.get("SSH_CLIENT", "local"),
            "version": __version__,
        }


@cache
def _machine() -> dict[str, Any]:
    return {"os_user": os_user(), "host": socket.gethostname(), "key_fpr": None}


@cache
def _tty() -> str:
    try:
        return os.ttyname(sys.stdin.fileno()) if sys.stdin and sys.stdin.isatty() else ""
    except (OSError, ValueError):
        return ""


@cache
def run_name() -> str:
    """This process, as `run` in every line it writes."""
    return f"{os.getpid()}@{clock.stamp(clock.now())}"
