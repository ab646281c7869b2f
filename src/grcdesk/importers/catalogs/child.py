"""The process that looks at catalogs of others. `apart` starts it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from grcdesk.importers.catalogs.catalogs import read_catalog
from grcdesk.importers.catalogs.lists import library, lists
from grcdesk.importers.catalogs.oscal import reading as oscal
from grcdesk.importers.reading.apart.child import Reader, serve
from grcdesk.schemas.catalogs.catalogs import TakingPlan, Translation


def _read(path: Path) -> list[str]:
    """The hash of a catalog that can be read; what it holds does not travel."""
    return [read_catalog(path).sha256]


def _list(path: Path, *, plan: Mapping[str, Any], own: str, **_: Any) -> Translation:
    return lists.read(path, plan=_plan(plan), own=own)


def _library(path: Path, *, plan: Mapping[str, Any], **_: Any) -> Translation:
    return library.read(path, plan=_plan(plan))


def _oscal(path: Path, *, plan: Mapping[str, Any], known: Mapping[str, str], **_: Any) -> Translation:
    return oscal.read(path, plan=_plan(plan), known=known)


def _plan(told: Mapping[str, Any]) -> TakingPlan:
    from pydantic import TypeAdapter  # noqa: PLC0415  only where a file of others is read

    return TypeAdapter(TakingPlan).validate_python(dict(told))


_READERS: dict[str, Reader] = {"catalog": _read, "library": _library, "list": _list, "oscal": _oscal}


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, _READERS)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
