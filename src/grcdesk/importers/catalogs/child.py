"""The process that looks at catalogs of others. `apart` starts it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from grcdesk.importers.catalogs.catalogs import read_catalog
from grcdesk.importers.catalogs.oscal import reading as oscal
from grcdesk.importers.reading.apart.child import Reader, serve


def _read(path: Path) -> list[str]:
    """The hash of a catalog that can be read; what it holds does not travel."""
    return [read_catalog(path).sha256]


_READERS: dict[str, Reader] = {"catalog": _read, "oscal": oscal.read}


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, _READERS)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
