"""The process that reads exports of the settings at a provider. `apart` starts it."""

from __future__ import annotations

import sys
from typing import IO

from grcdesk.importers.reading.apart.child import Reader, serve
from grcdesk.importers.vendors.settings import read_projects

_READERS: dict[str, Reader] = {"projects": read_projects}


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, _READERS)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
