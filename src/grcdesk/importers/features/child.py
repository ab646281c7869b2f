"""The process that reads files of the AI inventory. `apart` starts it."""

from __future__ import annotations

import sys
from typing import IO

from grcdesk.importers.features.inventory import read
from grcdesk.importers.reading.apart.child import Reader, serve

_READERS: dict[str, Reader] = {"inventory": read}


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, _READERS)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
