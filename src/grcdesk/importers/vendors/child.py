"""The process that reads lists of vendors and of settings at a provider. `apart` starts it."""

from __future__ import annotations

import sys
from typing import IO

from grcdesk.importers.reading.apart.child import Reader, serve
from grcdesk.importers.vendors.settings import read_projects
from grcdesk.importers.vendors.vendors import read_vendors

_READERS: dict[str, Reader] = {"projects": read_projects, "vendors": read_vendors}


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, _READERS)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
