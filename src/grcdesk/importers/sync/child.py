"""The process that reads rules of watched folders. `apart` starts it."""

from __future__ import annotations

import sys
from typing import IO

from grcdesk.importers.reading.apart.child import serve
from grcdesk.importers.sync.rules import read_rules


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, {"rules": read_rules})


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
