"""The process that reads registers. `apart` starts it."""

from __future__ import annotations

import sys
from typing import IO

from grcdesk.importers.reading.apart.child import Reader, serve
from grcdesk.importers.registers.registers import read_register

_READERS: dict[str, Reader] = {"register": read_register}


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, _READERS)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
