"""The process that reads the desk's own maker files. `apart` starts it."""

from __future__ import annotations

import sys
from typing import IO

from grcdesk.importers.reading.apart.child import serve
from grcdesk.importers.reading.makers.files import read_maker


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, {"maker": read_maker})


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
