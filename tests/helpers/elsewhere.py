"""Another process at the same desk, as a colleague in another terminal is one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import sys
from pathlib import Path
from datetime import date
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Status, Via
from grcdesk.terms.vendors import Tier
desk = open_desk(DeskPaths(Path(sys.argv[1])), via=Via.CLI, actor="Omar Haddad")
print("ready", flush=True)
for line in sys.stdin:
    exec(line)
    print("done", flush=True)
desk.close()
"""


class Colleague:
    """Omar Haddad, who does one line of Python after the other on his `desk`."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own script
            [sys.executable, "-c", _SCRIPT, str(root)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._answer("ready")

    def does(self, line: str) -> None:
        """Do it, and come back when it is done."""
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        self._answer("done")

    def _answer(self, wanted: str) -> None:
        assert self._process.stdout
        told = self._process.stdout.readline().strip()
        assert told == wanted, "the other process has ended"

    def leaves(self) -> None:
        """Close the desk and end."""
        self._process.communicate(timeout=20)
