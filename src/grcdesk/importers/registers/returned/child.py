"""The process that reads workbooks that come back. `apart` starts it."""

from __future__ import annotations

import sys
from typing import IO

from grcdesk.importers.reading.apart.child import Reader, serve
from grcdesk.importers.registers.returned.reading import read_returned

_READERS: dict[str, Reader] = {"returned": read_returned}


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, _READERS)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
