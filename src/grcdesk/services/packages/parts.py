"""The files of a package: made in memory or taken from the vault, with their sums, and written one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from grcdesk.errors import Damaged
from grcdesk.paths import DeskPaths
from grcdesk.reports.archive import still
from grcdesk.schemas.packages.packages import PackedItem
from grcdesk.schemas.progress import Progress
from grcdesk.store import vault as blobs

_BLOCK = 1 << 20
_LARGE = 1 << 31


@dataclass(frozen=True, slots=True)
class PackagePart:
    """One file of the package."""

    path: str
    """From its folder on."""
    sha256: str
    size: int
    data: bytes = b""
    blob: Path | None = None
    """Where its bytes lie; None: in `data`."""
    about: str = ""
    """The artefact whose file it is; empty: of none."""


def made(path: str, data: bytes) -> PackagePart:
    """A file whose bytes are at hand."""
    return PackagePart(path, hashlib.sha256(data).hexdigest(), len(data), data)


def kept(paths: DeskPaths, one: PackedItem) -> Iterator[PackagePart]:
    """The file of an artefact, and the rows beside it, as they lie in the vault.

    Raises:
        Damaged: when the rows are not there.
    """
    row = one.row
    yield PackagePart(one.path, row.sha256, row.size, blob=blobs.blob(paths, row.sha256), about=row.id)
    if one.rows_path:
        blob = blobs.blob(paths, row.rows_sha256)
        if not blob.is_file():
            raise Damaged(f"the rows of {row.id} are missing in the vault", hint="grcdesk evidence verify")
        yield PackagePart(one.rows_path, row.rows_sha256, blob.stat().st_size, blob=blob, about=f"rows of {row.id}")


def into_zip(parts: Sequence[PackagePart], folder: str, progress: Progress | None) -> Callable[[BinaryIO], None]:
    """What writes them into a zip file, below one folder, in the order of their names and with one time for all."""

    def fill(file: BinaryIO) -> None:
        told = _telling(parts, progress)
        with ZipFile(file, "w", allowZip64=True) as archive:
            for part in _sorted(parts):
                with archive.open(still(f"{folder}/{part.path}"), "w", force_zip64=part.size >= _LARGE) as target:
                    _copy(part, target.write, told)

    return fill


def into_folder(parts: Sequence[PackagePart], progress: Progress | None) -> Callable[[Path], None]:
    """What writes them into a folder."""

    def fill(root: Path) -> None:
        told = _telling(parts, progress)
        for part in _sorted(parts):
            target = root / part.path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                _copy(part, file.write, told)

    return fill


def _sorted(parts: Iterable[PackagePart]) -> list[PackagePart]:
    return sorted(parts, key=lambda part: part.path.encode())


def _telling(parts: Sequence[PackagePart], progress: Progress | None) -> Callable[[int], None]:
    whole, done = sum(part.size for part in parts), [0]

    def tell(size: int) -> None:
        done[0] += size
        if progress is not None:
            progress(min(done[0], whole), whole)

    return tell


def _copy(part: PackagePart, write: Callable[[bytes], object], told: Callable[[int], None]) -> None:
    """Write one file, and make sure that it is the one its sum was written for."""
    if part.blob is None:
        write(part.data)
        told(part.size)
        return
    seen = hashlib.sha256()
    try:
        with part.blob.open("rb") as file:
            while chunk := file.read(_BLOCK):
                seen.update(chunk)
                write(chunk)
                told(len(chunk))
    except FileNotFoundError as error:
        raise Damaged(f"{part.about}: its file in the vault is missing", hint="grcdesk evidence verify") from error
    if seen.hexdigest() != part.sha256:
        raise Damaged(f"{part.about}: its file in the vault was modified", hint="grcdesk evidence verify")
