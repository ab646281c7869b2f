"""The process that reads column maps. `maps` starts it."""

from __future__ import annotations

import sys
from typing import IO

from grcdesk.importers.reading.apart.child import serve
from grcdesk.importers.reading.maps import read_map


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, {"map": read_map})


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
